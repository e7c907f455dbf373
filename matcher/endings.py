"""The signals by which somebody asks a command to end."""

from __future__ import annotations

import signal

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
KNOWN = tuple(int(getattr(signal, name)) for name in NAMES if hasattr(signal, name))
"""Ctrl-C, an end that is asked for, and a terminal that was closed."""


def asked_to_end() -> tuple[int, ...]:
    """Return those to listen to; a closed terminal is none to who was started with nohup."""
    closed = getattr(signal, "SIGHUP", None)
    goes_on = closed is not None and signal.getsignal(closed) is signal.SIG_IGN
    return tuple(one for one in KNOWN if not (goes_on and one == closed))

"""Processes of our own, which end with the work."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def ctrl_c_later() -> Iterator[None]:
    """Hold Ctrl-C back while a block runs, and for good in the processes that it starts."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with(other_end: int | Connection) -> None:
    """End this process at once, whatever it does, when the other end of a pipe is closed.

    The system closes it when the process that holds it ends, however that happens: nobody who was
    started for some work outlives that work.
    """
    threading.Thread(target=_end, args=(other_end,), daemon=True).start()


def _end(other_end: int | Connection) -> None:
    wait([other_end])
    os._exit(1)

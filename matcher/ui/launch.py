"""Starts the app from the command line."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.ui.settings import LOOPBACK, flags, is_loopback, sign_in_is_configured

if TYPE_CHECKING:
    from types import FrameType

APP = Path(__file__).with_name("app.py")
MISSING = 2
SECONDS_TO_END = 5
OPEN = (
    "At {address} everybody who reaches this computer would see people's data. Set up the sign-in "
    "first ([auth] in .streamlit/secrets.toml, see docs/guide/sign-in.md), or leave out --address."
)


def launch(port: int = 8501, address: str = LOOPBACK) -> int:
    """Run the app until it ends or Ctrl-C is pressed.

    Parameters
    ----------
    port
        On which port it listens.
    address
        At which address: one of this machine alone, unless people sign in.

    Returns
    -------
    int
        Streamlit's exit code; 0 after Ctrl-C, 2 where Streamlit is not installed, or where the
        app would be open to everybody.
    """
    if find_spec("streamlit") is None:
        print('The app needs Streamlit:\n\n    pip install "matcher[app]"\n', file=sys.stderr)
        return MISSING
    if not is_loopback(address) and not _asks_who_comes():
        print(OPEN.format(address=address), file=sys.stderr)
        return MISSING
    print(f"Matcher: http://{address}:{port} (Ctrl-C ends it)", file=sys.stderr)
    with _ending_on_sigterm():
        child = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(APP), *flags(port, address)]
        )
        try:
            return child.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            if child.poll() is None:
                _end(child)


def _asks_who_comes() -> bool:
    """Return whether people sign in; a file that cannot be read says nothing of it."""
    try:
        return sign_in_is_configured()
    except ValueError as error:
        print(f".streamlit/secrets.toml cannot be read: {error}", file=sys.stderr)
        return False


@contextmanager
def _ending_on_sigterm() -> Iterator[None]:
    """Leave in good order when this process is asked to end, so that the app ends with it."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()

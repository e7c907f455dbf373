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

from matcher.ui.settings import flags

if TYPE_CHECKING:
    from types import FrameType

APP = Path(__file__).with_name("app.py")
MISSING = 2
SECONDS_TO_END = 5


def launch(port: int = 8501) -> int:
    """Run the app until it ends or Ctrl-C is pressed.

    Parameters
    ----------
    port
        Where it listens, on this machine only.

    Returns
    -------
    int
        Streamlit's exit code; 0 after Ctrl-C, 2 where Streamlit is not installed.
    """
    if find_spec("streamlit") is None:
        print('The app needs Streamlit:\n\n    pip install "matcher[app]"\n', file=sys.stderr)
        return MISSING
    print(f"Matcher: http://127.0.0.1:{port} (Ctrl-C ends it)", file=sys.stderr)
    with _ending_on_sigterm():
        child = subprocess.Popen([sys.executable, "-m", "streamlit", "run", str(APP), *flags(port)])
        try:
            return child.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            if child.poll() is None:
                _end(child)


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

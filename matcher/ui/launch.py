"""Starts the app from the command line."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from matcher.ui.settings import flags

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
    child = subprocess.Popen([sys.executable, "-m", "streamlit", "run", str(APP), *flags(port)])
    try:
        return child.wait()
    except KeyboardInterrupt:
        _end(child)
        return 0
    except BaseException:
        _end(child)
        raise


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()

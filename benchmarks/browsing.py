"""The app in a process of its own, with what it uses of a processor, and a browser for it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.ui.launch import APP
from matcher.ui.settings import flags

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")
PATIENCE = 60_000
"""Milliseconds that the browser waits for anything."""

WIDTH, HEIGHT = 1280, 900
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
"""Found once the app has nothing more to show."""


@dataclass(frozen=True)
class App:
    """The app while it runs.

    Attributes
    ----------
    address
        Where it answers.
    process
        Its number.
    """

    address: str
    process: int

    def busy(self) -> float:
        """Return for how many seconds a processor worked for it so far; Linux only."""
        # After the name in brackets, which may hold blanks, come the state and eleven numbers.
        text = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii", errors="replace")
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Return how much memory it holds; Linux only."""
        for line in Path(f"/proc/{self.process}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return float("nan")


@contextmanager
def running_app(folder: Path) -> Iterator[App]:
    """Run the app, with what it saves in a folder of its own."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    root = str(Path(__file__).resolve().parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    saved = str(folder / "memory.sqlite")
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(APP), *flags(port)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths, "MATCHER_DATABASE": saved},
        stdout=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _until_it_answers(f"{address}/_stcore/health")
        yield App(address, process.pid)
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Run a browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = shutil.which("chromium") or CHROMIUM
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def new_page(browser: Browser) -> Page:
    """Return an empty page of somebody else: nothing is shared with other pages."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def _until_it_answers(address: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)

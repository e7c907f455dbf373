"""How the tests browse: the app in a process of its own, a browser, what its pages look like."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTH, HEIGHT, PICTURE_HEIGHT = 1280, 900, 1086
PHONE, ZOOMED = 390, 320
"""Widths in pixels: of a phone, and of a window of 1280 at 400 %."""

MOST_BYTES = 300_000
PATIENCE = 30_000
"""In milliseconds, what the machine may take for one step."""


@contextmanager
def serving(folder: Path, prepare: Callable[[str], None] | None = None) -> Iterator[str]:
    """Run the app as its command does, in a process of its own; return its address.

    Parameters
    ----------
    folder
        Where it runs, and where it keeps what is saved.
    prepare
        What is done first, once the address is known.
    """
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    if prepare is not None:
        prepare(address)
    start = f"from matcher.ui.launch import launch; raise SystemExit(launch({port}))"
    kept = {"MATCHER_DATABASE": str(folder / "memory.sqlite")}
    app = subprocess.Popen([sys.executable, "-c", start], cwd=folder, env={**os.environ, **kept})
    try:
        _until_it_answers(f"{address}/_stcore/health")
        yield address
    finally:
        app.send_signal(signal.SIGTERM)
        app.wait(20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser; where there is none, skip or, where one is required, fail."""
    found = shutil.which("chromium") or CHROMIUM
    if not Path(found).exists():
        message = "Chromium is not installed: apt-get install chromium"
        if os.environ.get("MATCHER_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def shared_pages(browser: Browser) -> Iterator[Callable[[], Page]]:
    """Open pages one after the other, each as somebody new; what the browser loaded it keeps.

    A page that has to load and compile Streamlit afresh takes a second more.
    """
    first = new_page(browser)
    context = first.context

    def opened() -> Page:
        for page in context.pages:
            page.close()
        context.clear_cookies()
        return context.new_page()

    yield opened
    context.close()


def new_page(browser: Browser | None, width: int = WIDTH, language: str = "en-GB") -> Page:
    """Open an empty page as somebody else would, who shares nothing with the other pages."""
    assert browser is not None
    size = {"width": width, "height": HEIGHT}
    context = browser.new_context(viewport=size, locale=language)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def picture(page: Page, name: str, *, height: int = PICTURE_HEIGHT) -> None:
    """Save a picture for the documentation, where MATCHER_SCREENSHOTS names a folder for it."""
    folder = os.environ.get("MATCHER_SCREENSHOTS")
    if not folder:
        return
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.wait_for_timeout(1500)
    taken = page.screenshot(path=Path(folder) / name)
    assert len(taken) < MOST_BYTES


def _until_it_answers(address: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the app does not answer")

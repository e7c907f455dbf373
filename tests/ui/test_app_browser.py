"""The app in a real browser: from a sample to its plan."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

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
MOST_BYTES = 300_000
PATIENCE = 30_000

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Run the app as its command does, in a process of its own."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    start = f"from matcher.ui.launch import launch; raise SystemExit(launch({port}))"
    app = subprocess.Popen([sys.executable, "-c", start], cwd=tmp_path)
    try:
        _until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        app.send_signal(signal.SIGTERM)
        app.wait(20)


@pytest.fixture
def page() -> Iterator[Page]:
    """Open an empty page; without a browser, skip or, where one is required, fail."""
    chromium = shutil.which("chromium") or CHROMIUM
    if not Path(chromium).exists():
        message = "Chromium is not installed: apt-get install chromium"
        if os.environ.get("MATCHER_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
        browser.close()


def test_a_sample_is_planned_and_found_again_after_a_reload(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Open London").click()
    page.get_by_role("button", name="Make the plan").click()
    answer = page.get_by_role("heading", name="12 of 12 pairs")
    expect(answer).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("best possible, proven")).to_be_visible()
    expect(page.locator(".m-card")).to_have_count(12)
    page.locator("canvas, svg.marks").first.wait_for()
    expect(page.get_by_role("button", name="Approve and send")).to_be_visible()
    assert _sideways(page) == 0
    _picture(page, "plan.png")
    page.reload()
    expect(answer).to_be_visible(timeout=PATIENCE)
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    expect(page.locator(".m-card").first).to_be_visible()
    assert _sideways(page) == 0


def test_a_drop_out_leads_to_a_kept_plan_and_back(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Open London").click()
    page.get_by_role("button", name="Make the plan").click()
    page.get_by_role("button", name="What if …").click()
    page.get_by_role("button", name="Maureen Adeyemi + Patricia Coyle").click()
    page.get_by_role("menuitem", name="Maureen Adeyemi has left").click()
    expect(page.get_by_role("button", name="Keep this plan")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("Fewest changes", exact=True).click()
    expect(page.get_by_text("no plan disturbs less")).to_be_visible(timeout=PATIENCE)
    keep = page.get_by_role("button", name="Keep this plan")
    expect(keep).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("no plan disturbs less")).to_be_visible()
    assert _sideways(page) == 0
    keep.click()
    back = page.get_by_role("button", name="Go back to the plan before")
    expect(back).to_be_visible()
    expect(page.get_by_text("best with so few changes, proven")).to_be_visible()
    back.click()
    expect(page.get_by_text("best possible, proven")).to_be_visible()


def test_the_reasons_for_a_pair_are_read_and_taken_along(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Open London").click()
    page.get_by_role("button", name="Make the plan").click()
    page.get_by_role("button", name="Why is it like this?").click(timeout=PATIENCE)
    page.get_by_role("combobox", name="Pair").click()
    page.get_by_role("option").first.click()
    expect(page.get_by_text("are a pair in this plan.")).to_be_visible(timeout=PATIENCE)
    with page.expect_download() as begun:
        page.get_by_role("button", name="This answer as text").click()
    assert "are a pair in this plan." in begun.value.path().read_text(encoding="utf-8")
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    expect(page.get_by_text("are a pair in this plan.")).to_be_visible()
    assert _sideways(page) == 0


def test_an_address_opens_nothing_in_another_browser(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Open London").click()
    page.get_by_role("button", name="Make the plan").wait_for()
    browser = page.context.browser
    assert browser is not None
    other = browser.new_page()
    other.goto(page.url)
    expect(other.get_by_role("heading", name="No cohort is open")).to_be_visible(timeout=PATIENCE)


def _sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def _picture(page: Page, name: str) -> None:
    """Save the picture for the README, where a folder for it is named."""
    folder = os.environ.get("MATCHER_SCREENSHOTS")
    if not folder:
        return
    page.set_viewport_size({"width": WIDTH, "height": PICTURE_HEIGHT})
    page.wait_for_timeout(1500)
    picture = page.screenshot(path=Path(folder) / name)
    assert len(picture) < MOST_BYTES


def _until_it_answers(address: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the app does not answer")

"""Every page, for everybody: nothing that axe-core objects to, on a phone, zoomed, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe import violations
from browsing import HEIGHT, PATIENCE, PHONE, WIDTH, ZOOMED, new_page, picture, sideways
from playwright.sync_api import Browser, Page, expect

from matcher.language import Language, words_in
from matcher.ui.app import PAGES

pytestmark = pytest.mark.browser

PICTURED = ("start", "rules")
"""Pages whose picture for the guide is taken here; those of others show what somebody did."""


def open_plan(page: Page, address: str, language: str) -> None:
    say = words_in(Language(language)).say
    page.goto(f"{address}/?language={language}")
    page.get_by_role("button", name=say("Open {name}", name="London")).click()
    page.get_by_role("button", name=say("Make the plan")).click()
    page.locator(".m-card").first.wait_for(timeout=PATIENCE)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page has stopped changing."""
    page.wait_for_timeout(400)
    page.locator("[data-testid=stStatusWidget]").wait_for(state="hidden", timeout=PATIENCE)
    page.wait_for_timeout(300)


def go_to(page: Page, name: str, language: str = "en") -> None:
    title = words_in(Language(language)).say(PAGES[name][0])
    page.get_by_role("link", name=title, exact=True).first.click()
    page.locator(".stMain h1").first.wait_for()
    settle(page)


@pytest.fixture(scope="module", params=["en", "fr"])
def planned(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page with a plan: in English and light, in French and dark."""
    opened = new_page(browser, language="fr-FR" if request.param == "fr" else "en-GB")
    opened.emulate_media(color_scheme="dark" if request.param == "fr" else "light")
    open_plan(opened, address, request.param)
    yield opened
    opened.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_in_the_way_of_anybody(planned: Page, name: str) -> None:
    language = str(planned.evaluate("document.documentElement.lang"))
    go_to(planned, name, language)
    assert violations(planned) == []
    if language == "en" and name in PICTURED:
        picture(planned, f"{name}.png")
    for width in (PHONE, ZOOMED):
        planned.set_viewport_size({"width": width, "height": HEIGHT})
        planned.wait_for_timeout(400)
        assert sideways(planned) == 0, width
    planned.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    planned.wait_for_timeout(200)


@pytest.fixture(scope="module")
def newcomer(browser: Browser, address: str) -> Iterator[Page]:
    """Return the app as somebody finds it who comes by the address of its last page."""
    opened = new_page(browser)
    opened.goto(f"{address}/{[*PAGES][-1]}")
    opened.locator(".stMain h1").first.wait_for()
    yield opened
    opened.context.close()


@pytest.mark.parametrize("name", reversed(PAGES))
def test_a_page_without_a_cohort_says_what_to_do(newcomer: Page, name: str) -> None:
    go_to(newcomer, name)
    assert violations(newcomer) == []
    assert newcomer.locator(".stMain button, .stMain input").count() > 0


def test_a_plan_is_made_with_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Open London").wait_for()
    settle(page)
    press(page, "Open London")
    page.get_by_role("button", name="Make the plan").wait_for()
    settle(page)
    press(page, "Make the plan")
    expect(page.get_by_role("heading", name="12 of 12 pairs")).to_be_visible(timeout=PATIENCE)


def press(page: Page, label: str) -> None:
    """Walk to a button with Tab, see that it is marked, and press Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
                const one = document.activeElement, look = getComputedStyle(one);
                const marked = look.outlineStyle !== 'none' || look.boxShadow !== 'none';
                return [one.innerText || '', marked];
            }"""
        )
        if focused[0].strip() == label:
            assert focused[1], f"the focus on {label} is not seen"
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab does not lead to {label}")

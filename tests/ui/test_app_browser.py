"""The app in a real browser: from a sample to its plan."""

from __future__ import annotations

import pytest
from browsing import HEIGHT, PATIENCE, PHONE, new_page, picture, sideways
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


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
    assert sideways(page) == 0
    picture(page, "plan.png")
    page.reload()
    expect(answer).to_be_visible(timeout=PATIENCE)
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    expect(page.locator(".m-card").first).to_be_visible()
    assert sideways(page) == 0


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
    assert sideways(page) == 0
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
    picture(page, "why.png")
    with page.expect_download() as begun:
        page.get_by_role("button", name="This answer as text").click()
    assert "are a pair in this plan." in begun.value.path().read_text(encoding="utf-8")
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    expect(page.get_by_text("are a pair in this plan.")).to_be_visible()
    assert sideways(page) == 0


def test_an_address_opens_nothing_in_another_browser(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Open London").click()
    page.get_by_role("button", name="Make the plan").wait_for()
    other = new_page(page.context.browser)
    other.goto(page.url)
    expect(other.get_by_role("heading", name="No cohort is open")).to_be_visible(timeout=PATIENCE)

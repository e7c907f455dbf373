"""The app from beginning to end: approved plans, drop-outs, stops, two people, reloads, French."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from browsing import PATIENCE, new_page, picture
from playwright.sync_api import Page, expect

from benchmarks.cohorts import benchmark_cohort
from matcher.files import write_folder

pytestmark = pytest.mark.browser


def plan_london(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Open London").click()
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_role("heading", name="12 of 12 pairs")).to_be_visible(timeout=PATIENCE)


def follow(page: Page, title: str) -> None:
    page.get_by_role("link", name=title, exact=True).first.click()


def open_large(page: Page, address: str, folder: Path) -> None:
    """Upload a cohort whose plan takes long, and come to its plan."""
    write_folder(benchmark_cohort(120, 200, 125, 1, 0.3, 4), folder)
    page.goto(address)
    page.locator("input[type=file]").set_input_files(sorted(folder.iterdir()))
    page.get_by_role("button", name="Open this cohort").click(timeout=PATIENCE)
    page.get_by_role("button", name="Make the plan").click(timeout=PATIENCE)
    page.get_by_role("button", name="Stop and keep this").wait_for(timeout=PATIENCE)


def test_a_sample_becomes_an_approved_plan_that_is_found_again(page: Page, address: str) -> None:
    plan_london(page, address)
    page.get_by_role("button", name="Approve and send").click()
    page.get_by_label("Your name").first.fill("Jo Hill")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_label("What you looked at").fill("read it pair by pair")
    page.get_by_role("button", name="I have reviewed it").click()
    page.get_by_label("Why this plan").fill("fair to both sites")
    page.get_by_role("button", name="Approve this plan").click()
    expect(page.get_by_text("Approved by Jo Hill").first).to_be_visible(timeout=PATIENCE)
    with page.expect_download() as begun:
        page.get_by_role("button", name="To send and print (.zip)").click()
    names = zipfile.ZipFile(begun.value.path()).namelist()
    assert any(name.endswith(".ics") for name in names)
    assert any(name.endswith(".xlsx") for name in names)
    picture(page, "approve.png")
    follow(page, "Cohorts")
    expect(page.get_by_text("London 2027").first).to_be_visible()
    picture(page, "cohorts.png")


def test_a_drop_out_leads_to_a_repaired_plan_and_calendar_files(page: Page, address: str) -> None:
    plan_london(page, address)
    page.get_by_role("button", name="What if …").click()
    page.get_by_role("button", name="Maureen Adeyemi + Patricia Coyle").click()
    page.get_by_role("menuitem", name="Maureen Adeyemi has left").click()
    expect(page.get_by_role("button", name="Keep this plan")).to_be_visible(timeout=PATIENCE)
    picture(page, "what-if.png")
    page.get_by_text("Fewest changes", exact=True).click()
    expect(page.get_by_text("no plan disturbs less")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Keep this plan").click()
    page.get_by_role("button", name="Tell people, and get the calendar files").click()
    with page.expect_download() as begun:
        page.get_by_role("button", name="To send and print (.zip)").click()
    archive = zipfile.ZipFile(begun.value.path())
    calendars = [archive.read(name) for name in archive.namelist() if name.endswith(".ics")]
    assert calendars
    assert not any(b"Maureen" in one for one in calendars)


def test_a_long_search_is_found_after_a_reload_and_stopped(
    page: Page, address: str, tmp_path: Path
) -> None:
    open_large(page, address, tmp_path / "large")
    page.reload()
    stop = page.get_by_role("button", name="Stop and keep this")
    expect(stop).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Best so far").first).to_be_visible(timeout=2 * PATIENCE)
    stop.click()
    expect(page.get_by_role("heading", name="of 120 pairs")).to_be_visible(timeout=2 * PATIENCE)
    expect(page.get_by_text("You stopped the search").first).to_be_visible()


def test_two_people_see_only_their_own_and_plan_side_by_side(page: Page, address: str) -> None:
    other = new_page(page.context.browser)
    page.goto(address)
    other.goto(address)
    page.get_by_role("button", name="Open London").click()
    other.get_by_role("button", name="Open Lyon").click()
    page.get_by_role("button", name="Make the plan").click()
    other.get_by_role("button", name="Make the plan").click()
    for one in (page, other):
        one.locator(".m-card").first.wait_for(timeout=PATIENCE)
    assert "London" not in other.locator(".m-frame").inner_text()
    assert "Lyon" not in page.locator(".m-frame").inner_text()
    other.context.close()


def test_what_was_changed_outlives_a_reload(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Open London").click()
    page.get_by_role("button", name="Make the plan").wait_for()
    follow(page, "Rules")
    pairs = page.get_by_role("spinbutton", name="Pairs wanted")
    pairs.fill("10")
    pairs.press("Enter")
    expect(page.get_by_text("10 pairs wanted")).to_be_visible(timeout=PATIENCE)
    page.reload()
    expect(page.get_by_text("10 pairs wanted")).to_be_visible(timeout=PATIENCE)


def test_the_way_to_a_plan_is_french_for_those_who_choose_it(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Open Lyon").wait_for()
    page.get_by_text("FR", exact=True).click()
    page.get_by_role("button", name="Ouvrir Lyon").click()
    page.get_by_role("button", name="Faire le plan").click()
    expect(page.get_by_text("prouvé").first).to_be_visible(timeout=PATIENCE)
    page.reload()
    expect(page.get_by_role("heading", name="Binômes", exact=True)).to_be_visible(timeout=PATIENCE)
    page.wait_for_function("document.documentElement.lang === 'fr'")

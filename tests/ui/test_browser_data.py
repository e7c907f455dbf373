"""The app in a real browser: from a messy upload to a cohort in order, with a refresh between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsing import PATIENCE, picture, sideways
from playwright.sync_api import Page, expect

from matcher.samples import sample_path

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def messy(folder: Path) -> list[Path]:
    """Write the files of a sample with a word that is none, and a person without consent."""
    folder.mkdir()
    files = []
    for one in sorted(sample_path("london").iterdir()):
        content = one.read_bytes().replace(b"P01,patient,", b"P01,pateint,")
        files.append(folder / one.name)
        files[-1].write_bytes(content.replace(b"P03,patient,", b"P 03,patient,"))
    return [one for one in files if one.suffix in (".csv", ".toml")]


def test_a_messy_upload_is_put_right_in_the_app(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address)
    page.locator("input[type=file]").set_input_files(messy(tmp_path / "files"))
    page.get_by_role("button", name="Open and put right").click()
    page.get_by_role("button", name="Use “patient”").first.wait_for()
    picture(page, "data.png")
    page.get_by_role("button", name="Use “patient”").first.click()
    expect(page.get_by_text("pateint")).to_have_count(0, timeout=PATIENCE)
    page.reload()
    expect(page.get_by_role("button", name="1 change")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("“P 03”").first).to_be_visible()
    page.locator("[class*=st-key-problem_error]").filter(has_text="“P 03”").first.get_by_role(
        "button", name="Go to row"
    ).click()
    field = page.get_by_label("person_id", exact=True)
    field.fill("P03")
    field.press("Tab")
    expect(page.get_by_role("heading", name="The data are in order")).to_be_visible(
        timeout=PATIENCE
    )
    assert sideways(page) == 0
    page.get_by_role("button", name="Go to the plan").click()
    expect(page.get_by_role("heading", name="Ready to plan")).to_be_visible(timeout=PATIENCE)


def test_who_taps_a_link_right_after_typing_loses_nothing(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Open London").click()
    expect(page.get_by_role("heading", name="Ready to plan")).to_be_visible(timeout=PATIENCE)
    for number in range(1, 4):
        page.get_by_role("link", name="Data", exact=True).click()
        page.get_by_text("One person", exact=True).click()
        field = page.get_by_label("themes", exact=True)
        name = page.get_by_label("name", exact=True)
        expect(name).to_have_value("Maureen Adeyemi", timeout=PATIENCE)
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PATIENCE)
        page.wait_for_timeout(500)
        field.fill(f"sleep {number}")
        page.get_by_role("link", name="Plan", exact=True).click()  # without the time a hand takes
        page.wait_for_timeout(1500)  # a reader looks at the page
        page.get_by_role("link", name="Data", exact=True).click()
        said = "1 change" if number == 1 else f"{number} changes"
        expect(page.get_by_role("button", name=said, exact=True)).to_be_visible(timeout=PATIENCE)


def test_who_comes_back_at_once_finds_every_field_as_it_was(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Open London").click()
    expect(page.get_by_role("heading", name="Ready to plan")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_text("One person", exact=True).click()
    name = page.get_by_label("name", exact=True)
    expect(name).to_have_value("Maureen Adeyemi", timeout=PATIENCE)
    for _ in range(3):
        page.get_by_role("link", name="Rules", exact=True).click()
        page.wait_for_timeout(120)
        page.get_by_role("link", name="Data", exact=True).click()
        page.wait_for_timeout(120)
    page.get_by_text("One person", exact=True).click()
    expect(name).to_have_value("Maureen Adeyemi", timeout=PATIENCE)
    field = page.get_by_label("themes", exact=True)
    field.fill("walking")
    field.press("Tab")
    expect(page.get_by_role("button", name="1 change", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(name).to_have_value("Maureen Adeyemi")

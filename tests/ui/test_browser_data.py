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

"""Two people sign in, in two browsers: one shares a cohort, the other one sees it from then on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import PATIENCE, new_page, serving
from identity_provider import CLIENT, SECRET, provider
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Run the app where people sign in with a provider of our own."""
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    with provider() as issuer:

        def write(where: str) -> None:
            secrets.write_text(
                f'[auth]\nredirect_uri = "{where}/oauth2callback"\ncookie_secret = "{"x" * 40}"\n'
                f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
                f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n',
                encoding="utf-8",
            )

        with serving(tmp_path, write) as where:
            yield where


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/cohorts")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("button", name=name)).to_be_visible(timeout=PATIENCE)


def test_a_cohort_is_shared_between_two_people_who_signed_in(page: Page, address: str) -> None:
    sign_in(page, address, "Ann Bo")
    page.get_by_role("button", name="Open London").click()
    page.get_by_role("button", name="Save as…").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("saved: draft, not planned yet")).to_be_visible()
    others = new_page(page.context.browser)
    sign_in(others, address, "Ben Ray")
    others.get_by_role("link", name="Cohorts").click()
    expect(others.get_by_text("Nothing is saved yet.")).to_be_visible()
    page.get_by_role("link", name="Cohorts").click()
    page.get_by_role("button", name="Copy, rename, share, delete").click()
    page.get_by_label("E-mail address to share with").fill("ben@example.org")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_text("shared with 1 person")).to_be_visible()
    others.reload()
    expect(others.get_by_role("button", name="Open “London 2027”")).to_be_visible(timeout=PATIENCE)

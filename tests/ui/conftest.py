"""The app as a script, as somebody finds it or with a cohort open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import chromium, serving, shared_pages
from playwright.sync_api import Browser, Page
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from visits import REPOSITORY, SECONDS

from matcher.ui import frame

if TYPE_CHECKING:
    from matcher.cohort import Cohort


@pytest.fixture(scope="session", autouse=True)
def components_found_once() -> Iterator[None]:
    """Look for Streamlit's components among all packages once: it takes a second for each app."""
    name = "scan_component_manifests"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, name, cache(getattr(manifest_scanner, name)))
        yield


@pytest.fixture(autouse=True)
def memory_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test saves away from what the person who runs it has saved."""
    monkeypatch.setenv("MATCHER_DATABASE", str(tmp_path / "memory.sqlite"))


@pytest.fixture
def app() -> AppTest:
    """Return the app as somebody finds it."""
    return AppTest.from_file(REPOSITORY / "app.py", default_timeout=SECONDS).run()


@pytest.fixture
def open_app(app: AppTest) -> Callable[[Cohort], AppTest]:
    """Return a way to open a cohort in the app and come to the page of its plan."""

    def opened(cohort: Cohort) -> AppTest:
        # The way of a person is through files; where these are no matter, the registry is quicker.
        app.button(key="sample_london").click().run()
        sitting = frame.sittings().find(app.session_state[frame.KEY])
        assert sitting is not None
        sitting.cohort, sitting.files = cohort, None
        return app.run()

    return opened


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the app; every page of a test is somebody else to it."""
    with serving(tmp_path_factory.mktemp("app")) as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a browser for the tests of a module."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def next_page(browser: Browser) -> Iterator[Callable[[], Page]]:
    with shared_pages(browser) as opened:
        yield opened


@pytest.fixture
def page(next_page: Callable[[], Page]) -> Page:
    """Open an empty page that knows of nothing that other tests did."""
    return next_page()

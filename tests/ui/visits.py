"""How the tests visit the app: cohorts, a plan, buttons, and the words shown."""

from __future__ import annotations

import re
import time
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.util import calc_hash

import matcher
from matcher.samples import sample_path
from matcher.ui import frame
from planned import planned

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from matcher.cohort import Cohort
    from matcher.plans import Plan
    from matcher.ui.sittings.sittings import Sitting

REPOSITORY = Path(__file__).resolve().parents[2]
SECONDS = 60


@cache
def london() -> Cohort:
    return matcher.load(sample_path("london"))


def london_plan() -> Plan:
    return planned("london")


def plan(app: AppTest) -> AppTest:
    """Press the button, and look again until the search has ended."""
    app.button(key="make_plan").click().run()
    return settled(app)


def sitting_of(app: AppTest) -> Sitting:
    """Return what is open."""
    sitting = frame.sittings().find(app.session_state[frame.KEY])
    assert sitting is not None
    return sitting


def settled(app: AppTest) -> AppTest:
    end = time.monotonic() + SECONDS
    while title(app) == "Looking for the best plan":
        assert time.monotonic() < end, "the plan is still being made"
        time.sleep(0.05)
        app.run()
    return app


def go(app: AppTest, page: str) -> AppTest:
    """Go to a page by its name in the address; AppTest itself knows pages that are files only."""
    app._page_hash = calc_hash(page)
    app.run()
    app._page_hash = ""
    return app


def title(app: AppTest) -> str:
    assert not app.exception
    return str(app.title[0].value)


def words_of(app: AppTest) -> str:
    """Return every word that the page shows or reads out."""
    texts = [re.sub(r"<style>.*?</style>", " ", one.value, flags=re.DOTALL) for one in app.html]
    for kind in ("title", "header", "caption", "markdown", "warning", "error", "info"):
        texts += [str(one.value) for one in getattr(app, kind)]
    texts += [one.label for one in [*app.button, *app.toggle, *app.expander]]
    labelled = re.sub(r'aria-label="([^"]*)"', r">\1<", " ".join(texts))
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", labelled)).split())

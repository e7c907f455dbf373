"""The app in a browser: until a page stands, and from the click on a change to what follows.

A page counts as standing when its title is there and the app has nothing more to show. Each page is
opened by a click in the menu and afresh by its address; each figure is the median, with the longest
beside it. Then the pages are opened while two other people's plans are being made. Beside the
seconds on the clock stand those that a processor worked for the app: on a busy machine only they
tell.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.browsing import IDLE, App, new_page, running_app, running_browser
from benchmarks.cohorts import benchmark_cohort
from benchmarks.storing import write_text
from matcher.drafts import Draft
from matcher.ui.data.taking_along import csv_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PAGES = {
    "Start": "Who works with whom",
    "Data": "[Dd]ata|to look at|put right",
    "Rules": "The rules",
    "Plan": "of [0-9]+ pairs",
    "Why": "",
    "What if": "What if",
    "Approve and send": "Approve and send",
    "Cohorts": "",
}
"""What a page is called in the menu, and in its title where that differs."""

LONG = (200, 340)
"""Pairs and people a side of the plans that others are making: half a minute each."""

LONGEST_PLAN = 300_000
"""Milliseconds that a plan may take."""

Timed = tuple[float, float]
"""Seconds on the clock, and of a processor for the app."""


def timed(app: App, work: Callable[[], None]) -> Timed:
    """Return how long something takes."""
    started, used = time.perf_counter(), app.busy()
    work()
    return time.perf_counter() - started, app.busy() - used


def row(cohort: str, what: str, times: list[Timed]) -> dict[str, Any]:
    """Return the figures of one thing."""
    clock, busy = zip(*times, strict=True)
    return {
        "cohort": cohort,
        "what": what,
        "times": len(times),
        "seconds": median(clock),
        "longest": max(clock),
        "busy": median(busy),
    }


def stands(page: Page, name: str) -> None:
    """Wait until a page stands."""
    title = re.compile(PAGES[name] or name)
    page.get_by_role("heading", level=1, name=title).wait_for()
    page.locator(IDLE).wait_for()


def go(page: Page, name: str) -> None:
    """Go to a page by the menu."""
    page.get_by_role("link", name=name, exact=True).click()
    stands(page, name)


def open_sample(page: Page, address: str) -> None:
    """Open the sample."""
    page.goto(address)
    page.get_by_role("button", name="Open London").click()


def open_files(page: Page, address: str, pairs: int, pool: int, seed: int) -> None:
    """Open a made-up cohort from its files."""
    draft = Draft.of_cohort(benchmark_cohort(pairs, pool, 125, seed))
    texts = {f"{sheet.name}": csv_of(sheet) for sheet in draft.sheets} | dict(draft.texts)
    page.goto(address)
    page.locator("input[type=file]").set_input_files(
        [
            {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
            for name, text in texts.items()
        ]
    )
    page.get_by_role("button", name="Open this cohort").click()


def make_plan(page: Page) -> None:
    """Make the plan, and wait for it."""
    page.get_by_role("button", name="Make the plan").click()
    title = page.get_by_role("heading", level=1, name=re.compile(PAGES["Plan"]))
    title.wait_for(timeout=LONGEST_PLAN)
    page.locator(IDLE).wait_for()


def pages(app: App, page: Page, cohort: str, repeats: int) -> list[dict[str, Any]]:
    """Return how long each page takes."""
    rows = []
    for name in PAGES:
        clicks, loads = [], []
        for _ in range(repeats):
            go(page, "Start" if name != "Start" else "Cohorts")
            clicks.append(timed(app, partial(go, page, name)))
        loads += [timed(app, partial(_load, page, name)) for _ in range(repeats)]
        rows += [row(cohort, f"{name}, a click", clicks), row(cohort, f"{name}, afresh", loads)]
    return rows


def _load(page: Page, name: str) -> None:
    page.reload()
    stands(page, name)


def changes(app: App, page: Page, cohort: str, number: int) -> list[dict[str, Any]]:
    """Return how long it takes from the click on a change to its result, and of taking it back."""
    go(page, "What if")
    page.wait_for_timeout(3000)  # what makes answers quick is got ready meanwhile
    tried, undone = [], []
    keep = page.get_by_role("button", name="Keep this plan")
    undo = page.get_by_role("button", name="Undo the last")
    gone = page.get_by_text("None yet. Choose one on the plan.")
    for place in range(number):
        page.locator("[class*=st-key-menu_] button").nth(place).click()
        item = page.get_by_role("menuitem").filter(has_text="has left").first
        item.wait_for()
        tried.append(timed(app, partial(_click, item, keep)))
        page.locator(IDLE).wait_for()
        undone.append(timed(app, partial(_click, undo, gone)))
        page.locator(IDLE).wait_for()
    return [row(cohort, "a drop-out, to its result", tried), row(cohort, "taken back", undone)]


def _click(what: Locator, until: Locator) -> None:
    what.click()
    until.wait_for()


def beside_plans(
    app: App, browser: Browser, page: Page, cohort: str, long: tuple[int, int]
) -> list[dict[str, Any]]:
    """Return how long pages take while two plans of other people are being made."""
    others = []
    for seed in (1, 2):
        other = new_page(browser)
        open_files(other, app.address, *long, seed)
        other.get_by_role("button", name="Make the plan").wait_for()
        others.append(other)
    for other in others:
        other.get_by_role("button", name="Make the plan").click()
    others[-1].get_by_role("heading", name="Looking for the best plan").wait_for()
    names = ("Plan", "What if", "Why", "Data") * 2
    times = [timed(app, partial(go, page, name)) for name in names]
    still = sum(o.get_by_role("heading", name="Looking for").count() for o in others)
    for other in others:
        other.context.close()
    said = f"a page while {still} other plans are being made"
    return [row(cohort, said, times)]


def main() -> None:
    """Measure and print; write the rows where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.apps", description=__doc__)
    add = parser.add_argument
    add("--pairs", type=int, nargs="*", default=[200], help="made-up cohorts, beside London (200)")
    add("--repeats", type=int, default=5, help="how often each page is opened (5)")
    add("--long", type=int, nargs=2, default=LONG, help="pairs and people a side of other plans")
    add("--out", type=Path, help="a JSON file for the figures")
    told = parser.parse_args()
    rows: list[dict[str, Any]] = []
    with (
        TemporaryDirectory() as folder,
        running_app(Path(folder)) as app,
        running_browser() as browser,
    ):
        for pairs in (None, *told.pairs):
            for one in measured(app, browser, pairs, told.repeats, tuple(told.long)):
                rows.append(one)
                print(json.dumps(one), flush=True)
    print(f"load: {os.getloadavg()[0]:.1f}")
    if told.out is not None:
        write_text(told.out, json.dumps(rows, indent=1))


def measured(
    app: App, browser: Browser, pairs: int | None, repeats: int, long: tuple[int, int]
) -> Iterator[dict[str, Any]]:
    """Yield the figures of one cohort: the sample, or one of so many pairs."""
    page, cohort = new_page(browser), "London" if pairs is None else f"{pairs} pairs"
    if pairs is None:
        open_sample(page, app.address)
    else:
        open_files(page, app.address, pairs, pairs * 17 // 10, 1)
    made = timed(app, lambda: make_plan(page))
    yield row(cohort, "the plan, from the click", [made])
    yield from changes(app, page, cohort, repeats)
    yield from pages(app, page, cohort, repeats)
    if pairs is None:
        yield from beside_plans(app, browser, page, cohort, long)
    page.context.close()


if __name__ == "__main__":
    main()

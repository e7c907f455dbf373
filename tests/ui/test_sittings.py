"""Who finds which open cohort again, and when a search ends by itself."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from visits import london, london_plan

import matcher
from matcher.drafts import Draft, Step
from matcher.samples import sample_path
from matcher.ui.sittings import background, jobs, sittings
from matcher.ui.sittings.sittings import Sittings, browser_of

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.plans import Plan
    from matcher.solve.progress import Progress


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a search last until somebody stops it."""
    made = london_plan()

    def plan(cohort: Cohort, *, progress: Progress, **_: Any) -> Plan:
        while not progress.stop_requested():
            threading.Event().wait(0.01)
        return made

    monkeypatch.setattr(matcher, "plan", plan)


def test_a_sitting_is_found_only_by_the_browser_that_opened_it() -> None:
    all_sittings = Sittings()
    key = all_sittings.open(london(), owner="mine")
    assert all_sittings.find(key, "mine") is not None
    assert all_sittings.find(key, "yours") is None
    assert all_sittings.find("guess", "mine") is None
    assert all_sittings.find(None, "mine") is None


def test_the_browser_is_known_under_every_mask_of_its_cookie() -> None:
    token = bytes(range(16))

    def cookie(mask: bytes) -> str:
        masked = bytes(one ^ mask[i % 4] for i, one in enumerate(token))
        return f"2|{mask.hex()}|{masked.hex()}|1795394614"

    assert browser_of(cookie(b"abcd")) == browser_of(cookie(b"\0\xff7!")) == token.hex()


@pytest.mark.parametrize("cookie", ["", "2||ab|1", "3|ab|cd|1", "2|zz|zz|1", "|||", "2|ab|cd"])
def test_a_cookie_of_another_form_names_no_browser(cookie: str) -> None:
    assert browser_of(cookie) == ""


def test_old_sittings_are_forgotten() -> None:
    clock = Clock()
    all_sittings = Sittings(clock)
    old = all_sittings.open(london())
    clock.now = sittings.LONGEST_IDLE + 1
    fresh = all_sittings.open(london())
    assert all_sittings.find(old) is None
    assert all_sittings.find(fresh) is not None


def test_there_are_only_so_many_sittings() -> None:
    clock = Clock()
    all_sittings = Sittings(clock)
    keys = []
    for clock.now in range(sittings.MOST_SITTINGS + 1):
        keys.append(all_sittings.open(london()))
    assert [all_sittings.find(key) is None for key in keys].count(True) == 1
    assert all_sittings.find(keys[0]) is None


def test_only_the_sittings_used_last_keep_what_makes_what_ifs_quick(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sittings, "MOST_PREPARED", 1)
    clock = Clock()
    all_sittings = Sittings(clock)
    keys = [all_sittings.open(london_plan().cohort) for _ in range(2)]
    trials = []
    for clock.now, key in enumerate(keys, start=1):
        one = all_sittings.find(key)
        assert one is not None
        one.job = jobs.Job.done(london_plan())
        trials.append(one.trial())
    first, second = trials
    assert first is not None
    assert second is not None
    first.add(f"withdraw={london_plan().pairs[0].patient}")
    all_sittings.find(keys[1])
    assert (first.is_prepared, second.is_prepared) == (False, True)
    clock.now += 1
    again = all_sittings.find(keys[0])
    assert again is not None
    assert again.what_if is first
    assert first.is_prepared
    assert len(first.changes) == 1


def test_a_closed_sitting_gets_nothing_ready_any_more() -> None:
    all_sittings = Sittings()
    key = all_sittings.open(london_plan().cohort)
    sitting = all_sittings.find(key)
    assert sitting is not None
    sitting.job = jobs.Job.done(london_plan())
    trial = sitting.trial()
    assert trial is not None
    preparing = trial._preparing
    assert preparing is not None
    all_sittings.close(key)
    assert preparing.was_stopped
    assert not trial.is_prepared


@pytest.mark.usefixtures("endless")
def test_only_so_many_plans_are_made_at_once() -> None:
    all_sittings = Sittings()
    keys = [all_sittings.open(london()) for _ in range(sittings.MOST_RUNNING + 1)]
    open_ones = [all_sittings.find(key) for key in keys]
    began = [all_sittings.start(one) for one in open_ones if one is not None]
    assert began == [True] * sittings.MOST_RUNNING + [False]
    for key, one in zip(keys, open_ones, strict=True):
        all_sittings.close(key)
        if one is not None and one.job is not None:
            one.job.wait(10)
            assert not one.is_running


@pytest.mark.usefixtures("endless")
def test_a_search_that_nobody_watches_stops_and_keeps_its_plan() -> None:
    clock = Clock()
    job = jobs.Job(london(), clock=clock)
    job.start()
    clock.now = background.LONGEST_UNWATCHED
    job.watch()
    clock.now += background.LONGEST_UNWATCHED - 1
    assert job.is_running
    clock.now += 2
    job.wait(10)
    assert not job.is_running
    assert job.plan is not None
    assert not job.was_stopped


@pytest.mark.usefixtures("endless")
def test_a_closed_tab_ends_its_search_and_a_refresh_finds_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    monkeypatch.setattr(sittings, "Job", partial(jobs.Job, clock=clock))
    all_sittings = Sittings(clock)
    key = all_sittings.open(london(), owner="mine")
    opened = all_sittings.find(key, "mine")
    assert opened is not None
    assert all_sittings.start(opened)
    clock.now += background.LONGEST_UNWATCHED - 1
    assert all_sittings.find(key, "mine") is opened  # a refresh within the minute
    clock.now += background.LONGEST_UNWATCHED - 1
    assert opened.is_running
    clock.now += 2
    assert opened.job is not None
    opened.job.wait(10)
    assert not opened.is_running
    found = all_sittings.find(key, "mine")
    assert found is not None
    assert found.job is not None
    assert found.job.plan is not None
    all_sittings.close(key)


def test_the_app_never_searches_longer_than_it_may() -> None:
    assert jobs.allowed_seconds(london()) == 60
    assert jobs.allowed_seconds(london(), 1e9) == jobs.LONGEST_SECONDS


def test_the_plan_before_a_kept_change_outlives_a_change_of_the_files() -> None:
    all_sittings = Sittings()
    key = all_sittings.open_draft(Draft.of_path(sample_path("london")))
    sitting = all_sittings.find(key)
    assert sitting is not None
    first = jobs.Job.done(london_plan())
    sitting.job = first
    fewer = london_plan().of_cohort(sitting.cohort.with_changes("pairs=11"))
    sitting.keep(fewer)
    files = sitting.open_files()
    sheet = next(one for one in files.draft.sheets if one.table == "participants")
    row, name = sheet.rows[0][0], sheet.header.index("name")
    sitting.edit(files.draft.with_sheet(sheet.with_cell(row, name, "New Name")), Step("A name"))
    assert len(sitting.cohort.changes) == 1
    sitting.go_back()
    assert sitting.job is first
    assert sitting.cohort.changes == ()
    assert "New Name" in {one.name for one in sitting.cohort.people}
    assert sitting.is_stale

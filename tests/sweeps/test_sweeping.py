"""A sweep is a plan for every point, in the order of the grid, whoever makes them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

import matcher
from matcher.cohort import Cohort
from matcher.parallel.watching import Done
from matcher.sweeps import planning
from matcher.sweeps.results import Row, State, Sweep
from worlds import cohort, people, person

OVER = {"workshops.min_gap_days": (14, 21, 28), "programme.pairs": range(1, 3)}


@pytest.fixture(scope="module")
def small() -> Cohort:
    late = person("P3", weekdays=("Tue", "Thu"))
    return cohort(*people(2, 3), late)


@pytest.fixture(scope="module")
def found(small: Cohort) -> Sweep:
    return matcher.sweep(small, OVER, jobs=1)


def without_time(sweep: Sweep) -> list[Row]:
    return [row.model_copy(update={"seconds": None}) for row in sweep.rows]


def test_every_point_is_the_plan_of_its_changes(small: Cohort, found: Sweep) -> None:
    assert len(found.rows) == 6
    for row in found.rows:
        plan = matcher.plan(small.with_changes(*row.changes))
        assert plan.objective is not None
        assert (row.status.value, row.bound, row.gap) == (plan.status.value, plan.bound, plan.gap)
        assert (row.pairs, row.worst_fit, row.total) == tuple(dict(plan.objective).values())
        assert row.dates == tuple(workshop.date for workshop in plan.workshops)


def test_rows_stand_in_the_order_of_the_grid(found: Sweep) -> None:
    assert [tuple(row.settings.values()) for row in found.rows] == [
        (gap, pairs) for gap in (14, 21, 28) for pairs in (1, 2)
    ]
    assert [row.number for row in found.rows] == [1, 2, 3, 4, 5, 6]
    assert [one.key for one in found.varied] == list(OVER)


def test_the_number_of_workers_changes_nothing(small: Cohort, found: Sweep) -> None:
    assert without_time(matcher.sweep(small, OVER, jobs=2)) == without_time(found)


def test_any_executor_will_do(small: Cohort, found: Sweep) -> None:
    with ThreadPoolExecutor(3) as threads:
        assert without_time(matcher.sweep(small, OVER, executor=threads)) == without_time(found)


def test_weights_and_lists_are_swept_as_well(small: Cohort) -> None:
    over = {"weight=motivation": (10, 40), "weekdays": (["Tue"], ["Tue", "Thu"])}
    sweep = matcher.sweep(small, over, jobs=1)
    assert [tuple(row.settings.values()) for row in sweep.rows] == [
        (weight, days) for weight in (10, 40) for days in ("Tue", "Tue;Thu")
    ]
    assert sweep.rows[1].changes == ("weight=motivation=10", "weekdays=Tue;Thu")
    assert all(day.weekday() == 1 for row in sweep.rows[::2] for day in row.dates)


def test_a_point_without_a_plan_is_a_row_with_its_reason(small: Cohort) -> None:
    over = {"workshops.min_gap_days": (21, 28, 35), "workshops.max_gap_days": (28, 40)}
    sweep = matcher.sweep(small, over, jobs=1)
    assert [row.status for row in sweep.rows] == [
        *(State.OPTIMAL, State.OPTIMAL, State.OPTIMAL, State.OPTIMAL, State.REFUSED),
        State.INFEASIBLE,
    ]
    refused, impossible = sweep.rows[4:]
    assert "max_gap_days" in refused.reason
    assert "35 to 40 days apart" in impossible.reason
    assert (impossible.pairs, impossible.total, impossible.dates) == (None, None, ())


def test_what_breaks_at_one_point_ends_no_other(
    small: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planning.plan

    def broken(given: Cohort, **values: Any) -> Any:
        if given.programme.programme.pairs == 1:
            raise MemoryError("too little of it")
        return plan(given, **values)

    monkeypatch.setattr(planning, "plan", broken)
    with ThreadPoolExecutor(1) as threads:
        for executor in (None, threads):
            sweep = matcher.sweep(small, {"pairs": (1, 2)}, jobs=1, executor=executor)
            assert [row.status for row in sweep.rows] == [State.FAILED, State.OPTIMAL]
            assert sweep.rows[0].reason == "MemoryError: too little of it"


class Leaving:
    """Wants to stop when so many points are done."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.heard: list[Done] = []

    def report(self, done: Done) -> None:
        self.heard.append(done)

    def stop_requested(self) -> bool:
        return self.heard[-1].number >= self.after


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_whoever_stops_keeps_what_is_done(small: Cohort, found: Sweep, jobs: int) -> None:
    over = {**OVER, "workshops.max_gap_days": (28, 35, 42, 49)}
    watch = Leaving(after=2)
    sweep = matcher.sweep(small, over, jobs=jobs, progress=watch)
    done = [row for row in sweep.rows if row.status is not State.STOPPED]
    assert 2 <= len(done) < len(sweep.rows) == 24
    assert not sweep.is_whole
    assert found.is_whole
    assert all(row.status is State.OPTIMAL for row in done)
    assert [one.number for one in watch.heard] == list(range(len(done) + 1))
    assert watch.heard[0].left is None
    assert watch.heard[1].left is not None


class Gone(ThreadPoolExecutor):
    """Has no worker left."""

    def submit(self, task: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        from concurrent.futures import BrokenExecutor

        raise BrokenExecutor("nobody is left")


def test_workers_that_die_are_told_in_the_rows(small: Cohort) -> None:
    sweep = matcher.sweep(small, {"pairs": (1, 2)}, executor=Gone())
    assert [row.reason for row in sweep.rows] == ["BrokenExecutor: nobody is left"] * 2


def test_scores_are_kept_from_point_to_point(
    small: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Any] = []
    plan = planning.plan

    def noted(of: Cohort, **values: Any) -> Any:
        given.append(values["known"])
        return plan(of, **values)

    monkeypatch.setattr(planning, "plan", noted)
    matcher.sweep(small, OVER, jobs=1)
    assert len(given) == 6
    assert {id(known.scorer) for known in given} == {id(given[0].scorer)}
    assert all(known.memory is None for known in given)  # it could decide among equals


def test_a_frame_has_a_column_for_each_setting(found: Sweep) -> None:
    frame = found.frame()
    assert list(frame.columns[:4]) == [*OVER, "status", "pairs"]
    assert list(frame["programme.pairs"]) == [1, 2] * 3


def test_it_is_said_in_both_languages(small: Cohort, found: Sweep) -> None:
    lines = found.lines()
    assert lines[0] == "6 points: 6 with a plan, 6 of them proven to be the best."
    assert lines[1].startswith("  workshops.min_gap_days = 14, programme.pairs = 1: 1 pair, total")
    assert "Most pairs, and of these the highest total (2 pairs" in lines[-1]
    assert found.lines("fr")[0] == "6 points : 6 avec un plan, dont 6 prouvés les meilleurs."
    weights = matcher.sweep(small, {"weights.motivation": (10, 40)}, jobs=1)
    assert "totals with care" in weights.lines()[-1]
    stopped = matcher.sweep(small, {"pairs": (1, 2)}, jobs=1, progress=Leaving(after=0))
    assert "2 points are missing" in stopped.lines()[-1]
    assert ": stopped." in stopped.lines()[1]

"""Stopped at any moment, the search says nothing that is not true."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

import brute
from cohorts import benchmark_cohort, random_cohort
from matcher.plans import Outcome
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget, Snapshot

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.solve.solution import Solution

KINDS = {"impossible": 0.0, "bars": 0.1, "min_fit": 0.0, "languages": 0.0}
ONE_BY_ONE: dict[str, dict[str, float]] = {
    "total": {"worst_first": 0.0, "limits": 0.0},
    "worst_first": {"worst_first": 1.0, "reserves": 1.0},
    "limits": {"projects": 1.0, "limits": 1.0},
}


class StopsWhenAsked:
    """Stops at a certain question, and keeps what it was told."""

    def __init__(self, questions: float = float("inf")) -> None:
        self.questions = questions
        self.asked = 0
        self.told: list[Snapshot] = []

    def report(self, snapshot: Snapshot) -> None:
        self.told.append(snapshot)

    def stop_requested(self) -> bool:
        self.asked += 1
        return self.asked > self.questions


class StopsAfterReports(StopsWhenAsked):
    """Stops after a number of reports."""

    def stop_requested(self) -> bool:
        return len(self.told) >= self.questions


def is_true(cohort: Cohort, found: Solution, context: str) -> None:
    """Assert that nothing that a search says is contradicted by the best of all plans."""
    best = brute.best(cohort)
    if found.worth is None:
        assert found.outcome in (Outcome.UNKNOWN, Outcome.INFEASIBLE), context
        assert found.outcome is Outcome.UNKNOWN or best is None, context
        return
    assert best is not None, context
    problem = build_problem(cohort)
    pairs = [(problem.patients.ids[p], problem.professionals.ids[q]) for p, q in found.pairs]
    levels = brute.verify(cohort, pairs, [problem.candidates.days[index] for index in found.dates])
    worth = found.worth
    assert tuple(levels) == (worth.pairs, worth.reserves, worth.worst_fit, worth.total), context
    assert brute.in_order(cohort, levels) <= brute.in_order(cohort, best), context
    assert found.bound is not None, context
    assert found.bound >= max(worth.total, best.total), context
    if found.outcome is Outcome.OPTIMAL:
        assert brute.in_order(cohort, levels) == brute.in_order(cohort, best), context
        assert found.bound == worth.total, context
    if found.most_proven:
        assert worth.pairs == best.pairs, context


@pytest.mark.parametrize("mixture", ONE_BY_ONE)
@pytest.mark.parametrize("questions", [0, 1, 2, 4, 8, 30])
def test_a_search_that_is_stopped_says_nothing_untrue(mixture: str, questions: int) -> None:
    for seed in range(10):
        cohort = random_cohort(seed, **{**KINDS, **ONE_BY_ONE[mixture]})
        found = solve(build_problem(cohort), Budget(60, StopsWhenAsked(questions)), 1)
        is_true(cohort, found, f"{mixture}, seed {seed}, {questions} questions")


@pytest.mark.parametrize("reports", [1, 2, 3])
def test_a_search_that_is_stopped_after_some_reports_says_nothing_untrue(reports: int) -> None:
    for seed in range(25):
        cohort = random_cohort(seed, **KINDS)
        found = solve(build_problem(cohort), Budget(60, StopsAfterReports(reports)), 1)
        is_true(cohort, found, f"seed {seed}, {reports} reports")


def test_no_time_at_all_still_says_nothing_untrue() -> None:
    outcomes = set()
    for seed in range(40):
        cohort = random_cohort(seed, **KINDS)
        found = solve(build_problem(cohort), Budget(0), 1)
        is_true(cohort, found, f"seed {seed}")
        outcomes.add(found.outcome)
    assert Outcome.FEASIBLE in outcomes


@pytest.mark.parametrize("questions", [0, 1, 10])
def test_a_larger_search_that_is_stopped_is_feasible_and_its_bound_holds(questions: int) -> None:
    problem = build_problem(benchmark_cohort(8, 14, 50, seed=3))
    best = solve(problem, Budget(60), 1)
    stopped = solve(problem, Budget(60, StopsWhenAsked(questions)), 1)
    assert best.outcome is Outcome.OPTIMAL
    assert stopped.outcome is Outcome.FEASIBLE
    assert stopped.worth is not None
    assert stopped.bound is not None
    assert best.worth is not None
    assert stopped.bound >= best.worth.total
    assert stopped.worth.pairs <= best.worth.pairs


@pytest.mark.parametrize("seed", range(4))
def test_what_is_reported_gets_better_and_its_bounds_hold(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Budget, "REPORT_EVERY", 0.0)
    problem = build_problem(benchmark_cohort(8, 14, 50, seed=seed, if_needed=0.3, avoided_weeks=2))
    watcher = StopsWhenAsked()
    found = solve(problem, Budget(60, watcher), 1)
    assert found.outcome is Outcome.OPTIMAL
    assert found.worth is not None
    told = [one for one in watcher.told if one.pairs is not None]
    assert told
    for one, other in pairwise(told):
        assert (one.pairs, one.total) <= (other.pairs, other.total)
        assert one.seconds <= other.seconds
    most = [one for one in told if one.pairs == found.worth.pairs]
    assert most
    for snapshot in most:
        assert snapshot.total is not None
        assert snapshot.total <= found.worth.total
        assert snapshot.bound is None or snapshot.bound >= found.worth.total
        assert snapshot.gap is None or snapshot.gap >= 0


@pytest.mark.parametrize("mixture", ONE_BY_ONE)
def test_every_bound_that_is_reported_holds(mixture: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Budget, "REPORT_EVERY", 0.0)
    for seed in range(20):
        cohort = random_cohort(seed, **{**KINDS, **ONE_BY_ONE[mixture]})
        watcher = StopsWhenAsked()
        found = solve(build_problem(cohort), Budget(60, watcher), 1)
        bounds = [one.bound for one in watcher.told if one.bound is not None]
        assert found.worth is not None or not bounds
        assert all(bound >= found.worth.total for bound in bounds if found.worth), f"seed {seed}"


def test_a_snapshot_without_a_bound_has_no_gap() -> None:
    assert Snapshot(2, 100, None, 0.1).gap is None
    assert Snapshot(None, None, 100, 0.1).gap is None
    assert Snapshot(2, 100, 150, 0.1).gap == 0.5
    assert Snapshot(2, 0, 3, 0.1).gap == 3


def test_a_budget_that_is_spent_stays_spent() -> None:
    watcher = StopsWhenAsked(1)
    budget = Budget(60, watcher)
    assert [budget.spent(), budget.spent(), budget.spent()] == [False, True, True]
    assert watcher.asked == 2
    assert Budget(0).spent()
    assert Budget(-1).left == 0


def test_a_part_of_a_budget_ends_before_the_whole() -> None:
    budget = Budget(100)
    assert 45 < budget.part(0.5).left <= 50
    assert budget.part(0.0).spent()
    assert not budget.spent()

"""The first plan, when there is no time for more."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cohorts import benchmark_cohort
from matcher.plans import Outcome
from matcher.solve.levels import solve
from matcher.solve.problem import Problem, build_problem
from matcher.solve.progress import Budget, Snapshot
from matcher.solve.solution import Solution, worth_of


class StopsAtOnce:
    """Stops a search as soon as it asks."""

    def report(self, snapshot: Snapshot) -> None:
        """Take no note."""

    def stop_requested(self) -> bool:
        return True


def first_plan(problem: Problem, seed: int) -> Solution:
    return solve(problem, Budget(60, StopsAtOnce()), seed)


@pytest.mark.parametrize("seed", range(6))
def test_a_plan_is_there_at_once_and_keeps_the_rules(seed: int) -> None:
    problem = build_problem(benchmark_cohort(12, 20, 50, seed))
    found = first_plan(problem, 1)
    assert found.outcome in (Outcome.FEASIBLE, Outcome.OPTIMAL)
    assert found.worth == worth_of(problem, found.dates, found.pairs)
    assert problem.slots[range(5), list(found.dates)].all()
    for step, (one, other) in enumerate(pairwise(found.dates)):
        assert problem.follows[step, one, other]
    rows, columns = zip(*found.pairs, strict=True)
    assert len(set(rows)) == len(set(columns)) == len(found.pairs)
    together = problem.patients.can[list(rows)] & problem.professionals.can[list(columns)]
    assert ((~together[:, list(found.dates)]).sum(axis=1) <= problem.max_missed).all()


def test_the_first_plan_is_the_same_each_time() -> None:
    problem = build_problem(benchmark_cohort(12, 20, 50, seed=1))
    one, other = first_plan(problem, 7), first_plan(problem, 7)
    assert (one.dates, one.pairs, one.bound) == (other.dates, other.pairs, other.bound)


def test_more_time_never_makes_a_plan_worse() -> None:
    problem = build_problem(benchmark_cohort(10, 14, 50, seed=2))
    first, last = first_plan(problem, 1), solve(problem, Budget(60), 1)
    assert last.outcome is Outcome.OPTIMAL
    assert first.worth is not None
    assert last.worth is not None
    assert (first.worth.pairs, first.worth.total) <= (last.worth.pairs, last.worth.total)

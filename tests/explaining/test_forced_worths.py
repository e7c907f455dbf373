"""Worths with a pair forced in, beside the search with the pair and the dates fixed."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from cohorts import random_cohort
from matcher.explaining.forced_worths import forced_worths, on_dates, with_pair
from matcher.plans import Outcome
from matcher.solve.levels import solve
from matcher.solve.problem import Problem, build_problem
from matcher.solve.progress import Budget
from matcher.solve.solution import Solution

PLAIN = {"limits": 0.0, "balance": 0.0, "quorum": 0.0, "impossible": 0.0}


def solved_again(
    problem: Problem, dates: tuple[int, ...], pairs: int, row: int, column: int
) -> Solution:
    given = replace(with_pair(on_dates(problem, dates), row, column), wanted=pairs)
    return solve(given, Budget(30))


def compare(problem: Problem, found: Solution, most: int = 12) -> set[int]:
    """Compare some pairs; return how many pairs each plan has fewer."""
    assert found.worth is not None
    pairs = found.worth.pairs
    worths = forced_worths(problem, found.dates, pairs)
    cells = list(np.ndindex(problem.allowed.shape))
    fewer = set()
    for row, column in random.Random(0).sample(cells, min(most, len(cells))):
        again = solved_again(problem, found.dates, pairs, row, column)
        assert again.outcome in (Outcome.OPTIMAL, Outcome.INFEASIBLE)
        assert worths.possible[row, column] == (again.worth is not None)
        if again.worth is None:
            continue
        assert worths.pairs[row, column] == again.worth.pairs
        assert worths.reserves[row, column] == again.worth.reserves
        assert worths.total[row, column] == again.worth.total
        if problem.worst_first:
            assert worths.worst_fit[row, column] == again.worth.worst_fit
        fewer.add(pairs - again.worth.pairs)
    return fewer


@pytest.mark.parametrize("fairness", [0.0, 1.0])
def test_every_level_equals_that_of_the_search_with_the_pair(fairness: float) -> None:
    fewer: set[int] = set()
    for seed in range(40):
        size = "small" if seed % 3 == 0 else "tiny"
        problem = build_problem(random_cohort(seed, size, worst_first=fairness, **PLAIN))
        assert problem.is_plain
        found = solve(problem, Budget(30))
        if found.worth is not None:
            fewer |= compare(problem, found)
    assert fewer == {0, 1}


def test_with_rules_among_the_pairs_no_plan_is_better_than_told() -> None:
    bounds = 0
    kinds = {"limits": 1.0, "projects": 1.0, "quorum": 0.5, "balance": 0.5, "worst_first": 0.0}
    for seed in range(25):
        problem = build_problem(random_cohort(seed, "tiny", **kinds))
        found = solve(problem, Budget(30))
        if problem.is_plain or found.worth is None:
            continue
        worths = forced_worths(problem, found.dates, found.worth.pairs)
        for row, column in np.argwhere(problem.allowed):
            again = solved_again(problem, found.dates, found.worth.pairs, row, column).worth
            if again is not None:
                cell = row, column
                known = worths.pairs[cell], -worths.reserves[cell], worths.total[cell]
                assert known >= (again.pairs, -again.reserves, again.total)
                bounds += 1
    assert bounds > 20

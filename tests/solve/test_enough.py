"""The search by counting, beside all dates and the largest matching of each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import nodes
from matcher.solve.enough import Accept, Answer, Enough
from matcher.solve.matchings import sizes_of_matchings
from matcher.solve.prices import Quota
from matcher.solve.progress import Budget
from matcher.solve.search import Found, Task
from matcher.solve.tree import root
from nodes import Case, leaves, value


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [*nodes.cases(200), *nodes.limited_cases(200)]


def task_of(case: Case) -> Task:
    problem, node, quota, costs = case
    worth = node.worth if not node.dates else root_worth(case)
    order = np.arange(problem.slots.shape[1])
    return Task(worth, quota, costs, problem.slots, problem.follows, order)


def root_worth(case: Case) -> np.ndarray:
    problem = case[0]
    return np.where(problem.allowed, problem.fit.astype(np.float64), -np.inf)


def counts(case: Case, least: int, most: int) -> dict[tuple[int, ...], int]:
    """Return the number of pairs on all dates that leave enough, with all who must be in."""
    problem, _, quota, costs = case
    found = {}
    for leaf in leaves(problem, root(root_worth(case)), costs):
        for pairs in range(most, least - 1, -1):
            if np.isfinite(value(leaf, replace(quota, pairs=pairs))):
                found[leaf.dates] = pairs
                break
    return found


def asked(case: Case, least: int, most: int) -> tuple[Answer, dict[tuple[int, ...], int]]:
    known = counts(case, least, most)

    def accept(dates: tuple[int, ...], pairs: int) -> Found | None:
        return Found(0.0, dates, ()) if known.get(dates) == pairs else None

    return Enough(task_of(case), least, most, accept, Budget(60)).run(), known


def test_it_finds_the_most_pairs_that_any_dates_leave(cases: list[Case]) -> None:
    none = some = 0
    for case in cases:
        quota = case[2]
        least = max(1, int(quota.must_rows.sum()), int(quota.must_columns.sum()))
        answer, known = asked(case, least, least + 3)
        assert answer.complete
        assert answer.pairs == max(known.values(), default=0)
        if answer.found is None:
            none += 1
        else:
            some += 1
            assert known[answer.found.dates] == answer.pairs
    assert none > 5
    assert some > 50


def test_rows_that_share_places_count_as_so_many(cases: list[Case]) -> None:
    fewer = 0
    for case in cases[:80]:
        if case[2].must_rows.any() or case[2].must_columns.any():
            continue
        rows = tuple(range(len(case[2].must_rows)))[:2]
        known = {
            dates: max(1, pairs - 1) if pairs > 1 else pairs
            for dates, pairs in counts(case, 1, 9).items()
        }
        alone = Enough(task_of(case), 1, 9, taken(counts(case, 1, 9)), Budget(60)).run()
        shared = Enough(task_of(case), 1, 9, taken(known), Budget(60), ((rows, 1),)).run()
        assert shared.complete
        assert max(1, alone.pairs - 1) <= max(1, shared.pairs)
        assert shared.pairs <= alone.pairs
        fewer += shared.pairs < alone.pairs
    assert fewer > 5


def taken(known: dict[tuple[int, ...], int]) -> Accept:
    """Accept as many pairs as are known for the dates, and fewer."""

    def accept(dates: tuple[int, ...], pairs: int) -> Found | None:
        return Found(0.0, dates, ()) if pairs <= known.get(dates, 0) else None

    return accept


def test_without_time_it_says_that_it_does_not_know(cases: list[Case]) -> None:
    for case in cases[:20]:
        answer = Enough(task_of(case), 1, 99, lambda dates, pairs: None, Budget(0)).run()
        assert answer.found is None
        assert answer.pairs == 0


def test_a_number_of_steps_ends_it_whatever_the_time() -> None:
    budget = Budget(60).steps(3)
    assert [budget.spent() for _ in range(5)] == [False, False, False, True, True]
    assert not Budget(60).spent()


def test_matchings_are_counted_graph_by_graph() -> None:
    random = np.random.default_rng(1)
    graphs = random.random((30, 4, 6)) < 0.3
    nobody = np.zeros(4, bool), np.zeros(6, bool)
    for graph, size in zip(graphs, sizes_of_matchings(graphs), strict=True):
        node = root(np.where(graph, 0.0, -np.inf))
        possible = [n for n in range(5) if np.isfinite(value(node, Quota(n, *nobody)))]
        assert size == max(possible)


def test_no_graphs_and_empty_graphs_have_no_pairs() -> None:
    assert sizes_of_matchings(np.zeros((0, 3, 3), bool)).shape == (0,)
    assert sizes_of_matchings(np.zeros((2, 3, 3), bool)).tolist() == [0, 0]

"""Nodes, bounds of their children and what is left out, beside every plan below them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from cohorts import random_cohort
from matcher.solve.assignment import Quota, best_pairs, column_prices, price_bound
from matcher.solve.problem import Problem, build_problem
from matcher.solve.tree import Costs, Node, child_bounds, root, with_date, without_hopeless

Case = tuple[Problem, Node, Quota, Costs]
KINDS = {"impossible": 0.0, "min_fit": 0.0, "bars": 0.2, "confirmed": 0.4, "limits": 0.0}


def searchable(seed: int) -> Case | None:
    """Return a random problem, a node of it some dates deep, and how many pairs it is about."""
    problem = build_problem(random_cohort(seed, **KINDS))
    if not problem.slots.any(axis=1).all() or not problem.allowed.any():
        return None
    random, costs = np.random.default_rng(seed), Costs.of(problem)
    node = root(np.where(problem.allowed, problem.fit.astype(np.float64), -np.inf))
    for workshop in range(random.integers(0, problem.workshops)):
        node = with_date(node, int(random.choice(open_dates(problem, node))), workshop, costs)
    must = problem.patients.must, problem.professionals.must
    least = max(1, int(must[0].sum()), int(must[1].sum()))
    quota = Quota(int(random.integers(least, least + 2)), *must)
    return (problem, node, quota, costs) if quota.fits() else None


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case for seed in range(120) if (case := searchable(seed)) is not None]


def open_dates(problem: Problem, node: Node) -> np.ndarray:
    workshop = len(node.dates)
    if not node.dates:
        return np.flatnonzero(problem.slots[0])
    return np.flatnonzero(problem.slots[workshop] & problem.follows[workshop - 1, node.dates[-1]])


def leaves(problem: Problem, node: Node, costs: Costs) -> Iterator[Node]:
    """Yield the node with every complete sequence of dates that begins like its own."""
    if len(node.dates) == problem.workshops:
        yield node
        return
    for date in open_dates(problem, node):
        yield from leaves(problem, with_date(node, int(date), len(node.dates), costs), costs)


def value(node: Node, quota: Quota) -> float:
    best = best_pairs(node.worth, quota)
    return -np.inf if best is None else best.value - node.constant


def prices_of(node: Node, quota: Quota, seed: int) -> list[np.ndarray]:
    """Return prices good and bad: those of the best pairs, where there are any, and random ones."""
    random = np.random.default_rng(seed).integers(-500, 500, len(node.columns)) * 1.0
    best = best_pairs(node.worth, quota)
    return [random] if best is None else [random, column_prices(node.worth, best, quota, random)]


def test_the_random_cases_are_many_and_reach_every_depth(cases: list[Case]) -> None:
    assert len(cases) > 60
    assert {len(node.dates) for _, node, _, _ in cases} >= {0, 1, 2}


def test_no_plan_below_a_child_is_worth_more_than_the_bound_of_the_child(cases: list[Case]) -> None:
    for problem, node, quota, costs in cases:
        dates, workshop = open_dates(problem, node), len(node.dates)
        for prices in prices_of(node, quota, workshop):
            bounds = child_bounds(node, dates, workshop, costs, prices, quota)
            for date, bound in zip(dates, bounds, strict=True):
                child = with_date(node, int(date), workshop, costs)
                below = (value(leaf, quota) for leaf in leaves(problem, child, costs))
                assert max(below, default=-np.inf) <= bound


@pytest.mark.parametrize("short", [0, 1, 100])
def test_leaving_out_hopeless_pairs_keeps_every_plan_worth_the_target(
    cases: list[Case], short: int
) -> None:
    left_out = 0
    for problem, node, quota, costs in cases:
        values = {leaf.dates: value(leaf, quota) for leaf in leaves(problem, node, costs)}
        best = max(values.values(), default=-np.inf)
        if not np.isfinite(best):
            continue
        for prices in prices_of(node, quota, short):
            content = (node.worth - prices).max(axis=1)
            bound = float(price_bound(content, prices, quota)) - node.constant
            smaller, kept, narrowed = without_hopeless(node, prices, quota, bound, best - short)
            left_out += int(np.isfinite(node.worth).sum() - np.isfinite(smaller.worth).sum())
            assert len(kept) == len(smaller.columns)
            for leaf in leaves(problem, smaller, costs):
                if values[leaf.dates] >= best - short:
                    assert value(leaf, narrowed) == values[leaf.dates]
    assert left_out > 0


def test_a_date_only_ever_costs(cases: list[Case]) -> None:
    for problem, node, _, costs in cases:
        for date in open_dates(problem, node):
            child = with_date(node, int(date), len(node.dates), costs)
            assert (child.worth <= node.worth).all()
            assert child.constant >= node.constant


def test_the_worth_at_a_leaf_is_what_the_contract_says(cases: list[Case]) -> None:
    for problem, node, _, costs in cases[:60]:
        for leaf in leaves(problem, node, costs):
            on = list(leaf.dates)
            ours, theirs = problem.patients, problem.professionals
            for row, column in np.argwhere(problem.allowed):
                both = ours.can[row, on] & theirs.can[column, on]
                asked = ours.only_if_needed[row, on].astype(int) + theirs.only_if_needed[column, on]
                out = (~both).sum() > problem.max_missed or (problem.everyone & ~both).any()
                worth = problem.fit[row, column] - problem.missed_cost * (~both).sum()
                worth -= problem.if_needed_cost * asked[both].sum()
                assert leaf.worth[row, column] == (-np.inf if out else worth)

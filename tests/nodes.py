"""Random problems, nodes of their search trees, and every plan below a node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from cohorts import random_cohort
from matcher.solve.assignment import best_pairs
from matcher.solve.costs import Costs
from matcher.solve.mixes import by_mix
from matcher.solve.prices import Quota, column_prices
from matcher.solve.problem import Problem, build_problem
from matcher.solve.tree import Node, foreseen, root, with_date

Case = tuple[Problem, Node, Quota, Costs]
KINDS = {"impossible": 0.0, "min_fit": 0.0, "bars": 0.2, "confirmed": 0.4, "limits": 0.0}


def searchable(seed: int, **kinds: float) -> Case | None:
    """Return a random problem, a node of it some dates deep, and how many pairs it is about.

    Where weekdays are limited, the node has one mix of them, and what that forces.
    """
    problem = build_problem(random_cohort(seed, **{**KINDS, **kinds}))
    if not problem.slots.any(axis=1).all() or not problem.allowed.any():
        return None
    random, costs = np.random.default_rng(seed), Costs.of(problem)
    if costs.days is not None:
        mixes = by_mix(costs.days, problem.slots, problem.follows)
        if not mixes:
            return None
        costs = replace(costs, days=mixes[random.integers(len(mixes))])
    every = np.ones(problem.slots.shape[1], dtype=bool)
    worth = np.where(problem.allowed, problem.fit.astype(np.float64), -np.inf)
    node = foreseen(root(worth), every, costs)
    for workshop in range(random.integers(0, problem.workshops)):
        dates = open_dates(problem, node, costs)
        if not len(dates):
            break
        node = foreseen(with_date(node, int(random.choice(dates)), workshop, costs), every, costs)
    must = problem.patients.must, problem.professionals.must
    least = max(1, int(must[0].sum()), int(must[1].sum()))
    quota = Quota(int(random.integers(least, least + 2)), *must)
    return (problem, node, quota, costs) if quota.fits() else None


def open_dates(problem: Problem, node: Node, costs: Costs) -> np.ndarray:
    workshop = len(node.dates)
    may = problem.slots[workshop].copy()
    if node.dates:
        may &= problem.follows[workshop - 1, node.dates[-1]]
    if costs.days is not None:
        may &= costs.days.may_add(node.dates)
    return np.flatnonzero(may)


def leaves(problem: Problem, node: Node, costs: Costs) -> Iterator[Node]:
    """Yield the node with every complete sequence of dates that begins like its own."""
    if len(node.dates) == problem.workshops:
        yield node
        return
    for date in open_dates(problem, node, costs):
        yield from leaves(problem, with_date(node, int(date), len(node.dates), costs), costs)


def value(node: Node, quota: Quota) -> float:
    best = best_pairs(node.worth, quota)
    return -np.inf if best is None else best.value - node.constant


def best_below(problem: Problem, node: Node, quota: Quota, costs: Costs) -> float:
    """Return what the best plan below a node is worth, by trying all dates."""
    return max((value(leaf, quota) for leaf in leaves(problem, node, costs)), default=-np.inf)


def prices_of(node: Node, quota: Quota, seed: int) -> list[np.ndarray]:
    """Return prices good and bad: those of the best pairs, where there are any, and random ones."""
    random = np.random.default_rng(seed).integers(-500, 500, len(node.columns)) * 1.0
    best = best_pairs(node.worth, quota)
    return [random] if best is None else [random, column_prices(node.worth, best, quota, random)]


def cases(seeds: int = 120) -> list[Case]:
    """Return the searchable cases among so many random problems."""
    return [case for seed in range(seeds) if (case := searchable(seed)) is not None]


def limited_cases(seeds: int = 120) -> list[Case]:
    """Return the same where weekdays are limited."""
    found = [searchable(seed, weekday_limits=1.0, sessions=0.2) for seed in range(seeds)]
    return [case for case in found if case is not None]

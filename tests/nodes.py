"""Random problems, nodes of their search trees, and every plan below a node."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cohorts import random_cohort
from matcher.solve.assignment import best_pairs
from matcher.solve.costs import Costs
from matcher.solve.prices import Quota, column_prices
from matcher.solve.problem import Problem, build_problem
from matcher.solve.tree import Node, root, with_date

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

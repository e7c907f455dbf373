"""Limits on projects: at most so many pairs, and none or at least so many.

With limits, the best pairs on given dates are no longer an assignment. The assignment without
limits still bounds them, and multipliers make the bound tighter: a pair that must carry a limited
project pays that project's multiplier, and every project gives back its multiplier times its
places (Lagrangian relaxation). Only on complete sequences of dates whose bound still beats the
best plan are the pairs found exactly, as a small integer programme.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.assignment import best_pairs
from matcher.solve.carrying import Choice, choose
from matcher.solve.prices import Assignment, Quota
from matcher.solve.search import Found
from matcher.solve.tree import in_problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.problem import ProjectLimits
    from matcher.solve.tree import Node

    Floats = NDArray[np.float64]

STEPS = 30
"""How often the multipliers of a node are improved at most."""

PATIENCE = 6
"""After how many steps without a better bound that ends."""

HOPE = 0.02
"""How far below its bound a node is guessed to end, where no plan is known yet."""


def charges(limits: ProjectLimits, prices: Floats) -> Floats:
    """Return what each pair pays for its project at these multipliers, ``(P, Q)``."""
    cheapest = np.where(limits.options, prices[:, None, None], np.inf).min(axis=0)
    return np.where(limits.free | np.isinf(cheapest), 0.0, cheapest)


def _carried(limits: ProjectLimits, prices: Floats, found: Assignment) -> Floats:
    """Return how many pairs carry each project when everyone takes the cheapest, ``(K,)``."""
    bound_to_one = ~limits.free[found.rows, found.columns]
    options = limits.options[:, found.rows[bound_to_one], found.columns[bound_to_one]]
    cheapest = np.where(options, prices[:, None], np.inf).argmin(axis=0)
    return np.bincount(cheapest, minlength=len(prices)).astype(np.float64)


class WithinLimits:
    """The rules for pairs where the limits on projects can bind.

    A node's worth is less what pairs pay at the node's multipliers, and its constant less what
    the multipliers give back.
    """

    def __init__(self, limits: ProjectLimits) -> None:
        self._limits = limits

    def tighten(
        self, node: Node, quota: Quota, best: Assignment, target: float
    ) -> tuple[Node, Assignment]:
        """Return the node with multipliers that bound it better, and its assignment.

        Subgradient steps after Polyak, towards the target: a project that is chosen beyond its
        places becomes dearer, one that is not full becomes cheaper, never below 0. The steps end
        when the limits are kept at no loss, or the target is out of reach.
        """
        here = self._here(node)
        prices = self._prices(node)
        bare = node.worth + charges(here, prices)
        constant = node.constant + float(prices @ self._limits.most)
        tightest, found, stalled = node, best, 0
        for turn in range(STEPS):
            excess = _carried(here, prices, found) - self._limits.most
            excess[(prices <= 0) & (excess < 0)] = 0
            bound = best.value - tightest.constant
            if bound < target or not excess.any() or stalled > PATIENCE:
                break
            value = found.value - constant + float(prices @ self._limits.most)
            hoped = target - 1 if np.isfinite(target) else value - HOPE * abs(value)
            step = max(1.0, (value - hoped) / (1 + turn / 5)) / float(excess @ excess)
            prices = np.asarray(np.round(np.maximum(0.0, prices + step * excess)), np.float64)
            relief = float(prices @ self._limits.most)
            worth = bare - charges(here, prices)
            tried = best_pairs(worth, quota)
            if tried is None:
                break
            found, stalled = tried, stalled + 1
            if tried.value + relief - constant < bound:
                tightest = replace(
                    node, worth=worth, constant=constant - relief, multipliers=prices
                )
                best, stalled = tried, 0
        return tightest, best

    def finish(self, node: Node, quota: Quota, best: Assignment, floor: float) -> Found | None:
        """Return the best pairs within the limits on the dates of a node, above a floor."""
        here, prices = self._here(node), self._prices(node)
        worth = node.worth + charges(here, prices)
        constant = node.constant + float(prices @ self._limits.most)
        own = float(worth[best.rows, best.columns].sum())
        exact: Assignment | None = best
        if own - constant != best.value - node.constant or not _keeps(here, quota, best):
            exact = best_within(here, worth, quota)
        if exact is None:
            return None
        value = float(worth[exact.rows, exact.columns].sum()) - constant
        return Found(value, node.dates, tuple(in_problem(node, exact))) if value > floor else None

    def _prices(self, node: Node) -> Floats:
        none = np.zeros(len(self._limits.ids))
        return none if node.multipliers is None else node.multipliers

    def _here(self, node: Node) -> ProjectLimits:
        """Return the limits for the people who are still in play."""
        return replace(
            self._limits,
            options=self._limits.options[:, node.rows][:, :, node.columns],
            free=self._limits.free[np.ix_(node.rows, node.columns)],
        )


def _keeps(limits: ProjectLimits, quota: Quota, best: Assignment) -> bool:
    """Return whether the assignment's own pairs can carry projects within the limits."""
    worth = np.full(limits.free.shape, -np.inf)
    worth[best.rows, best.columns] = 0.0
    return best_within(limits, worth, quota) is not None


def best_within(limits: ProjectLimits, worth: Floats, quota: Quota) -> Assignment | None:
    """Return the best pairs of a quota that keep to the limits, exactly, or nothing."""
    rows, columns = np.nonzero(np.isfinite(worth))
    options = limits.options[:, rows, columns]
    choice = Choice(
        rows=rows,
        columns=columns,
        worth=worth[rows, columns],
        options=options,
        liking=np.zeros(options.shape),
        free=limits.free[rows, columns],
        most=limits.most,
        least=limits.least,
    )
    found = choose(choice, quota)
    if found is None:
        return None
    chosen = found[0][np.argsort(rows[found[0]])]
    value = float(worth[rows[chosen], columns[chosen]].sum())
    return Assignment(value, rows[chosen], columns[chosen])

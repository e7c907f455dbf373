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

from matcher.solve.assignment import Assignment, Quota, best_pairs
from matcher.solve.carrying import Choice, choose
from matcher.solve.search import Found
from matcher.solve.tree import in_problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.problem import ProjectLimits
    from matcher.solve.tree import Node

    Floats = NDArray[np.float64]

ROUNDS = 60
"""How many steps the multipliers are improved."""


def multipliers(limits: ProjectLimits, worth: Floats, quota: Quota) -> Floats:
    """Return multipliers that make the bound on pairs within limits tight, ``(K,)``.

    Subgradient steps: a project that is chosen beyond its places becomes dearer, one that is not
    full becomes cheaper, never below 0. Any multipliers give a valid bound.
    """
    current = best = np.zeros(len(limits.ids))
    least = np.inf
    size = float(np.ptp(worth[np.isfinite(worth)])) if np.isfinite(worth).any() else 0.0
    for turn in range(ROUNDS):
        charge = charges(limits, current)
        found = best_pairs(worth - charge, quota)
        if found is None:
            break
        value = found.value + float(current @ limits.most)
        if value < least:
            least, best = value, current
        excess = _carried(limits, current, found) - limits.most
        if not excess.any():
            break
        step = size / (2 + turn) / max(1, np.abs(excess).sum())
        current = np.round(np.maximum(0.0, current + step * excess))
    return best


def charges(limits: ProjectLimits, prices: Floats) -> Floats:
    """Return what each pair pays for its project at these multipliers, ``(P, Q)``."""
    cheapest = np.full(limits.free.shape, np.inf)
    for options, price in zip(limits.options, prices, strict=True):
        np.minimum(cheapest, np.where(options, price, np.inf), out=cheapest)
    return np.where(limits.free, 0.0, cheapest)


def _carried(limits: ProjectLimits, prices: Floats, found: Assignment) -> Floats:
    """Return how many pairs carry each project when everyone takes the cheapest, ``(K,)``."""
    carried = np.zeros(len(limits.ids))
    for row, column in zip(found.rows, found.columns, strict=True):
        if not limits.free[row, column]:
            open_to = np.flatnonzero(limits.options[:, row, column])
            carried[open_to[np.argmin(prices[open_to])]] += 1
    return carried


class WithinLimits:
    """Finishes a sequence of dates with the best pairs that keep to the limits.

    Parameters
    ----------
    limits
        The projects whose limits can bind.
    charge
        What the multipliers took off each pair's worth, ``(P, Q)``.
    relief
        What the multipliers give back in all.
    """

    def __init__(self, limits: ProjectLimits, charge: Floats, relief: float) -> None:
        self._limits = limits
        self._charge = charge
        self._relief = relief

    def finish(self, node: Node, quota: Quota, best: Assignment, floor: float) -> Found | None:
        """Return the best pairs within the limits on the dates of a node, above a floor."""
        worth = node.worth + self._charge[np.ix_(node.rows, node.columns)]
        own = worth[best.rows, best.columns].sum()
        exact: Assignment | None = best
        if own != best.value + self._relief or not self._keeps(node, quota, best):
            exact = self._within(node, quota, worth)
        if exact is None:
            return None
        value = float(worth[exact.rows, exact.columns].sum()) - node.constant - self._relief
        return Found(value, node.dates, tuple(in_problem(node, exact))) if value > floor else None

    def _keeps(self, node: Node, quota: Quota, best: Assignment) -> bool:
        """Return whether the assignment's own pairs can carry projects within the limits."""
        worth = np.full(node.worth.shape, -np.inf)
        worth[best.rows, best.columns] = 0.0
        return self._within(node, quota, worth) is not None

    def _within(self, node: Node, quota: Quota, worth: Floats) -> Assignment | None:
        block = np.ix_(node.rows, node.columns)
        here = replace(
            self._limits,
            options=self._limits.options[:, node.rows][:, :, node.columns],
            free=self._limits.free[block],
        )
        return best_within(here, worth, quota)


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

"""The best pairs of a large matrix, found among the likely ones and proven for all.

With the prices of a similar matrix, most pairs are far from being chosen. So the assignment is
solved on the likely pairs alone, as a flow of least cost, and its own prices are then held against
the whole matrix: where no pair breaks them, the assignment is the best of all (`price_bound`);
those that do are added, and the flow is solved again. This is column generation, after Dantzig and
Wolfe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.prices import Assignment, column_prices, price_bound

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.prices import Quota

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

LIKELY = 30
"""How many pairs a row are tried first, on average."""

SAMPLE = 64
"""How many rows tell where the likely pairs end."""

ROUNDS = 8
"""How often pairs are added before the whole matrix is taken."""


def best_likely_pairs(worth: Floats, quota: Quota, prices: Floats) -> Assignment | None:
    """Return the best pairs of a quota with their prices, or nothing where that is left open.

    Parameters
    ----------
    worth, quota
        Whole numbers, or minus infinity, ``(P, Q)``; and how many pairs there must be.
    prices
        Prices of the columns of a similar matrix, ``(Q,)``.
    """
    likely = _near_the_best(worth - prices)
    for _ in range(ROUNDS):
        best = _best_flow(worth, likely, quota)
        if best is None:
            return None
        found = column_prices(np.where(likely, worth, -np.inf), best, quota, prices)
        left = worth - found
        content = left.max(axis=1)
        if price_bound(content, found, quota) <= best.value:
            return Assignment(best.value, best.rows, best.columns, found)
        likely |= left > np.where(likely, left, -np.inf).max(axis=1, keepdims=True)
    return None


def _near_the_best(left: Floats) -> Flags:
    """Return the pairs that are nearest to the best of their row, about `LIKELY` a row."""
    content = left.max(axis=1, keepdims=True)
    some = slice(None, None, max(1, len(left) // SAMPLE))
    away = (np.where(np.isneginf(content), 0.0, content) - left)[some].ravel()
    last = min(len(away), LIKELY * len(content[some])) - 1
    return np.asarray((left >= content - np.partition(away, last)[last]) & np.isfinite(left))


def _best_flow(worth: Floats, likely: Flags, quota: Quota) -> Assignment | None:
    """Return the best pairs among the likely ones, or nothing where they are too few.

    A flow of n from a source over rows and columns to a sink, at least cost (cost scaling after
    Goldberg, in OR-Tools). Whoever must be in is worth more than all else can add up to.
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    height, width = worth.shape
    rows, columns = np.nonzero(likely)
    points = worth[rows, columns].astype(np.int64)
    must = np.concatenate([quota.must_rows, quota.must_columns])
    prize = 2 * quota.pairs * (int(np.abs(points).max(initial=0)) + 1) if must.any() else 0
    source, sink = height + width, height + width + 1
    people = np.arange(height + width)
    tails = np.concatenate([np.full(height, source), people[height:], rows])
    heads = np.concatenate([people[:height], np.full(width, sink), height + columns])
    costs = np.concatenate([np.where(must, -prize, 0), -points])
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(tails, heads, np.ones_like(tails), costs)
    flow.set_nodes_supplies(np.array([source, sink]), np.array([quota.pairs, -quota.pairs]))
    if flow.solve() != flow.OPTIMAL:
        return None
    used = flow.flows(arcs) > 0
    if not used[: len(people)][must].all():
        return None
    chosen = used[len(people) :]
    return Assignment(float(points[chosen].sum()), rows[chosen], columns[chosen])

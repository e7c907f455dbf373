"""Assignment of exactly n pairs of the highest worth, exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from matcher.solve.likely import best_likely_pairs
from matcher.solve.prices import Assignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.prices import Quota

    Floats = NDArray[np.float64]

LARGE = 50_000
"""From how many pairs on the likely ones are tried alone first."""

LARGE_SQUARE = 400_000
"""The same, counted with the dummies of all who stay out: many where one side is much longer."""


def best_pairs(worth: Floats, quota: Quota, prices: Floats | None = None) -> Assignment | None:
    """Return the best pairs of a quota, or nothing where there are not so many.

    Parameters
    ----------
    worth, quota
        The matrix, and how many pairs there must be.
    prices
        Prices of the columns of a similar matrix, ``(Q,)``. They change nothing but the time: with
        them taken off, most of the shortest paths are short; and in a large matrix they tell the
        likely pairs.
    """
    if not quota.fits():
        return None
    near = np.zeros(worth.shape[1]) if prices is None else prices
    square = (sum(worth.shape) - quota.pairs) ** 2
    if worth.size >= LARGE or square >= LARGE_SQUARE:
        found = best_likely_pairs(worth, quota, near)
        if found is not None:
            return found
    return _best_of_all(worth, quota, near)


def _best_of_all(worth: Floats, quota: Quota, prices: Floats) -> Assignment | None:
    """Return the best pairs, on the whole matrix.

    The matrix is padded: everybody who stays out is assigned to a dummy of their own, which those
    who must be in may not use. The rest is the linear sum assignment of SciPy (a shortest
    augmenting path method after Jonker and Volgenant).
    """
    (height, width), n = worth.shape, quota.pairs
    cost = np.full((height + width - n, width + height - n), np.inf)
    np.subtract(prices, worth, out=cost[:height, :width])
    stay_out = _last_counted(cost[:height, :width].min(axis=1, initial=np.inf), n)
    cost[:height, width:] = np.where(quota.must_rows, np.inf, stay_out)[:, None]
    cost[height:, :width] = np.where(quota.must_columns, np.inf, prices)
    least = cost.min(axis=1, keepdims=True)
    cost -= np.where(np.isinf(least), 0.0, least)
    try:
        rows, columns = linear_sum_assignment(cost)
    except ValueError:  # what SciPy says where there is no assignment of finite worth
        return None
    real = (rows < height) & (columns < width)
    rows, columns = rows[real], columns[real]
    return Assignment(float(worth[rows, columns].sum()), rows, columns)


def _last_counted(least_costs: Floats, pairs: int) -> float:
    """Return the best row that stays out of the best so many: what staying out is worth."""
    if pairs >= len(least_costs):
        return 0.0
    last = float(np.partition(least_costs, pairs)[pairs])
    return last if np.isfinite(last) else 0.0

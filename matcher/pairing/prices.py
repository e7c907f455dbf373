"""Prices of the columns: those that prove the best pairs of a few arcs, and what prices bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.pairing.matching import SINGLE

if TYPE_CHECKING:
    from matcher.pairing.arcs import Arcs, Numbers

NOTHING = -(2**62)
FEW = 8
"""Where fewer than one column in so many changed, only their own arcs are followed."""


def proving_prices(arcs: Arcs, partner: Numbers, start: Numbers) -> Numbers:
    """Return prices with which `bound` of the arcs is the worth of their best pairs.

    They are longest paths of the residual graph, found by relaxation from any start, as in
    `matcher.solve.assignment.column_prices`: a row in a pair is content with its column; a row
    or a column outside is worth as much as any other one outside, and no more than one inside.

    Parameters
    ----------
    arcs
        By row.
    partner
        The column of each row in the best pairs of the arcs, ``(P,)``.
    start
        Prices to start from, ``(Q,)``; the nearer the faster.

    Returns
    -------
    ndarray
        Prices, the least of them 0, ``(Q,)``.
    """
    prices = start.copy()
    inside = partner != SINGLE
    used = np.flatnonzero(partner[arcs.rows] == arcs.columns)
    own = np.zeros(arcs.shape[0], dtype=np.int64)
    own[arcs.rows[used]] = arcs.worth[used]
    pull = _Pull(arcs.taken(inside[arcs.rows]), partner, own)
    reach = _best_of_columns(arcs.taken(~inside[arcs.rows]))
    mates, pay = partner[inside], own[inside]
    single = np.ones(arcs.shape[1], dtype=bool)
    single[mates] = False
    changed = np.arange(len(prices))
    for _ in range(sum(arcs.shape) + 2):
        new = pull.raised(prices, changed)
        if reach is not None:
            new = np.maximum(new, reach + (prices[mates] - pay).max())
        if single.any():
            new = np.maximum(new, new[single].max())
        changed = np.flatnonzero(new > prices)
        if not len(changed):
            break
        prices = new
    return prices - prices.min() if len(prices) else prices


class _Pull:
    """How the price of one column pulls up others: those that the row paired with it could have.

    The price of a column is at least what such a row would gain there, ``W - W'``, plus the price
    of the row's own column.
    """

    def __init__(self, arcs: Arcs, partner: Numbers, own: Numbers) -> None:
        self._columns, self._gain = arcs.columns, arcs.worth - own[arcs.rows]
        self._origin = partner[arcs.rows]
        height, width = arcs.shape
        self._first, self._count = np.zeros((2, width), dtype=np.int64)
        begin = np.searchsorted(arcs.rows, np.arange(height + 1))
        rows = np.flatnonzero(partner != SINGLE)
        self._first[partner[rows]] = begin[rows]
        self._count[partner[rows]] = begin[rows + 1] - begin[rows]

    def raised(self, prices: Numbers, changed: Numbers) -> Numbers:
        """Return the prices after one step from the columns that changed."""
        raised = prices.copy()
        if FEW * len(changed) >= len(prices):
            np.maximum.at(raised, self._columns, self._gain + prices[self._origin])
            return raised
        counts = self._count[changed]
        before = counts.cumsum() - counts
        arcs = np.repeat(self._first[changed] - before, counts) + np.arange(counts.sum())
        pulled = self._gain[arcs] + np.repeat(prices[changed], counts)
        np.maximum.at(raised, self._columns[arcs], pulled)
        return raised


def _best_of_columns(arcs: Arcs) -> Numbers | None:
    """Return the most that the arcs of each column are worth, nothing without arcs, ``(Q,)``."""
    if not len(arcs):
        return None
    best = np.full(arcs.shape[1], NOTHING, dtype=np.int64)
    np.maximum.at(best, arcs.columns, arcs.worth)
    return best


def bound(content: Numbers, prices: Numbers, pairs: int) -> int:
    """Return what exactly so many pairs can be worth at most, for any prices.

    The worth of some pairs is the sum of ``W - v`` over them plus the sum of ``v`` over their
    columns: at most the n largest contents of rows plus the n largest prices.

    Parameters
    ----------
    content
        The most that each row can get at these prices, ``max over q of (W - v)``, ``(P,)``.
    prices
        ``v``, ``(Q,)``.
    pairs
        n, at most the number of rows that have a pair at all.
    """
    return _top(content, pairs) + _top(prices, pairs)


def last_counted(content: Numbers, pairs: int) -> int:
    """Return the least of the `pairs` largest contents."""
    return int(np.partition(content, len(content) - pairs)[len(content) - pairs])


def _top(values: Numbers, count: int) -> int:
    if 0 < count < len(values):
        values = np.partition(values, len(values) - count)[len(values) - count :]
    return int(values.sum()) if count else 0

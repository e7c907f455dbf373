"""Quotas of pairs, the prices that prove an assignment, and the bounds that prices give.

Throughout, ``W`` has shape ``(P, Q)`` and holds what a pair is worth, a whole number in a float
(exact below 2**53), and minus infinity where the pair may not be formed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Assignment:
    """The best n pairs.

    Attributes
    ----------
    value
        What they are worth together.
    rows, columns
        Pair i is ``(rows[i], columns[i])``, shape ``(n,)``, by row.
    prices
        Prices of the columns that prove it, ``(Q,)``, where they came with it.
    """

    value: float
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    prices: NDArray[np.float64] | None = None


@dataclass(frozen=True)
class Quota:
    """How many pairs there must be, and whom they must include.

    Attributes
    ----------
    pairs
        Exactly so many.
    must_rows, must_columns
        Who must be in a pair, ``(P,)`` and ``(Q,)``.
    """

    pairs: int
    must_rows: Flags
    must_columns: Flags

    def narrowed(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Quota:
        """Return the quota over some of the rows and columns."""
        return Quota(self.pairs, self.must_rows[rows], self.must_columns[columns])

    def fits(self) -> bool:
        """Return whether there are enough people, and not too many who must be in."""
        enough = self.pairs <= min(len(self.must_rows), len(self.must_columns))
        return enough and self.pairs >= max(self.must_rows.sum(), self.must_columns.sum())


def column_prices(
    worth: Floats, best: Assignment, quota: Quota, start: Floats | None = None
) -> Floats:
    """Return prices of the columns that prove an assignment to be the best.

    With prices ``v``, `price_bound` of the same matrix equals the value of the assignment. They
    are the longest paths of the residual graph, found by relaxation; any start will do, one from
    a similar matrix is nearest. Complementary slackness is all that is used: a row in a pair is
    content with its column, a row or column outside is worth the same as every other one outside,
    and no more than one inside.

    Parameters
    ----------
    worth, best, quota
        The matrix, its best pairs, and how many there must be.
    start
        Prices to start from, ``(Q,)``.

    Returns
    -------
    ndarray
        Prices, ``(Q,)``.
    """
    if best.prices is not None:
        return best.prices
    height, width = worth.shape
    prices = np.zeros(width) if start is None else start.copy()
    paired = worth[best.rows]
    own = paired[np.arange(len(best.rows)), best.columns][:, None]
    outside = np.ones(height, dtype=bool)
    outside[best.rows] = False
    reach = worth[outside].max(axis=0) if outside.any() else None
    single = np.ones(width, dtype=bool)
    single[best.columns] = False
    optional = ~quota.must_columns
    may_leave = ~quota.must_rows[best.rows]
    some_single, some_may_leave = bool(single.any()), bool(may_leave.any())
    above = paired - own
    stay_out = -np.inf
    for _ in range(width + 2):
        mine = prices[best.columns]
        new = np.maximum(prices, (above + mine[:, None]).max(axis=0, initial=-np.inf))
        if reach is not None:
            if some_may_leave:
                stay_out = max(stay_out, float((mine - own[:, 0])[may_leave].max()))
            new = np.maximum(new, reach + stay_out)
        if some_single:
            new[optional] = np.maximum(new[optional], new[single].max())
        if (new <= prices).all():
            break
        prices = new
    return prices


def price_bound(content: Floats, prices: Floats, quota: Quota) -> Floats:
    """Return what exactly n pairs can be worth at most, for any prices.

    The worth of some pairs is the sum of ``W - v`` over them plus the sum of ``v`` over their
    columns. Each row gives at most ``content = max over q of (W - v)``, and there are n rows; the
    n columns give at most the n largest prices. Whoever must be in is counted in any case.

    Parameters
    ----------
    content
        The best that each row can get at these prices, ``(..., P)``.
    prices
        ``v``, ``(Q,)``.
    quota
        How many pairs, and who must be in them.

    Returns
    -------
    ndarray
        The bounds, ``(...)``; minus infinity where there is no way at all.
    """
    return _largest(content, quota.must_rows, quota.pairs) + _largest(
        prices, quota.must_columns, quota.pairs
    )


def arc_slack(worth: Floats, prices: Floats, quota: Quota) -> Floats:
    """Return how far below the price bound every plan stays that uses a pair, ``(P, Q)``.

    Forcing a row takes the place of the row that `price_bound` would count last; the same holds
    for a column.
    """
    content = worth - prices
    best = content.max(axis=1, initial=-np.inf)
    row_base = _displaced(best, quota.must_rows, quota.pairs)
    column_loss = _displaced(prices, quota.must_columns, quota.pairs) - prices
    with np.errstate(invalid="ignore"):
        slack = (row_base[:, None] - content) + column_loss[None, :]
    return np.where(np.isneginf(worth), np.inf, slack)


def _displaced(values: Floats, must: Flags, count: int) -> Floats:
    """Return for each entry what it takes the place of when it is forced in."""
    free = count - int(must.sum())
    others = values[~must]
    if free <= 0:
        return np.where(must, values, np.inf)
    last = np.partition(others, len(others) - free)[len(others) - free]
    return np.where(must, values, np.maximum(values, last))


def _largest(values: Floats, must: Flags, count: int) -> Floats:
    """Return the sum of the `count` largest along the last axis, the `must` ones always in."""
    if must.any():
        certain = values[..., must].sum(axis=-1)
        return np.asarray(certain + _top(values[..., ~must], count - int(must.sum())))
    return _top(values, count)


def _top(values: Floats, count: int) -> Floats:
    size = values.shape[-1]
    if count < 0 or count > size:
        return np.full(values.shape[:-1], -np.inf)
    if count == 0:
        return np.zeros(values.shape[:-1])
    if count < size:
        values = np.partition(values, size - count, axis=-1)[..., size - count :]
    return np.asarray(values.sum(axis=-1))

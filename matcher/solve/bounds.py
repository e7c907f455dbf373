"""Bounds of what lies below a node, for all the next dates at once and without an assignment.

Everything rests on prices ``v`` of the columns. Whatever they are, exactly n pairs are worth at
most the n largest contents ``max over q of (W - v)`` plus the n largest prices (`price_bound`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.contents import contents_on
from matcher.solve.matchings import sizes_of_matchings
from matcher.solve.prices import price_bound
from matcher.solve.tree import by_weekday

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from matcher.solve.costs import Costs
    from matcher.solve.prices import Quota
    from matcher.solve.tree import Node

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]


BLOCK_CELLS = 4_000_000
"""How many cells of children's matrices are held at once."""


def child_bounds(
    node: Node, dates: Indices, workshop: int, costs: Costs, prices: Floats, quota: Quota
) -> Floats:
    """Return for each date what any plan below is worth at most if a workshop is held on it.

    Parameters
    ----------
    node
        Where the search stands.
    dates
        Candidate indices, ``(C,)``.
    workshop
        Which workshop takes the date, from 0.
    costs, prices, quota
        What dates cost; prices of the node's columns; how many pairs.

    Returns
    -------
    ndarray
        The bounds, ``(C,)``; minus infinity where a date leaves too few people.
    """
    content, _ = contents_on(node, dates, workshop, costs, prices)
    return price_bound(content, prices, quota) - node.constant - costs.due(node.dates)[dates]


def bounds_of_two(
    content: Floats, coming: Floats | None, apart: NDArray[np.bool_], prices: Floats, quota: Quota
) -> Floats:
    """Return what pairs can be worth at most if workshops are held on two dates, ``(C, C)``.

    A row is content with no more than on either date alone, so the lesser of two contents bounds
    it. And a pair that may miss one workshop at most comes to one of the two, so the greater of
    what coming brings bounds it as well. `price_bound` does the rest.

    Parameters
    ----------
    content
        Contents of the rows on each date, ``(C, rows)``.
    coming
        What rows that come get at most, ``(C, rows)``; nothing where pairs may miss several
        workshops.
    apart
        Which dates may be in a plan together, the first of them before the second, ``(C, C)``;
        the others get minus infinity.
    prices, quota
        Prices of the columns, and how many pairs.
    """
    bounds = np.full(apart.shape, -np.inf)
    first, second = np.nonzero(apart)
    step = max(1, BLOCK_CELLS // max(1, content.shape[1]))
    for start in range(0, len(first), step):
        one, other = first[start : start + step], second[start : start + step]
        both = np.minimum(content[one], content[other])
        if coming is not None:
            np.minimum(both, np.maximum(coming[one], coming[other]), out=both)
        bounds[one, other] = price_bound(both, prices, quota)
    return bounds


def repriced_children(
    node: Node, dates: Indices, workshop: int, costs: Costs, prices: Floats, quota: Quota
) -> tuple[Floats, Floats]:
    """Return better bounds than `child_bounds`, with prices of each child's own.

    From the node's prices follows what each row is content with under the child's costs,
    ``u = max over q of (W - v)``. No column then needs a higher price than ``max over p of
    (W - u)``, which is at most ``v``; so the sum of the largest contents and the largest of these
    prices is a bound as well, and never a worse one.

    Returns
    -------
    tuple
        The bounds, ``(C,)``, and the prices of each child, ``(C, columns)``.
    """
    bounds = np.empty(len(dates))
    repriced = np.empty((len(dates), len(prices)))
    for some, worth in _children_worth(node, dates, workshop, costs):
        content = (worth - prices).max(axis=2)
        given_up = np.where(np.isneginf(content), 0.0, content)
        own = (worth - given_up[:, :, None]).max(axis=1)
        repriced[some] = np.where(np.isneginf(own), prices, own)
        bounds[some] = price_bound(content, repriced[some], quota)
    return bounds - node.constant - costs.due(node.dates)[dates], repriced


def most_pairs_of_children(
    node: Node, dates: Indices, workshop: int, costs: Costs
) -> NDArray[np.int64]:
    """Return how many pairs each child could form at most, ``(C,)``."""
    sizes = np.empty(len(dates), dtype=np.int64)
    for some, worth in _children_worth(node, dates, workshop, costs):
        sizes[some] = sizes_of_matchings(np.isfinite(worth))
    return sizes


def _children_worth(
    node: Node, dates: Indices, workshop: int, costs: Costs
) -> Iterator[tuple[Indices, Floats]]:
    """Yield what every pair is worth with each date as well, ``(C, rows, columns)``, by blocks.

    With each block come the places of its dates.
    """
    step = max(1, BLOCK_CELLS // max(1, node.worth.size))
    for places, there in by_weekday(node, dates, costs):
        missing = there.worth - costs.penalty(there, workshop)
        for start in range(0, len(places), step):
            some = places[start : start + step]
            yield some, _with_each(there, dates[some], missing, costs)


def _with_each(node: Node, dates: Indices, missing: Floats, costs: Costs) -> Floats:
    """Return what every pair is worth with each date, if missing it leaves so much."""
    rows, columns = node.rows[None, :], node.columns[None, :]
    there = dates[:, None]
    both = costs.can_rows[rows, there][:, :, None] & costs.can_columns[columns, there][:, None, :]
    if not costs.asks:
        return np.where(both, node.worth, missing)
    asked = costs.ask_rows[rows, there][:, :, None] + costs.ask_columns[columns, there][:, None, :]
    return np.where(both, node.worth - asked, missing)

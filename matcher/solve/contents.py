"""What each row of a node can get at most on a date, at prices of the columns.

Most of the time of a search is spent here, so the numbers are kept in 16 bits where they fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from matcher.solve.costs import MOST_ASKED, REACH
from matcher.solve.tree import by_weekday

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.costs import Costs
    from matcher.solve.tree import Node

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]

OUT = -REACH - MOST_ASKED - 1
"""What stands there for a pair that is out: less than any other can fall to."""

BLOCK_CELLS = 400_000
"""How many cells are held at once: what stays near the processor."""


class Contents:
    """What the rows of a node are content with at most if a workshop is held on a date.

    A row's best is bounded by the better of two: to stay away, at the penalty, with any column;
    or to come, with a column that can come, less what being asked costs. Both count at least as
    much as the date allows.

    Parameters
    ----------
    node
        Where the search stands.
    workshop
        Which workshop takes the date, from 0.
    costs, prices
        What dates cost; prices of the node's columns, ``(columns,)``.
    """

    def __init__(self, node: Node, workshop: int, costs: Costs, prices: Floats) -> None:
        base = node.worth - prices
        self._away = (base - costs.penalty(node, workshop)).max(axis=1, initial=-np.inf)
        self._row_tolls = costs.row_tolls[node.rows]
        compact = _compact(base)
        self._base: NDArray[Any]
        self._column_tolls: NDArray[Any]
        if compact is None or costs.small_column_tolls is None:
            self._base = np.ascontiguousarray(base.T)
            self._column_tolls = costs.column_tolls[node.columns]
        else:
            self._base = compact
            self._column_tolls = costs.small_column_tolls[node.columns]

    def on(self, dates: Indices) -> Floats:
        """Return the contents on some dates, ``(C, rows)``; minus infinity where none is left."""
        return self.at_most(self.coming(dates))

    def coming(self, dates: Indices) -> Floats:
        """Return what rows that come get at most on some dates, ``(C, rows)``."""
        come = _best_of_columns(self._base, self._column_tolls[:, dates])
        return np.asarray(come - self._row_tolls[:, dates].T)

    def at_most(self, coming: Floats) -> Floats:
        """Return the contents on dates, from what rows that come get there."""
        return np.asarray(np.maximum(coming, self._away))


def contents_on(
    node: Node, dates: Indices, workshop: int, costs: Costs, prices: Floats
) -> tuple[Floats, Floats]:
    """Return the contents on some dates, and what rows that come get at most, each ``(C, rows)``.

    Before it is held against a date, a node is released from what that date's weekday forces.
    """
    coming = np.empty((len(dates), len(node.rows)))
    content = np.empty_like(coming)
    for places, there in by_weekday(node, dates, costs):
        contents = Contents(there, workshop, costs, prices)
        coming[places] = contents.coming(dates[places])
        content[places] = contents.at_most(coming[places])
    return content, coming


def _compact(base: Floats) -> NDArray[np.int16] | None:
    """Return the transpose of a matrix in 16 bits, or nothing where a cell is out of range."""
    gone = np.isneginf(base)
    kept = np.where(gone, 0.0, base)
    if max(kept.max(initial=0.0), -kept.min(initial=0.0)) > REACH:
        return None
    return np.ascontiguousarray(np.where(gone, OUT, base).T, dtype=np.int16)


def _best_of_columns(base: NDArray[Any], tolls: NDArray[Any]) -> Floats:
    """Return ``max over q of (base[q, p] - tolls[q, c])``, ``(C, P)``."""
    (width, height), count = base.shape, tolls.shape[1]
    lowest = OUT if base.dtype == np.int16 else -np.inf
    best = np.full((count, height), lowest, dtype=base.dtype)
    step = max(1, BLOCK_CELLS // max(1, count * height))
    for start in range(0, width, step):
        some = slice(start, start + step)
        reached = (base[some, None, :] - tolls[some, :, None]).max(axis=0)
        np.maximum(best, reached, out=best)
    return np.where(best <= lowest, -np.inf, best)

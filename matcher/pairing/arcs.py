"""The few pairs that are looked at together: arcs of a sparse bipartite graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Arcs:
    """Some pairs of a matrix and what they are worth.

    Attributes
    ----------
    shape
        How many rows and columns the matrix has.
    rows, columns, worth
        Arc i is the pair ``(rows[i], columns[i])``, each of length ``A``.
    """

    shape: tuple[int, int]
    rows: Numbers
    columns: Numbers
    worth: Numbers

    def __len__(self) -> int:
        return len(self.rows)

    def taken(self, which: NDArray[np.integer] | NDArray[np.bool_]) -> Arcs:
        """Return some of the arcs."""
        return Arcs(self.shape, self.rows[which], self.columns[which], self.worth[which])

    def best_of_rows(self, prices: Numbers, nothing: int) -> Numbers:
        """Return the most that each row can get at some prices, `nothing` without arcs, ``(P,)``.

        The arcs stand in the order of their rows.
        """
        best = np.full(self.shape[0], nothing, dtype=np.int64)
        if len(self):
            starts = np.flatnonzero(np.diff(self.rows, prepend=-1))
            content = self.worth - prices[self.columns]
            best[self.rows[starts]] = np.maximum.reduceat(content, starts)
        return best


def merged(shape: tuple[int, int], parts: Sequence[Arcs]) -> Arcs:
    """Return all arcs of some lists, each once, by row and column."""
    if not parts:
        nothing = np.zeros(0, dtype=np.int64)
        return Arcs(shape, nothing, nothing, nothing)
    rows = np.concatenate([part.rows for part in parts])
    columns = np.concatenate([part.columns for part in parts])
    worth = np.concatenate([part.worth for part in parts])
    _, first = np.unique(rows * shape[1] + columns, return_index=True)
    return Arcs(shape, rows[first], columns[first], worth[first])

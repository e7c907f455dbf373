"""What the best pairs lose when one more pair must be among them, for every pair at once.

A pair is forced in along a cycle of the residual graph: it takes the place of what its two people
do now, who they leave behind takes another place, and so on, until all places are filled again.
The cheapest cycle is the new pair and a shortest path back. Its vertices are the pairs that there
are, all rows outside as one, and all columns outside as one, since places outside are alike. The
best pairs leave no cycle of negative length, so all shortest paths come from one run of the method
of Floyd and Warshall; worths are whole numbers, and so the losses are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.prices import Assignment, Quota

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]


def forced_losses(worth: Floats, quota: Quota, best: Assignment) -> Floats:
    """Return what the best pairs lose when a pair must be among them.

    Parameters
    ----------
    worth, quota
        The matrix, minus infinity where a pair may not be formed, and how many pairs there must be
        and whom they must include.
    best
        The best pairs of that quota.

    Returns
    -------
    ndarray
        The losses, none negative, ``(P, Q)``; infinite where no such pairs hold the quota.
    """
    return Forcing.of(worth, quota, best).losses


@dataclass(frozen=True)
class Forcing:
    """The best pairs, and the shortest paths along which other pairs are forced among them.

    Attributes
    ----------
    worth, best
        As `forced_losses` takes them.
    residual
        Who may take whose place.
    paths
        The length of the shortest path from each vertex to each.
    """

    worth: Floats
    best: Assignment
    residual: _Residual
    paths: Floats

    @classmethod
    def of(cls, worth: Floats, quota: Quota, best: Assignment) -> Forcing:
        """Return them for a matrix and its best pairs."""
        residual = _Residual.of(worth, quota, best)
        return cls(worth, best, residual, _shortest_paths(residual.arcs))

    @property
    def losses(self) -> Floats:
        """What `forced_losses` returns."""
        rows, columns = self.residual.row_places, self.residual.column_places
        back = self.paths[np.ix_(columns, rows)].T
        return np.asarray(self.residual.own[rows][:, None] - self.worth + back)

    def with_more(self, worth: Floats) -> Forcing | None:
        """Return the same where more pairs may be formed; nothing where others are then the best.

        Each of them is one more arc, which shortens the paths that run through it: far less to do
        than finding the best pairs and all paths again.

        Parameters
        ----------
        worth
            The matrix, which differs only in cells that were minus infinity.
        """
        rows, columns = np.nonzero(np.isfinite(worth) & ~np.isfinite(self.worth))
        tails, heads = self.residual.row_places[rows], self.residual.column_places[columns]
        lengths = self.residual.own[tails] - worth[rows, columns]
        if (lengths + self.paths[heads, tails] < 0).any():
            return None
        paths = self.paths.copy()
        for place in np.flatnonzero(lengths < paths[tails, heads]):
            tail, head, length = tails[place], heads[place], lengths[place]
            if length + paths[head, tail] < 0:
                return None
            np.minimum(paths, (paths[:, tail, None] + length) + paths[head], out=paths)
        return Forcing(worth, self.best, self.residual, paths)


@dataclass(frozen=True)
class _Residual:
    """Who may take whose place, and what that costs.

    Vertices 0 to n - 1 are the pairs, n is all rows outside, n + 1 all columns outside.

    Attributes
    ----------
    arcs
        What it costs that the row of one vertex takes the column of another, ``(n + 2, n + 2)``.
    own
        What a vertex is worth as it is, ``(n + 2,)``.
    row_places, column_places
        The vertex of each row and of each column, ``(P,)`` and ``(Q,)``.
    """

    arcs: Floats
    own: Floats
    row_places: Indices
    column_places: Indices

    @classmethod
    def of(cls, worth: Floats, quota: Quota, best: Assignment) -> _Residual:
        (height, width), n = worth.shape, len(best.rows)
        row_places, column_places = np.full(height, n), np.full(width, n + 1)
        row_places[best.rows] = column_places[best.columns] = np.arange(n)
        outer_rows, outer_columns = row_places == n, column_places == n + 1
        own = np.zeros(n + 2)
        own[:n] = worth[best.rows, best.columns]
        gains = np.full((n + 2, n + 2), -np.inf)
        gains[:n, :n] = worth[np.ix_(best.rows, best.columns)]
        gains[n, :n] = worth[outer_rows][:, best.columns].max(axis=0, initial=-np.inf)
        gains[:n, n + 1] = worth[best.rows][:, outer_columns].max(axis=1, initial=-np.inf)
        gains[n, n + 1] = worth[outer_rows][:, outer_columns].max(initial=-np.inf)
        if outer_rows.any():
            gains[:n, n] = np.where(quota.must_rows[best.rows], -np.inf, 0.0)
        if outer_columns.any():
            gains[n + 1, :n] = np.where(quota.must_columns[best.columns], -np.inf, 0.0)
        return cls(own[:, None] - gains, own, row_places, column_places)


def _shortest_paths(arcs: Floats) -> Floats:
    """Return the length of the shortest path from each vertex to each; no circle is negative."""
    paths = arcs.copy()
    np.fill_diagonal(paths, 0.0)
    longer = np.empty_like(paths)
    for middle in range(len(paths)):
        np.add(paths[:, middle, None], paths[middle], out=longer)
        np.minimum(paths, longer, out=paths)
    return paths

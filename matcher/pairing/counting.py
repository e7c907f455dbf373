"""How many pairs there can be at all, without holding the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_bipartite_matching

from matcher.pairing.arcs import Arcs, merged
from matcher.pairing.candidates import best_in_groups

if TYPE_CHECKING:
    from matcher.pairing.arcs import Numbers
    from matcher.pairing.blocks import Blocks, Flags
    from matcher.pairing.sweep import Look


def most_pairs(blocks: Blocks, arcs: Arcs, wanted: int, look: Look) -> tuple[Arcs, int] | None:
    """Return how many pairs there are, up to those wanted, and arcs that hold so many.

    By the theorem of König: rows that alternating paths reach from a row without a partner can be
    paired with the columns that those paths reach and no others, unless a pair that is missing
    among the arcs leads out. Such pairs are looked for and added until there is none, which
    proves the number, or until there are enough.

    Parameters
    ----------
    blocks
        The matrix.
    arcs
        Some of its pairs that may be formed, among them one of every row and column that has any.
    wanted
        How many pairs are wanted.
    look
        How to look at the matrix.

    Returns
    -------
    tuple or None
        Arcs and number; nothing when it was stopped.
    """
    live = min(len(np.unique(arcs.rows)), len(np.unique(arcs.columns)))
    wanted = min(wanted, live)
    while True:
        graph = csr_array((np.ones(len(arcs)), (arcs.rows, arcs.columns)), shape=arcs.shape)
        matched = maximum_bipartite_matching(graph, perm_type="column")
        partner = np.asarray(matched, dtype=np.int64)
        found = int((partner >= 0).sum())
        if found >= wanted:
            return arcs, wanted
        rows, columns = _reached(arcs, partner)
        out = _ways_out(blocks, rows, columns, look)
        if out is None:
            return None
        if not len(out):
            return arcs, found
        arcs = merged(arcs.shape, [arcs, out])


def _reached(arcs: Arcs, partner: Numbers) -> tuple[Flags, Flags]:
    """Return the rows and columns on alternating paths from rows without a partner."""
    height, width = arcs.shape
    start = height + width
    paired = np.flatnonzero(partner >= 0)
    lone = np.flatnonzero(partner < 0)
    tails = np.concatenate((arcs.rows, height + partner[paired], np.full(len(lone), start)))
    heads = np.concatenate((height + arcs.columns, paired, lone))
    size = start + 1
    residual = csr_array((np.ones(len(tails)), (tails, heads)), shape=(size, size))
    order = breadth_first_order(residual, start, return_predecessors=False)
    reached = np.zeros(size, dtype=bool)
    reached[order] = True
    return reached[:height], reached[height:start]


def _ways_out(blocks: Blocks, rows: Flags, columns: Flags, look: Look) -> Arcs | None:
    """Return pairs that lead from some rows out of some columns, a few for each row."""
    height, width = blocks.shape
    outside = np.flatnonzero(~columns)
    parts: list[Arcs] = []
    step = max(1, look.cells // max(1, width))
    for start in range(0, height, step) if len(outside) else ():
        if look.stop():
            return None
        local = np.flatnonzero(rows[start : start + step])
        if not len(local):
            continue
        worth, allowed = blocks.block(slice(start, min(start + step, height)))
        here = worth[np.ix_(local, outside)].astype(np.int64)
        most = int(np.abs(here).max()) + 1
        if allowed is not None:
            here[~allowed[np.ix_(local, outside)]] = -most
        at, which, value = best_in_groups(here, most, look.breadth, start)
        arcs = Arcs(blocks.shape, start + local[at], outside[which], value)
        parts.append(arcs.taken(np.flatnonzero(value > -most)))
    return merged(blocks.shape, parts)

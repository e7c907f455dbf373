"""The best n pairs of a matrix too large to hold: arcs are generated where prices ask for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.pairing.arcs import Arcs, merged
from matcher.pairing.counting import most_pairs
from matcher.pairing.matching import best_matching
from matcher.pairing.prices import bound, last_counted, proving_prices
from matcher.pairing.sweep import NOTHING, Look, Sweep, sweep

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.pairing.arcs import Numbers
    from matcher.pairing.blocks import Blocks

BREADTH = 20
BLOCK_CELLS = 1_000_000
"""How many cells a block has, so that memory stays bounded and near the processor."""


@dataclass(frozen=True)
class Found:
    """The best pairs that were found.

    Attributes
    ----------
    rows, columns, worth
        Pair i is ``(rows[i], columns[i])``, by row, ``(n,)``.
    value
        What they are worth together.
    bound
        No so many pairs are worth more.
    sweeps
        How often the whole matrix was looked at to find arcs.
    arcs
        How many arcs were looked at together in the end.
    """

    rows: Numbers
    columns: Numbers
    worth: Numbers
    value: int
    bound: int
    sweeps: int
    arcs: int

    @property
    def proven(self) -> bool:
        """Whether no so many pairs are worth more."""
        return self.value == self.bound


def best_pairs(
    blocks: Blocks,
    wanted: int,
    *,
    enough: Callable[[Found], bool] = lambda found: found.proven,
    stop: Callable[[], bool] = lambda: False,
    breadth: int = BREADTH,
    cells: int = BLOCK_CELLS,
) -> Found | None:
    """Return the most pairs up to those wanted, and among these the ones that are worth most.

    Parameters
    ----------
    blocks
        What pairs are worth.
    wanted
        How many pairs are wanted.
    enough
        Asked whenever there is a better bound or a better pairing: whether that will do. The
        search ends with the proof in any case.
    stop
        Asked before every block: whether to end with what there is.
    breadth
        Each person's best partners in so many parts of the other side are looked at first.
    cells
        No block has more cells, unless one row alone has.

    Returns
    -------
    Found or None
        With the proof unless something ended the search early; nothing when it was stopped before
        there were any pairs.
    """
    if not min(*blocks.shape, wanted):
        return _found(merged(blocks.shape, []), np.zeros(0, dtype=np.int64), 0, 0)
    look = Look(breadth, cells, stop)
    prices = np.zeros(blocks.shape[1], dtype=np.int64)
    seen = sweep(blocks, prices, look)
    counted = None if seen is None else most_pairs(blocks, seen.arcs, wanted, look)
    if seen is None or counted is None:
        return None
    arcs, pairs = counted
    hopeful, least, sweeps = arcs, bound(seen.content, prices, pairs), 1
    while True:
        partner = best_matching(hopeful, pairs)
        found = _found(arcs, partner, least, sweeps)
        if found.proven or enough(found) or stop():
            return found
        prices = proving_prices(arcs, partner, prices)
        seen = sweep(blocks, prices, look, _floor(arcs, prices, pairs))
        if seen is None:
            return found
        now, sweeps = bound(seen.content, prices, pairs), sweeps + 1
        least = min(least, now)
        found = replace(found, bound=least, sweeps=sweeps)
        if found.proven or enough(found):
            return found
        arcs = merged(blocks.shape, [arcs, seen.arcs])
        hopeful = _hopeful(arcs, seen, prices, now - found.value)


def _floor(arcs: Arcs, prices: Numbers, pairs: int) -> Numbers:
    """Return what a pair must give its row at the prices, to matter, ``(P,)``."""
    content = arcs.best_of_rows(prices, NOTHING)
    return np.maximum(content, last_counted(content, pairs)) if pairs else content


def _hopeful(arcs: Arcs, seen: Sweep, prices: Numbers, room: int) -> Arcs:
    """Return the arcs that better pairs, or equally good ones, can use.

    Using an arc costs the bound what the arc gives its row less than the row's content; where
    that is more than the bound has over the best pairs so far, the arc is hopeless. The best
    pairs of the others are the best pairs of all; those found last are among them.
    """
    short = seen.content[arcs.rows] - (arcs.worth - prices[arcs.columns])
    return arcs.taken(np.flatnonzero(short <= room))


def _found(arcs: Arcs, partner: Numbers, least: int, sweeps: int) -> Found:
    used = arcs.taken(np.flatnonzero(partner[arcs.rows] == arcs.columns))
    value = int(used.worth.sum())
    return Found(used.rows, used.columns, used.worth, value, least, sweeps, len(arcs))

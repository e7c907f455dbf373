"""One look at the whole matrix, block after block: what prices are worth, and which arcs to add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.pairing.arcs import Arcs, merged
from matcher.pairing.candidates import best_in_columns, best_in_groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.pairing.arcs import Numbers
    from matcher.pairing.blocks import Blocks, Flags, Integers
    from matcher.pairing.candidates import Cells

NOTHING = -(2**62)
"""What a row gets that has no pair at all."""


@dataclass(frozen=True)
class Look:
    """How the matrix is looked at.

    Attributes
    ----------
    breadth
        In how many parts rows and columns are cut; each person's best in each part is kept.
    cells
        No block has more, unless one row alone has.
    stop
        Whether to give up.
    """

    breadth: int
    cells: int
    stop: Callable[[], bool]


@dataclass(frozen=True)
class Sweep:
    """What one look at the matrix showed.

    Attributes
    ----------
    content
        The most that each row can get at the prices, `NOTHING` where it has no pair, ``(P,)``.
    arcs
        Pairs that are worth a closer look.
    """

    content: Numbers
    arcs: Arcs


def sweep(
    blocks: Blocks, prices: Numbers, look: Look, floor: Numbers | None = None
) -> Sweep | None:
    """Look at every pair once.

    Parameters
    ----------
    blocks
        The matrix.
    prices
        What each column costs, ``(Q,)``.
    look
        How to look.
    floor
        Only pairs are kept that give a row more than this at the prices, ``(P,)``. Without it
        the best of every row and of every column are kept.

    Returns
    -------
    Sweep or None
        Nothing when it was stopped.
    """
    height, width = blocks.shape
    scale = _Scale.of(blocks, prices)
    cost = prices.astype(scale.kind)
    content = np.full(height, NOTHING, dtype=np.int64)
    keeper = _Keeper(blocks.shape, prices, scale, look, keep_all=floor is None)
    step = max(1, look.cells // max(1, width))
    for start in range(0, height, step):
        if look.stop():
            return None
        rows = slice(start, min(start + step, height))
        left = scale.less_prices(*blocks.block(rows), cost)
        best = left.max(axis=1)
        content[rows] = np.where(best < -scale.reach, NOTHING, best.astype(np.int64))
        base = best if floor is None else scale.floored(floor[rows])
        hot = np.flatnonzero(best > base) if floor is not None else np.arange(len(best))
        keeper.offer(start, hot, left[hot] if len(hot) < len(best) else left, base[hot])
    return Sweep(content, keeper.arcs())


@dataclass(frozen=True)
class _Scale:
    """How large numbers get.

    Attributes
    ----------
    reach
        No worth less its price is larger in size; a pair that may not be formed lies far below.
    kind
        The narrowest type that holds them and their differences.
    """

    reach: int
    kind: type[np.signedinteger]

    @classmethod
    def of(cls, blocks: Blocks, prices: Numbers) -> _Scale:
        reach = max(map(abs, blocks.span)) + int(np.abs(prices).max(initial=0)) + 1
        narrow = (kind for kind in (np.int16, np.int32) if 6 * reach < np.iinfo(kind).max)
        return cls(reach, next(narrow, np.int64))

    @property
    def never(self) -> int:
        return -4 * self.reach

    def less_prices(self, worth: Integers, allowed: Flags | None, cost: Integers) -> Integers:
        left = np.subtract(worth, cost, dtype=self.kind)
        if allowed is not None:
            np.copyto(left, self.kind(self.never), where=~allowed)
        return left

    def floored(self, floor: Numbers) -> Integers:
        return np.maximum(floor, -self.reach).astype(self.kind)


class _Keeper:
    """Keeps the cells of a sweep that are worth a closer look."""

    def __init__(
        self,
        shape: tuple[int, int],
        prices: Numbers,
        scale: _Scale,
        look: Look,
        *,
        keep_all: bool,
    ) -> None:
        self._shape, self._prices, self._scale, self._look = shape, prices, scale, look
        self._keep_all, self._least = keep_all, -2 * scale.reach if keep_all else 1
        self._most = 5 * scale.reach
        self._parts: list[Arcs] = []
        self._strip, self._best = 0, self._blank()

    def offer(self, start: int, rows: Numbers, left: Integers, base: Integers) -> None:
        """Take the best cells of some rows of the block that begins at `start`."""
        strip = start * self._look.breadth // self._shape[0]
        if strip != self._strip:
            self._close_strip()
            self._strip = strip
        if not len(rows):
            return
        base = np.maximum(base, self._scale.kind(-self._scale.reach))
        surplus = left - base[:, None]
        self._keep_in_groups(start, rows, surplus, base)
        if self._keep_all:
            self._keep_sure(start, rows, surplus, base)
        self._note_columns(start, rows, surplus, base)

    def _keep_in_groups(self, start: int, rows: Numbers, surplus: Integers, base: Integers) -> None:
        local, columns, above = best_in_groups(surplus, self._most, self._look.breadth, start)
        worth = above + base[local] + self._prices[columns]
        self._keep((start + rows[local], columns, above), worth)

    def _keep_sure(self, start: int, rows: Numbers, surplus: Integers, base: Integers) -> None:
        """Keep one arc for each row so that, where nothing is forbidden, all can be paired."""
        columns = (start + rows) % self._shape[1]
        above = surplus[np.arange(len(rows)), columns].astype(np.int64)
        self._keep((start + rows, columns, above), above + base + self._prices[columns])

    def _note_columns(self, start: int, rows: Numbers, surplus: Integers, base: Integers) -> None:
        local, _, above = best_in_columns(surplus, self._most, start)
        worth = above + base[local] + self._prices
        best_rows, best_above, best_worth = self._best
        better = above > best_above
        best_rows[better] = (start + rows[local])[better]
        best_above[better], best_worth[better] = above[better], worth[better]

    def arcs(self) -> Arcs:
        """Return what was kept."""
        self._close_strip()
        return merged(self._shape, self._parts)

    def _close_strip(self) -> None:
        rows, above, worth = self._best
        self._keep((rows, np.arange(self._shape[1]), above), worth)
        self._best = self._blank()

    def _blank(self) -> tuple[Numbers, Numbers, Numbers]:
        rows, above, worth = (np.full(self._shape[1], NOTHING, dtype=np.int64) for _ in range(3))
        return rows, above, worth

    def _keep(self, cells: Cells, worth: Numbers) -> None:
        rows, columns, above = cells
        arcs = Arcs(self._shape, rows, columns, worth)
        self._parts.append(arcs.taken(np.flatnonzero(above >= self._least)))

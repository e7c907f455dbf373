"""Counts that may be published: small ones are hidden, and no hidden one can be computed.

Counts below `LEAST` are hidden first. Then others are hidden with them, until an outsider who
knows every sum (groups add up to everybody; placed and waiting add up to applied) and this method
still cannot say of any hidden count which of three numbers it is. Whether that holds is worked
out exactly, by the least and the greatest value that each hidden count can have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.export.pseudonymised.counts import APPLIED, LEAST, PLACED, WAITING
from matcher.export.pseudonymised.guessing import Hidden, possible_values

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPREAD = 2
"""How far apart the least and the greatest possible value of a hidden count lie at least."""


@dataclass
class Block:
    """The counts of groups that add up to the first row, and which are hidden.

    Attributes
    ----------
    counts
        Applied, placed and waiting, shape ``(1 + groups, 3)``; the first row is everybody.
    hidden
        Which of them are hidden, of the same shape.
    equal_placed
        Whether each group has as many placed, as the two sides of pairs have.
    """

    counts: NDArray[np.int64]
    hidden: NDArray[np.bool_]
    equal_placed: bool = False


def suppress(
    counts: Sequence[NDArray[np.int64]], equal_placed: Sequence[bool]
) -> list[NDArray[np.bool_] | None]:
    """Return which counts to hide, block by block.

    Parameters
    ----------
    counts
        For each way to group people, everybody and then the groups, shape ``(1 + groups, 3)``.
    equal_placed
        For each of them, whether each group has as many placed.

    Returns
    -------
    list
        A mask for each, or nothing where no way to publish it is safe. The first row of every
        mask is the same.
    """
    everybody = _protected_total(counts[0][0])
    while True:
        blocks = [
            Block(block, _first(block, everybody), equal)
            for block, equal in zip(counts, equal_placed, strict=True)
        ]
        safe = [_make_safe(block) for block in blocks]
        if not everybody.any():
            break
        kept = [block for block, is_safe in zip(blocks, safe, strict=True) if is_safe]
        if _safe_together(kept):
            break
        if everybody.all():  # nothing of the groups is safe beside so few people
            return [None for _ in blocks]
        everybody[:] = True
    return [block.hidden if is_safe else None for block, is_safe in zip(blocks, safe, strict=True)]


def _protected_total(row: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return what to hide of everybody, by itself."""
    alone = Block(row[None, :], (row < LEAST)[None, :])
    _make_safe(alone)
    hidden: NDArray[np.bool_] = alone.hidden[0]
    return hidden


def _first(counts: NDArray[np.int64], everybody: NDArray[np.bool_]) -> NDArray[np.bool_]:
    hidden = counts < LEAST
    hidden[0] = everybody
    return hidden


def _make_safe(block: Block) -> bool:
    """Hide more of a block until no hidden count can be computed; return whether that worked."""
    while True:
        _hide_beside_lone_ones(block)
        exposed = list(_exposed([block]))
        if not exposed:
            return True
        more = [_hide_one_near(block, row, column) for _, row, column in exposed]
        if not any(more):
            return False


def _safe_together(blocks: Sequence[Block]) -> bool:
    return next(_exposed(blocks), None) is None


def _exposed(blocks: Sequence[Block]) -> Iterator[tuple[int, int, int]]:
    """Yield the hidden counts that can be computed, or nearly: block, row and column."""
    given = [Hidden(block.counts, block.hidden, block.equal_placed) for block in blocks]
    for place, (least, most) in possible_values(given, LEAST).items():
        if most - least < SPREAD:
            yield place


def _hide_beside_lone_ones(block: Block) -> None:
    """Hide a second count where only one of a sum is hidden: it would be what is left over."""
    changed = True
    while changed:
        changed = False
        for row in np.flatnonzero(block.hidden.sum(axis=1) == 1):
            changed |= _hide_smallest(
                block, [(int(row), column) for column in (PLACED, WAITING, APPLIED)]
            )
        groups = block.hidden[1:]
        alone = (groups.sum(axis=0) + block.hidden[0] == 1) & groups.any(axis=0)
        for column in np.flatnonzero(alone):
            rows = range(1, len(block.counts))
            changed |= _hide_smallest(block, [(row, int(column)) for row in rows])


def _hide_one_near(block: Block, row: int, column: int) -> bool:
    """Hide one more count that adds up with an exposed one; return whether there was any."""
    if not row:
        near = [(0, other) for other in (PLACED, WAITING, APPLIED)]
        return len(block.counts) == 1 and _hide_smallest(block, near)
    near = [(row, other) for other in (PLACED, WAITING, APPLIED)]
    near += [(other, column) for other in range(1, len(block.counts))]
    return _hide_smallest(block, near)


def _hide_smallest(block: Block, cells: Sequence[tuple[int, int]]) -> bool:
    """Hide the smallest of some counts that is not hidden yet; return whether there was any."""
    shown = [cell for cell in cells if not block.hidden[cell] and not _is_known(block, *cell)]
    if not shown:
        return False
    block.hidden[min(shown, key=lambda cell: int(block.counts[cell]))] = True
    return True


def _is_known(block: Block, row: int, column: int) -> bool:
    """Return whether a count is known beside that of everybody, so that hiding it is in vain."""
    return block.equal_placed and row > 0 and column == PLACED

"""The best cells of a block: for each row in each group of columns, and for each column.

A cell's surplus and its place are put into one whole number, so that a maximum finds both. Places
are turned a little further from row to row: where many cells are equal, rows choose differently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from matcher.errors import MatcherError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.integer]
    Numbers = NDArray[np.int64]
    Cells = tuple[Numbers, Numbers, Numbers]
    """Rows of the block, columns, and the surplus there."""


def best_in_groups(surplus: Integers, most: int, groups: int, turn: int) -> Cells:
    """Return the best cell of each row in each group of columns.

    Parameters
    ----------
    surplus
        What is to be large, ``(h, Q)``.
    most
        No surplus is larger in size.
    groups
        How many groups; column q belongs to group ``q % groups``.
    turn
        Where the turning starts: the number of the first row.

    Returns
    -------
    tuple
        ``h x groups`` cells, by row.
    """
    height, width = surplus.shape
    groups = min(groups, width)
    members = -(-width // groups)
    bits = members.bit_length()
    kind = _kind(most, bits)
    keys = np.empty((height, members, groups), dtype=kind)
    flat = keys.reshape(height, members * groups)
    np.multiply(surplus, kind(1 << bits), out=flat[:, :width], dtype=kind)
    flat[:, width:] = np.iinfo(kind).min
    keys += _places(height, members, bits, turn, kind)[:, :, None]
    best = keys.max(axis=1).astype(np.int64)
    row = np.arange(height)[:, None]
    member = (best - row - turn) & ((1 << bits) - 1)
    columns = member * groups + np.arange(groups)
    rows = np.broadcast_to(row, columns.shape)
    return rows.ravel(), columns.ravel(), (best >> bits).ravel()


def best_in_columns(surplus: Integers, most: int, turn: int) -> Cells:
    """Return the best cell of each column: rows, columns and surplus, ``(Q,)`` each."""
    height, width = surplus.shape
    bits = height.bit_length()
    kind = _kind(most, bits)
    keys = np.multiply(surplus, kind(1 << bits), dtype=kind)
    keys += _places(height, width, bits, turn, kind)
    best = keys.max(axis=0).astype(np.int64)
    columns = np.arange(width)
    return (best - columns - turn) & ((1 << bits) - 1), columns, best >> bits


def _places(
    height: int, width: int, bits: int, turn: int, kind: type[np.signedinteger]
) -> Integers:
    """Return ``(row + column + turn) mod 2**bits``, as a view of one line."""
    line = (np.arange(height + width - 1) + turn) & ((1 << bits) - 1)
    return sliding_window_view(line.astype(kind), width)


def _kind(most: int, bits: int) -> type[np.int32] | type[np.int64]:
    """Return the narrowest type that holds a surplus and a place.

    Raises
    ------
    matcher.MatcherError
        When none does.
    """
    size = (most + 2) << bits
    if size >= 2**63:
        raise MatcherError("what pairs are worth is too large to be computed exactly")
    return np.int32 if size < 2**31 else np.int64

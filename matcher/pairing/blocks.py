"""Where the worth of pairs comes from: some rows at a time, never all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.integer]
    Flags = NDArray[np.bool_]


class Blocks(Protocol):
    """A matrix of worth that is asked for in blocks of rows, each as often as needed."""

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns, ``(P, Q)``."""

    @property
    def span(self) -> tuple[int, int]:
        """The least and the most that any pair can be worth."""

    def block(self, rows: slice) -> tuple[Integers, Flags | None]:
        """Return what pairs are worth and which may be formed, ``(rows, Q)``.

        Whole numbers of any signed type. Nothing in place of the flags: every pair may be formed.
        """


class Kept:
    """Blocks that are computed once: for a matrix that fits into memory.

    Parameters
    ----------
    blocks
        Which blocks; whoever asks for them always asks for the same rows together.
    """

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._kept: dict[tuple[int, int], tuple[Integers, Flags | None]] = {}

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return self._blocks.shape

    @property
    def span(self) -> tuple[int, int]:
        """The least and the most that any pair can be worth."""
        return self._blocks.span

    def block(self, rows: slice) -> tuple[Integers, Flags | None]:
        """Return some rows."""
        key = int(rows.start), int(rows.stop)
        if key not in self._kept:
            self._kept[key] = self._blocks.block(rows)
        return self._kept[key]


class OfMatrix:
    """A matrix that is at hand.

    Parameters
    ----------
    worth
        Whole numbers of a signed type, ``(P, Q)``.
    allowed
        Which pairs may be formed, ``(P, Q)``; all of them where nothing is said.
    """

    def __init__(self, worth: Integers, allowed: Flags | None = None) -> None:
        if worth.ndim != 2 or not np.issubdtype(worth.dtype, np.signedinteger):
            raise ValueError(f"worth: a matrix of signed whole numbers, not {worth.dtype}")
        if allowed is not None and (allowed.shape != worth.shape or allowed.dtype != np.bool_):
            raise ValueError(f"allowed: flags of shape {worth.shape}, not {allowed.shape}")
        self._worth, self._allowed = worth, allowed

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return self._worth.shape[0], self._worth.shape[1]

    @property
    def span(self) -> tuple[int, int]:
        """The least and the most in the matrix."""
        if not self._worth.size:
            return 0, 0
        return int(self._worth.min()), int(self._worth.max())

    def block(self, rows: slice) -> tuple[Integers, Flags | None]:
        """Return some rows, as views."""
        return self._worth[rows], None if self._allowed is None else self._allowed[rows]

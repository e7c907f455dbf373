"""What an outsider can work out: the least and the greatest value that a hidden count can have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from matcher.export.pseudonymised.counts import APPLIED, PLACED, WAITING

if TYPE_CHECKING:
    from numpy.typing import NDArray

Cell = tuple[int, int, int]
"""A count: which block, which row in it, which column."""


@dataclass(frozen=True)
class Hidden:
    """Counts as an outsider sees them.

    Attributes
    ----------
    counts
        Shape ``(1 + groups, 3)``; the first row is everybody, the same in every block.
    hidden
        Which of them the outsider does not see; of those, whether they are small is known.
    equal_placed
        Whether the outsider knows that each group has as many placed.
    """

    counts: NDArray[np.int64]
    hidden: NDArray[np.bool_]
    equal_placed: bool = False


def possible_values(blocks: Sequence[Hidden], least: int) -> dict[Cell, tuple[float, float]]:
    """Return the least and the greatest value of each hidden count that agree with all sums.

    Parameters
    ----------
    blocks
        What is shown; everybody's row is known to be the same in all of them.
    least
        Hidden counts below it are known to be below it, the others not to be.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    cells = [
        (place, int(row), int(column))
        for place, block in enumerate(blocks)
        for row, column in np.argwhere(block.hidden)
        if row or not place
    ]
    if not cells:
        return {}
    number = {cell: index for index, cell in enumerate(cells)}
    true = np.array([blocks[place].counts[row, column] for place, row, column in cells])
    bounds = Bounds(np.where(true < least, 0, least), np.where(true < least, least - 1, np.inf))
    sums = np.array([_row(terms, number) for terms in _equations(blocks)])
    known = sums[:, :-1].any(axis=1)
    agree = LinearConstraint(sums[known, :-1], sums[known, -1], sums[known, -1])
    constraints = [agree] if known.any() else []
    found: dict[Cell, tuple[float, float]] = {}
    for cell, index in number.items():
        ends = []
        for sign in (1.0, -1.0):
            aim = np.zeros(len(cells))
            aim[index] = sign
            solved = milp(
                aim,
                integrality=np.ones(len(cells), dtype=np.int64),
                bounds=bounds,
                constraints=constraints,
            )
            ends.append(sign * solved.fun if solved.status == 0 else -sign * np.inf)
        found[cell] = (ends[0], ends[1])
    return found


Terms = list[tuple[Cell, int, int]]
"""Counts with their signs in a sum that is 0, and what they are."""


def _row(terms: Terms, number: dict[Cell, int]) -> NDArray[np.float64]:
    """Return a sum as coefficients of the hidden counts, and last what they add up to."""
    row = np.zeros(len(number) + 1)
    for cell, sign, count in terms:
        if cell in number:
            row[number[cell]] += sign
        else:
            row[-1] -= sign * count
    return row


def _equations(blocks: Sequence[Hidden]) -> Iterator[Terms]:
    for place, block in enumerate(blocks):

        def term(row: int, column: int, sign: int, place: int = place) -> tuple[Cell, int, int]:
            whose = place if row else 0
            return (whose, row, column), sign, int(blocks[whose].counts[row, column])

        rows = range(len(block.counts))
        for row in rows:
            yield [term(row, APPLIED, 1), term(row, PLACED, -1), term(row, WAITING, -1)]
        if len(rows) == 1:
            continue
        for column in (APPLIED, PLACED, WAITING):
            yield [term(0, column, -1), *(term(row, column, 1) for row in rows[1:])]
        if block.equal_placed:
            for one, other in pairwise(rows[1:]):
                yield [term(one, PLACED, 1), term(other, PLACED, -1)]

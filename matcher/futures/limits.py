"""New pairs under the limits on projects and on pairs from somewhere, exactly.

One or two pairs, which is what is mostly to be found, are tried in every way at once; more are an
integer programme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from matcher.futures.roster import NOBODY
from matcher.solve.carrying import Choice, choose
from matcher.solve.prices import Quota

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.problem import Problem

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]
    Floats = NDArray[np.float64]

MOST_TRIED = 400
"""Up to how many possible pairs every two of them are tried."""


@dataclass(frozen=True)
class Left:
    """What the limits leave beside the pairs that stay.

    Attributes
    ----------
    places
        How many more pairs each limited project takes, ``(K,)``.
    kinds
        How many more pairs of each kind there may be, ``(L,)``.
    """

    places: Whole
    kinds: Whole

    @classmethod
    def of(cls, problem: Problem, pairs: list[tuple[int, int, int]]) -> Left:
        """Return what some pairs leave, each a row, a column and the limited project it carries."""
        at = np.array(pairs, dtype=np.int64).reshape(-1, 3)
        none = np.zeros(0, dtype=np.int64)
        places = kinds = none
        if problem.limits is not None:
            most = problem.limits.most
            taken = at[at[:, 2] != NOBODY, 2]
            places = np.maximum(most - np.bincount(taken, minlength=len(most)), 0)
        if problem.balance is not None:
            counts = problem.balance.counts[:, at[:, 0], at[:, 1]].sum(axis=1)
            kinds = np.maximum(problem.balance.most - counts, 0)
        return cls(places, kinds)

    @property
    def key(self) -> tuple[bytes, bytes]:
        """What tells one from another."""
        return self.places.tobytes(), self.kinds.tobytes()


@dataclass(frozen=True)
class Limited:
    """Pairs that may be formed, as the limits see them.

    Attributes
    ----------
    options
        Whether a pair may carry a project that has places left, ``(K, A)``.
    free
        Whether a pair may do without a limited project, ``(A,)``.
    counts
        How much each pair counts of a kind, ``(L, A)``.
    left
        What the limits leave.
    """

    options: Flags
    free: Flags
    counts: NDArray[Any]
    left: Left

    @classmethod
    def of(cls, problem: Problem, rows: Whole, columns: Whole, left: Left) -> Limited:
        """Return some pairs of a problem."""
        none = np.zeros((0, len(rows)), dtype=bool)
        limits, balance = problem.limits, problem.balance
        options, free = none, np.ones(len(rows), dtype=bool)
        if limits is not None:
            options = limits.options[:, rows, columns] & (left.places > 0)[:, None]
            free = limits.free[rows, columns]
        counts: NDArray[Any] = none if balance is None else balance.counts[:, rows, columns]
        return cls(options, free, counts, left)

    def carried(self, pairs: Whole) -> Whole | None:
        """Return the project of each of some pairs; nothing where the limits stand against them."""
        if (self.counts[:, pairs].sum(axis=1) > self.left.kinds).any():
            return None
        carried = np.full(len(pairs), NOBODY, dtype=np.int64)
        bound = np.flatnonzero(~self.free[pairs])
        slots = np.repeat(
            np.arange(len(self.left.places)), np.minimum(self.left.places, len(bound))
        )
        if len(slots) < len(bound):
            return None
        may = self.options[:, pairs[bound]].T[:, slots]
        pair, slot = linear_sum_assignment(may, maximize=True)
        if not may[pair, slot].all():
            return None
        carried[bound[pair]] = slots[slot]
        return carried

    def each(self) -> Flags:
        """Return which pairs may be formed alone, ``(A,)``."""
        within = (self.counts <= self.left.kinds[:, None]).all(axis=0)
        return np.asarray(within & (self.free | self.options.any(axis=0)))

    def every_two(self) -> Flags:
        """Return which two pairs may be formed, as far as the limits go, ``(A, A)``."""
        alone, left = self.each(), self.left
        two = alone[:, None] & alone[None, :]
        for counts, most in zip(self.counts, left.kinds, strict=True):
            two &= counts.astype(np.int64)[:, None] + counts[None, :] <= most
        bound = ~self.free & (self.options.sum(axis=0) == 1)
        for options, places in zip(self.options & bound, left.places, strict=True):
            if places == 1:
                two &= ~(options[:, None] & options[None, :])
        return two


def best_within(
    limited: Limited, rows: Whole, columns: Whole, worth: Floats, most: int
) -> tuple[Whole, Whole]:
    """Return the best pairs, the most first, and the limited project of each.

    Parameters
    ----------
    limited
        The pairs to choose from, as the limits see them.
    rows, columns, worth
        Who is in each, and what it is worth, ``(A,)``.
    most
        How many pairs there may be.
    """
    found: Whole | None
    for number in range(most, 0, -1):
        if number == 1:
            found = _best_one(limited, worth)
        elif number == 2 and len(rows) <= MOST_TRIED:
            found = _best_two(limited, rows, columns, worth)
        else:
            found = _best_of_more(limited, rows, columns, worth, number)
        if found is not None:
            carried = limited.carried(found)
            assert carried is not None
            return found, carried
    nothing = np.zeros(0, dtype=np.int64)
    return nothing, nothing


def _best_one(limited: Limited, worth: Floats) -> Whole | None:
    may = limited.each()
    return np.array([np.argmax(np.where(may, worth, -np.inf))]) if may.any() else None


def _best_two(limited: Limited, rows: Whole, columns: Whole, worth: Floats) -> Whole | None:
    may = limited.every_two() & (rows[:, None] != rows) & (columns[:, None] != columns)
    if not may.any():
        return None
    both = np.where(may, worth[:, None] + worth, -np.inf)
    return np.array(np.unravel_index(np.argmax(both), both.shape), dtype=np.int64)


def _best_of_more(
    limited: Limited, rows: Whole, columns: Whole, worth: Floats, number: int
) -> Whole | None:
    _, row = np.unique(rows, return_inverse=True)
    _, column = np.unique(columns, return_inverse=True)
    kinds = limited.counts, np.zeros_like(limited.left.kinds), limited.left.kinds
    choice = Choice(
        rows=row,
        columns=column,
        worth=worth - worth.min(),
        options=limited.options,
        liking=np.zeros(limited.options.shape),
        free=limited.free,
        most=limited.left.places,
        least=np.zeros_like(limited.left.places),
        kinds=kinds,
    )
    nobody = np.zeros(row.max() + 1, dtype=bool), np.zeros(column.max() + 1, dtype=bool)
    found = choose(choice, Quota(number, *nobody))
    return None if found is None else found[0]

"""What a plan would be worth with a pair forced in, on every level, for every pair on fixed dates.

The levels come in their order: where as many pairs cannot be had, the prices are those of one pair
fewer (two people leave two partners, and at most one new pair is lost by that); then reserves, in
the currency of `solve.stages`; then with `worst_first` the lowest fit, tried from the highest fit
down; then the total. Limits on projects, balance and the quorum are left out, so that with them
the worths are bounds: no plan with the pair is better.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.assignment import best_pairs
from matcher.solve.forcing import Forcing, forced_losses
from matcher.solve.progress import Budget
from matcher.solve.stages import Stages

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.prices import Quota
    from matcher.solve.problem import People, Problem

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]


@dataclass(frozen=True)
class ForcedWorths:
    """What the best plans with each pair are worth on fixed dates.

    Attributes
    ----------
    possible
        Whether there is any such plan, ``(P, Q)``; the other arrays mean nothing where not.
    attends
        Whether the pair itself may be formed on the dates, ``(P, Q)``.
    pairs, reserves, worst_fit, total
        The levels, ``(P, Q)``. The lowest fit is told with `worst_first` only, else it is 0.
    """

    possible: Flags
    attends: Flags
    pairs: Indices
    reserves: Indices
    worst_fit: Indices
    total: Indices

    def or_else(self, other: ForcedWorths) -> ForcedWorths:
        """Return these, and the others where these are not possible."""

        def either(name: str) -> Indices:
            mine, others = getattr(self, name), getattr(other, name)
            return np.asarray(np.where(self.possible, mine, others))

        return ForcedWorths(
            possible=self.possible | other.possible,
            attends=self.attends | other.attends,
            pairs=either("pairs"),
            reserves=either("reserves"),
            worst_fit=either("worst_fit"),
            total=either("total"),
        )


def forced_worths(problem: Problem, dates: tuple[int, ...], pairs: int) -> ForcedWorths:
    """Return what the best plans with each pair are worth, in one pass.

    Parameters
    ----------
    problem
        The cohort as arrays.
    dates
        Candidate indices, one a workshop.
    pairs
        How many pairs there should be; one fewer where a forced pair leaves no other way.
    """
    found = _with_so_many(problem, dates, pairs)
    if pairs > 1 and (found.attends & ~found.possible).any():
        found = found.or_else(_with_so_many(problem, dates, pairs - 1))
    return found


def with_pair(problem: Problem, row: int, column: int) -> Problem:
    """Return the problem in which two people must be paired with each other."""
    allowed = problem.allowed.copy()
    allowed[row], allowed[:, column] = False, False
    allowed[row, column] = problem.allowed[row, column]
    return replace(
        problem,
        allowed=allowed,
        patients=_with_must(problem.patients, row),
        professionals=_with_must(problem.professionals, column),
    )


def on_dates(problem: Problem, dates: tuple[int, ...]) -> Problem:
    """Return the problem in which the workshops are on given dates."""
    slots = np.zeros_like(problem.slots)
    slots[np.arange(len(dates)), list(dates)] = True
    return replace(problem, slots=slots & problem.slots)


def _with_must(people: People, index: int) -> People:
    must = people.must.copy()
    must[index] = True
    return replace(people, must=must)


def _with_so_many(problem: Problem, dates: tuple[int, ...], pairs: int) -> ForcedWorths:
    if not problem.allowed.any():
        nothing = np.zeros(problem.allowed.shape, dtype=np.int64)
        return ForcedWorths(nothing > 0, nothing > 0, nothing, nothing, nothing, nothing)
    stages = Stages(problem, Budget(0), 1)
    task, _ = stages.task(pairs)
    worth = stages.on(dates, task).worth
    values = _values(worth, task.quota)
    highest, price = stages.span(pairs)[1], stages.reserve_price(pairs)
    possible = np.isfinite(values)
    reserves = _reserves(values, highest, price)
    worst_fit = np.zeros_like(reserves)
    if problem.worst_first:
        values, worst_fit = _lifted(problem.fit, worth, task.quota, values, (highest, price))
    total = np.where(possible, values, 0).astype(np.int64) + price * reserves
    return ForcedWorths(
        possible=possible,
        attends=np.isfinite(worth),
        pairs=np.full(worth.shape, pairs),
        reserves=reserves,
        worst_fit=worst_fit,
        total=total - problem.cost_of_dates(dates),
    )


def _values(worth: Floats, quota: Quota) -> Floats:
    """Return what the best pairs with each pair are worth, minus infinity where there are none."""
    best = best_pairs(worth, quota)
    if best is None:
        return np.full(worth.shape, -np.inf)
    return np.asarray(best.value - forced_losses(worth, quota, best))


def _reserves(values: Floats, highest: int, price: int) -> Indices:
    """Return the reserves in values that hold their price: no total is above `highest`."""
    if not price:
        return np.zeros(values.shape, dtype=np.int64)
    below = highest - np.where(np.isfinite(values), values, highest)
    return np.asarray(below // price, dtype=np.int64)


def _lifted(
    fit: Indices, worth: Floats, quota: Quota, values: Floats, currency: tuple[int, int]
) -> tuple[Floats, Indices]:
    """Return the values with the highest lowest fit among the fewest reserves, and that fit."""
    fewest, open_cells = _reserves(values, *currency), np.isfinite(values)
    lifted, worst_fit = np.full(worth.shape, -np.inf), np.zeros(worth.shape, dtype=np.int64)
    forcing: Forcing | None = None
    for least in _fits_from_the_highest(fit, worth, quota):
        forcing = _among(np.where(fit >= least, worth, -np.inf), quota, forcing)
        if forcing is None:
            continue
        some = forcing.best.value - forcing.losses
        new = open_cells & np.isfinite(some) & (_reserves(some, *currency) == fewest)
        lifted[new], worst_fit[new] = some[new], least
        open_cells &= ~new
        if not open_cells.any():
            break
    return lifted, worst_fit


def _among(worth: Floats, quota: Quota, before: Forcing | None) -> Forcing | None:
    """Return how pairs are forced among the best of a matrix, from the same with fewer cells."""
    more = None if before is None else before.with_more(worth)
    if more is not None:
        return more
    best = best_pairs(worth, quota)
    return None if best is None else Forcing.of(worth, quota, best)


def _fits_from_the_highest(fit: Indices, worth: Floats, quota: Quota) -> Indices:
    """Return the fits that could be the lowest one, from the highest that leaves enough pairs."""
    fits = np.unique(fit[np.isfinite(worth)])
    low, high = 0, len(fits)
    while low < high:
        middle = (low + high) // 2
        if best_pairs(np.where(fit >= fits[middle], worth, -np.inf), quota) is None:
            high = middle
        else:
            low = middle + 1
    return fits[:low][::-1]

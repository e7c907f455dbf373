"""A cohort as a matrix of worth: fit in points, and what comes before it, in one currency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.cohort import Status
from matcher.scores import FULL_FIT, Scorer
from matcher.trios import kept_together, set_aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Person
    from matcher.pairing.arcs import Numbers
    from matcher.pairing.blocks import Flags, Integers
    from matcher.pairing.generation import Found

NOT_LOCKED, NOBODY = -1, -2


@dataclass(frozen=True)
class Worth:
    """What some pairs are worth, level by level.

    Attributes
    ----------
    placed
        How many of the people who must be in a pair are in one.
    reserves
        How many reserves are.
    total, bound
        The sum of the fits, and what no pairing that is as good before has more than, in points.
    short
        Whether it is proven that not everybody who must be can be in a pair.
    """

    placed: int
    reserves: int
    total: int
    bound: int
    short: bool


class OfCohort:
    """The applicants of a cohort; the scores are computed anew for each block.

    A reserve costs more than all totals can differ by, and whoever must be in a pair brings more
    than all reserves can cost. People who must be in a pair are those confirmed or locked. A
    locked person can only be paired with the partner.

    Parameters
    ----------
    cohort
        Whose applicants.
    wanted
        How many pairs are wanted at most.
    """

    def __init__(self, cohort: Cohort, wanted: int) -> None:
        applied = cohort.model_copy(update={"people": cohort.applicants})
        self._scorer = Scorer(applied)
        sides = self.patients, self.professionals = applied.patients, applied.professionals
        self.shape = len(self.patients), len(self.professionals)
        kept, aside = kept_together(cohort), set_aside(cohort)
        self._locks = _Locks(kept, *sides)
        locked = {identity for couple in kept for identity in couple}
        self._must = tuple(_flags(_must(one, locked, aside) for one in side) for side in sides)
        self._reserve = tuple(_flags(map(_is_reserve, side)) for side in sides)
        most = min(wanted, *self.shape)
        self._reserve_cost = FULL_FIT * most + 1
        self._must_gain = self._reserve_cost * (2 * most + 1)
        self._terms = tuple(
            self._must_gain * must.astype(np.int64) - self._reserve_cost * reserve.astype(np.int64)
            for must, reserve in zip(self._must, self._reserve, strict=True)
        )
        """What a person adds to the worth of any pair, each side."""
        self._plain = not any(term.any() for term in self._terms)

    @property
    def span(self) -> tuple[int, int]:
        """The least and the most that any pair can be worth."""
        least, most = (
            sum(int(pick(term, initial=0)) for term in self._terms) for pick in (np.min, np.max)
        )
        return least, most + FULL_FIT

    def block(self, rows: slice) -> tuple[Integers, Flags | None]:
        """Return what some patients are worth with every professional, and who is allowed."""
        fit, reason = self._scorer.fits(rows)
        allowed = self._locks.narrowed(rows, reason == 0) if self._bars(reason) else None
        if self._plain:
            return fit, allowed
        ours, theirs = self._terms
        return fit + (ours[rows, None] + theirs), allowed

    def _bars(self, reason: NDArray[np.int8]) -> bool:
        return bool(self._locks) or bool(reason.any())

    @property
    def must_be_placed(self) -> int:
        """How many people must be in a pair."""
        return sum(int(must.sum()) for must in self._must)

    def fits(self, found: Found) -> Numbers:
        """Return the fit of each pair found, ``(n,)``."""
        ours, theirs = self._terms
        return np.asarray(found.worth - ours[found.rows] - theirs[found.columns])

    def worth(self, found: Found) -> Worth:
        """Return what the pairs found are worth."""
        at = found.rows, found.columns
        placed = sum(int(must[i].sum()) for must, i in zip(self._must, at, strict=True))
        reserves = sum(int(flags[i].sum()) for flags, i in zip(self._reserve, at, strict=True))
        before = self._must_gain * placed - self._reserve_cost * reserves
        pairs = len(found.rows)
        everybody = self._must_gain * self.must_be_placed - self._reserve_cost * 2 * pairs
        return Worth(
            placed=placed,
            reserves=reserves,
            total=found.value - before,
            bound=min(found.bound - before, FULL_FIT * pairs),
            short=found.bound < everybody,
        )


class _Locks:
    """Narrows what is allowed to the partners of locked people."""

    def __init__(
        self,
        locked: Iterable[tuple[str, str]],
        patients: Sequence[Person],
        professionals: Sequence[Person],
    ) -> None:
        row = {person.person_id: index for index, person in enumerate(patients)}
        column = {person.person_id: index for index, person in enumerate(professionals)}
        self._of_row = np.full(len(patients), NOT_LOCKED)
        self._of_column = np.full(len(professionals), NOT_LOCKED)
        for one, other in locked:
            if one in row:
                _tie(self._of_row, row[one], column.get(other, NOBODY))
            if other in column:
                _tie(self._of_column, column[other], row.get(one, NOBODY))
        self._columns = np.flatnonzero(self._of_column != NOT_LOCKED)

    def __bool__(self) -> bool:
        return bool((self._of_row != NOT_LOCKED).any() or len(self._columns))

    def narrowed(self, rows: slice, allowed: Flags) -> Flags:
        """Return which pairs of some rows are still allowed, ``(rows, Q)``."""
        of_row = self._of_row[rows]
        locked = np.flatnonzero(of_row != NOT_LOCKED)
        allowed = allowed.copy()
        allowed[locked] &= of_row[locked, None] == np.arange(len(self._of_column))
        numbers = np.arange(len(self._of_row))[rows, None]
        allowed[:, self._columns] &= self._of_column[self._columns] == numbers
        return allowed


def _tie(partner: Numbers, who: int, other: int) -> None:
    """Tie somebody to a partner; whoever is locked to two can be paired with nobody."""
    partner[who] = other if partner[who] in (NOT_LOCKED, other) else NOBODY


def _must(person: Person, locked: set[str], aside: frozenset[str]) -> bool:
    is_confirmed = person.status is Status.CONFIRMED and person.person_id not in aside
    return is_confirmed or person.person_id in locked


def _is_reserve(person: Person) -> bool:
    return person.status is Status.RESERVE


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, dtype=bool)

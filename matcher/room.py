"""How much room the rules leave: days for workshops, pairs, and what each rule takes away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.allowed import MIN_FIT_KEY, RULES
from matcher.aside import pausing
from matcher.dates import (
    barred_by_cohort,
    barred_by_programme,
    candidate_dates,
    days_between,
    window,
)
from matcher.scores import BLOCK_CELLS, Scorer
from matcher.timetable import timetable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from matcher.cohort import Cohort
    from matcher.dates import CandidateDates

    Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one rule takes away.

    Attributes
    ----------
    rule
        The rule's name.
    by_itself
        How many days, or pairs, it speaks against, whatever the others say.
    alone
        Of these, how many no other rule speaks against: what would be there without it.
    """

    rule: str
    by_itself: int
    alone: int


@dataclass(frozen=True, slots=True)
class DateRoom:
    """The days of the window, and how many of them a workshop may be held on.

    Attributes
    ----------
    days
        How many days the window has.
    candidates
        How many of them are candidate dates.
    sequences
        In how many ways the workshops can be held on them one after the other, with the gaps,
        windows and blocks that are asked for; to 15 digits. What is asked of all dates together,
        such as a budget, is left out. 1 where no workshops are planned.
    taken
        What each rule takes away, the most first; rules that take nothing are left out.
    """

    days: int
    candidates: int
    sequences: int
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class SideRoom:
    """How many of one side have somebody with whom they may be paired.

    Attributes
    ----------
    people
        How many applied.
    with_partner
        How many of them have at least one possible partner.
    """

    people: int
    with_partner: int


@dataclass(frozen=True, slots=True)
class PairRoom:
    """All pairs of one person of each side, and how many of them are allowed.

    Attributes
    ----------
    pairs, allowed
        How many there are, and are allowed.
    patients, professionals
        The two sides.
    taken
        What each rule takes away, the most first; rules that take nothing are left out.
    """

    pairs: int
    allowed: int
    patients: SideRoom
    professionals: SideRoom
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """How much room the rules leave.

    Attributes
    ----------
    dates
        The days.
    pairs
        The pairs; nothing where nobody is paired.
    people
        How many people can take part at all: who applied and does not pause.
    """

    dates: DateRoom
    pairs: PairRoom | None
    people: int


def room(cohort: Cohort, known: tuple[Cohort, Room] | None = None) -> Room:
    """Return how much room the rules of a cohort leave, before anything is planned.

    Parameters
    ----------
    cohort
        The cohort.
    known
        A cohort like it and its room: pairs are not counted again where nothing that they depend
        on differs.
    """
    resting = pausing(cohort)
    if not cohort.programme.pairing.form_pairs:
        pairs = None
    elif known is not None and _has_the_same_pairs(cohort, known[0]):
        pairs = known[1].pairs
    else:
        pairs = pair_room(cohort)
    people = sum(one.person_id not in resting for one in cohort.applicants)
    return Room(date_room(cohort), pairs, people)


def _has_the_same_pairs(cohort: Cohort, other: Cohort) -> bool:
    """Return whether two cohorts surely allow the same pairs; records are not compared."""
    ours, theirs = cohort.programme, other.programme
    same = (
        cohort.people is other.people
        and cohort.projects is other.projects
        and cohort.follow_up is other.follow_up
        and cohort.decisions == other.decisions
        and ours.pairing == theirs.pairing
    )
    if not same or not ours.pairing.min_fit:
        return same
    return (
        ours.weights == theirs.weights
        and cohort.availability is other.availability
        and window(ours) == window(theirs)
    )


def date_room(cohort: Cohort) -> DateRoom:
    """Return on how many days a workshop may be held, and which rule takes how many."""
    settings = cohort.programme.programme
    days = days_between(settings.start, settings.end)
    barred = {**barred_by_programme(cohort.programme, days), **barred_by_cohort(cohort, days)}
    candidates = candidate_dates(cohort)
    tally = _Tally()
    tally.add(barred)
    return DateRoom(len(days), len(candidates.days), _sequences(cohort, candidates), tally.taken())


def _sequences(cohort: Cohort, candidates: CandidateDates) -> int:
    """Return in how many ways the workshops can be put on the candidate dates."""
    order = timetable(cohort, candidates)
    if not len(order.slots):
        return 1
    ways = order.slots[-1].astype(np.float64)
    for step in range(len(order.slots) - 2, -1, -1):
        ways = order.slots[step] * (order.follows[step] @ ways)
    return int(ways.sum())


def pair_room(cohort: Cohort) -> PairRoom:
    """Return how many pairs are allowed, who has a partner, and which rule takes how many."""
    ours = np.array([one.is_applicant for one in cohort.patients], dtype=bool)
    theirs = np.array([one.is_applicant for one in cohort.professionals], dtype=bool)
    has_any, wanted = np.zeros(len(ours), dtype=bool), np.zeros(len(theirs), dtype=bool)
    tally, allowed = _Tally(), 0
    for rows, barred in _barred(cohort):
        free = tally.add(barred)
        allowed += int(free.sum())
        has_any[rows] = free.any(axis=1)
        wanted |= free.any(axis=0)
    return PairRoom(
        pairs=len(ours) * len(theirs),
        allowed=allowed,
        patients=SideRoom(int(ours.sum()), int((has_any & ours).sum())),
        professionals=SideRoom(int(theirs.sum()), int((wanted & theirs).sum())),
        taken=tally.taken(),
    )


def _barred(cohort: Cohort) -> Iterator[tuple[slice, dict[str, Flags]]]:
    """Yield, for blocks of patients, which of their pairs each rule forbids by itself."""
    least = cohort.programme.pairing.min_fit
    scorer = Scorer(cohort) if least else None
    rules = [(rule.key, rule.bars(cohort)) for rule in RULES]
    patients, professionals = len(cohort.patients), len(cohort.professionals)
    height = max(1, BLOCK_CELLS // max(1, professionals))
    for start in range(0, patients, height):
        rows = slice(start, min(start + height, patients))
        barred: dict[str, Flags] = {}
        for key, bars in rules:
            barred[key] = bars(rows) | barred[key] if key in barred else bars(rows)
        if scorer is not None:
            barred[MIN_FIT_KEY] = scorer.fits(rows)[0] < least
        yield rows, barred


class _Tally:
    """Counts what each rule takes away, over several blocks."""

    def __init__(self) -> None:
        self._by_itself: dict[str, int] = {}
        self._alone: dict[str, int] = {}

    def add(self, barred: Mapping[str, Flags]) -> Flags:
        """Count a block; return what no rule speaks against."""
        against = np.sum([flags.astype(np.int8) for flags in barred.values()], axis=0)
        for rule, flags in barred.items():
            self._by_itself[rule] = self._by_itself.get(rule, 0) + int(flags.sum())
            alone = int((flags & (against == 1)).sum())
            self._alone[rule] = self._alone.get(rule, 0) + alone
        return np.asarray(against == 0)

    def taken(self) -> tuple[Taken, ...]:
        """Return the rules that take anything, those first that take the most."""
        found = [Taken(rule, n, self._alone[rule]) for rule, n in self._by_itself.items() if n]
        return tuple(sorted(found, key=lambda one: (-one.by_itself, -one.alone)))

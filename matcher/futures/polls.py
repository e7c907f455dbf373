"""How many answers that people have not given could turn to no before a pair misses too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.cohort import Answer
from matcher.follow_up import replies
from matcher.futures.answers import SURE, Polls, WeakPair
from matcher.futures.drawing import stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.futures.roster import Roster
    from matcher.plans import Plan

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]


def polls(plan: Plan, roster: Roster, count: int, seed: int) -> Polls:
    """Return how many open answers the plan's dates survive.

    An open answer is a day of a workshop still to come for which somebody of a pair has not
    answered, nor accepted or declined, and counts as coming all the same, since it is one of their
    weekdays. The worst case is exact: a pair is lost when it misses one workshop more than it may,
    or one that all must attend, and a single no makes a pair miss a workshop.

    Parameters
    ----------
    plan, roster
        The plan, and the same as arrays.
    count, seed
        How many orders in which answers turn to no are drawn, and from which seed.
    """
    open_, unknown = _open(plan, roster)
    couples = roster.couples()
    weak = [_Case(roster, open_, couple) for couple in couples]
    fewest = [one.fewest for one in weak if one.fewest is not None]
    answers = int(open_.sum())
    lasts = _orders(weak, open_, count, seed)
    found = [
        WeakPair(members=one.ids, answers=one.fewest, open=one.whose)
        for one in weak
        if one.fewest is not None
    ]
    return Polls(
        open=answers,
        unknown=unknown,
        safe=min(fewest) - 1 if fewest else answers,
        sure=at_least(lasts),
        mean=round(float(lasts.mean()), 4),
        weakest=tuple(sorted(found, key=lambda one: (one.answers, one.members))),
    )


def at_least(numbers: Whole) -> int:
    """Return what it is at least in 9 of 10 futures."""
    ordered = np.sort(numbers)
    return int(ordered[len(ordered) - int(np.ceil(SURE * len(ordered) - 1e-9))])


def _open(plan: Plan, roster: Roster) -> tuple[Flags, int]:
    """Return which answers are open, ``(people, T)``, and how many count as a no already."""
    days = [one.date for one in sorted(plan.workshops, key=lambda one: one.number)]
    said = plan.cohort.availability
    silent = [
        [said.get(one, {}).get(day, Answer.UNKNOWN) is Answer.UNKNOWN for day in days]
        for one in roster.ids
    ]
    placed = np.zeros(len(roster.ids), dtype=bool)
    placed[[one for couple in roster.couples() for one in couple]] = True
    asked = np.array(silent, dtype=bool).reshape(len(roster.ids), len(days)) & placed[:, None]
    replied = {(who, day) for who, day, _ in replies(plan.cohort)}
    silent = [[(one, day) not in replied for day in days] for one in roster.ids]
    asked &= np.array(silent, dtype=bool).reshape(asked.shape)
    asked &= ~roster.known[roster.held]
    return asked & roster.can, int((asked & roster.silent).sum())


class _Case:
    """A pair, the workshops that it attends together, and how many of them it may still miss."""

    def __init__(self, roster: Roster, open_: Flags, couple: tuple[int, ...]) -> None:
        self._everyone = roster.problem.everyone
        self.couple = list(couple)
        self.ids = tuple(roster.ids[one] for one in couple)
        together = roster.can[self.couple].all(axis=0)
        self.spare = roster.problem.max_missed - int((~together).sum())
        self.open = open_[self.couple] & together

    @property
    def fewest(self) -> int | None:
        """How many open answers are enough to lose the pair; nothing where all are not."""
        frail = self.open.any(axis=0)
        if (frail & self._everyone).any():
            return 1
        return self.spare + 1 if int(frail.sum()) > self.spare else None

    @property
    def whose(self) -> tuple[str, ...]:
        """Whose answers those could be."""
        enough = self.open[:, self._everyone] if self._needs_one() else self.open
        return tuple(self.ids[one] for one in np.flatnonzero(enough.any(axis=1)))

    def _needs_one(self) -> bool:
        return self.spare > 0 and bool((self.open & self._everyone).any())

    def lost_at(self, turn: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return with which no the pair is lost in each order, ``(orders,)``; infinite for none.

        Parameters
        ----------
        turn
            Which no each answer of the two is, ``(orders, 2, T)``; infinite for one that is not
            open.
        """
        first = np.where(self.open, turn, np.inf).min(axis=1)
        lost = np.full(len(turn), np.inf)
        if self.spare < first.shape[1]:
            lost = np.sort(first, axis=1)[:, self.spare]
        if self._everyone.any():
            lost = np.minimum(lost, first[:, self._everyone].min(axis=1))
        return np.asarray(lost)


def _orders(cases: list[_Case], open_: Flags, count: int, seed: int) -> Whole:
    """Return how many answers may turn to no, one after the other, before a pair is lost."""
    answers = int(open_.sum())
    places = stream("polls", "", seed).random((count, answers)).argsort(axis=1).argsort(axis=1)
    turn = np.full((count, *open_.shape), np.inf)
    turn[:, open_] = places + 1
    lost = np.full(count, answers + 1.0)
    for one in cases:
        lost = np.minimum(lost, one.lost_at(turn[:, one.couple]))
    return (lost - 1).astype(np.int64)

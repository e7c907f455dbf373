"""Check-ins as choices: which facilitator looks after which pair, and when they meet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matcher.settle.faces import Rules
from matcher.settle.offers import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matcher.settle.looking_after import Flags
    from matcher.settle.offers import Offer, Offers, Ways
    from matcher.settle.turns import Turn

Stretch = tuple[int, int]
"""A facilitator and a gap: how full the days of one are has to do with no other."""


class Option(NamedTuple):
    """A meeting of a facilitator with a pair on some day, or a call with one of the two."""

    choice: int
    turn: Turn
    leader: int
    side: int
    day: date
    asked: int
    """How many come only if needed, and one more on a day that is better avoided."""

    @property
    def stretch(self) -> Stretch:
        """The facilitator and the gap."""
        return self.leader, self.turn.gap.number


def meetings_with(offers: Offers, leaders: Sequence[int]) -> Meetings:
    """Return the choices of dates, with these facilitators; -1 stands for nobody."""
    names = range(len(offers.case.names))
    may = np.array([[it == one for it in names] for one in leaders], dtype=bool)
    sure = frozenset(row for row, leader in enumerate(leaders) if leader >= 0)
    return Meetings(offers, may.reshape(len(leaders), len(names)), sure)


class Meetings:
    """The choices of facilitators and of dates, with their rules.

    Parameters
    ----------
    offers
        The pairs, and on which days they can meet whom.
    may
        Which facilitators may be chosen for which pairs, ``(pairs, facilitators)``.
    sure
        Pairs that must have one of them.
    roomless
        Where it does not count how many check-ins a facilitator has on a day.

    Attributes
    ----------
    looks_after
        Pair and facilitator -> the choice.
    loads
        What it counts that a facilitator has one more pair: 1, 3, 5, …, by choice; they add up to
        the square of the number of pairs.
    options
        All meetings and calls.
    stand_ins
        The choices of two calls instead of a meeting, with their facilitator and gap.
    """

    def __init__(
        self,
        offers: Offers,
        may: Flags,
        sure: frozenset[int],
        roomless: frozenset[Stretch] = frozenset(),
    ) -> None:
        self.case, self.rules = offers.case, Rules()
        self.looks_after: dict[tuple[int, int], int] = {}
        self.loads: dict[int, int] = {}
        self.options: list[Option] = []
        self.stand_ins: dict[int, Stretch] = {}
        self._offers, self._roomless = offers, roomless
        self._facilitators(may, sure)
        self.turns = offers.needed
        for turns in offers.turns:
            self._check_ins(turns)
        self._days_apart()
        self._room()

    def _facilitators(self, may: Flags, sure: frozenset[int]) -> None:
        """Each pair has one facilitator at most, and no facilitator more pairs than they take."""
        by_row: dict[int, list[int]] = defaultdict(list)
        by_leader: dict[int, list[int]] = defaultdict(list)
        for row, leader in np.argwhere(may).tolist():
            choice = self.rules.choices(1)[0]
            self.looks_after[row, leader] = choice
            by_row[row].append(choice)
            by_leader[leader].append(choice)
        for row, ours in by_row.items():
            self.rules.at_most(1, (ours, 1), equal=row in sure)
        for leader, ours in by_leader.items():
            most = self.case.cohort.facilitators[leader].max_pairs
            steps = self.rules.choices(len(ours) if most is None else min(most, len(ours)))
            self.loads |= {step: 2 * index + 1 for index, step in enumerate(steps)}
            self.rules.exactly(0, (ours, 1), (list(steps), -1))

    def _check_ins(self, turns: Sequence[Turn]) -> None:
        """A pair meets in a gap, with one of those who may look after it."""
        for leader in range(len(self.case.names)):
            choice = self.looks_after.get((turns[0].row, leader))
            if choice is None:
                continue
            if (leader, turns[0].gap.number) in self._roomless:
                offered = self._offers.enough(turns, leader)
            else:
                offered = [self._offers.of(turn, leader) for turn in turns]
            for turn, ways in zip(turns, offered, strict=True):
                self._turn(turn, leader, choice, ways)

    def _turn(self, turn: Turn, leader: int, choice: int, ways: Ways) -> None:
        """A pair meets its facilitator on one day, or two calls stand in."""
        taken = self._days(turn, leader, TOGETHER, ways.get(TOGETHER, ()))
        if turn.callers and all(side in ways for side in turn.callers):
            calls = [self._days(turn, leader, side, ways[side]) for side in turn.callers]
            stand_in = self.rules.choices(1)[0]
            self.stand_ins[stand_in] = (leader, turn.gap.number)
            taken.append(stand_in)
            for theirs in calls:
                self.rules.exactly(0, (theirs, 1), ([stand_in], -1))
        if taken:
            self.rules.at_most(0, (taken, 1), ([choice], -1))

    def _days(self, turn: Turn, leader: int, side: int, offered: Sequence[Offer]) -> list[int]:
        """Add some days, and return the choices of them."""
        choices = list(self.rules.choices(len(offered)))
        self.options += [
            Option(choice, turn, leader, side, one.day, one.asked)
            for choice, one in zip(choices, offered, strict=True)
        ]
        return choices

    def _days_apart(self) -> None:
        """Nobody has two check-ins on one day."""
        most = self.case.cohort.programme.check_ins.per_gap
        same: dict[tuple[int, date, int], list[int]] = defaultdict(list)
        for option in self.options if most > 1 else ():
            for side in (0, 1) if option.side == TOGETHER else (option.side,):
                same[option.turn.row, option.day, side].append(option.choice)
        for choices in same.values():
            self.rules.at_most(1, (choices, 1))

    def _room(self) -> None:
        """No facilitator has more check-ins on a day than the programme allows."""
        most = self.case.cohort.programme.check_ins.max_per_facilitator_day
        same: dict[tuple[int, date], list[int]] = defaultdict(list)
        for option in self.options:
            if option.stretch not in self._roomless:
                same[option.leader, option.day].append(option.choice)
        for place, choices in same.items():
            if len(choices) > self._offers.left.get(place, most):
                self.rules.at_most(self._offers.left.get(place, most), (choices, 1))

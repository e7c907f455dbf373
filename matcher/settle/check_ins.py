"""Check-ins as choices: which facilitator looks after which pair, and when they meet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matcher.dates import Code
from matcher.settle.faces import Rules
from matcher.settle.turns import Turn, busy_days, room, turns_needed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matcher.settle.care_case import CareCase
    from matcher.settle.looking_after import Flags
    from matcher.settle.meeting_days import Codes
    from matcher.settle.turns import Taken

TOGETHER = -1
"""Stands for both partners where a call is with side 0 or 1."""


class Option(NamedTuple):
    """A meeting of a facilitator with a pair on some day, or a call with one of the two."""

    choice: int
    turn: Turn
    leader: int
    side: int
    day: date
    asked: int
    """How many come only if needed, and one more on a day that is better avoided."""


def meetings_with(case: CareCase, leaders: Sequence[int], taken: Taken) -> Meetings:
    """Return the choices of dates, with these facilitators; -1 stands for nobody."""
    may = np.array([[it == one for it in range(len(case.names))] for one in leaders], dtype=bool)
    sure = frozenset(row for row, leader in enumerate(leaders) if leader >= 0)
    return Meetings(case, may.reshape(len(leaders), len(case.names)), sure, taken)


class Meetings:
    """The choices of facilitators and of dates, with their rules.

    Parameters
    ----------
    case
        The pairs and the days.
    may
        Which facilitators may be chosen for which pairs, ``(pairs, facilitators)``.
    sure
        Pairs that must have one of them.
    taken
        The days that catch-up days take.

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
        The choices of two calls instead of a meeting.
    """

    def __init__(self, case: CareCase, may: Flags, sure: frozenset[int], taken: Taken) -> None:
        self.case, self.rules = case, Rules()
        self.left = room(case, taken)
        self._taken = taken
        self.looks_after: dict[tuple[int, int], int] = {}
        self.loads: dict[int, int] = {}
        self.options: list[Option] = []
        self.stand_ins: list[int] = []
        self._facilitators(may, sure)
        turns = turns_needed(case)
        self.turns = len(turns)
        for turn in turns:
            self._turn(turn)
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

    def _turn(self, turn: Turn) -> None:
        """A pair meets its facilitator on one day, or two calls stand in."""
        for leader in range(len(self.case.names)):
            choice = self.looks_after.get((turn.row, leader))
            if choice is None:
                continue
            ways = [option.choice for option in self._offer(turn, leader, TOGETHER)]
            calls = [
                [option.choice for option in self._offer(turn, leader, side)]
                for side in turn.callers
            ]
            if calls:
                stand_in = self.rules.choices(1)[0]
                self.stand_ins.append(stand_in)
                ways.append(stand_in)
                for theirs in calls:
                    self.rules.exactly(0, (theirs, 1), ([stand_in], -1))
            if ways:
                self.rules.at_most(0, (ways, 1), ([choice], -1))

    def _offer(self, turn: Turn, leader: int, side: int) -> list[Option]:
        """Add the days on which all can come, and nothing stands in the way."""
        diary, busy = self.case.diary, busy_days(self.case, turn.row, turn.gap)
        days = turn.gap.usable
        columns = [diary.at[day] for day in days]
        people: Codes = diary.members[turn.row][:, columns]
        codes = np.vstack(
            [people if side == TOGETHER else people[side], diary.leaders[leader, columns]]
        )
        can = (codes >= Code.IF_NEEDED).all(axis=0)
        asked = (codes == Code.IF_NEEDED).sum(axis=0) + diary.shunned[columns]
        theirs = busy[0] | busy[1] if side == TOGETHER else busy[side]
        offered = [
            Option(self.rules.choices(1)[0], turn, leader, side, days[index], int(asked[index]))
            for index in np.flatnonzero(can).tolist()
            if days[index] not in theirs
            and (turn.row, days[index]) not in self._taken.rows
            and self.left.get((leader, days[index]), 1) > 0
        ]
        self.options += offered
        return offered

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
            same[option.leader, option.day].append(option.choice)
        for place, choices in same.items():
            if len(choices) > self.left.get(place, most):
                self.rules.at_most(self.left.get(place, most), (choices, 1))

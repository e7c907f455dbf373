"""The days that are offered for check-ins: all can come, and nothing else is in the way."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matcher.dates import Code
from matcher.settle.turns import busy_days, room, turns_needed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matcher.settle.care_case import CareCase
    from matcher.settle.meeting_days import Codes
    from matcher.settle.turns import Taken, Turn

TOGETHER = -1
"""Stands for both partners where a call is with side 0 or 1."""


class Offer(NamedTuple):
    """A day for a check-in."""

    day: date
    asked: int
    """How many come only if needed, and one more on a day that is better avoided."""


Ways = dict[int, list[Offer]]
"""The days, early ones first, for a meeting (`TOGETHER`) and for a call with either side."""


class Offers:
    """The days that pairs can meet facilitators on, whatever others do.

    Attributes
    ----------
    turns
        The check-ins that are needed, those of a pair in a gap together.
    needed
        How many they are.
    left
        How many check-ins facilitators still take on days on which that is not the most.
    """

    def __init__(self, case: CareCase, taken: Taken) -> None:
        self.case = case
        self.left = room(case, taken)
        self.turns = tuple(
            tuple(ours)
            for _, ours in groupby(turns_needed(case), lambda turn: (turn.row, turn.gap.number))
        )
        self.needed = sum(map(len, self.turns))
        self._taken = taken
        self._known: dict[tuple[Turn, int], Ways] = {}
        self._free: dict[tuple[Turn, int], list[date]] = {}

    def of(self, turn: Turn, leader: int) -> Ways:
        """Return the ways in which a pair can meet a facilitator; none have no days."""
        if (turn, leader) not in self._known:
            sides = (TOGETHER, *turn.callers)
            ways = {side: self._days(turn, leader, side) for side in sides}
            self._known[turn, leader] = {side: days for side, days in ways.items() if days}
        return self._known[turn, leader]

    def _days(self, turn: Turn, leader: int, side: int) -> list[Offer]:
        """Return the days on which all can come, and nothing stands in the way."""
        diary, days = self.case.diary, self._days_of_pair(turn, side)
        columns = diary.columns(days)
        people: Codes = diary.members[turn.row][:, columns]
        codes = np.vstack(
            [people if side == TOGETHER else people[side], diary.leaders[leader, columns]]
        )
        can = (codes >= Code.IF_NEEDED).all(axis=0)
        asked = (codes == Code.IF_NEEDED).sum(axis=0) + diary.shunned[columns]
        return [
            Offer(days[index], int(asked[index]))
            for index in np.flatnonzero(can).tolist()
            if self.left.get((leader, days[index]), 1) > 0
        ]

    def _days_of_pair(self, turn: Turn, side: int) -> list[date]:
        """Return the days that nothing of their own keeps the pair, or one of the two, from."""
        if (turn, side) not in self._free:
            busy = busy_days(self.case, turn.row, turn.gap)
            theirs = busy[0] | busy[1] if side == TOGETHER else busy[side]
            self._free[turn, side] = [
                day
                for day in turn.gap.usable
                if day not in theirs and (turn.row, day) not in self._taken.rows
            ]
        return self._free[turn, side]

    def enough(self, turns: Sequence[Turn], leader: int) -> list[Ways]:
        """Return ways for the check-ins of a pair in a gap, among which are its best ones.

        They are, as long as it does not count how many a facilitator has on a day. Each check-in
        has its best way, unless two want the same day. Then each has so many days that one is
        left, whatever the others take: two each at most, a call with each partner.
        """
        best = [self._best(turn, leader, 1) for turn in turns]
        first = [_first(turn, ways) for turn, ways in zip(turns, best, strict=True)]
        wanted = Counter(
            day for ways in first for day in {one.day for days in ways.values() for one in days}
        )
        if max(wanted.values(), default=1) == 1:
            return first
        return [self._best(turn, leader, 2 * len(turns) - 1) for turn in turns]

    def _best(self, turn: Turn, leader: int, most: int) -> Ways:
        """Return the best days for each way."""
        parts = self.case.cohort.programme.check_ins.per_gap

        def worth(one: Offer) -> tuple[int, int, date]:
            return one.asked, turn.gap.distance(one.day, turn.part, parts), one.day

        return {
            side: sorted(sorted(days, key=worth)[:most])
            for side, days in self.of(turn, leader).items()
        }


def _first(turn: Turn, ways: Ways) -> Ways:
    """Return the way that comes before the other: a meeting, or else calls with everybody."""
    if TOGETHER in ways:
        return {TOGETHER: ways[TOGETHER]}
    return ways if all(side in ways for side in turn.callers) else {}

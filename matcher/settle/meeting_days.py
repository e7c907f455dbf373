"""The days between workshops: when a pair may meet its facilitator, and when they all can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from matcher.dates import Code, answers, avoided, facilitator_answers
from matcher.public_holidays import public_holidays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.cohort import CalendarRow, Cohort, Person
    from matcher.decisions import DateRange

    Codes = NDArray[np.int8]

Couple = tuple["Person", "Person | None"]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Gap:
    """The time between a workshop and the next one that is no neighbour of it.

    Attributes
    ----------
    number
        The workshop before the gap.
    opens, first, last
        The window for check-ins, both ends included; `first` is also no day before people are
        told. There is none where `last` lies before.
    days
        The working days from `opens` to `last`.
    """

    number: int
    opens: date
    first: date
    last: date
    days: tuple[date, ...]

    @property
    def usable(self) -> tuple[date, ...]:
        """The working days on which something may still be planned."""
        return tuple(day for day in self.days if day >= self.first)

    def distance(self, day: date, turn: int, turns: int) -> int:
        """Return how far a day is from the middle of its part of the window, in parts of a day.

        Parameters
        ----------
        turn, turns
            Which part, from 0 on, and of how many equal ones.
        """
        whole, at = (self.last - self.first).days, (day - self.first).days
        return abs(2 * turns * at - whole * (2 * turn + 1))


def gaps_between(cohort: Cohort, days: Sequence[date]) -> tuple[Gap, ...]:
    """Return the gaps between workshops; inside a block, and on one day, there are none."""
    settings, told = cohort.programme.check_ins, cohort.programme.workshops.publication_date
    ends = list(accumulate(sum(block) for block in cohort.programme.workshops.days))
    gaps = []
    for number in (end for end in ends if end < len(days)):
        before, after = days[number - 1], days[number]
        opens = before + max(DAY, timedelta(days=settings.earliest_days_after))
        last = after - max(DAY, timedelta(days=settings.latest_days_before))
        first = opens if told is None else max(opens, told)
        gaps.append(Gap(number, opens, first, last, working_days(cohort, opens, last)))
    return tuple(gaps)


def catch_up_days(cohort: Cohort, day: date, workshops: Iterable[date]) -> tuple[date, ...]:
    """Return the days on which a workshop that was held on some day can be made good."""
    last = day + timedelta(days=cohort.programme.catch_ups.within_days)
    busy = set(workshops)
    return tuple(one for one in working_days(cohort, day + DAY, last) if one not in busy)


def from_telling_on(cohort: Cohort, days: Iterable[date]) -> tuple[date, ...]:
    """Return the days that do not lie before people are told of the plan."""
    told = cohort.programme.workshops.publication_date or date.min
    return tuple(day for day in days if day >= told)


def working_days(cohort: Cohort, first: date, last: date) -> tuple[date, ...]:
    """Return the days from one to another on which people can meet.

    Monday to Friday and whatever other weekday workshops are held on, no public holiday and not
    blocked.
    """
    if last < first:
        return ()
    programme = cohort.programme
    free = public_holidays(
        programme.programme.country, programme.programme.subdivision, first, last
    )
    weekdays = {0, 1, 2, 3, 4} | {day.number for day in programme.workshops.weekdays}
    calendar = [row for row in cohort.calendar if row.kind == "blocked" and not row.area]
    blocked: list[CalendarRow | DateRange] = [*calendar, *cohort.decisions.blocked]
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return tuple(
        day
        for day in days
        if day.weekday() in weekdays
        and day not in free
        and not any(row.covers(day) for row in blocked)
    )


@dataclass(frozen=True)
class Diary:
    """Who can come when.

    Attributes
    ----------
    at
        Day -> its column.
    members
        The two of each pair as `Code`, a yes for nobody, ``(pairs, 2, D)``.
    leaders
        The facilitators as `Code`, ``(facilitators, D)``.
    shunned
        The days that the calendar says to avoid, ``(D,)``.
    """

    at: dict[date, int]
    members: Codes
    leaders: Codes
    shunned: NDArray[np.bool_]

    @property
    def both(self) -> Codes:
        """The less willing of the two of each pair, ``(pairs, D)``."""
        return np.asarray(self.members.min(axis=1))

    def columns(self, days: Iterable[date]) -> list[int]:
        """Return the columns of some days."""
        return [self.at[day] for day in days]

    def asked(self, codes: Codes) -> NDArray[np.int64]:
        """Return how many come only if needed, over the first axes."""
        return np.asarray((codes == Code.IF_NEEDED).sum(axis=tuple(range(codes.ndim - 1))))


def read_diary(cohort: Cohort, couples: Sequence[Couple], days: Iterable[date]) -> Diary:
    """Return who of some pairs, and which facilitator, can come on which of some days."""
    ordered = sorted(set(days))
    members = np.full((len(couples), 2, len(ordered)), Code.YES, dtype=np.int8)
    places = [
        (row, side)
        for row, couple in enumerate(couples)
        for side, person in enumerate(couple)
        if person is not None
    ]
    people = [person for couple in couples for person in couple if person is not None]
    grid = answers(cohort, people, ordered)
    for index, place in enumerate(places):
        members[place] = grid[index]
    return Diary(
        at={day: column for column, day in enumerate(ordered)},
        members=members,
        leaders=facilitator_answers(cohort, ordered),
        shunned=avoided(cohort, ordered),
    )

"""Days: which ones a workshop may be held on, in what order, and who can come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matcher.cohort import Answer
from matcher.public_holidays import public_holidays
from matcher.venues import suitable_venues
from matcher.wording import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.cohort import CalendarRow, Cohort, Facilitator, Person
    from matcher.decisions import DateRange
    from matcher.programme import Programme, Weekday


class Code(IntEnum):
    """An answer as a number, so that grids of people by days are arrays."""

    NO = 0
    UNKNOWN = 1
    IF_NEEDED = 2
    YES = 3


CODES = {
    Answer.NO: Code.NO,
    Answer.UNKNOWN: Code.UNKNOWN,
    Answer.IF_NEEDED: Code.IF_NEEDED,
    Answer.YES: Code.YES,
}


@dataclass(frozen=True)
class CandidateDates:
    """The days on which a workshop may be held, and why the other days of the window are not.

    Attributes
    ----------
    days
        The candidate dates, in order.
    dropped
        Reason -> the days that it takes away, in the order in which the reasons are asked:
        a day stands under the first one that speaks against it.
    """

    days: tuple[date, ...]
    dropped: Mapping[str, tuple[date, ...]]

    @cached_property
    def ordinals(self) -> NDArray[np.int64]:
        """The days as proleptic ordinals, shape ``(D,)``."""
        return np.array([day.toordinal() for day in self.days], dtype=np.int64)


def window(programme: Programme) -> tuple[date, ...]:
    """Return the days of the window on an allowed weekday that are no public holiday."""
    settings = programme.programme
    free = public_holidays(settings.country, settings.subdivision, settings.start, settings.end)
    wanted = {day.number for day in programme.workshops.weekdays}
    return tuple(
        day
        for day in _days(settings.start, settings.end)
        if day.weekday() in wanted and day not in free
    )


def candidate_dates(cohort: Cohort) -> CandidateDates:
    """Return the days on which a workshop may be held, whatever the pairs.

    A candidate date lies in the window, on an allowed weekday, is no public holiday and not
    blocked; where the cohort names venues, one of them suits everybody who applied and is free;
    where it names facilitators, enough of them can come.
    """
    days = window(cohort.programme)
    blocked_rows = [row for row in cohort.calendar if row.kind == "blocked" and not row.area]
    blocked: list[CalendarRow | DateRange] = [*blocked_rows, *cohort.decisions.blocked]
    venues = suitable_venues(cohort)
    leaders = facilitators_per_day(cohort, days)
    needed = cohort.programme.workshops.facilitators
    kept: list[date] = []
    dropped: dict[str, list[date]] = {"blocked": [], "venue": [], "facilitators": []}
    for index, day in enumerate(days):
        if any(row.covers(day) for row in blocked):
            dropped["blocked"].append(day)
        elif cohort.venues and not any(venue.is_open(day) for venue in venues):
            dropped["venue"].append(day)
        elif cohort.facilitators and leaders[index] < needed:
            dropped["facilitators"].append(day)
        else:
            kept.append(day)
    return CandidateDates(tuple(kept), {why: tuple(those) for why, those in dropped.items()})


def facilitators_per_day(cohort: Cohort, days: Sequence[date]) -> NDArray[np.int64]:
    """Return how many facilitators can come on each day, shape ``(D,)``."""
    grid = facilitator_answers(cohort, days)
    return np.asarray((grid >= Code.IF_NEEDED).sum(axis=0), dtype=np.int64)


def avoided(cohort: Cohort, days: Sequence[date]) -> NDArray[np.bool_]:
    """Return which days a calendar row without area says to avoid, shape ``(D,)``."""
    rows = [row for row in cohort.calendar if row.kind == "avoid" and not row.area]
    return _covered(rows, days)


def own_answers(cohort: Cohort, people: Sequence[Person], days: Sequence[date]) -> NDArray[np.int8]:
    """Return what people said themselves, as `Code`, shape ``(people, D)``.

    Where a person has no entry for a date, the weekdays that they listed decide.
    """
    return _grid(cohort, [(person.person_id, person.weekdays) for person in people], days)


def facilitator_answers(cohort: Cohort, days: Sequence[date]) -> NDArray[np.int8]:
    """Return the facilitators' answers as `Code`, shape ``(facilitators, D)``."""
    leaders: Sequence[Facilitator] = cohort.facilitators
    return _grid(cohort, [(leader.facilitator_id, leader.weekdays) for leader in leaders], days)


def answers(cohort: Cohort, people: Sequence[Person], days: Sequence[date]) -> NDArray[np.int8]:
    """Return who can come when, as `Code`, shape ``(people, D)``.

    The calendar rows of a person's area count where the person has no entry for the date:
    ``avoid`` turns their yes into if-needed, ``blocked`` into no.
    """
    grid = own_answers(cohort, people, days)
    column = {day: index for index, day in enumerate(days)}
    for area in sorted({plain(row.area) for row in cohort.calendar if row.area}):
        rows = [row for row in cohort.calendar if plain(row.area) == area]
        residents = [index for index, person in enumerate(people) if plain(person.area) == area]
        closed = _covered([row for row in rows if row.kind == "blocked"], days)
        shunned = _covered([row for row in rows if row.kind == "avoid"], days) & ~closed
        for index in residents:
            open_to_area = np.ones(len(days), dtype=bool)
            entries = cohort.availability.get(people[index].person_id, {})
            open_to_area[[column[day] for day in entries if day in column]] = False
            said_yes = grid[index] == Code.YES
            grid[index, said_yes & open_to_area & closed] = Code.NO
            grid[index, said_yes & open_to_area & shunned] = Code.IF_NEEDED
    return grid


def _covered(rows: Sequence[CalendarRow], days: Sequence[date]) -> NDArray[np.bool_]:
    return np.array([any(row.covers(day) for row in rows) for day in days], dtype=bool)


def _grid(
    cohort: Cohort,
    who: Sequence[tuple[str, tuple[Weekday, ...] | None]],
    days: Sequence[date],
) -> NDArray[np.int8]:
    column = {day: index for index, day in enumerate(days)}
    weekday_of = np.array([day.weekday() for day in days], dtype=np.int64)
    grid = np.full((len(who), len(days)), Code.UNKNOWN, dtype=np.int8)
    for row, (identity, weekdays) in enumerate(who):
        if weekdays is not None:
            by_weekday = np.full(7, Code.NO, dtype=np.int8)
            by_weekday[[day.number for day in weekdays]] = Code.YES
            grid[row] = by_weekday[weekday_of]
        for day, answer in cohort.availability.get(identity, {}).items():
            index = column.get(day)
            if index is not None:
                grid[row, index] = CODES[answer]
    return grid


@dataclass(frozen=True)
class Timetable:
    """Which candidate date each workshop may take, and which date may follow which.

    Attributes
    ----------
    slots
        Whether workshop `t` may be held on candidate date `d`, shape ``(T, D)``.
    follows
        Whether workshop ``t + 1`` may be held on `e` when workshop `t` is held on `d`,
        shape ``(T - 1, D, D)``.
    """

    slots: NDArray[np.bool_]
    follows: NDArray[np.bool_]

    def reachable(self) -> NDArray[np.bool_]:
        """Return which dates of which workshop belong to some complete sequence, ``(T, D)``."""
        ahead = self.slots.copy()
        for step in range(len(ahead) - 2, -1, -1):
            ahead[step] &= (self.follows[step] & ahead[step + 1]).any(axis=1)
        for step in range(1, len(ahead)):
            ahead[step] &= (self.follows[step - 1] & ahead[step - 1][:, None]).any(axis=0)
        return ahead


def timetable(cohort: Cohort, candidates: CandidateDates) -> Timetable:
    """Return the rules on the order of the workshops as arrays over the candidate dates."""
    settings = cohort.programme.workshops
    slots = np.ones((settings.count, len(candidates.days)), dtype=bool)
    for number, fixed in cohort.decisions.fixed_dates.items():
        slots[number - 1] = [day == fixed for day in candidates.days]
    gaps = candidates.ordinals[None, :] - candidates.ordinals[:, None]
    apart = (gaps >= settings.min_gap_days) & (gaps <= settings.max_gap_days)
    adjacent = _adjacent(cohort.programme, candidates) if settings.blocks else apart
    inside = _inside_block(settings.blocks, settings.count)
    follows = np.array([adjacent if within else apart for within in inside], dtype=bool)
    return Timetable(slots, follows.reshape(settings.count - 1, *apart.shape))


def _inside_block(blocks: tuple[int, ...], count: int) -> list[bool]:
    """Return for each step from a workshop to the next whether it stays inside a block."""
    if not blocks:
        return [False] * (count - 1)
    ends = {sum(blocks[: index + 1]) for index in range(len(blocks))}
    return [number not in ends for number in range(1, count)]


def _adjacent(programme: Programme, candidates: CandidateDates) -> NDArray[np.bool_]:
    """Return which dates are neighbours: no working day lies between them, shape ``(D, D)``."""
    settings = programme.programme
    free = public_holidays(settings.country, settings.subdivision, settings.start, settings.end)
    working = {0, 1, 2, 3, 4} | {day.number for day in programme.workshops.weekdays}
    position: dict[date, int] = {}
    for day in _days(settings.start, settings.end):
        if day.weekday() in working and day not in free:
            position[day] = len(position)
    places = np.array([position[day] for day in candidates.days], dtype=np.int64)
    return np.asarray(places[None, :] - places[:, None] == 1)


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=offset) for offset in range((end - start).days + 1)]

"""Days: which ones a workshop may be held on, and who can come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from matcher.cohort import Answer
from matcher.follow_up import InvitationReply, replies
from matcher.happened import announced, held, members, noted, who_missed
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
    kept
        Number of a workshop -> the date that it keeps, because it was held or announced. Such a
        date is among `days`, whatever speaks against it for other workshops.
    only_kept
        The days that no other workshop may take.
    """

    days: tuple[date, ...]
    dropped: Mapping[str, tuple[date, ...]]
    kept: Mapping[int, date] = field(default_factory=dict)
    only_kept: frozenset[date] = frozenset()

    @cached_property
    def ordinals(self) -> NDArray[np.int64]:
        """The days as proleptic ordinals, shape ``(D,)``."""
        return np.array([day.toordinal() for day in self.days], dtype=np.int64)


def window(programme: Programme) -> tuple[date, ...]:
    """Return the days of the window on an allowed weekday that are no public holiday."""
    days = days_between(programme.programme.start, programme.programme.end)
    outside = np.any(list(barred_by_programme(programme, days).values()), axis=0)
    return tuple(day for day, out in zip(days, outside, strict=True) if not out)


def barred_by_programme(programme: Programme, days: Sequence[date]) -> dict[str, NDArray[np.bool_]]:
    """Return rule -> which days it speaks against, ``(D,)``: weekdays, and public holidays."""
    settings = programme.programme
    free = public_holidays(settings.country, settings.subdivision, settings.start, settings.end)
    wanted = {day.number for day in programme.workshops.weekdays}
    return {
        "weekday": np.array([day.weekday() not in wanted for day in days], dtype=bool),
        "holiday": np.array([day in free for day in days], dtype=bool),
    }


def candidate_dates(cohort: Cohort) -> CandidateDates:
    """Return the days on which a workshop may be held, whatever the pairs.

    A candidate date lies in the window, on an allowed weekday, is no public holiday and not
    blocked; where the cohort names venues, one of them suits everybody who applied and is free;
    where it names facilitators, enough of them can come. Workshops that were held keep their
    dates. Those that were announced keep theirs as long as the day is not blocked, a venue is free
    and enough facilitators come, and no decision puts them on another date.
    """
    days = window(cohort.programme)
    kept, dropped = _sorted_out(cohort, days)
    own = {number: one.date for number, one in held(cohort).items()}
    told = {number: one.date for number, one in announced(cohort).items()}
    still, _ = _sorted_out(cohort, sorted(set(told.values())))
    moved = cohort.decisions.fixed_dates
    for number, day in told.items():
        if day in still and moved.get(number, day) == day:
            own[number] = day
    only_kept = frozenset(own.values()) - set(kept)
    return CandidateDates(
        days=tuple(sorted({*kept, *own.values()})),
        dropped={why: tuple(those) for why, those in dropped.items()},
        kept=dict(sorted(own.items())),
        only_kept=only_kept,
    )


def _sorted_out(cohort: Cohort, days: Sequence[date]) -> tuple[list[date], dict[str, list[date]]]:
    """Return which of some days may have a workshop, and reason -> which others may not."""
    open_to = np.ones(len(days), dtype=bool)
    dropped: dict[str, list[date]] = {}
    for why, barred in barred_by_cohort(cohort, days).items():
        dropped[why] = list(compress(days, open_to & barred))
        open_to &= ~barred
    return list(compress(days, open_to)), dropped


def barred_by_cohort(cohort: Cohort, days: Sequence[date]) -> dict[str, NDArray[np.bool_]]:
    """Return rule -> which days it speaks against, ``(D,)``, in the order in which they are asked.

    Days that are blocked, on which no venue suits and is free, and too few facilitators can come.
    """
    closed = closed_days(cohort, days)
    nothing = np.zeros(len(days), dtype=bool)
    unhoused, unled = nothing, nothing
    if cohort.venues:
        venues = suitable_venues(cohort)
        unhoused = np.array(
            [not any(one.is_open(day) for one in venues) for day in days], dtype=bool
        )
    if cohort.facilitators:
        unled = facilitators_per_day(cohort, days) < cohort.programme.workshops.facilitators
    return {
        "blocked": np.array([day in closed for day in days], dtype=bool),
        "venue": unhoused,
        "facilitators": unled,
    }


def closed_days(cohort: Cohort, days: Sequence[date]) -> frozenset[date]:
    """Return which days are blocked, by a calendar row without area or by a decision."""
    rows: list[CalendarRow | DateRange] = [
        row for row in cohort.calendar if row.kind == "blocked" and not row.area
    ]
    rows += cohort.decisions.blocked
    return frozenset(day for day in days if any(row.covers(day) for row in rows))


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
    ``avoid`` turns their yes into if-needed, ``blocked`` into no. Whoever accepted or declined an
    invitation answered for its day. On the day of a workshop that was held, what happened counts
    (`_as_it_was`).
    """
    if len(set(days)) < len(days):
        return _each_day_once(days, lambda once: answers(cohort, people, once))
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
    row_of = {person.person_id: row for row, person in enumerate(people)}
    for who, day, reply in replies(cohort):
        if who in row_of and day in column:
            accepted = reply is InvitationReply.ACCEPTED
            grid[row_of[who], column[day]] = Code.YES if accepted else Code.NO
    _as_it_was(grid, cohort, people, days)
    return grid


def _as_it_was(
    grid: NDArray[np.int8], cohort: Cohort, people: Sequence[Person], days: Sequence[date]
) -> None:
    """Put what is known of the workshops that were held in place of answers.

    Somebody of the running plan's pairs, or of whom it was noted, was there or was not. Somebody
    else, who joins later, is taken by their answer; where they gave none, a workshop before their
    time is none that they missed.
    """
    past = {day: absent for day, absent in who_missed(cohort).items() if day in days}
    if not past:
        return
    running, known = members(cohort), noted(cohort)
    for day, absent in past.items():
        column = days.index(day)
        those = running | known[day]
        paired = np.array([person.person_id in those for person in people], dtype=bool)
        missed = np.array([person.person_id in absent for person in people], dtype=bool) & paired
        came = paired & ~missed & (grid[:, column] < Code.IF_NEEDED)
        grid[came | (~paired & (grid[:, column] == Code.UNKNOWN)), column] = Code.YES
        grid[missed, column] = Code.NO


def _each_day_once(
    days: Sequence[date], grid_of: Callable[[Sequence[date]], NDArray[np.int8]]
) -> NDArray[np.int8]:
    """Return a grid over days of which some stand there twice."""
    once = list(dict.fromkeys(days))
    place = {day: index for index, day in enumerate(once)}
    return grid_of(once)[:, [place[day] for day in days]]


def _covered(rows: Sequence[CalendarRow], days: Sequence[date]) -> NDArray[np.bool_]:
    return np.array([any(row.covers(day) for row in rows) for day in days], dtype=bool)


def _grid(
    cohort: Cohort,
    who: Sequence[tuple[str, tuple[Weekday, ...] | None]],
    days: Sequence[date],
) -> NDArray[np.int8]:
    if len(set(days)) < len(days):
        return _each_day_once(days, lambda once: _grid(cohort, who, once))
    column = {day: index for index, day in enumerate(days)}
    weekday_of = np.array([day.weekday() for day in days], dtype=np.int64)
    grid = np.full((len(who), len(days)), Code.UNKNOWN, dtype=np.int8)
    for row, (identity, weekdays) in enumerate(who):
        if weekdays is not None:
            by_weekday = np.full(7, Code.NO, dtype=np.int8)
            by_weekday[[day.number for day in weekdays]] = Code.YES
            grid[row] = by_weekday[weekday_of]
        entries = cohort.availability.get(identity, {})
        for day in column if len(column) < len(entries) else entries:
            if day in column and day in entries:
                grid[row, column[day]] = CODES[entries[day]]
    return grid


def days_between(start: date, end: date) -> list[date]:
    """Return the days from one to another, both included."""
    return [start + timedelta(days=offset) for offset in range((end - start).days + 1)]

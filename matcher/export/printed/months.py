"""The months of a programme as small calendars."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from matcher.public_holidays import public_holidays

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.plans import Plan


@dataclass(frozen=True)
class Day:
    """A day in a month's calendar.

    Attributes
    ----------
    date
        The day; nothing in the cells before and after a month.
    workshops
        The numbers of the workshops on it.
    closed
        Why there is no workshop on it: a holiday, or what the calendar says; blank where nothing
        stands in the way.
    """

    date: date | None
    workshops: tuple[int, ...] = ()
    closed: str = ""


@dataclass(frozen=True)
class Month:
    """A month: its first day, and its weeks from Monday on."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]


def months_of(plan: Plan) -> tuple[Month, ...]:
    """Return the months from the first workshop to the last."""
    if not plan.workshops:
        return ()
    held: dict[date, tuple[int, ...]] = {}
    for workshop in plan.workshops:
        held[workshop.date] = (*held.get(workshop.date, ()), workshop.number)
    firsts = _firsts(min(held), max(held))
    closed = _closed(plan.cohort, firsts[0], _next(firsts[-1]))
    return tuple(
        Month(
            first,
            tuple(
                tuple(
                    Day(day, held.get(day, ()), closed.get(day, ""))
                    if day.month == first.month
                    else Day(None)
                    for day in week
                )
                for week in Calendar().monthdatescalendar(first.year, first.month)
            ),
        )
        for first in firsts
    )


def _firsts(start: date, end: date) -> Sequence[date]:
    firsts = [start.replace(day=1)]
    while (following := _next(firsts[-1])) <= end:
        firsts.append(following)
    return firsts


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _closed(cohort: Cohort, start: date, end: date) -> dict[date, str]:
    """Return what stands in the way of a workshop, by day, as far as it speaks for everybody."""
    settings = cohort.programme.programme
    closed: dict[date, str] = {}
    for row in cohort.calendar:
        if not row.area:
            day = max(row.date_from, start)
            while day <= min(row.date_to, end):
                closed[day] = row.label or row.kind
                day += timedelta(days=1)
    return closed | dict(public_holidays(settings.country, settings.subdivision, start, end))

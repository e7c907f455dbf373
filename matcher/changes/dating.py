"""Days and ranges of days in the text of a change, in plain words, and inside the window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from matcher.decisions import DateRange
from matcher.files.cells import DATE, Refused
from matcher.programme import Weekday

if TYPE_CHECKING:
    from matcher.changes.base import Change
    from matcher.cohort import Cohort
    from matcher.language import Words

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BETWEEN = ".."


def read_day(text: str) -> date:
    """Return the day that a text such as ``2027-04-13`` names.

    Raises
    ------
    ValueError
        When it names none.
    """
    found = DATE.read(text.strip())
    if isinstance(found, Refused):
        raise ValueError(f'{found.message}: "{text}"')
    day: date = found
    return day


def read_range(text: str) -> DateRange:
    """Return the days that ``2027-04-13`` or ``2027-04-01..2027-04-19`` names.

    Raises
    ------
    ValueError
        When one of the days does not exist, or the last one lies before the first.
    """
    first, between, last = text.partition(BETWEEN)
    start = read_day(first)
    end = read_day(last) if between else start
    if end < start:
        raise ValueError(f"the last day, {end.isoformat()}, lies before the first one")
    return DateRange(first=start, last=end)


def write_range(days: DateRange) -> str:
    """Return the text that `read_range` reads as these days."""
    if days.first == days.last:
        return days.first.isoformat()
    return f"{days.first.isoformat()}{BETWEEN}{days.last.isoformat()}"


def say_day(day: date, *, year: bool = False) -> str:
    """Return a day in words: "Tue 13 Apr"."""
    words = f"{list(Weekday)[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def say_range(days: DateRange, words: Words) -> str:
    """Return days in words: "on Tue 13 Apr", "from Thu 1 Apr to Mon 19 Apr"."""
    if days.first == days.last:
        return words.say("on {day}", day=words.day(days.first, year=False))
    year = days.first.year != days.last.year
    first, last = words.day(days.first, year=year), words.day(days.last, year=year)
    return words.say("from {first} to {last}", first=first, last=last)


def days_in_window(change: Change, cohort: Cohort, days: DateRange) -> tuple[date, ...]:
    """Return the days of a range that lie between the programme's start and end.

    Raises
    ------
    matcher.InputError
        When there is none.
    """
    window = cohort.programme.programme
    first, last = max(days.first, window.start), min(days.last, window.end)
    if last < first:
        raise change.refused(
            f"{write_range(days)} lies outside the programme, which runs from "
            f"{window.start.isoformat()} to {window.end.isoformat()}",
            "Check the year, or change programme.start or programme.end.",
        )
    return days_between(first, last)


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return the days from one to another, both included."""
    return tuple(first + timedelta(days=offset) for offset in range((last - first).days + 1))

"""Rules for single workshops, as short texts: ``3:2027-04-13``, ``1:2027-01-11..2027-01-29``.

One line of text fits into `programme.toml`, a cell of a workbook and a change alike.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from matcher.programme.weekdays import Weekday

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

BETWEEN = ".."

DATE_FORM = "texts such as 3:2027-04-13 (the number of a workshop, a colon and a date)"
WINDOW_FORM = (
    "texts such as 1:2027-01-11..2027-01-29 (the number of a workshop, a colon and two dates; "
    "one of them may be left out)"
)
WEEKDAY_FORM = "texts such as 1:Tue (the number of a workshop, a colon and a weekday)"


class Window(NamedTuple):
    """Days from one to another, both included; open at an end without a date."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Return whether a day lies in the window."""
        return self.first <= day <= self.last


def read_date(text: str) -> tuple[int, date]:
    """Return workshop and date of ``3:2027-04-13``.

    Raises
    ------
    ValueError
        When the text is no such thing; it says what may stand there.
    """
    return _read(text, date.fromisoformat, DATE_FORM)


def read_window(text: str) -> tuple[int, Window]:
    """Return workshop and window of ``1:2027-01-11..2027-01-29``; see `read_date`."""

    def window(words: str) -> Window:
        first, between, last = (part.strip() for part in words.partition(BETWEEN))
        if not between or not (first or last):
            raise ValueError
        found = Window(
            date.fromisoformat(first) if first else date.min,
            date.fromisoformat(last) if last else date.max,
        )
        if found.last < found.first:
            raise ValueError
        return found

    return _read(text, window, WINDOW_FORM)


def read_weekday(text: str) -> tuple[int, Weekday]:
    """Return workshop and weekday of ``1:Tue``; see `read_date`."""
    return _read(text, lambda words: Weekday(words.capitalize()), WEEKDAY_FORM)


def _read(text: str, read: Callable[[str], T], form: str) -> tuple[int, T]:
    number, colon, words = (part.strip() for part in text.partition(":"))
    try:
        if not colon or not number.isdecimal():
            raise ValueError
        return int(number), read(words)
    except ValueError:
        raise ValueError(form) from None

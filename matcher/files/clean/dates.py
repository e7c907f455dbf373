"""Dates as people write them: 03/04/2027, Tues 5th May, mardi 5 mai 2027, 46000."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from matcher.files.cells import Refused
from matcher.files.clean.outcome import Cleaned, Hints, Order
from matcher.files.clean.words import day_number, days, folded, months

if TYPE_CHECKING:
    from matcher.files.cells import Kind

LONGEST = 60
"""How long a cell with a date may be: a longer one holds something else."""

FIRST_SERIAL = date(1899, 12, 30)
"""The day that spreadsheets call 0."""
SERIALS = range(36_526, 73_051)
"""The numbers of days in this century that a spreadsheet may show for dates."""

_TIME = re.compile(
    r"[ ,t]*(?:\bat\b|\ba\b|\bde\b|\bfrom\b)?\s*\b\d{1,2}(?:[:h]\d{2}(?::\d{2}(?:\.\d+)?)?|h|"
    r"(?=\s?[ap]m))\s*"
    r"(?:[ap]m)?(?:\s*(?:-|\u2013|to|a)\s*\d{1,2}(?:[:h]\d{2}|h)\s*(?:[ap]m)?)?(?:z|[+-]\d\d:?\d\d)?$"
)
_TOKEN = re.compile(r"\d+|[a-z]+")
_BETWEEN = re.compile(r"[\s,./()\-\u2013]*")
_ORDINALS = {"st", "nd", "rd", "th", "er", "e", "ere", "eme", "le", "the", "of", "du", "on"}
_SLASHED = re.compile(r"\d{1,2}\s?[/.\-]\s?\d{1,2}")
_REMEDY = "Write the date as year-month-day, such as 2027-03-04."


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a text says of a date."""

    numbers: tuple[str, ...]
    month: int | None
    weekday: int | None
    slashed: bool


def clean_date(text: str, kind: Kind, hints: Hints) -> Cleaned | Refused | None:
    """Return a date as year-month-day."""
    if len(text) > LONGEST:
        return None
    parts = _parts(text)
    if parts is None:
        return None
    if parts.month is None and len(parts.numbers) == 1:
        return _one_number(parts, hints)
    found = _spelled(parts, hints) if parts.month is not None else _numeric(parts, hints)
    if not isinstance(found, Cleaned):
        return found
    return _refused_weekday(date.fromisoformat(found.text), parts.weekday) or found


def order_of(texts: Iterable[str]) -> Order:
    """Return in which order the dates of a column have day and month, as far as they prove it."""
    proven = set()
    for text in set(texts):  # a long table has few days, and many rows of each
        parts = _parts(text) if 6 <= len(text) <= LONGEST else None
        if parts is None or parts.month is not None or not _is_day_month_year(parts.numbers):
            continue
        first, second = int(parts.numbers[0]), int(parts.numbers[1])
        if first > 12 >= second:
            proven.add(Order.DAY_FIRST)
        elif second > 12 >= first:
            proven.add(Order.MONTH_FIRST)
    return Order.MIXED if len(proven) > 1 else next(iter(proven), Order.UNPROVEN)


def looks_like_date(text: str) -> bool:
    """Return whether a heading is that of a day, however it is written."""
    return any(char.isdigit() for char in text) and _parts(text[:LONGEST]) is not None


def _parts(text: str) -> _Parts | None:
    """Return what a text is made of, or nothing where it holds more than a date."""
    said = _TIME.sub("", folded(text))
    if _BETWEEN.fullmatch(_TOKEN.sub("", said)) is None:
        return None
    tokens = _TOKEN.findall(said)
    numbers = tuple(token for token in tokens if token.isdigit())
    words = [token for token in tokens if not token.isdigit() and token not in _ORDINALS]
    if not numbers or len(numbers) > 3 or len(words) > 2:
        return None
    named = [word for word in words if word in months()]
    # "mar" is a day in French and a month in English: it is the day where a month stands too.
    month = named[-1] if named and not (len(words) == 1 and _is_only_day(words[0])) else None
    rest = list(words)
    if month is not None:
        rest.reverse()
        rest.remove(month)
    if len(rest) > 1 or any(day_number(word) is None for word in rest):
        return None
    return _Parts(
        numbers,
        None if month is None else months()[month],
        day_number(rest[0]) if rest else None,
        _SLASHED.search(said) is not None,
    )


def _is_only_day(word: str) -> bool:
    return word in days() and word not in months()


def _is_day_month_year(numbers: tuple[str, ...]) -> bool:
    lengths = [len(number) for number in numbers]
    return len(lengths) == 3 and lengths[0] <= 2 and lengths[1] <= 2 and lengths[2] in (2, 4)


def _one_number(parts: _Parts, hints: Hints) -> Cleaned | Refused | None:
    (digits,) = parts.numbers
    if len(digits) == 8:
        return _made(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if int(digits) in SERIALS and parts.weekday is None:
        day = FIRST_SERIAL + timedelta(int(digits))
        return Cleaned(day.isoformat(), "a spreadsheet shows this date as a number")
    return None


def _spelled(parts: _Parts, hints: Hints) -> Cleaned | Refused | None:
    assert parts.month is not None
    numbers = parts.numbers
    if len(numbers) == 1 and len(numbers[0]) <= 2:
        return _without_year(int(numbers[0]), parts.month, parts.weekday, hints)
    if len(numbers) != 2:
        return None
    first, second = numbers
    if len(first) == 4 and len(second) <= 2:
        return _made(int(first), parts.month, int(second))
    if len(first) <= 2 and len(second) in (2, 4):
        return _made(_year(second), parts.month, int(first))
    return None


def _numeric(parts: _Parts, hints: Hints) -> Cleaned | Refused | None:
    numbers = parts.numbers
    if len(numbers) == 3 and len(numbers[0]) == 4 and max(map(len, numbers[1:])) <= 2:
        return _made(int(numbers[0]), int(numbers[1]), int(numbers[2]))
    is_whole = _is_day_month_year(numbers)
    if not is_whole and not (len(numbers) == 2 and parts.slashed and max(map(len, numbers)) <= 2):
        return None
    first, second = int(numbers[0]), int(numbers[1])
    is_ambiguous = first <= 12 and second <= 12 and first != second
    if hints.order is Order.MIXED and (is_ambiguous or second > 12):
        return Refused(
            "the dates of this column are written in both orders, day/month and month/day", _REMEDY
        )
    is_month_first = hints.order is Order.MONTH_FIRST
    day, month = (second, first) if is_month_first or second > 12 else (first, second)
    if not is_whole:
        return _without_year(day, month, parts.weekday, hints)
    year = _year(numbers[2])
    if is_ambiguous and hints.order is Order.UNPROVEN and _only_other_fits(day, month, year, hints):
        return Refused(
            "read as day/month this lies outside the programme, and as month/day within", _REMEDY
        )
    how = "month/day/year, as other dates of this column prove" if is_month_first else ""
    return _made(year, month, day, f"this is read as {how or 'day/month/year'}")


def _year(digits: str) -> int:
    return int(digits) + (2_000 if len(digits) == 2 else 0)


def _made(
    year: int, month: int, day: int, message: str = "this date is not written year-month-day"
) -> Cleaned | Refused:
    found = _day(year, month, day)
    if found is None:
        return Refused("there is no such day", _REMEDY)
    return Cleaned(found.isoformat(), message)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _only_other_fits(day: int, month: int, year: int, hints: Hints) -> bool:
    if hints.window is None:
        return False
    first, last = hints.window
    read, other = _day(year, month, day), _day(year, day, month)
    return (read is None or not first <= read <= last) and (
        other is not None and first <= other <= last
    )


def _without_year(day: int, month: int, weekday: int | None, hints: Hints) -> Cleaned | Refused:
    """Return the one day in the programme that has this day and month."""
    if hints.window is None:
        return Refused("the year is left out", _REMEDY)
    first, last = hints.window
    each = (_day(year, month, day) for year in range(first.year, last.year + 1))
    fitting = [found for found in each if found is not None and first <= found <= last]
    matching = [found for found in fitting if weekday in (None, found.weekday())]
    if len(matching) == 1:
        message = "the year is left out; only this day lies within the programme"
        return Cleaned(matching[0].isoformat(), message)
    if not fitting:
        return Refused(
            f"the year is left out, and no such day lies within the programme "
            f"({first.isoformat()} to {last.isoformat()})",
            _REMEDY,
        )
    if not matching:
        return _refused_weekday(fitting[0], weekday) or Refused("the year is left out", _REMEDY)
    return Refused("the year is left out, and several would do", _REMEDY)


def _refused_weekday(day: date, weekday: int | None) -> Refused | None:
    from matcher.programme.weekdays import Weekday

    if weekday in (None, day.weekday()):
        return None
    real = list(Weekday)[day.weekday()].value
    return Refused(
        f"the weekday contradicts the date: {day.isoformat()} is a {real}",
        f"Find out which of the two is right. {_REMEDY}",
    )

"""The values that a setting takes in turn, as text: `10..14`, `21..56:7`, `10,20,40`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

MOST_POINTS = 1_000
"""How many points a sweep may have."""

HOW = (
    "Write single values with a comma between them, or a range such as 21..56:7 (from 21 to 56 in "
    "steps of 7); of lists, write Tue;Tue,Thu for Tue alone and then both."
)

_NUMBER = r"-?\d+(?:\.\d+)?"
_NUMBERS = re.compile(rf"({_NUMBER})\.\.({_NUMBER})(?::({_NUMBER}))?")
_DATE = r"\d{4}-\d\d-\d\d"
_DATES = re.compile(rf"({_DATE})\.\.({_DATE})(?::(\d+))?")


def texts_of(given: object, *, of_lists: bool) -> list[str]:
    """Return the values of a setting as texts that a change reads.

    Parameters
    ----------
    given
        A text such as ``"21..56:7"``; or an iterable of values, such as a ``range``.
    of_lists
        Whether each value is a list: then ``;`` stands between values and ``,`` within them.

    Raises
    ------
    ValueError
        With what is wrong, as half a sentence.
    """
    if isinstance(given, str):
        texts = _split(given, of_lists=of_lists)
    elif isinstance(given, Iterable):
        texts = (_text(value) for value in given)
    else:
        texts = iter([_text(given)])
    found = list(islice(texts, MOST_POINTS + 1))
    if not found:
        raise ValueError("there is no value to try")
    if len(found) > MOST_POINTS:
        raise ValueError(f"these are more values than the {MOST_POINTS:,} points of a sweep")
    return found


def _split(text: str, *, of_lists: bool) -> Iterator[str]:
    for piece in text.split(";" if of_lists else ","):
        item = piece.strip()
        if not item:
            raise ValueError("a value is missing")
        if of_lists:
            yield ";".join(one.strip() for one in item.split(","))
        elif ".." in item:
            yield from _range(item)
        else:
            yield item


def _range(item: str) -> Iterator[str]:
    numbers, dates = _NUMBERS.fullmatch(item), _DATES.fullmatch(item)
    if numbers is not None:
        first, last, step = (Decimal(one or "1") for one in numbers.groups())
        return _steps(item, first, last, step, lambda value: f"{value:f}")
    if dates is not None:
        start, end = (date.fromisoformat(one) for one in dates.groups()[:2])
        days, step = Decimal((end - start).days), Decimal(dates[3] or "1")
        return _steps(
            item, Decimal(0), days, step, lambda value: str(start + timedelta(days=int(value)))
        )
    raise ValueError(f'"{item}" is not a range')


def _steps(
    item: str, first: Decimal, last: Decimal, step: Decimal, shown: Callable[[Decimal], str]
) -> Iterator[str]:
    if step <= 0:
        raise ValueError(f'the steps of "{item}" must be above 0')
    if last < first:
        raise ValueError(f'the range "{item}" is empty: it ends before it begins')
    return (shown(first + number * step) for number in range(int((last - first) / step) + 1))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return ";".join(_text(one) for one in value)
    return "" if value is None else str(value)

"""The days of the week."""

from __future__ import annotations

from enum import StrEnum


class Weekday(StrEnum):
    """The days of the week, by the names that the files use."""

    MON = "Mon"
    TUE = "Tue"
    WED = "Wed"
    THU = "Thu"
    FRI = "Fri"
    SAT = "Sat"
    SUN = "Sun"

    @property
    def number(self) -> int:
        """Monday is 0, as in `datetime.date.weekday`."""
        return _NUMBERS[self]


_NUMBERS = {day: number for number, day in enumerate(Weekday)}


def in_week_order(days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    """Return the days in the order of the week, each once."""
    return tuple(sorted(set(days), key=lambda day: day.number))

"""`[workshops]`: how many, on which days, how far apart, who must come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Annotated, Any

from pydantic import Field, field_validator

from matcher.programme.clock import ClockTime, minutes_of
from matcher.programme.numbered import Window, read_date, read_weekday, read_window
from matcher.programme.weekdays import Weekday, in_week_order
from matcher.records import Record


class WorkshopSettings(Record):
    """`[workshops]`: how many, on which days, how far apart, who must come."""

    count: Annotated[int, Field(ge=0, le=52)] = 5
    """How many workshops there are; with 0 only pairs are formed."""
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)] = tuple(Weekday)[:5]
    """The weekdays on which a workshop may be held."""
    min_gap_days: Annotated[int, Field(ge=1, le=1000)] = 21
    """The fewest days from one workshop to the next (the difference of the two dates)."""
    max_gap_days: Annotated[int, Field(ge=1, le=1000, validate_default=True)] = 56
    """The most days from one workshop to the next."""
    blocks: tuple[Annotated[int, Field(ge=1, le=52)], ...] = ()
    """Workshops held on adjacent working days, as sizes in their order; the gaps then count
    from the last day of one block to the first day of the next."""
    sessions_per_day: Annotated[int, Field(ge=1, le=4)] = 1
    """How many workshops fill a day; with 2 they are half days, and those of a block, or each two
    in turn where there are no blocks, share a day."""
    windows: tuple[str, ...] = ()
    """Between which days single workshops are held, such as `1:2027-01-11..2027-01-29`."""
    fixed: tuple[str, ...] = ()
    """Dates that single workshops have, such as `3:2027-04-13`."""
    weekdays_for: tuple[str, ...] = ()
    """The weekdays of single workshops, such as `1:Tue`; several entries add up."""
    publication_date: date | None = None
    """The day on which people are told; nothing that is still to be planned lies before it."""
    notice_weeks: Annotated[int, Field(ge=0, le=104)] = 0
    """How many weeks lie between `publication_date` and the next workshop at least."""
    max_same_weekday: Annotated[int, Field(ge=1, le=52)] | None = None
    """How many workshops may be on the same weekday; no limit where nothing is said."""
    max_missed: Annotated[int, Field(ge=0, le=52)] = 1
    """How many workshops a pair may miss; one counts as missed when either partner cannot come."""
    everyone: tuple[Annotated[int, Field(ge=1, le=52)], ...] = ()
    """The numbers of the workshops that every pair must attend together."""
    quorum: Annotated[int, Field(ge=0, le=100_000)] = 0
    """How many pairs attend each workshop together at least."""
    facilitators: Annotated[int, Field(ge=0, le=1000)] = 2
    """How many facilitators each workshop needs."""
    starts: ClockTime = "10:00"
    """When a day of workshops begins, for calendars; sessions of a day share it evenly."""
    ends: Annotated[ClockTime, Field(validate_default=True)] = "16:00"
    """When it ends."""

    _sorted_weekdays = field_validator("weekdays")(in_week_order)

    @field_validator("max_gap_days")
    @classmethod
    def _gap_order(cls, value: int, info: Any) -> int:
        least = info.data.get("min_gap_days")
        if least is not None and value < least:
            raise ValueError(f"a whole number from workshops.min_gap_days ({least}) on")
        return value

    @field_validator("ends")
    @classmethod
    def _ends_later(cls, value: str, info: Any) -> str:
        starts = info.data.get("starts")
        if starts is not None and minutes_of(value) < minutes_of(starts) + 60:
            raise ValueError(f"a time at least an hour after workshops.starts ({starts})")
        return value

    @field_validator("blocks")
    @classmethod
    def _blocks_cover(cls, value: tuple[int, ...], info: Any) -> tuple[int, ...]:
        count = info.data.get("count")
        if value and count is not None and sum(value) != count:
            raise ValueError(f"sizes that add up to workshops.count ({count}), or an empty list")
        return value

    @field_validator("everyone")
    @classmethod
    def _everyone_exists(cls, value: tuple[int, ...], info: Any) -> tuple[int, ...]:
        _require_known(value, info)
        return tuple(sorted(set(value)))

    @field_validator("windows")
    @classmethod
    def _windows_exist(cls, value: tuple[str, ...], info: Any) -> tuple[str, ...]:
        _require_known([read_window(text)[0] for text in value], info)
        return value

    @field_validator("fixed")
    @classmethod
    def _fixed_exist(cls, value: tuple[str, ...], info: Any) -> tuple[str, ...]:
        numbers = [read_date(text)[0] for text in value]
        _require_known(numbers, info)
        if len(set(numbers)) < len(numbers):
            raise ValueError("one date for each workshop")
        return value

    @field_validator("weekdays_for")
    @classmethod
    def _weekdays_exist(cls, value: tuple[str, ...], info: Any) -> tuple[str, ...]:
        _require_known([read_weekday(text)[0] for text in value], info)
        return value

    @field_validator("notice_weeks")
    @classmethod
    def _notice_from_a_day(cls, value: int, info: Any) -> int:
        if value and info.data.get("publication_date", date.min) is None:
            raise ValueError("0, or give workshops.publication_date as well")
        return value

    @property
    def fixed_dates(self) -> dict[int, date]:
        """Number of a workshop -> the date that it has."""
        return dict(sorted(read_date(text) for text in self.fixed))

    def windows_of(self, number: int) -> tuple[Window, ...]:
        """Return the windows of a workshop; it lies in all of them."""
        windows = (read_window(text) for text in self.windows)
        return tuple(window for one, window in windows if one == number)

    def weekdays_of(self, number: int) -> tuple[Weekday, ...]:
        """Return the weekdays of a workshop: its own, or those of all."""
        own = [day for one, day in map(read_weekday, self.weekdays_for) if one == number]
        return in_week_order(tuple(own)) if own else self.weekdays

    def hours(self, session: int) -> tuple[time, time]:
        """Return from when to when a session of a day is, counted from 0."""
        first, last = minutes_of(self.starts), minutes_of(self.ends)
        most = self.sessions_per_day
        edges = (first + (last - first) * part // most for part in (session, session + 1))
        begins, ends = (time(*divmod(minutes, 60)) for minutes in edges)
        return begins, ends

    @property
    def days(self) -> tuple[tuple[int, ...], ...]:
        """The blocks, each as how many workshops its days hold."""
        most = self.sessions_per_day
        if self.blocks:
            return tuple(_filled(size, most) for size in self.blocks)
        return tuple((size,) for size in _filled(self.count, most))


def _filled(workshops: int, most: int) -> tuple[int, ...]:
    """Return how many workshops each day holds when days are filled one after the other."""
    full, rest = divmod(workshops, most)
    return (most,) * full + ((rest,) if rest else ())


def _require_known(numbers: Iterable[int], info: Any) -> None:
    count = info.data.get("count")
    if count is not None and any(not 1 <= number <= count for number in numbers):
        raise ValueError(f"numbers of workshops from 1 to workshops.count ({count})")

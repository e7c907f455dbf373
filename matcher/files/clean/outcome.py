"""What a cleaner is told, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.files.cells import Kind, Refused

WRITTEN_OTHERWISE = "this is written in another way than the files have it"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cell that was put right."""

    text: str
    """What its reader takes."""
    message: str = WRITTEN_OTHERWISE
    """What was wrong."""
    remedy: str = ""
    """What to do; where it is given, this is a warning and no repair."""


class Order(StrEnum):
    """In which order the dates of a column have day and month."""

    UNPROVEN = "unproven"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    MIXED = "mixed"


class Cross(StrEnum):
    """What an x means in a poll: a tick, the opposite of one, or what nobody can say."""

    TICK = "yes"
    OPPOSITE = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Hints:
    """What the rest of the column and of the cohort says about a cell."""

    window: tuple[date, date] | None = None
    """The first and the last day of the programme."""
    order: Order = Order.UNPROVEN
    known: frozenset[str] = frozenset()
    """Items that a list may hold, as `plain` has them."""
    commas_separate: bool | None = None
    """Whether a comma separates the items of a list; nothing where the column does not say."""
    cross: Cross = Cross.UNCLEAR


Cleaner = Callable[[str, "Kind", Hints], "Cleaned | Refused | None"]

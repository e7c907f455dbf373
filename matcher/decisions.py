"""What was fixed, forbidden or closed by hand, on top of what the files say."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from pydantic import field_validator, model_validator

from matcher.records import Identifier, Record

Couple = tuple[Identifier, Identifier]
"""A patient's id and a professional's id."""


class DateRange(Record):
    """Days from one to another, both included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("the last day must not lie before the first one")
        return self

    def covers(self, day: date) -> bool:
        """Return whether a day lies in the range."""
        return self.first <= day <= self.last


class Decisions(Record):
    """Decisions that people took; the search obeys them."""

    locked: tuple[Couple, ...] = ()
    """Pairs that must be in the plan. A lock overrides no rule."""
    forbidden: tuple[Couple, ...] = ()
    """Pairs that must not be in the plan."""
    fixed_dates: dict[int, date] = {}
    """Number of a workshop -> the date on which it is held."""
    blocked: tuple[DateRange, ...] = ()
    """Days on which no workshop is held."""
    thirds: dict[Identifier, Couple] = {}
    """Somebody -> the pair that they join as its third member. The pair must be in the plan."""
    released: tuple[Identifier, ...] = ()
    """Third members of the plan that is running who leave their pair."""
    paused: tuple[Identifier, ...] = ()
    """People who pause: they keep their consent and are not paired for now."""

    @field_validator("locked", "forbidden")
    @classmethod
    def _couples_in_order(cls, couples: tuple[Couple, ...]) -> tuple[Couple, ...]:
        return tuple(sorted(set(couples)))

    @field_validator("released", "paused")
    @classmethod
    def _ids_in_order(cls, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(set(ids)))

    @field_validator("thirds")
    @classmethod
    def _thirds_in_order(cls, thirds: dict[str, Couple]) -> dict[str, Couple]:
        return dict(sorted(thirds.items()))

    @field_validator("fixed_dates")
    @classmethod
    def _numbers_in_order(cls, fixed: dict[int, date]) -> dict[int, date]:
        return dict(sorted(fixed.items()))

    @field_validator("blocked")
    @classmethod
    def _ranges_in_order(cls, ranges: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(sorted(set(ranges), key=lambda row: (row.first, row.last)))

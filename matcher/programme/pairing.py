"""`[pairing]`, `[weights]` and `[costs]`: which pairs are good, and what takes points off."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from matcher.records import Record


class Fairness(StrEnum):
    """Whether the worst pair is lifted before the total."""

    TOTAL = "total"
    WORST_FIRST = "worst_first"


class PairingSettings(Record):
    """`[pairing]`: which pairs are good enough, and what is lifted first."""

    form_pairs: bool = True
    """Whether people are paired; without it everybody comes alone, and only dates are planned."""
    require_shared_project: bool = False
    """Whether a pair needs a theme or a project that both named."""
    min_fit: Annotated[int, Field(ge=0, le=1000)] = 0
    """No pair below this fit is formed."""
    fairness: Fairness = Fairness.TOTAL
    """`total`, or `worst_first`: lift the worst pair before the total."""


Weight = Annotated[float, Field(ge=0, le=1000)]


class WeightSettings(Record):
    """`[weights]`: what each criterion is worth in a pair's fit, relative to the others.

    A weight is a number from 0 to 1000 with at most three decimals.
    """

    shared_project: Weight = 30
    """A theme or a project that both want."""
    motivation: Weight = 20
    """Both are keen, statement by statement; the less keen of the two counts."""
    mutual_preference: Weight = 15
    """They ask for each other."""
    joint_dates: Weight = 15
    """The days in the window on which both can come."""
    locality: Weight = 10
    """They live or work in the same area."""
    check_in_overlap: Weight = 5
    """Weekdays that both can do."""
    complementary: Weight = 5
    """They bring different goals."""

    @field_validator("*")
    @classmethod
    def _three_decimals(cls, value: float) -> float:
        if (Fraction(str(value)) * 1000).denominator != 1:
            raise ValueError("a number from 0 to 1000 with at most three decimals")
        return value

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        if not any(self.thousandths().values()):
            raise ValueError("at least one weight above 0")
        return self

    def thousandths(self) -> dict[str, int]:
        """Return every weight as a whole number of thousandths, so that arithmetic is exact."""
        return {name: int(Fraction(str(weight)) * 1000) for name, weight in self}


Cost = Annotated[int, Field(ge=0, le=100_000)]


class CostSettings(Record):
    """`[costs]`: points that are taken off."""

    missed_workshop: Cost = 100
    """For each workshop that a pair cannot attend together."""
    if_needed: Cost = 20
    """For each partner who comes only "if needed" to a workshop that the pair attends."""
    avoided_date: Cost = 50
    """For each workshop on a date that a calendar row without area says to avoid."""
    same_weekday: Cost = 0
    """For each workshop on a weekday on which an earlier one is held."""

"""`[check_ins]`, `[catch_ups]` and `[venues]`: what is settled around pairs and dates."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from matcher.records import Record


class CheckInMode(StrEnum):
    """How a pair and its facilitator meet."""

    TOGETHER = "together"
    OR_CALLS = "or_calls"


class CheckInSettings(Record):
    """`[check_ins]`: meetings of a pair with its facilitator between workshops."""

    per_gap: Annotated[int, Field(ge=0, le=10)] = 1
    """How many check-ins there are between one workshop and the next."""
    earliest_days_after: Annotated[int, Field(ge=0, le=365)] = 10
    """How many days after a workshop the first one may be."""
    latest_days_before: Annotated[int, Field(ge=0, le=365)] = 7
    """How many days before the next workshop the last one may be."""
    max_per_facilitator_day: Annotated[int, Field(ge=1, le=100)] = 2
    """How many check-ins a facilitator takes on one day."""
    mode: CheckInMode = CheckInMode.TOGETHER
    """`together`, or `or_calls`: where no day suits both partners, a call with each stands in."""


class CatchUpSettings(Record):
    """`[catch_ups]`: a day with a facilitator for a pair that misses a workshop."""

    within_days: Annotated[int, Field(ge=0, le=60)] = 0
    """Within how many days after the workshop it is held; 0 plans none, 14 is usual."""


Wish = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]


class VenueSettings(Record):
    """`[venues]`: what a venue should be like, among those that suit.

    Without a weight, the cheapest is taken, then the one with the shortest worst journey, then
    the least travel, then a place that was not used yet. Weights above 0 are summed up first, and
    that order decides between equal sums.
    """

    budget: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    """What all venues together may cost, in the programme's currency; no limit by default."""
    check_capacity: bool = True
    """Whether a venue must hold all who may come; otherwise too small a one is no obstacle."""
    far_minutes: Annotated[int, Field(ge=0, le=10_000)] = 90
    """From when on a journey is too long for somebody who named no limit of their own."""
    weight_cost: Wish = 0
    """What it counts that a venue costs one unit of the currency."""
    weight_worst_journey: Wish = 0
    """What a minute of a workshop's longest journey counts."""
    weight_journeys: Wish = 0
    """What a minute of anybody's journey counts."""
    weight_same_place: Wish = 0
    """What it counts that a workshop is held where an earlier one was."""
    weight_too_far: Wish = 0
    """What it counts that somebody's journey is too long."""

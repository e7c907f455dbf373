"""`[repair]`: what each disturbance of a running plan counts, where plans are weighed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from matcher.records import Record

Price = Annotated[int, Field(ge=0, le=1_000_000)]


class RepairSettings(Record):
    """`[repair]`: what each disturbance of a running plan counts, in points.

    A repair disturbs as little as possible, whatever that costs; these prices weigh its frontier,
    where each point disturbs more and is worth more.
    """

    new_partner: Price = 100
    """Somebody gets another partner."""
    lost_place: Price = 400
    """Somebody who is still there loses their place."""
    moved_date: Price = 300
    """A workshop is held on another date."""
    announced_date: Price = 600
    """What is added where people were told that date."""
    moved_check_in: Price = 10
    """A check-in or a catch-up day that is moved or falls away."""
    changed_venue: Price = 50
    """A workshop that keeps its date is held elsewhere."""

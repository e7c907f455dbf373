"""The venue of each workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.venues import suitable_venues
from matcher.wording import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matcher.cohort import Cohort, Person, Venue

UNKNOWN_JOURNEY_MINUTES = 24 * 60
"""What a journey counts that `travel` says nothing about: known ones come first."""


def settle_venues(
    cohort: Cohort, people: Sequence[Person], days: Sequence[date]
) -> tuple[str | None, ...]:
    """Return the venue of each workshop: the cheapest that suits, then the least travel."""
    venues = [_venue(cohort, people, day) for day in days]
    return tuple(None if venue is None else venue.venue_id for venue in venues)


def _venue(cohort: Cohort, people: Sequence[Person], day: date) -> Venue | None:
    open_ones = [venue for venue in suitable_venues(cohort) if venue.is_open(day)]
    return min(
        open_ones,
        key=lambda venue: (venue.cost_per_day, _journeys(cohort, people, venue), venue.venue_id),
        default=None,
    )


def _journeys(cohort: Cohort, people: Sequence[Person], venue: Venue) -> int:
    """Return the minutes of everybody's way to a venue."""
    if venue.online:
        return 0
    ways = [row for row in cohort.travel if row.venue_id == venue.venue_id]
    minutes = {plain(row.area): row.minutes for row in ways}
    return sum(minutes.get(plain(person.area), UNKNOWN_JOURNEY_MINUTES) for person in people)

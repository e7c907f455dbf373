"""The venues of a plan's workshops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.check.facts import differs
from matcher.venues import suitable_venues

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts


def venue_named(facts: Facts) -> Iterator[str]:
    """A venue of the cohort is named where the cohort has any, and none where it has not."""
    known: set[str | None] = {venue.venue_id for venue in facts.cohort.venues}
    for workshop in facts.plan.workshops:
        if workshop.venue not in (known or {None}):
            expected = "a venue of the cohort" if known else None
            yield differs(f"venue of workshop {workshop.number}", expected, workshop.venue)


def venue_open(facts: Facts) -> Iterator[str]:
    """The venue is free that day."""
    venues = {venue.venue_id: venue for venue in facts.cohort.venues}
    for workshop in facts.plan.workshops:
        venue = venues.get(workshop.venue or "")
        if venue is not None and not venue.is_open(workshop.date):
            yield differs(f"{venue.venue_id} on {workshop.date}", "free", "not free")


def venue_suitable(facts: Facts) -> Iterator[str]:
    """The venue has room and features for everybody who applied."""
    known = {venue.venue_id for venue in facts.cohort.venues}
    suitable = {venue.venue_id for venue in suitable_venues(facts.cohort)}
    for workshop in facts.plan.workshops:
        if workshop.venue in known - suitable:
            expected = "room and features for everybody"
            yield differs(f"venue of workshop {workshop.number}", expected, workshop.venue)


CHECKS: dict[str, Check] = {
    "venues.named": venue_named,
    "venues.open": venue_open,
    "venues.suitable": venue_suitable,
}

"""Venues: what everybody who applied needs of one, and which ones have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.cohort import Cohort, Venue


def room_needed(cohort: Cohort) -> int:
    """Return how many people a venue must hold, so that no later swap breaks a booking.

    Two people a pair, the facilitators of a workshop, and every applicant's supporters.
    """
    programme = cohort.programme
    supporters = sum(person.supporters for person in cohort.applicants)
    return 2 * programme.programme.pairs + programme.workshops.facilitators + supporters


def features_needed(cohort: Cohort) -> frozenset[str]:
    """Return the features that some applicant needs and that some venue has."""
    needs = {need for person in cohort.applicants for need in person.access_needs}
    return frozenset(needs) & offered_features(cohort)


def offered_features(cohort: Cohort) -> frozenset[str]:
    """Return the features that any venue names."""
    return frozenset(feature for venue in cohort.venues for feature in venue.features)


def suitable_venues(cohort: Cohort) -> tuple[Venue, ...]:
    """Return the venues with room and features for everybody who applied, by id."""
    room, features = room_needed(cohort), features_needed(cohort)
    return tuple(
        venue
        for venue in cohort.venues
        if (venue.capacity is None or venue.capacity >= room) and features <= set(venue.features)
    )

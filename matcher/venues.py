"""Venues: what everybody who applied needs of one, which ones have it, and the ways to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.trios import thirds
from matcher.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matcher.cohort import Cohort, Person, Venue


def room_needed(cohort: Cohort) -> int:
    """Return how many people a venue must hold, so that no later swap breaks a booking.

    Two people a pair, the third members, the facilitators of a workshop, and every applicant's
    supporters and interpreters.
    """
    programme = cohort.programme
    people = programme.programme.pairs * (2 if programme.pairing.form_pairs else 1)
    people += len(thirds(cohort))
    along = sum(person.supporters + person.interpreters for person in cohort.applicants)
    return people + programme.workshops.facilitators + along


def features_needed(cohort: Cohort) -> frozenset[str]:
    """Return the features that some applicant needs and that some venue has."""
    needs = {need for person in cohort.applicants for need in person.access_needs}
    return frozenset(needs) & offered_features(cohort)


def offered_features(cohort: Cohort) -> frozenset[str]:
    """Return the features that any venue names."""
    return frozenset(feature for venue in cohort.venues for feature in venue.features)


def suitable_venues(cohort: Cohort) -> tuple[Venue, ...]:
    """Return the venues with room and features for everybody who applied, by id."""
    features, too_small = features_needed(cohort), too_small_venues(cohort)
    return tuple(
        venue
        for venue in cohort.venues
        if venue not in too_small and features <= set(venue.features)
    )


def too_small_venues(cohort: Cohort) -> tuple[Venue, ...]:
    """Return the venues without room for everybody, where that counts."""
    if not cohort.programme.venues.check_capacity:
        return ()
    room = room_needed(cohort)
    return tuple(one for one in cohort.venues if one.capacity is not None and one.capacity < room)


def journeys(cohort: Cohort) -> dict[str, dict[str, int]]:
    """Return the minutes that are known: by venue, then by area in the form that is compared."""
    known: dict[str, dict[str, int]] = {}
    for row in cohort.travel:
        known.setdefault(row.venue_id, {})[plain(row.area)] = row.minutes
    return known


def longest_journey(cohort: Cohort, person: Person) -> int:
    """Return how many minutes are not too many for somebody: their own limit, or the usual one."""
    own = person.max_travel_minutes
    return cohort.programme.venues.far_minutes if own is None else own


def from_home(
    cohort: Cohort, venue: Venue, people: Iterable[Person], minutes: Mapping[str, int]
) -> tuple[str, ...]:
    """Return who of some people joins from home what is held at a venue, by id.

    The venue allows it, they are content to, and their journey is known and too long for them.
    Nobody is at home or away where a workshop is online altogether.

    Parameters
    ----------
    cohort
        Whose rules count.
    venue
        Where it is held.
    people
        Who takes part.
    minutes
        The journeys to this venue; see `journeys`.
    """
    if venue.online or not venue.hybrid:
        return ()
    return tuple(
        sorted(
            person.person_id
            for person in people
            if person.remote_ok
            and minutes.get(plain(person.area), 0) > longest_journey(cohort, person)
        )
    )

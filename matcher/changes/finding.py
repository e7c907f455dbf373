"""The people, facilitators and venues that changes name, and what is said where they are absent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from matcher.changes.base import nearest

if TYPE_CHECKING:
    from matcher.changes.base import Change
    from matcher.cohort import Cohort, Facilitator, Person, Venue
    from matcher.errors import Problem


def find_person(cohort: Cohort, identity: str) -> Person | None:
    """Return the participant with an id."""
    return next((one for one in cohort.people if one.person_id == identity), None)


def find_facilitator(cohort: Cohort, identity: str) -> Facilitator | None:
    """Return the facilitator with an id."""
    return next((one for one in cohort.facilitators if one.facilitator_id == identity), None)


def find_venue(cohort: Cohort, identity: str) -> Venue | None:
    """Return the venue with an id."""
    return next((one for one in cohort.venues if one.venue_id == identity), None)


def person_of(change: Change, cohort: Cohort, identity: str) -> Person:
    """Return the participant whom a change names.

    Raises
    ------
    matcher.InputError
        When there is none.
    """
    person = find_person(cohort, identity)
    if person is None:
        raise change.refused(*_nobody(cohort, identity))
    return person


def absent_people(change: Change, cohort: Cohort, identities: Iterable[str]) -> list[Problem]:
    """Return a problem for each id that no participant has."""
    return [
        change.problem(*_nobody(cohort, identity))
        for identity in identities
        if find_person(cohort, identity) is None
    ]


def facilitator_of(change: Change, cohort: Cohort, identity: str) -> Facilitator:
    """Return the facilitator whom a change names.

    Raises
    ------
    matcher.InputError
        When there is none.
    """
    facilitator = find_facilitator(cohort, identity)
    if facilitator is None:
        known = [one.facilitator_id for one in cohort.facilitators]
        raise change.refused(
            f"there is no facilitator with the id {identity}",
            f"{nearest(identity, known)}{_listed('facilitators', known)}",
        )
    return facilitator


def venue_of(change: Change, cohort: Cohort, identity: str) -> Venue:
    """Return the venue that a change names.

    Raises
    ------
    matcher.InputError
        When there is none.
    """
    venue = find_venue(cohort, identity)
    if venue is None:
        known = [one.venue_id for one in cohort.venues]
        raise change.refused(
            f"there is no venue with the id {identity}",
            f"{nearest(identity, known)}{_listed('venues', known)}",
        )
    return venue


def with_record(records: tuple[Any, ...], key: str, record: Any) -> tuple[Any, ...]:
    """Return records in their order, one of them replaced by another with the same id."""
    same = getattr(record, key)
    return tuple(record if getattr(one, key) == same else one for one in records)


def _nobody(cohort: Cohort, identity: str) -> tuple[str, str]:
    if find_facilitator(cohort, identity) is not None:
        return (
            f"{identity} is a facilitator, not a participant",
            "Write the id of a participant; for facilitators there is facilitator_away.",
        )
    close = nearest(identity, [person.person_id for person in cohort.people])
    return (
        f"there is no participant with the id {identity}",
        f"{close}Write the id as it stands in participants.",
    )


def _listed(what: str, known: list[str]) -> str:
    if not known:
        return f"The cohort names no {what}."
    more = f" and {len(known) - 10} more" if len(known) > 10 else ""
    return f"The {what} are {', '.join(known[:10])}{more}."

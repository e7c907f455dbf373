"""The venues of a plan's workshops, and who joins from home."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.check.facts import differs
from matcher.dates import Code
from matcher.happened import held
from matcher.money import in_hundredths
from matcher.venues import from_home, journeys, suitable_venues

if TYPE_CHECKING:
    from datetime import date

    from matcher.check.facts import Check, Facts
    from matcher.plans import Workshop


def as_held(facts: Facts) -> dict[int, Workshop]:
    """Return the workshops that were held on the day on which the plan has them, by number."""
    day_of = {workshop.number: workshop.date for workshop in facts.plan.workshops}
    return {
        number: workshop
        for number, workshop in held(facts.cohort).items()
        if day_of.get(number) == workshop.date
    }


def still_ahead(facts: Facts) -> tuple[Workshop, ...]:
    """Return the workshops that were not held yet, by number."""
    past = as_held(facts)
    return tuple(workshop for workshop in facts.ordered if workshop.number not in past)


def on_days_ahead(facts: Facts) -> tuple[Workshop, ...]:
    """Return the workshops on days on which none was held: where one was, its venue stays."""
    past = {workshop.date for workshop in as_held(facts).values()}
    return tuple(workshop for workshop in facts.ordered if workshop.date not in past)


def venue_named(facts: Facts) -> Iterator[str]:
    """A venue of the cohort is named where the cohort has any, and none where it has not."""
    known: set[str | None] = {venue.venue_id for venue in facts.cohort.venues}
    for workshop in on_days_ahead(facts):
        if workshop.venue not in (known or {None}):
            expected = "a venue of the cohort" if known else None
            yield differs(_at(workshop), expected, workshop.venue)


def venue_open(facts: Facts) -> Iterator[str]:
    """The venue is free that day."""
    venues = {venue.venue_id: venue for venue in facts.cohort.venues}
    for workshop in on_days_ahead(facts):
        venue = venues.get(workshop.venue or "")
        if venue is not None and not venue.is_open(workshop.date):
            yield differs(f"{venue.venue_id} on {workshop.date}", "free", "not free")


def venue_suitable(facts: Facts) -> Iterator[str]:
    """The venue has room and features for everybody who applied."""
    known = {venue.venue_id for venue in facts.cohort.venues}
    suitable = {venue.venue_id for venue in suitable_venues(facts.cohort)}
    for workshop in on_days_ahead(facts):
        if workshop.venue in known - suitable:
            yield differs(_at(workshop), "room and features for everybody", workshop.venue)


def venue_held(facts: Facts) -> Iterator[str]:
    """A workshop that was held stays where it was, with those who joined from home."""
    past = as_held(facts)
    for workshop in facts.ordered:
        before = past.get(workshop.number, workshop)
        if workshop.venue != before.venue:
            yield differs(_at(workshop), f"{before.venue}, it was held there", workshop.venue)
        if workshop.remote != before.remote:
            yield differs(_from_home(workshop), f"{before.remote}, as it was", workshop.remote)


def same_day(facts: Facts) -> Iterator[str]:
    """Workshops on one day share a venue; where one was held already, its venue."""
    past = as_held(facts)
    of_day: dict[date, str | None] = {}
    for workshop in (*past.values(), *facts.ordered):
        expected = of_day.setdefault(workshop.date, workshop.venue)
        if workshop.number not in past and workshop.venue != expected:
            yield differs(_at(workshop), f"{expected} as before on that day", workshop.venue)


def budget(facts: Facts) -> Iterator[str]:
    """The venues of all days together cost no more than they may."""
    most = facts.cohort.programme.venues.budget
    price = {venue.venue_id: in_hundredths(venue.cost_per_day) for venue in facts.cohort.venues}
    days = {(workshop.date, workshop.venue or "") for workshop in facts.plan.workshops}
    spent = sum(price.get(venue, 0) for _, venue in days)
    if most is not None and spent > in_hundredths(most):
        yield differs("cost of the venues", f"at most {most:.2f}", f"{spent / 100:.2f}")


def joins_from_home(facts: Facts) -> Iterator[str]:
    """Each workshop lists the people of the pairs who come, but from home, by id."""
    venues = {venue.venue_id: venue for venue in facts.cohort.venues}
    known = journeys(facts.cohort)
    for workshop in still_ahead(facts):
        venue = venues.get(workshop.venue or "")
        come = [
            facts.people[identity]
            for identity in facts.paired
            if identity in facts.people and facts.code(identity, workshop.date) >= Code.IF_NEEDED
        ]
        ways = known.get(workshop.venue or "", {})
        expected = () if venue is None else from_home(facts.cohort, venue, come, ways)
        if workshop.remote != expected:
            yield differs(_from_home(workshop), expected, workshop.remote)


def _at(workshop: Workshop) -> str:
    return f"venue of workshop {workshop.number}"


def _from_home(workshop: Workshop) -> str:
    return f"from home at workshop {workshop.number}"


CHECKS: dict[str, Check] = {
    "venues.named": venue_named,
    "venues.open": venue_open,
    "venues.suitable": venue_suitable,
    "venues.held": venue_held,
    "venues.same_day": same_day,
    "venues.budget": budget,
    "workshops.remote": joins_from_home,
}

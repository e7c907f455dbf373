"""An intake by regions: areas whose people may share a cohort, each with its own resources.

No cohort crosses a region, and every facilitator and venue belongs to one region: so regions are
planned apart, and nobody and nothing is promised twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from matcher.allowed import partners
from matcher.cohort import Side
from matcher.trios import kept_together
from matcher.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matcher.cohort import Cohort, Facilitator, Person, Venue
    from matcher.decisions import Decisions

    Item = TypeVar("Item")


@dataclass(frozen=True)
class Region:
    """Areas whose people may share a cohort.

    Attributes
    ----------
    name
        The areas as people wrote them, with + between; empty where they named none.
    people
        Who applied and lives or works there, by id.
    venues, facilitators
        What is there for its cohorts only.
    """

    name: str
    people: tuple[Person, ...]
    venues: tuple[Venue, ...] = ()
    facilitators: tuple[Facilitator, ...] = ()


def regions_of(cohort: Cohort) -> tuple[Region, ...]:
    """Return the regions of an intake, by name.

    Two who applied together, or whose pair is locked, belong to the patient's area. What has no
    area, or one where nobody lives, goes where there is least of it for the people.
    """
    group = _groups(cohort)
    there: dict[str, list[Person]] = {}
    written: dict[str, set[str]] = {}
    area_of = _areas(cohort)
    for person in cohort.applicants:
        area = area_of[person.person_id]
        key = group.get(plain(area), plain(area))
        there.setdefault(key, []).append(person)
        written.setdefault(key, set()).add(" ".join(area.split()))
    keys = sorted(there)
    weights = [_places(there[key]) for key in keys]
    venues = _of_regions(cohort.venues, keys, weights, group)
    leaders = _of_regions(cohort.facilitators, keys, weights, group)
    return tuple(
        Region(
            name=_name(key, written[key], cohort),
            people=tuple(there[key]),
            venues=tuple(venues[index]),
            facilitators=tuple(leaders[index]),
        )
        for index, key in enumerate(keys)
    )


def part_of(
    cohort: Cohort,
    people: Iterable[Person],
    venues: Sequence[Venue] = (),
    facilitators: Sequence[Facilitator] = (),
) -> Cohort:
    """Return the cohort of some people of an intake, with some of its venues and facilitators.

    Somebody's partner who withdrew stays on the list: they say why nobody waits for them.
    """
    everybody = {person.person_id: person for person in people}
    named = {one.partner_id for one in everybody.values() if one.partner_id} - everybody.keys()
    if named:
        everybody |= {
            one.person_id: one
            for one in cohort.people
            if one.person_id in named and not one.is_applicant
        }
    answering = [*everybody, *(leader.facilitator_id for leader in facilitators)]
    places = {venue.venue_id for venue in venues}
    found = cohort.model_copy(
        update={
            "people": tuple(everybody[who] for who in sorted(everybody)),
            "availability": {
                who: cohort.availability[who]
                for who in sorted(answering)
                if who in cohort.availability
            },
            "venues": tuple(sorted(venues, key=lambda one: one.venue_id)),
            "facilitators": tuple(sorted(facilitators, key=lambda one: one.facilitator_id)),
            "travel": tuple(row for row in cohort.travel if row.venue_id in places),
            "decisions": _decisions(cohort.decisions, everybody.keys()),
        }
    )
    found._base, found._changes = None, ()
    return found


def dealt(items: Sequence[Item], weights: Sequence[int], held: Sequence[int]) -> list[list[Item]]:
    """Deal items out, each to whoever has least of them for their weight.

    Parameters
    ----------
    items
        What is dealt out, in this order.
    weights
        How much there is to do with them in each place.
    held
        How many each place has already.
    """
    hands: list[list[Item]] = [[] for _ in weights]
    for item in items:
        need = [
            (weight / (have + len(hand) + 1), -place)
            for place, (weight, have, hand) in enumerate(zip(weights, held, hands, strict=True))
        ]
        hands[-max(need)[1]].append(item)
    return hands


def _groups(cohort: Cohort) -> dict[str, str]:
    """Return area -> the first of all areas that it is joined with, in the form compared."""
    first: dict[str, str] = {}
    for areas in cohort.programme.intake.joined:
        keys = [plain(area) for area in areas]
        together = {first.get(key, key) for key in keys} | set(keys)
        together |= {key for key, one in first.items() if one in together}
        first |= dict.fromkeys(together, min(together))
    return first


def _areas(cohort: Cohort) -> dict[str, str]:
    """Return whose area counts for whom: of two who must share a pair, the patient's."""
    together = partners(cohort) | {other: one for one, other in kept_together(cohort)}
    own = {person.person_id: person.area for person in cohort.people}
    return own | {
        person.person_id: own[together[person.person_id]]
        for person in cohort.people
        if person.side is Side.PROFESSIONAL and person.person_id in together
    }


def _places(people: Sequence[Person]) -> int:
    patients = sum(person.side is Side.PATIENT for person in people)
    return max(1, min(patients, len(people) - patients))


def _of_regions(
    items: Sequence[Item], keys: Sequence[str], weights: Sequence[int], group: dict[str, str]
) -> list[list[Item]]:
    """Return what belongs to each region: what is there, and its share of what is nowhere."""
    place = {key: index for index, key in enumerate(keys)}
    own: list[list[Item]] = [[] for _ in keys]
    nowhere: list[Item] = []
    for item in items:
        area = plain(item.area)  # type: ignore[attr-defined]
        index = place.get(group.get(area, area)) if area else None
        (nowhere if index is None else own[index]).append(item)
    if keys:
        shares = dealt(nowhere, weights, [len(mine) for mine in own])
        own = [mine + share for mine, share in zip(own, shares, strict=True)]
    return own


def _name(key: str, written: set[str], cohort: Cohort) -> str:
    for areas in cohort.programme.intake.joined:
        if key in {plain(area) for area in areas}:
            return " + ".join(sorted(name for name in written if name) or areas)
    return min(written)


def _decisions(decisions: Decisions, ids: Iterable[str]) -> Decisions:
    """Return the decisions that are about these people, or about days."""
    known = set(ids)
    return decisions.model_copy(
        update={
            "locked": tuple(two for two in decisions.locked if known.issuperset(two)),
            "forbidden": tuple(two for two in decisions.forbidden if known.issuperset(two)),
            "paused": tuple(one for one in decisions.paused if one in known),
        }
    )

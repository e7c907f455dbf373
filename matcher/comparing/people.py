"""Pairs kept, made and gone; who has another partner, and who gained or lost a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.comparing.differences import (
    ApplicantDifference,
    Fate,
    Members,
    OfPlan,
    PairDifference,
    PersonDifference,
)
from matcher.comparing.standings import Role

if TYPE_CHECKING:
    from matcher.cohort import Cohort, Person
    from matcher.plans import Pair, Plan


def pairs(first: Plan, second: Plan) -> Iterator[PairDifference]:
    """Yield every pair of either plan; a pair is known by everybody in it."""
    before = {frozenset(pair.members): pair for pair in first.pairs}
    after = {frozenset(pair.members): pair for pair in second.pairs}
    for key in sorted(before | after, key=lambda one: (before | after)[one].members):
        was, now = before.get(key), after.get(key)
        fate = Fate.GONE if now is None else Fate.MADE if was is None else Fate.KEPT
        members = (before | after)[key].members
        yield PairDifference(members=members, fate=fate, before=_of(was), after=_of(now))


def _of(pair: Pair | None) -> OfPlan | None:
    if pair is None:
        return None
    return OfPlan.model_validate({name: getattr(pair, name) for name in OfPlan.model_fields})


def people(first: Plan, second: Plan) -> Iterator[PersonDifference]:
    """Yield everybody whose partners or whose place differ, by id."""
    before, after = _places(first), _places(second)
    nothing: tuple[Role, Members] = (Role.NONE, ())
    for identity in sorted(before | after):
        was, now = before.get(identity, nothing), after.get(identity, nothing)
        if was != now:
            yield PersonDifference(
                person=identity,
                role_before=was[0].value,
                role_after=now[0].value,
                partners_before=was[1],
                partners_after=now[1],
            )


def _places(plan: Plan) -> dict[str, tuple[Role, Members]]:
    found: dict[str, tuple[Role, Members]] = {
        one.person: (Role.WAITING, ()) for one in plan.waiting
    }
    for pair in plan.pairs:
        for identity in pair.members:
            others = sorted(one for one in pair.members if one != identity)
            found[identity] = (Role.PLACED, tuple(others))
    return found


def applicants(first: Cohort, second: Cohort) -> Iterator[ApplicantDifference]:
    """Yield who joined, who left, and whose answers differ, by id."""
    before = {one.person_id: one for one in first.people}
    after = {one.person_id: one for one in second.people}
    for identity in sorted(before | after):
        was, now = before.get(identity), after.get(identity)
        if was is None or now is None:
            fate = Fate.MADE if was is None else Fate.GONE
            yield ApplicantDifference(person=identity, fate=fate)
            continue
        fields = _fields(was, now)
        if first.availability.get(identity) != second.availability.get(identity):
            fields = (*fields, "availability")
        if fields:
            yield ApplicantDifference(person=identity, fate=Fate.CHANGED, fields=fields)


def _fields(was: Person, now: Person) -> tuple[str, ...]:
    return tuple(name for name, value in was if getattr(now, name) != value)

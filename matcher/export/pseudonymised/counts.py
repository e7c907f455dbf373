"""How many applied, have a place and wait: in all, and by what people have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.dates import Code, answers, window
from matcher.language.labels import label
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.cohort import Cohort, Person
    from matcher.language import Words
    from matcher.plans import Plan

LEAST = 5
"""Counts below it are not shown; a group with fewer people goes into that of all others."""

APPLIED, PLACED, WAITING = 0, 1, 2


@dataclass(frozen=True)
class Group:
    """A group of people: how many applied, have a place, and wait.

    Attributes
    ----------
    name
        What they have in common.
    counts
        Applied, placed and waiting; the first is always the sum of the others.
    members
        The ids of those who applied.
    """

    name: str
    counts: tuple[int, int, int]
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Breakdown:
    """Everybody who applied, in groups; each person is in one of them."""

    by: str
    groups: tuple[Group, ...]


def total(plan: Plan, words: Words) -> Group:
    """Return everybody who applied as one group."""
    return Group(words.say("everybody"), _counted(plan.cohort.applicants, _placed(plan)))


def breakdowns(plan: Plan, words: Words) -> tuple[Breakdown, ...]:
    """Return everybody who applied, by side, organisation, area, availability and access needs.

    The sides are left out where a pair has a third: beside the table of pairs they would tell on
    which side the third is.
    """
    cohort = plan.cohort
    placed = _placed(plan)
    not_said = words.say("not said")
    by_side = (
        (Breakdown("side", _groups(cohort.applicants, placed, _sides(cohort, words))),)
        if cohort.programme.pairing.form_pairs and not any(pair.third for pair in plan.pairs)
        else ()
    )
    return (
        *by_side,
        _by_name("organisation", plan, words, lambda person: person.organisation or not_said),
        _by_name("area", plan, words, lambda person: person.area or not_said),
        _by_days(plan, words),
        Breakdown("access_needs", _groups(cohort.applicants, placed, _needs(words))),
    )


def _placed(plan: Plan) -> frozenset[str]:
    return frozenset(identity for pair in plan.pairs for identity in pair.members)


def _counted(people: Sequence[Person], placed: frozenset[str]) -> tuple[int, int, int]:
    have = sum(person.person_id in placed for person in people)
    return len(people), have, len(people) - have


def _groups(
    people: Sequence[Person],
    placed: frozenset[str],
    called: Callable[[Person], str],
    order: Sequence[str] = (),
) -> tuple[Group, ...]:
    """Return people in groups by what each is called, in an order, or in that of those names."""
    members: dict[str, list[Person]] = {name: [] for name in order}
    for person in people:
        members.setdefault(called(person), []).append(person)
    names = order or sorted(members)
    return tuple(
        Group(
            name,
            _counted(members[name], placed),
            tuple(person.person_id for person in members[name]),
        )
        for name in names
        if members[name]
    )


def _by_name(by: str, plan: Plan, words: Words, called: Callable[[Person], str]) -> Breakdown:
    """Return people by a name that they wrote; names of few people go into one group."""
    people = plan.cohort.applicants
    shown: dict[str, str] = {}
    number: dict[str, int] = {}
    for person in people:
        name = called(person)
        shown.setdefault(plain(name), name)
        number[plain(name)] = number.get(plain(name), 0) + 1
    others = words.say("all others")
    large: Mapping[str, str] = {key: shown[key] for key, some in number.items() if some >= LEAST}
    return Breakdown(
        by, _groups(people, _placed(plan), lambda one: large.get(plain(called(one)), others))
    )


def _sides(cohort: Cohort, words: Words) -> Callable[[Person], str]:
    return lambda person: label(person.side.value, cohort, words)


def _needs(words: Words) -> Callable[[Person], str]:
    yes, no = words.say("yes"), words.say("no")
    return lambda person: yes if person.access_needs else no


def _by_days(plan: Plan, words: Words) -> Breakdown:
    """Return people by the days of the window on which they can come, in quarters of all days."""
    cohort = plan.cohort
    people, days = cohort.applicants, window(cohort.programme)
    free = (answers(cohort, people, days) >= Code.IF_NEEDED).sum(axis=1)
    number = {person.person_id: int(some) for person, some in zip(people, free, strict=True)}
    ends = [len(days) * quarter // 4 for quarter in range(1, 5)]
    firsts = [0, *(end + 1 for end in ends[:3])]
    bands = [
        words.say("{first} to {last} of {all} days", first=first, last=last, all=len(days))
        for first, last in zip(firsts, ends, strict=True)
    ]

    def band(person: Person) -> str:
        return bands[sum(number[person.person_id] > end for end in ends[:3])]

    return Breakdown("days", _groups(people, _placed(plan), band, bands))

"""Fit and coverage of one pair as `docs/criteria.md` defines them: plain Python, one day at a time.

Nothing here knows the arrays that the scores work on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from fractions import Fraction
from typing import Any

from matcher.cohort import Answer, Cohort, Person
from matcher.public_holidays import public_holidays

HALF = Fraction(1, 2)
Known = tuple[Fraction, Fraction]
"""A score, and how much of it rests on real answers."""


def parts_of(cohort: Cohort, one: Person, other: Person) -> dict[str, int]:
    """Return floor(1000 x weight x score / sum of the weights) for every criterion."""
    weights = {name: Fraction(str(weight)) for name, weight in cohort.programme.weights}
    return {
        name: (1000 * weights[name] * SCORES[name](cohort, one, other)[0] // sum(weights.values()))
        for name in SCORES
    }


def coverage_of(cohort: Cohort, one: Person, other: Person) -> Fraction:
    """Return the share of the weight that rests on real answers, before it is rounded."""
    weights = {name: Fraction(str(weight)) for name, weight in cohort.programme.weights}
    known = (weights[name] * SCORES[name](cohort, one, other)[1] for name in SCORES)
    return sum(known, Fraction(0)) / sum(weights.values())


def shared_project(cohort: Cohort, one: Person, other: Person) -> Known:
    ours, theirs = _interests(cohort, one), _interests(cohort, other)
    if not ours or not theirs:
        return HALF, Fraction(0)
    common = ours.keys() & theirs.keys()
    return Fraction(max((min(ours[k], theirs[k]) for k in common), default=0), 5), Fraction(1)


def motivation(cohort: Cohort, one: Person, other: Person) -> Known:
    either, both = one.motivation | other.motivation, one.motivation.keys() & other.motivation
    if not either:
        return HALF, Fraction(0)
    scores = [
        Fraction(min(one.motivation[name], other.motivation[name]) - 1, 4) if name in both else HALF
        for name in either
    ]
    return sum(scores, Fraction(0)) / len(either), Fraction(len(both), len(either))


def mutual_preference(cohort: Cohort, one: Person, other: Person) -> Known:
    there, back = _towards(one, other), _towards(other, one)
    return (there + back) / 2, Fraction(bool(one.prefers) + bool(other.prefers), 2)


def joint_dates(cohort: Cohort, one: Person, other: Person) -> Known:
    settings = cohort.programme.programme
    free = public_holidays(settings.country, settings.subdivision, settings.start, settings.end)
    allowed = {day.number for day in cohort.programme.workshops.weekdays}
    scores, known, days = Fraction(0), 0, 0
    day = settings.start
    while day <= settings.end:
        if day.weekday() in allowed and day not in free:
            said = {_answer(cohort, one, day), _answer(cohort, other, day)}
            days += 1
            known += Answer.UNKNOWN not in said
            if Answer.UNKNOWN in said or (Answer.IF_NEEDED in said and Answer.NO not in said):
                scores += HALF
            elif said == {Answer.YES}:
                scores += 1
        day += timedelta(days=1)
    return (scores / days, Fraction(known, days)) if days else (HALF, Fraction(0))


def locality(cohort: Cohort, one: Person, other: Person) -> Known:
    if not one.area or not other.area:
        return HALF, Fraction(0)
    if _plain(one.area) == _plain(other.area):
        return Fraction(1), Fraction(1)
    remote = {one.remote_ok, other.remote_ok}
    if False in remote:
        return Fraction(0), Fraction(1)
    return (HALF / 2, HALF) if None in remote else (HALF, Fraction(1))


def check_in_overlap(cohort: Cohort, one: Person, other: Person) -> Known:
    if not one.weekdays or not other.weekdays:
        return HALF, Fraction(0)
    return Fraction(min(3, len(set(one.weekdays) & set(other.weekdays))), 3), Fraction(1)


def complementary(cohort: Cohort, one: Person, other: Person) -> Known:
    ours, theirs = _first_five(one.goals), _first_five(other.goals)
    if not ours or not theirs:
        return HALF, Fraction(0)
    return Fraction(len(set(ours) ^ set(theirs)), len({*ours, *theirs})), Fraction(1)


SCORES: dict[str, Callable[[Cohort, Person, Person], Known]] = {
    "shared_project": shared_project,
    "motivation": motivation,
    "mutual_preference": mutual_preference,
    "joint_dates": joint_dates,
    "locality": locality,
    "check_in_overlap": check_in_overlap,
    "complementary": complementary,
}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _first_five(words: Iterable[str]) -> list[str]:
    found: list[str] = []
    for word in map(_plain, words):
        if word not in found:
            found.append(word)
    return found[:5]


def _interests(cohort: Cohort, person: Person) -> dict[tuple[str, str], int]:
    themes = {project.project_id: _plain(project.theme) for project in cohort.projects}
    named: list[tuple[str, str]] = []
    for item in [*filter(None, [person.project_id]), *person.themes]:
        interest = ("project", item) if item in themes else ("theme", _plain(item))
        if interest not in named:
            named.append(interest)
    worth: dict[tuple[str, str], int] = {}
    for rank, (kind, word) in enumerate(named[:5]):
        worth.setdefault((kind, word), 5 - rank)
        if kind == "project" and themes[word]:
            worth.setdefault(("theme", themes[word]), 5 - rank)
    return worth


def _towards(one: Person, other: Person) -> Fraction:
    if not one.prefers:
        return HALF
    if other.person_id not in one.prefers[:5]:
        return Fraction(0)
    return 1 - Fraction(one.prefers.index(other.person_id), 5)


def _answer(cohort: Cohort, person: Person, day: Any) -> Answer:
    entries = cohort.availability.get(person.person_id, {})
    if day in entries:
        return entries[day]
    if not person.weekdays:
        return Answer.UNKNOWN
    listed = {weekday.number for weekday in person.weekdays}
    return Answer.YES if day.weekday() in listed else Answer.NO

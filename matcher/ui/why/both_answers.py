"""Two people side by side: what each of them said, and the criteria between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.dates import Code, answers, window
from matcher.language.labels import side_headings
from matcher.ui import words
from matcher.ui.speech import say, say_many, spoken
from matcher.wording import capitalised

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.cohort import Cohort, Person
    from matcher.explaining.answers import PairAnswer
    from matcher.export.names import Names


def columns(cohort: Cohort, answer: PairAnswer, names: Names) -> tuple[str, str, str, str]:
    """Return the headings: what is compared, one person, their points, the other person."""
    one, other = side_headings(cohort, spoken())
    return (
        say("What counts"),
        f"{one}: {names.person(answer.patient)}",
        say("Points"),
        f"{other}: {names.person(answer.professional)}",
    )


def rows(cohort: Cohort, answer: PairAnswer, names: Names) -> list[tuple[str, str, str, str]]:
    """Return a row for each criterion, with what both people said to it."""
    people = {one.person_id: one for one in cohort.people}
    one, other = people[answer.patient], people[answer.professional]
    return [
        (
            capitalised(words.criterion(mark.criterion)),
            _said(mark.criterion, one, cohort, names),
            say("{points} of {most}", points=mark.points, most=mark.most),
            _said(mark.criterion, other, cohort, names),
        )
        for mark in answer.parts
    ]


def _said(criterion: str, person: Person, cohort: Cohort, names: Names) -> str:
    """Return what somebody answered to what a criterion reads."""
    said = SAID[criterion](person, cohort, names) if criterion in SAID else ""
    return said or say("no answer")


def _projects(person: Person, cohort: Cohort, names: Names) -> str:
    own = [names.project(person.project_id)] if person.project_id else []
    return spoken().parted([*own, *(names.project(one) for one in person.themes)])


def _motivation(person: Person, cohort: Cohort, names: Names) -> str:
    return spoken().parted(
        say("{statement}: {number} of 5", statement=_plain(statement), number=number)
        for statement, number in person.motivation.items()
    )


def _plain(statement: str) -> str:
    return statement.removeprefix("motivation_").replace("_", " ")


def _wishes(person: Person, cohort: Cohort, names: Names) -> str:
    if not person.prefers:
        return say("asked for nobody")
    return say("asked for {people}", people=spoken().listed(map(names.person, person.prefers)))


def _days(person: Person, cohort: Cohort, names: Names) -> str:
    days = window(cohort.programme)
    can = int(np.sum(answers(cohort, [person], days) >= Code.IF_NEEDED))
    return say_many("{can} of {number} day", "{can} of {number} days", len(days), can=can)


def _area(person: Person, cohort: Cohort, names: Names) -> str:
    return person.area


def _weekdays(person: Person, cohort: Cohort, names: Names) -> str:
    named = spoken().weekday_names()
    return spoken().listed(named[day.number] for day in person.weekdays or ())


def _goals(person: Person, cohort: Cohort, names: Names) -> str:
    return spoken().parted(person.goals)


SAID: dict[str, Callable[[Person, Cohort, Names], str]] = {
    "shared_project": _projects,
    "motivation": _motivation,
    "mutual_preference": _wishes,
    "joint_dates": _days,
    "locality": _area,
    "check_in_overlap": _weekdays,
    "complementary": _goals,
}
"""What each criterion reads of a person; a test compares the names with `matcher.criteria`."""

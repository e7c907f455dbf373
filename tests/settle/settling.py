"""Cohorts for what is settled, made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from matcher.cohort import Cohort, Facilitator, Person, Project, Side
from matcher.programme import Programme, Weekday

DAYS = (date(2027, 3, 2), date(2027, 3, 30), date(2027, 4, 27))
WEEK = tuple(Weekday)[:5]


def person(identity: str, **values: Any) -> Person:
    side = Side.PATIENT if identity.startswith("P") else Side.PROFESSIONAL
    return Person(person_id=identity, side=side, consent=True, weekdays=WEEK, **values)


def cohort_of(*people: Person, facilitators_needed: int = 1, **values: Any) -> Cohort:
    settings = {
        "programme": {"start": "2027-03-01", "end": "2027-05-28", "pairs": 3},
        "workshops": {"count": 3, "facilitators": facilitators_needed},
    }
    return Cohort(programme=Programme.model_validate(settings), people=people, **values)


def couples_of(cohort: Cohort) -> list[tuple[Person, Person]]:
    return list(zip(cohort.patients, cohort.professionals, strict=True))


def project(identity: str, **values: Any) -> Project:
    return Project(project_id=identity, title=identity, **values)


def leader(identity: str, **values: Any) -> Facilitator:
    return Facilitator(**{"facilitator_id": identity, "weekdays": WEEK, **values})


PAIR = (person("P1", area="North"), person("H1", area="South"))

"""Cohorts with facilitators, made by hand, and plans of them that are running."""

from __future__ import annotations

from datetime import date
from typing import Any

from matcher.cohort import Answer, Cohort, Facilitator, Person, Side
from matcher.plans import (
    CheckIn,
    MeetingState,
    Objective,
    Outcome,
    Pair,
    Plan,
    Provenance,
    Workshop,
    WorkshopState,
)
from matcher.programme import Programme, Weekday
from matcher.settle.care import Care, settle_care

FIRST, SECOND, THIRD = date(2027, 3, 1), date(2027, 3, 22), date(2027, 4, 12)
DAYS = (FIRST, SECOND, THIRD)
WEEK = tuple(Weekday)[:5]
GAP = tuple(date(2027, 3, day) for day in (11, 12, 15))
"""The working days from ten days after the first workshop to seven before the second."""


def person(identity: str, **values: Any) -> Person:
    side = Side.PATIENT if identity.startswith("P") else Side.PROFESSIONAL
    return Person(
        **{"person_id": identity, "side": side, "consent": True, "weekdays": WEEK} | values
    )


def leader(identity: str, **values: Any) -> Facilitator:
    return Facilitator(**{"facilitator_id": identity, "weekdays": WEEK} | values)


def cohort_of(
    *people: Person, leaders: tuple[Facilitator, ...] = (leader("F1"),), **values: Any
) -> Cohort:
    sections = {key: values.pop(key) for key in list(values) if isinstance(values[key], dict)}
    availability = sections.pop("availability", {})
    settings = {
        "programme": {"start": "2027-03-01", "end": "2027-05-28", "pairs": 3},
        "workshops": {"count": 3, "facilitators": 0} | sections.pop("workshops", {}),
        **sections,
    }
    return Cohort(
        programme=Programme.model_validate(settings),
        people=people,
        facilitators=leaders,
        availability=availability,
        **values,
    )


def couples_of(cohort: Cohort) -> list[tuple[Person, Person | None]]:
    return list(zip(cohort.patients, cohort.professionals, strict=True))


def care_of(cohort: Cohort, days: tuple[date, ...] = DAYS) -> Care:
    return settle_care(cohort, couples_of(cohort), days)


def pairs(number: int) -> list[Person]:
    return [person(f"{side}{one}") for side in "PH" for one in range(1, number + 1)]


def no_days(who: str, *days: date) -> dict[str, dict[date, Answer]]:
    return {who: dict.fromkeys(days, Answer.NO)}


def said(care: Care, what: str) -> list[str]:
    return [one.reason for one in care.unplaced if one.what == what]


def running_plan(
    *check_ins: CheckIn, facilitator: str = "F1", held: int = 0, partner: str = "H1"
) -> Plan:
    pair = {"fit": 0, "parts": {}, "coverage": 1.0, "missed": 0, "if_needed": 0, "value": 0}
    return Plan(
        status=Outcome.FEASIBLE,
        objective=Objective(pairs=1, worst_fit=0, total=0),
        bound=0,
        gap=0.0,
        pairs=(
            Pair.model_validate(
                {"patient": "P1", "professional": partner, "facilitator": facilitator, **pair}
            ),
        ),
        workshops=tuple(
            Workshop(
                number=number,
                date=day,
                state=WorkshopState.HELD if number <= held else WorkshopState.PLANNED,
            )
            for number, day in enumerate(DAYS, start=1)
        ),
        check_ins=check_ins,
        provenance=Provenance(
            version="0", ortools="0", seed=1, input_digest="sha256:0", seconds=0.0
        ),
    )


def meeting(day: date, state: MeetingState, **values: Any) -> CheckIn:
    known = {"patient": "P1", "professional": "H1", "after_workshop": 1, "facilitator": "F1"}
    return CheckIn.model_validate({**known, "date": day, "state": state, **values})

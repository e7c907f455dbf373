"""A cohort with awkward names, and a plan that belongs to it."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.cohort import (
    Answer,
    Cohort,
    Facilitator,
    Person,
    Project,
    Side,
    Venue,
)
from matcher.digest import digest
from matcher.plans import (
    CheckIn,
    Objective,
    Outcome,
    Pair,
    Plan,
    Provenance,
    Waiting,
    Workshop,
)
from matcher.programme import Programme, WeightSettings

FIRST, SECOND, THIRD = date(2027, 3, 2), date(2027, 3, 30), date(2027, 4, 27)

NAMES = {
    "P1": '=HYPERLINK("x")',
    "P2": "Zoë, née Brontë",
    "-P3": "José",
    "H1": "@home",
    "H2": 'Ann "the\r\nvoice" Li',
    "H3": "李小龙",
}


@pytest.fixture
def cohort() -> Cohort:
    """Three a side; who comes how is said on the plan's dates."""
    return Cohort(
        programme=Programme.model_validate(
            {
                "programme": {"start": "2027-03-01", "end": "2027-05-28", "pairs": 2},
                "workshops": {"count": 3, "facilitators": 2},
            }
        ),
        people=tuple(
            Person(
                person_id=identity,
                side=Side.PATIENT if "P" in identity else Side.PROFESSIONAL,
                name=name,
                weekdays=("Tue",),
                consent=True,
            )
            for identity, name in NAMES.items()
        ),
        availability={"P1": {SECOND: Answer.IF_NEEDED}, "P2": {THIRD: Answer.NO}},
        projects=(Project(project_id="PR1", title="+ sleep"),),
        venues=(Venue(venue_id="V1", name="Town hall"),),
        facilitators=(
            Facilitator(facilitator_id="-F1", name="Mo", weekdays=("Tue",)),
            Facilitator(facilitator_id="F2", name="Jo", weekdays=("Tue",)),
        ),
    )


@pytest.fixture
def lone_plan(cohort: Cohort) -> Plan:
    """The plan as if it had been read from a file of its own: it does not know its cohort."""
    parts = dict.fromkeys(WeightSettings.model_fields, 100)
    leaders = ("-F1", "F2")
    return Plan(
        status=Outcome.OPTIMAL,
        objective=Objective(pairs=2, worst_fit=700, total=1280),
        bound=1280,
        gap=0.0,
        pairs=(
            Pair(
                patient="P1",
                professional="H1",
                project="PR1",
                fit=700,
                parts=parts,
                coverage=0.9,
                missed=0,
                if_needed=1,
                value=680,
            ),
            Pair(
                patient="P2",
                professional="H2",
                fit=700,
                parts=parts,
                coverage=1.0,
                missed=1,
                if_needed=0,
                value=600,
            ),
        ),
        workshops=(
            Workshop(number=1, date=FIRST, venue="V1", facilitators=leaders),
            Workshop(number=2, date=SECOND, venue="V1", facilitators=leaders),
            Workshop(number=3, date=THIRD, facilitators=leaders, absent=("P2",)),
        ),
        check_ins=(
            CheckIn(
                patient="P1",
                professional="H1",
                after_workshop=1,
                date=date(2027, 3, 16),
                facilitator="-F1",
            ),
        ),
        waiting=(
            Waiting(person="-P3", reason="no place left: 2 pairs wanted, 2 formed"),
            Waiting(person="H3", reason="=1+1"),
        ),
        provenance=Provenance(
            version="0.1.0", ortools="9.15", seed=1, input_digest=digest(cohort), seconds=0.1
        ),
    )


@pytest.fixture
def plan(lone_plan: Plan, cohort: Cohort) -> Plan:
    """The plan of the cohort."""
    return lone_plan.of_cohort(cohort)

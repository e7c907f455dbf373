"""A small cohort and a plan for it, every number of which can be checked by hand.

Only `shared_project` weighs anything. P1 and H1 both want Sleep most: 1000. P2 wants it second
(4 of 5), H2 most: 800. P1 comes only if needed to workshop 2 (-20), P2 cannot come to workshop 3
(-100), and workshop 3 is on a day to avoid (-50).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from matcher.cohort import (
    Answer,
    CalendarRow,
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
    Reason,
    Waiting,
    Workshop,
)
from matcher.programme import Programme, WeightSettings

FIRST, SECOND, THIRD = date(2027, 3, 2), date(2027, 3, 30), date(2027, 4, 27)
NOTHING = dict.fromkeys(WeightSettings.model_fields, 0)


@dataclass(frozen=True)
class Case:
    """A cohort and a plan, and ways to change single things in them."""

    cohort: Cohort
    plan: Plan

    def with_plan(self, **values: Any) -> Case:
        return Case(self.cohort, self.plan.model_copy(update=values))

    def with_cohort(self, **values: Any) -> Case:
        return Case(self.cohort.model_copy(update=values), self.plan)

    def with_objective(self, **values: Any) -> Case:
        assert self.plan.objective is not None
        return self.with_plan(objective=self.plan.objective.model_copy(update=values))

    def with_item(self, field: str, index: int, **values: Any) -> Case:
        """Change one pair, workshop, check-in or place on the waiting list."""
        items = list(getattr(self.plan, field))
        items[index] = items[index].model_copy(update=values)
        return self.with_plan(**{field: tuple(items)})

    def with_pair(self, index: int, **values: Any) -> Case:
        return self.with_item("pairs", index, **values)

    def with_workshop(self, number: int, **values: Any) -> Case:
        return self.with_item("workshops", number - 1, **values)

    def with_check_in(self, **values: Any) -> Case:
        return self.with_item("check_ins", 0, **values)

    def with_settings(self, section: str, **values: Any) -> Case:
        programme = self.cohort.programme
        settings = getattr(programme, section).model_copy(update=values)
        return self.with_cohort(programme=programme.model_copy(update={section: settings}))

    def with_decisions(self, **values: Any) -> Case:
        return self.with_cohort(decisions=self.cohort.decisions.model_copy(update=values))

    def with_record(self, kind: str, identity: str, **values: Any) -> Case:
        """Change one person, project, venue or facilitator of the cohort."""
        records = tuple(
            one.model_copy(update=values) if identity in one.model_dump().values() else one
            for one in getattr(self.cohort, kind)
        )
        return self.with_cohort(**{kind: records})

    def with_answer(self, who: str, day: date, answer: Answer) -> Case:
        answers = dict(self.cohort.availability)
        answers[who] = {**answers.get(who, {}), day: answer}
        return self.with_cohort(availability=answers)


def small_cohort() -> Cohort:
    week = ("Tue", "Thu")
    themes = {
        "P1": ("Sleep",),
        "P2": ("Falls", "Sleep"),
        "P3": ("Pain",),
        "H1": ("Sleep",),
        "H2": ("Sleep",),
        "H3": ("Pain",),
    }
    return Cohort(
        programme=Programme.model_validate(
            {
                "programme": {"start": "2027-03-01", "end": "2027-05-28", "pairs": 2},
                "workshops": {"count": 3, "weekdays": ["Tue", "Thu"], "facilitators": 1},
                "weights": {**NOTHING, "shared_project": 1},
            }
        ),
        people=tuple(
            Person(
                person_id=identity,
                side=Side.PATIENT if identity.startswith("P") else Side.PROFESSIONAL,
                themes=named,
                weekdays=week,
                consent=True,
            )
            for identity, named in themes.items()
        ),
        availability={"P1": {SECOND: Answer.IF_NEEDED}, "P2": {THIRD: Answer.NO}},
        projects=(
            Project(project_id="PR1", title="Better nights", theme="Sleep"),
            Project(project_id="PR2", title="Steady feet", theme="Falls"),
        ),
        venues=(
            Venue(venue_id="V1"),
            Venue(venue_id="V2", dates=(date(2027, 3, 4),)),
            Venue(venue_id="V3", capacity=4),
        ),
        facilitators=(
            Facilitator(facilitator_id="F1", weekdays=("Tue", "Wed", "Thu")),
            Facilitator(facilitator_id="F2", weekdays=("Thu",)),
        ),
        calendar=(CalendarRow(date_from=THIRD, date_to=THIRD, kind="avoid"),),
    )


def small_plan(cohort: Cohort) -> Plan:
    parts = dict.fromkeys(WeightSettings.model_fields, 0)
    return Plan(
        status=Outcome.OPTIMAL,
        objective=Objective(pairs=2, worst_fit=800, total=1630),
        bound=1630,
        gap=0.0,
        pairs=(
            Pair(
                patient="P1",
                professional="H1",
                project="PR1",
                fit=1000,
                parts={**parts, "shared_project": 1000},
                coverage=1.0,
                missed=0,
                if_needed=1,
                value=980,
            ),
            Pair(
                patient="P2",
                professional="H2",
                project="PR1",
                fit=800,
                parts={**parts, "shared_project": 800},
                coverage=1.0,
                missed=1,
                if_needed=0,
                value=700,
            ),
        ),
        workshops=(
            Workshop(number=1, date=FIRST, venue="V1", facilitators=("F1",)),
            Workshop(number=2, date=SECOND, venue="V1", facilitators=("F1",)),
            Workshop(number=3, date=THIRD, venue="V1", facilitators=("F1",), absent=("P2",)),
        ),
        check_ins=(
            CheckIn(
                patient="P1",
                professional="H1",
                after_workshop=1,
                date=date(2027, 3, 16),
                facilitator="F1",
            ),
        ),
        waiting=(
            Waiting(person="H3", reason="no place left: 2 pairs wanted, 2 formed"),
            Waiting(person="P3", reason="no place left: 2 pairs wanted, 2 formed"),
        ),
        provenance=Provenance(
            version="0.1.0", ortools="9.15", seed=1, input_digest=digest(cohort), seconds=0.1
        ),
    )


@pytest.fixture
def sound() -> Case:
    """A cohort and a plan that agree."""
    cohort = small_cohort()
    return Case(cohort, small_plan(cohort))


@pytest.fixture
def without_plan(sound: Case) -> Case:
    """A cohort for which no plan exists, and the plan that says so."""
    return sound.with_plan(
        status=Outcome.INFEASIBLE,
        objective=None,
        bound=None,
        gap=None,
        pairs=(),
        workshops=(),
        check_ins=(),
        waiting=(),
        reasons=(Reason(rule="workshops.min_gap_days", text="too few days"),),
    )

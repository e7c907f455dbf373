"""Whether the plans of the cohorts of an intake agree with it, and with everybody who applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from matcher.check import check_plan
from matcher.dates import Code, facilitator_answers
from matcher.intakes.planning import rules_of, with_organisations
from matcher.intakes.regions import part_of
from matcher.intakes.results import cohort_of

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.intakes.results import IntakeCohort
    from matcher.plans import Plan

Said = Iterator[tuple[str, str]]

AS_APPLIED = ("programme", "projects", "calendar", "decisions")
"""What a cohort has of the intake as it stands there."""


def plan_findings(cohort: Cohort, cohorts: Sequence[IntakeCohort], plans: Sequence[Plan]) -> Said:
    """Yield everything that is wrong with the plans of an intake's cohorts.

    Parameters
    ----------
    cohort
        Everybody who applied.
    cohorts, plans
        What the intake says of each cohort, and its plan.
    """
    for one, plan in zip(cohorts, plans, strict=True):
        for finding in check_plan(plan.cohort, plan):
            yield finding.rule, f"{one.name}: {finding.text}"
        yield from _as_told(one, plan)
        yield from _as_applied(cohort, one, plan)
        yield from _open_and_free(cohort, one, plan)
    yield from _room(cohort, plans)


def _as_told(one: IntakeCohort, plan: Plan) -> Said:
    """What the intake says of a cohort is what its plan says."""
    paired = tuple(who for pair in plan.pairs for who in pair.members)
    if sorted(paired) != sorted(one.people):
        yield "intake.people", f"{one.name} and its plan do not have the same people"
    if plan.objective is None or plan.objective.total != one.total or plan.bound != one.bound:
        yield "intake.objective", f"{one.name} and its plan do not have the same total and bound"
    elif (told := cohort_of(one.number, one.name, one.area, plan)) != one:
        for field in type(one).model_fields:
            if getattr(told, field) != getattr(one, field):
                yield f"intake.{field}", f"{one.name} and its plan do not have the same {field}"


def _as_applied(cohort: Cohort, one: IntakeCohort, plan: Plan) -> Said:
    """A plan is about these people as they applied, under the rules of the intake."""
    people = {person.person_id: person for person in cohort.people}
    for person in plan.cohort.people:
        who = person.person_id
        if people.get(who) != person:
            yield "intake.people", f"{who} in {one.name} is not as they applied"
        if plan.cohort.availability.get(who, {}) != cohort.availability.get(who, {}):
            yield "intake.availability", f"{who} in {one.name} answered something else"
    wanted = plan.cohort.programme.programme.pairs
    meant = part_of(cohort, plan.cohort.people).model_copy(
        update={"programme": rules_of(with_organisations(cohort.programme), one.number, wanted)}
    )
    for field in AS_APPLIED:
        if getattr(plan.cohort, field) != getattr(meant, field):
            yield f"intake.{field}", f"the {field} of {one.name} is not that of the intake"


def _open_and_free(cohort: Cohort, one: IntakeCohort, plan: Plan) -> Said:
    """Venues are open and facilitators can come, as the intake says."""
    venues = {venue.venue_id: venue for venue in cohort.venues}
    leaders = {each.facilitator_id: index for index, each in enumerate(cohort.facilitators)}
    days = [workshop.date for workshop in plan.workshops]
    can = facilitator_answers(cohort, days) >= Code.IF_NEEDED
    for place, workshop in enumerate(plan.workshops):
        day, venue = workshop.date, workshop.venue
        if venue is not None and (venue not in venues or not venues[venue].is_open(day)):
            yield "intake.venue", f"{venue} is not open for {one.name} on {day}"
        for leader in workshop.facilitators:
            if leader not in leaders or not can[leaders[leader], place]:
                yield "intake.facilitator", f"{leader} cannot come to {one.name} on {day}"


def _room(cohort: Cohort, plans: Sequence[Plan]) -> Said:
    """No facilitator has more pairs in all cohorts than they take."""
    given = Counter(pair.facilitator for plan in plans for pair in plan.pairs)
    for leader in cohort.facilitators:
        number = given[leader.facilitator_id]
        if leader.max_pairs is not None and number > leader.max_pairs:
            yield (
                "intake.max_pairs",
                f"{leader.facilitator_id} has {number} pairs, and takes {leader.max_pairs}",
            )

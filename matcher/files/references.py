"""What the rows of a cohort say of each other: who names whom, and whether they are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.files.duplicates import propose_duplicates
from matcher.files.idle_settings import (
    fixed_dates_within_rules,
    limits_on_somebody,
    people_of_running_plan,
    shares_for_workshops,
    told_in_time,
)
from matcher.files.invitations import noted_people_and_workshops, unanswered_invitations
from matcher.files.naming import (
    conflicts_of_facilitators,
    named_organisations,
    named_people,
)
from matcher.files.partners import check_partners
from matcher.files.spelling import needs_of_venues, propose_spellings
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.cohort import CalendarRow, Facilitator, Journey, Person, Project, Venue
    from matcher.files.availability import Availability
    from matcher.files.columns import VenueDate
    from matcher.files.findings import Findings
    from matcher.files.rows import Rows
    from matcher.follow_up import FollowUp
    from matcher.plans import Plan
    from matcher.programme import Programme
    from matcher.programme.labels import LabelSettings


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that was read, before it is known to hold together."""

    programme: Programme | None
    programme_file: str
    labels: LabelSettings
    people: Rows[Person]
    availability: Availability
    projects: Rows[Project]
    venues: Rows[Venue]
    venue_dates: Rows[VenueDate]
    travel: Rows[Journey]
    facilitators: Rows[Facilitator]
    calendar: Rows[CalendarRow]
    follow_up: Rows[FollowUp]
    plan: Plan | None
    plan_file: str


def check_references(draft: Draft, findings: Findings) -> None:
    """Note every error and warning that needs more than one row to be seen."""
    for check in CHECKS:
        check(draft, findings)


def _ids_of_both_kinds(draft: Draft, findings: Findings) -> None:
    for name, row in draft.facilitators.ids.items():
        if name in draft.people.ids:
            findings.error(
                draft.facilitators.file,
                f"this id is also that of row {draft.people.ids[name]} in {draft.people.file}",
                "Give the facilitator another id.",
                row=row,
                column="facilitator_id",
                value=name,
            )


def _answers_of_somebody(draft: Draft, findings: Findings) -> None:
    if not (draft.people.complete and draft.facilitators.complete):
        return
    known = draft.people.ids.keys() | draft.facilitators.ids.keys()
    for name, row in draft.availability.first_rows.items():
        if name not in known:
            findings.error(
                draft.availability.file,
                "nobody has this id",
                f"Correct the id, or add the person to {draft.people.file} "
                f"or {draft.facilitators.file}.",
                row=row,
                column="person_id",
                value=name,
            )


def _answers_in_window(draft: Draft, findings: Findings) -> None:
    if draft.programme is None:
        return
    window = draft.programme.programme
    answers = draft.availability.answers.values()
    days = {day for answered in answers for day in answered}
    outside = {day for day in days if not window.start <= day <= window.end}
    if outside:
        count = sum(len(outside & answered.keys()) for answered in answers)
        findings.warning(
            draft.availability.file,
            f"{count:,} answers are for {len(outside):,} dates outside the programme "
            f"({window.start.isoformat()} to {window.end.isoformat()})",
            "Nothing to do if those dates do not matter; otherwise check the year, "
            "and programme.start and programme.end.",
            column="date",
        )


def _own_projects(draft: Draft, findings: Findings) -> None:
    if not draft.projects.complete:
        return
    for row, person in draft.people.placed:
        if person.project_id is not None and person.project_id not in draft.projects.ids:
            findings.error(
                draft.people.file,
                "there is no project with this id",
                f"Correct the id, or add the project to {draft.projects.file}.",
                row=row,
                column="project_id",
                value=person.project_id,
            )


def _named_venues(draft: Draft, findings: Findings) -> None:
    if not draft.venues.complete:
        return
    dates, travel = draft.venue_dates, draft.travel
    named = [(dates.file, row, each.venue_id) for row, each in dates.placed]
    named += [(travel.file, row, each.venue_id) for row, each in travel.placed]
    for file, row, name in named:
        if name not in draft.venues.ids:
            findings.error(
                file,
                "there is no venue with this id",
                f"Correct the id, or add the venue to {draft.venues.file}.",
                row=row,
                column="venue_id",
                value=name,
            )


def _journeys_once(draft: Draft, findings: Findings) -> None:
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for row, journey in draft.travel.placed:
        place = (plain(journey.area), journey.venue_id)
        first_row, minutes = first.setdefault(place, (row, journey.minutes))
        if minutes != journey.minutes:
            findings.error(
                draft.travel.file,
                f"row {first_row} says {minutes} minutes for the same area and venue",
                "Keep the right one and remove the other.",
                row=row,
                column="minutes",
                value=journey.minutes,
            )


def _facilitators_who_can_come(draft: Draft, findings: Findings) -> None:
    for row, facilitator in draft.facilitators.placed:
        name = facilitator.facilitator_id
        if facilitator.weekdays is None and not draft.availability.answers.get(name):
            findings.warning(
                draft.facilitators.file,
                "this facilitator has neither weekdays nor availability, and so can never come",
                f"Fill in weekdays, or write their dates in {draft.availability.file}.",
                row=row,
                column="weekdays",
                value=name,
            )


def _holidays_known(draft: Draft, findings: Findings) -> None:
    if draft.programme is None:
        return
    from matcher.public_holidays import surely_covered_until

    window = draft.programme.programme
    last = surely_covered_until(window.country)
    if window.end.year > last:
        findings.warning(
            draft.programme_file,
            f"public holidays of {window.country} are surely known until {last} only",
            "Check the later ones, and write those that are missing into the calendar as blocked.",
            column="programme.end",
            value=window.end.isoformat(),
        )


def _people_of_plan(draft: Draft, findings: Findings) -> None:
    if draft.plan is None or not draft.people.complete:
        return
    for name in _named_in_plan(draft.plan):
        if name not in draft.people.ids:
            findings.warning(
                draft.plan_file,
                "the plan that is running names somebody who is not in the cohort",
                f"Check that the plan belongs to this cohort; somebody who left stays in "
                f"{draft.people.file}, with the status withdrawn.",
                column="pairs",
                value=name,
            )


def _named_in_plan(plan: Plan) -> Iterator[str]:
    for pair in plan.pairs:
        yield from pair.members


def _partners(draft: Draft, findings: Findings) -> None:
    if draft.people.complete:
        check_partners(draft.people, findings, draft.labels)


CHECKS: tuple[Callable[[Draft, Findings], None], ...] = (
    _ids_of_both_kinds,
    _answers_of_somebody,
    _answers_in_window,
    _own_projects,
    _named_venues,
    _journeys_once,
    named_people,
    named_organisations,
    conflicts_of_facilitators,
    _facilitators_who_can_come,
    limits_on_somebody,
    fixed_dates_within_rules,
    told_in_time,
    shares_for_workshops,
    people_of_running_plan,
    needs_of_venues,
    propose_spellings,
    propose_duplicates,
    _holidays_known,
    _people_of_plan,
    _partners,
    noted_people_and_workshops,
    unanswered_invitations,
)
"""Every look at the whole cohort."""

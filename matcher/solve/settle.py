"""What is settled for given pairs and dates: projects, venues, facilitators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.criteria import DEPTH, interests, plain
from matcher.dates import Code, facilitator_answers
from matcher.projects import may_carry
from matcher.solve.carrying import Choice, choose
from matcher.solve.prices import Quota
from matcher.venues import suitable_venues

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matcher.cohort import Cohort, Person, Project, Venue

Couple = tuple["Person", "Person"]

UNKNOWN_JOURNEY_MINUTES = 24 * 60
"""What a journey counts that `travel` says nothing about: known ones come first."""

DAY_COST = 10
"""What a facilitator's first day counts; the second counts three times as much, and so on."""

ASK_COST = 15
"""What it counts that a facilitator comes only if needed."""


@dataclass(frozen=True)
class Setting:
    """Where a workshop is held and who leads it."""

    venue: str | None
    facilitators: tuple[str, ...]


def settle_projects(cohort: Cohort, couples: Sequence[Couple]) -> tuple[str | None, ...]:
    """Return the project of each pair: within all limits, the ones that they want most.

    A project is wanted as much as the ranks say at which the two named it, or its theme, and twice
    as much by somebody whose own it is.

    Raises
    ------
    ValueError
        When the limits leave no way; the search does not hand over such pairs.
    """
    projects = cohort.projects
    if not couples or not projects:
        return tuple(None for _ in couples)
    carries = np.array(
        [[_may_carry(project, couple) for couple in couples] for project in projects]
    )
    each = np.arange(len(couples))
    must = np.ones(len(couples), dtype=bool)
    found = choose(
        Choice(
            rows=each,
            columns=each,
            worth=np.zeros(len(couples)),
            options=carries,
            liking=_liking(cohort, couples),
            free=np.asarray(~carries.any(axis=0)),
            most=np.array(
                [len(couples) if p.max_pairs is None else p.max_pairs for p in projects],
                dtype=np.int64,
            ),
            least=np.array([project.min_pairs for project in projects], dtype=np.int64),
        ),
        Quota(len(couples), must, must),
    )
    if found is None:
        raise ValueError("no choice of projects keeps to their limits")
    return tuple(projects[index].project_id if index >= 0 else None for index in found[1])


def settle_workshops(
    cohort: Cohort, couples: Sequence[Couple], days: Sequence[date]
) -> tuple[Setting, ...]:
    """Return venue and facilitators of each workshop.

    The venue is the cheapest that suits, then the one with the least travel for the people of the
    pairs. Facilitators are those who can come, with days shared evenly.
    """
    people = [person for couple in couples for person in couple]
    venues = [_venue(cohort, people, day) for day in days]
    leaders = _facilitators(cohort, days)
    return tuple(
        Setting(None if venue is None else venue.venue_id, leading)
        for venue, leading in zip(venues, leaders, strict=True)
    )


def _may_carry(project: Project, couple: Couple) -> bool:
    patient, professional = couple
    return bool(may_carry(project, [patient], [professional])[0, 0])


def _liking(
    cohort: Cohort, couples: Sequence[Couple]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return how much each pair wants each project, ties in the order of ids, ``(K, pairs)``."""
    theme_of = {project.project_id: plain(project.theme) for project in cohort.projects}
    ranks = [[interests(person, theme_of) for person in couple] for couple in couples]
    liking = np.zeros((len(cohort.projects), len(couples)))
    for row, project in enumerate(cohort.projects):
        names = f"project:{project.project_id}", f"theme:{theme_of[project.project_id]}"
        for column, both in enumerate(ranks):
            ranked = sum(DEPTH - min(one.get(name, DEPTH) for name in names) for one in both)
            owned = sum(one.project_id == project.project_id for one in couples[column])
            liking[row, column] = ranked + DEPTH * owned
    order = np.arange(len(cohort.projects))[:, None]
    return liking * len(cohort.projects) * (len(couples) + 1) - order


def _venue(cohort: Cohort, people: Sequence[Person], day: date) -> Venue | None:
    open_ones = [venue for venue in suitable_venues(cohort) if venue.is_open(day)]
    return min(
        open_ones,
        key=lambda venue: (venue.cost_per_day, _journeys(cohort, people, venue), venue.venue_id),
        default=None,
    )


def _journeys(cohort: Cohort, people: Sequence[Person], venue: Venue) -> int:
    """Return the minutes of everybody's way to a venue."""
    if venue.online:
        return 0
    ways = [row for row in cohort.travel if row.venue_id == venue.venue_id]
    minutes = {plain(row.area): row.minutes for row in ways}
    return sum(minutes.get(plain(person.area), UNKNOWN_JOURNEY_MINUTES) for person in people)


def _facilitators(cohort: Cohort, days: Sequence[date]) -> tuple[tuple[str, ...], ...]:
    """Return who leads each workshop, by a flow of least cost; each further day costs more."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    needed = cohort.programme.workshops.facilitators
    if not cohort.facilitators or needed == 0:
        return tuple(() for _ in days)
    answers = facilitator_answers(cohort, days)
    people, workshops = answers.shape
    source, sink = people + workshops, people + workshops + 1
    flow = SimpleMinCostFlow()
    for person in range(people):
        for turn in range(workshops):
            flow.add_arc_with_capacity_and_unit_cost(source, person, 1, DAY_COST * (2 * turn + 1))
    leads = {}
    for person, workshop in np.argwhere(answers >= Code.IF_NEEDED).tolist():
        cost = ASK_COST if answers[person, workshop] == Code.IF_NEEDED else 0
        arc = flow.add_arc_with_capacity_and_unit_cost(person, people + workshop, 1, cost)
        leads[arc] = person, workshop
    for workshop in range(workshops):
        flow.add_arc_with_capacity_and_unit_cost(people + workshop, sink, needed, 0)
    flow.set_node_supply(source, needed * workshops)
    flow.set_node_supply(sink, -needed * workshops)
    if flow.solve() != flow.OPTIMAL:
        raise ValueError("too few facilitators can come on these dates")
    chosen = [where for arc, where in leads.items() if flow.flow(arc)]
    names = [leader.facilitator_id for leader in cohort.facilitators]
    return tuple(
        tuple(names[person] for person, at in sorted(chosen) if at == workshop)
        for workshop in range(workshops)
    )

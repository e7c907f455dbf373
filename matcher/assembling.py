"""From dates and pairs to a plan's records: what each pair is worth, and all that is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from matcher.dates import Code, answers
from matcher.plans import CatchUp, CheckIn, Pair, Unplaced, Workshop, WorkshopState
from matcher.settle.care import settle_care
from matcher.settle.leaders import settle_leaders
from matcher.settle.projects import settle_projects
from matcher.settle.venues import settle_venues
from matcher.trios import everybody_in, third_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from matcher.cohort import Cohort, Person
    from matcher.scores import Scorer

Couple = tuple["Person", "Person | None"]


class Assembled(NamedTuple):
    """The parts of a plan."""

    pairs: tuple[Pair, ...]
    workshops: tuple[Workshop, ...]
    check_ins: tuple[CheckIn, ...]
    catch_ups: tuple[CatchUp, ...]
    unplaced: tuple[Unplaced, ...]
    settled: bool
    """Whether what was settled is proven to be the best for these pairs and dates."""


def assemble(
    cohort: Cohort,
    scorer: Scorer | None,
    couples: Sequence[Couple],
    days: Sequence[date],
    kept: Mapping[int, date],
) -> Assembled:
    """Return the parts of a plan for given pairs and dates.

    Parameters
    ----------
    cohort
        What is planned.
    scorer
        What the pairs' fits come from; nothing where people come alone.
    couples
        The pairs, by patient's id; the second one is nobody where people come alone.
    days
        The date of each workshop, ``(T,)``.
    kept
        Number of a workshop -> the date that it keeps, as it was held or announced.
    """
    care = settle_care(cohort, couples, days)
    people = everybody_in(cohort, couples)
    venues = settle_venues(cohort, people, days)
    leaders = settle_leaders(cohort, couples, days, care.facilitators)
    states = _states(cohort, kept)
    can = answers(cohort, people, days) >= Code.IF_NEEDED
    workshops = tuple(
        Workshop(
            number=number,
            date=day,
            venue=venues.venues[number - 1],
            remote=venues.remote[number - 1],
            facilitators=leaders[number - 1],
            absent=tuple(
                sorted(
                    person.person_id
                    for person, comes in zip(people, can[:, number - 1], strict=True)
                    if not comes
                )
            ),
            state=states.get(number, WorkshopState.PLANNED),
        )
        for number, day in enumerate(days, start=1)
    )
    return Assembled(
        pairs=_pairs(cohort, scorer, couples, days, care.facilitators),
        workshops=workshops,
        check_ins=care.check_ins,
        catch_ups=care.catch_ups,
        unplaced=care.unplaced,
        settled=care.proven and venues.proven,
    )


def _states(cohort: Cohort, kept: Mapping[int, date]) -> dict[int, WorkshopState]:
    """Return number of a workshop -> how far it has come, for those that keep their dates."""
    running = cohort.current_plan
    there = () if running is None else running.workshops
    return {one.number: one.state for one in there if kept.get(one.number) == one.date}


def _pairs(
    cohort: Cohort,
    scorer: Scorer | None,
    couples: Sequence[Couple],
    days: Sequence[date],
    facilitators: Sequence[str | None],
) -> tuple[Pair, ...]:
    projects = settle_projects(cohort, couples)
    return tuple(
        _pair(cohort, scorer, couple, days, project, facilitator).model_copy(
            update={"third": third_of(cohort, couple)}
        )
        for couple, project, facilitator in zip(couples, projects, facilitators, strict=True)
    )


def _pair(
    cohort: Cohort,
    scorer: Scorer | None,
    couple: Couple,
    days: Sequence[date],
    project: str | None,
    facilitator: str | None,
) -> Pair:
    costs = cohort.programme.costs
    patient, professional = couple
    parts: dict[str, int] = {}
    coverage = 1.0
    if scorer is not None and professional is not None:
        parts = scorer.parts(patient.person_id, professional.person_id)
        coverage = scorer.coverage(patient.person_id, professional.person_id)
    members = [person for person in couple if person is not None]
    can = answers(cohort, members, days)
    attended = (can >= Code.IF_NEEDED).all(axis=0)
    missed = int((~attended).sum())
    asked = int((can[:, attended] == Code.IF_NEEDED).sum())
    fit = sum(parts.values())
    return Pair(
        patient=patient.person_id,
        professional=None if professional is None else professional.person_id,
        project=project,
        fit=fit,
        parts=parts,
        coverage=coverage,
        missed=missed,
        if_needed=asked,
        value=fit - costs.missed_workshop * missed - costs.if_needed * asked,
        facilitator=facilitator,
    )

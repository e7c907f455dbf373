"""Whether an intake agrees with the people it was made from: every number, every rule, recomputed.

Nothing here knows how cohorts are chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from matcher.allowed import partners
from matcher.check import Finding
from matcher.cohort import Side
from matcher.digest import digest
from matcher.errors import PlanError
from matcher.intakes.checking_bound import bound_findings
from matcher.intakes.checking_plans import plan_findings
from matcher.intakes.pieces import Taken
from matcher.intakes.regions import regions_of
from matcher.trios import kept_together

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.intakes.results import Intake
    from matcher.plans import Plan


def check_intake(cohort: Cohort, intake: Intake) -> tuple[Finding, ...]:
    """Return everything in which an intake does not agree with the people it was made from.

    Parameters
    ----------
    cohort
        Everybody who applied.
    intake
        With the plans of its cohorts, each of which is checked as well.

    Returns
    -------
    tuple of Finding
        Nothing where it is in order. Whether better cohorts exist is not asked, but the bound is
        verified: no pair is worth more than the prices of its two people and of a place.
    """
    plans = list(intake.plans())
    taken = [one for number, plan in _numbered(intake, plans) for one in _taken_by(number, plan)]
    found = [
        *_origin(cohort, intake),
        *_of_whole(cohort, intake, taken),
        *plan_findings(cohort, intake.cohorts, plans),
    ]
    return tuple(Finding(rule=rule, text=text) for rule, text in found)


def require_sound(cohort: Cohort, intake: Intake, taken: Sequence[Taken]) -> None:
    """Raise an error that lists all in which an intake does not agree with its people.

    The plans of its cohorts were checked when they were made.

    Parameters
    ----------
    cohort, intake
        The people and what came of them.
    taken
        What each cohort has on which day.

    Raises
    ------
    matcher.errors.PlanError
        When there is anything.
    """
    found = [f"{rule}: {text}" for rule, text in _of_whole(cohort, intake, taken)]
    if found:
        raise PlanError("\n".join(found))


Said = Iterator[tuple[str, str]]


def _origin(cohort: Cohort, intake: Intake) -> Said:
    if intake.input_digest != digest(cohort):
        yield "intake.input_digest", "it was made from other people, answers or rules"


def _of_whole(cohort: Cohort, intake: Intake, taken: Iterable[Taken]) -> Said:
    yield from _people(cohort, intake)
    yield from _kept(cohort, intake)
    yield from _sizes(cohort, intake)
    yield from _areas(cohort, intake)
    yield from _twice(taken)
    yield from _totals(intake)
    yield from bound_findings(cohort, intake)


def _people(cohort: Cohort, intake: Intake) -> Said:
    """Everybody who applied has one place or waits, and nobody else has one."""
    applied = {person.person_id for person in cohort.applicants}
    count = Counter(who for one in intake.cohorts for who in one.people)
    count.update(one.person for one in intake.waiting)
    yield from (
        ("intake.people", f"{who} stands {number} times")
        for who, number in sorted(count.items())
        if number > 1
    )
    yield from (("intake.people", f"{who} is left out") for who in sorted(applied - count.keys()))
    yield from (
        ("intake.people", f"{who} has not applied") for who in sorted(count.keys() - applied)
    )


def _kept(cohort: Cohort, intake: Intake) -> Said:
    """Whoever is locked to somebody, or applied with somebody, is paired with nobody else."""
    formed = {(pair.patient, pair.professional) for one in intake.cohorts for pair in one.pairs}
    paired = {who for couple in formed for who in couple}
    for couple in kept_together(cohort):
        if couple not in formed and not paired.isdisjoint(couple):
            yield "intake.locked", f"{' and '.join(couple)} are locked, but not in one pair"
    for couple in sorted({(min(two), max(two)) for two in partners(cohort).items()}):
        apart = formed.isdisjoint((couple, couple[::-1]))
        if apart and not paired.isdisjoint(couple):
            yield "intake.partners", f"{' and '.join(couple)} applied together, but are apart"


def _sizes(cohort: Cohort, intake: Intake) -> Said:
    settings = cohort.programme.intake
    for one in intake.cohorts:
        if not settings.smallest <= len(one.pairs) <= settings.largest:
            yield (
                "intake.smallest",
                f"{one.name} has {len(one.pairs)} pairs; from {settings.smallest} to "
                f"{settings.largest} are allowed",
            )


def _areas(cohort: Cohort, intake: Intake) -> Said:
    """Nobody is in a cohort of another area."""
    regions = regions_of(cohort)
    home = {who.person_id: region.name for region in regions for who in region.people}
    for one in intake.cohorts:
        for who in one.people:
            if home.get(who, one.area) != one.area:
                yield "intake.join_areas", f"{who} of {home[who]} is in {one.name} of {one.area}"
    told = {region.area: (region.patients, region.professionals) for region in intake.regions}
    for region in regions:
        sides = Counter(person.side for person in region.people)
        applied = sides[Side.PATIENT], sides[Side.PROFESSIONAL]
        if told.get(region.name, applied) != applied:
            yield "intake.regions", f"{applied} people of {region.name} applied"


def _twice(taken: Iterable[Taken]) -> Said:
    """No facilitator and no venue is in two cohorts on one day."""
    cohorts: dict[tuple[str, str, str], set[int]] = {}
    for one in taken:
        key = one.kind, one.who, one.day.isoformat()
        cohorts.setdefault(key, set()).add(one.cohort)
    for (kind, who, day), those in sorted(cohorts.items()):
        if len(those) > 1:
            where = ", ".join(str(number) for number in sorted(those))
            yield f"intake.{kind}", f"{who} is in cohorts {where} on {day}"


def _totals(intake: Intake) -> Said:
    said = intake.objective
    pairs = sum(len(one.pairs) for one in intake.cohorts)
    total = sum(one.total for one in intake.cohorts)
    worst = min((one.worst_fit for one in intake.cohorts), default=None)
    spare = sum(one.reserves for one in intake.cohorts)
    found = (len(intake.cohorts), pairs, spare, worst, total)
    told: tuple[int | None, ...] = (0, 0, 0, None, 0)
    if said is not None:
        told = (said.cohorts, said.pairs, said.reserves, said.worst_fit, said.total)
    if found != told:
        yield (
            "intake.objective",
            f"cohorts, pairs, reserves, lowest fit, total are {found}, not {told}",
        )
    gap = None if said is None else (intake.bound - total) / max(1, abs(total))
    if gap != intake.gap:
        yield "intake.gap", f"the gap is {gap}, not {intake.gap}"
    if intake.status == "optimal" and (pairs, total) != (intake.most_pairs, intake.bound):
        yield "intake.status", "optimal without a proof"
    for region in intake.regions:
        own = [one for one in intake.cohorts if one.area == region.area]
        summed = len(own), sum(len(one.pairs) for one in own), sum(one.total for one in own)
        if summed != (region.cohorts, region.pairs, region.total):
            yield (
                "intake.regions",
                f"the cohorts, pairs and total of {region.area} are not those of its cohorts",
            )


def _numbered(intake: Intake, plans: Sequence[Plan]) -> Iterator[tuple[int, Plan]]:
    return zip((one.number for one in intake.cohorts), plans, strict=True)


def _taken_by(number: int, plan: Plan) -> Iterator[Taken]:
    """Yield what a plan has on which day."""
    for workshop in plan.workshops:
        for leader in workshop.facilitators:
            yield Taken(cohort=number, kind="facilitator", who=leader, day=workshop.date)
        if workshop.venue:
            yield Taken(cohort=number, kind="venue", who=workshop.venue, day=workshop.date)
    for check_in in plan.check_ins:
        yield Taken(cohort=number, kind="facilitator", who=check_in.facilitator, day=check_in.date)
    for catch_up in plan.catch_ups:
        yield Taken(cohort=number, kind="facilitator", who=catch_up.facilitator, day=catch_up.date)

"""A district from its people to the plans of its cohorts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.intakes.booking import Book
from matcher.intakes.choosing import choose
from matcher.intakes.pool import Pool
from matcher.intakes.regions import part_of
from matcher.pipeline import plan as make_plan
from matcher.programme.balance import EACH
from matcher.programme.intake import Organisations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.cohort import Cohort, Facilitator
    from matcher.intakes.single import Group
    from matcher.plans import Plan
    from matcher.programme import Programme


@dataclass(frozen=True)
class District:
    """Neighbours whose cohorts are chosen together.

    Attributes
    ----------
    number
        From 0 on, over all regions.
    region
        Its name.
    cohort
        Its people, venues and facilitators, as one cohort.
    sizes
        How many pairs each of its cohorts is meant to have.
    first
        The number of its first cohort.
    seed
        Decides between equals.
    """

    number: int
    region: str
    cohort: Cohort
    sizes: tuple[int, ...]
    first: int
    seed: int


@dataclass(frozen=True)
class Planned:
    """A cohort and its plan, or why it has none.

    Attributes
    ----------
    number
        Of the cohort.
    plan
        Its plan; it knows its cohort.
    people
        The ids of who was meant for it.
    """

    number: int
    plan: Plan
    people: tuple[str, ...]


def plan_district(district: District) -> Iterator[Planned]:
    """Yield the cohorts of a district with their plans, in their order.

    A cohort for which venues or facilitators are left on too few days comes without pairs.
    """
    cohort = district.cohort.model_copy(
        update={"programme": with_organisations(district.cohort.programme)}
    )
    settings = cohort.programme.intake
    pool = Pool.of(cohort, district.seed)
    book = Book(cohort)
    groups = choose(pool, district.sizes, settings)
    for number, group in enumerate(groups, start=district.first):
        plan = _plan(pool, book, cohort, group, number, district)
        if len(plan.pairs) >= settings.smallest:
            book.take(plan)
        yield Planned(number, plan, _members(pool, group))


def with_organisations(programme: Programme) -> Programme:
    """Return the rules of a cohort, with the limit on organisations that are kept apart."""
    if programme.intake.organisations is not Organisations.APART:
        return programme
    limit = f"organisation: {EACH} <= {programme.intake.most_from_organisation}"
    balance = programme.balance.model_copy(update={"limits": (*programme.balance.limits, limit)})
    return programme.model_copy(update={"balance": balance})


def cohort_name(number: int) -> str:
    """Return what a cohort is called, in tables and as a folder."""
    return f"C{number:05d}"


def rules_of(programme: Programme, number: int, pairs: int) -> Programme:
    """Return the rules of one cohort of an intake."""
    head = programme.programme.model_copy(
        update={"pairs": pairs, "name": f"{programme.programme.name} {cohort_name(number)}"}
    )
    return programme.model_copy(update={"programme": head})


def _plan(
    pool: Pool, book: Book, cohort: Cohort, group: Group, number: int, district: District
) -> Plan:
    """Return the plan of a cohort, with what is left of venues and facilitators."""
    days = [pool.problem.candidates.days[index] for index in group.dates]
    settings = cohort.programme.intake
    best: Plan | None = None
    teams = [book.facilitators(days, len(group.pairs))]
    if len(teams[0]) < len(cohort.facilitators):
        teams.append(book.everybody())
    for team in teams:
        made = make_plan(
            _cohort(pool, book, cohort, group, number, team),
            time_limit=settings.seconds_per_cohort,
            seed=district.seed,
        )
        if best is None or _rank(made) > _rank(best):
            best = made
        if len(made.pairs) == len(group.pairs) and not made.unplaced:
            break
    assert best is not None, "there is always a team"
    return best


def _rank(plan: Plan) -> tuple[int, int, int]:
    total = 0 if plan.objective is None else plan.objective.total
    return len(plan.pairs), total, -len(plan.unplaced)


def _cohort(
    pool: Pool,
    book: Book,
    cohort: Cohort,
    group: Group,
    number: int,
    team: tuple[Facilitator, ...],
) -> Cohort:
    members = set(_members(pool, group))
    found = part_of(
        cohort,
        [person for person in cohort.people if person.person_id in members],
        book.venues(),
        team,
    )
    said = {
        leader.facilitator_id: answers
        for leader in team
        if (answers := book.answers(leader.facilitator_id))
    }
    return found.model_copy(
        update={
            "programme": rules_of(cohort.programme, number, len(group.pairs)),
            "availability": dict(sorted({**found.availability, **said}.items())),
        }
    )


def _members(pool: Pool, group: Group) -> tuple[str, ...]:
    ours, theirs = pool.problem.patients.ids, pool.problem.professionals.ids
    return tuple(sorted(who for row, column in group.pairs for who in (ours[row], theirs[column])))

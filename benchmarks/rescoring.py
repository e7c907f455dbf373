"""What a plan is worth by our own rules, whoever made it.

The check is asked, which knows no solver. Every plan goes through here, ours too, so that the
values in the tables can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.check import CHECKS
from matcher.check.facts import Facts
from matcher.plans import Outcome, Pair, Plan, Provenance, Workshop
from matcher.settle.projects import settle_projects

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from matcher.cohort import Cohort
    from matcher.solve.problem import Problem

RULES = (
    "pairs.once",
    "pairs.sides",
    "pairs.allowed",
    "partner_id",
    "pairing.min_fit",
    "status.confirmed",
    "programme.pairs",
    "projects.options",
    "projects.max_pairs",
    "projects.min_pairs",
    "workshops.count",
    "workshops.candidate",
    "workshops.order",
    "workshops.min_gap_days",
    "workshops.max_gap_days",
    "workshops.max_missed",
    "workshops.everyone",
)
"""The rules that pairs and dates have to keep, as keys of the check."""


@dataclass(frozen=True)
class Rescored:
    """What a plan is worth on levels 1, 3 and 4, and the rules that it breaks.

    Attributes
    ----------
    pairs, worst_fit, total
        Nothing is hidden where rules are broken: the numbers are those of the plan as it stands.
    broken
        What the check says, rule by rule.
    """

    pairs: int
    worst_fit: int | None
    total: int
    broken: tuple[str, ...]


def rescored(cohort: Cohort, days: Sequence[date], couples: Iterable[tuple[str, str]]) -> Rescored:
    """Return what pairs and dates are worth.

    Parameters
    ----------
    cohort
        Whose plan it is.
    days
        The workshops' dates, in order.
    couples
        Ids of a patient and a professional.
    """
    facts = Facts(cohort, _plan(cohort, days, sorted(couples)))
    return Rescored(
        pairs=len(facts.recomputed),
        worst_fit=min((one.fit for one in facts.recomputed), default=None),
        total=facts.total,
        broken=tuple(f"{rule}: {text}" for rule in RULES for text in CHECKS[rule](facts)),
    )


def named(
    problem: Problem, dates: Iterable[int], pairs: Iterable[tuple[int, int]]
) -> tuple[list[date], list[tuple[str, str]]]:
    """Return dates and pairs given by their places in the problem as days and ids."""
    ours, theirs = problem.patients.ids, problem.professionals.ids
    return (
        [problem.candidates.days[index] for index in dates],
        [(ours[row], theirs[column]) for row, column in pairs],
    )


def _plan(cohort: Cohort, days: Sequence[date], couples: Sequence[tuple[str, str]]) -> Plan:
    """Return a plan that claims nothing but its pairs, their projects and its dates."""
    people = {person.person_id: person for person in cohort.people}
    projects = settle_projects(
        cohort, [(people[patient], people[professional]) for patient, professional in couples]
    )
    return Plan(
        status=Outcome.FEASIBLE,
        objective=None,
        bound=None,
        gap=None,
        pairs=tuple(
            Pair(
                patient=patient,
                professional=professional,
                project=project,
                fit=0,
                parts={},
                coverage=0,
                missed=0,
                if_needed=0,
                value=0,
            )
            for (patient, professional), project in zip(couples, projects, strict=True)
        ),
        workshops=tuple(Workshop(number=number, date=day) for number, day in enumerate(days, 1)),
        provenance=Provenance(version="", ortools="", seed=0, input_digest="", seconds=0),
    )

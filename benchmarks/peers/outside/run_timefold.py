"""Plan pairs and dates with Timefold: run by the Python of an environment that has it.

`python run_timefold.py PROBLEM.json PLAN.json`. Each patient gets a professional or nobody, each
workshop a date. Hard: one patient for a professional, allowed pairs, no more than wanted, the
gaps, and the most that a pair may miss. Medium: the number of pairs. Soft: points.
"""

import json
import sys
import time
from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver import SolverFactory
from timefold.solver.config import (
    Duration,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    TerminationConfig,
)
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ProblemFactProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardMediumSoftScore,
    Joiners,
    constraint_provider,
)


@dataclass
class Rules:
    """The numbers of the programme."""

    wanted: int
    max_missed: int
    min_gap: int
    max_gap: int
    missed_cost: int
    if_needed_cost: int


@dataclass
class Day:
    """A candidate date: its place in the diaries, its number in the calendar, what it costs."""

    id: Annotated[int, PlanningId]
    ordinal: int
    avoid_cost: int


@dataclass
class Professional:
    """Somebody to be paired with. The diary holds 0 for no, 1 for if needed, 2 for yes."""

    id: Annotated[int, PlanningId]
    diary: list[int]


@planning_entity
@dataclass
class Patient:
    """Somebody who gets a partner, or none. A fit below 0 is a pair that is not allowed."""

    id: Annotated[int, PlanningId]
    diary: list[int]
    fits: list[int]
    partner: Annotated[
        Professional | None,
        PlanningVariable(value_range_provider_refs=["professionals"], allows_unassigned=True),
    ] = field(default=None)


@planning_entity
@dataclass
class Workshop:
    """A workshop, which gets a date."""

    id: Annotated[int, PlanningId]
    day: Annotated[Day | None, PlanningVariable(value_range_provider_refs=["days"])] = field(
        default=None
    )


@planning_solution
@dataclass
class Programme:
    """Everything."""

    rules: Annotated[Rules, ProblemFactProperty]
    days: Annotated[list[Day], ProblemFactCollectionProperty, ValueRangeProvider(id="days")]
    professionals: Annotated[
        list[Professional], ProblemFactCollectionProperty, ValueRangeProvider(id="professionals")
    ]
    patients: Annotated[list[Patient], PlanningEntityCollectionProperty]
    workshops: Annotated[list[Workshop], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore, PlanningScore] = field(default=None)


def misses(patient: Patient, workshop: Workshop) -> bool:
    """Return whether the pair cannot attend the workshop together."""
    place = workshop.day.id
    return patient.diary[place] == 0 or patient.partner.diary[place] == 0


def favours(patient: Patient, workshop: Workshop) -> int:
    """Return how many of the pair come only if needed, where both come."""
    place = workshop.day.id
    asked = 0
    if patient.diary[place] == 1:
        asked += 1
    if patient.partner.diary[place] == 1:
        asked += 1
    return asked


def gap_error(one: Workshop, other: Workshop, rules: Rules) -> int:
    """Return by how many days two neighbouring workshops break the rules on gaps."""
    gap = other.day.ordinal - one.day.ordinal
    if gap < rules.min_gap:
        return rules.min_gap - gap
    if gap > rules.max_gap:
        return gap - rules.max_gap
    return 0


@constraint_provider
def constraints(factory: ConstraintFactory) -> list[Constraint]:
    """Return the rules and the objective."""
    return [
        *hard(factory),
        factory.for_each(Patient).reward(HardMediumSoftScore.ONE_MEDIUM).as_constraint("pairs"),
        *soft(factory),
    ]


def hard(factory: ConstraintFactory) -> list[Constraint]:
    """Return what must hold."""
    return [
        factory.for_each_unique_pair(Patient, Joiners.equal(lambda patient: patient.partner))
        .penalize(HardMediumSoftScore.ONE_HARD, lambda one, other: 10)
        .as_constraint("a professional has one partner"),
        factory.for_each(Patient)
        .filter(lambda patient: patient.fits[patient.partner.id] < 0)
        .penalize(HardMediumSoftScore.ONE_HARD, lambda patient: 10)
        .as_constraint("allowed pairs"),
        factory.for_each(Patient)
        .group_by(ConstraintCollectors.count())
        .join(Rules)
        .filter(lambda pairs, rules: pairs > rules.wanted)
        .penalize(HardMediumSoftScore.ONE_HARD, lambda pairs, rules: 10 * (pairs - rules.wanted))
        .as_constraint("no more pairs than wanted"),
        factory.for_each(Workshop)
        .join(Workshop, Joiners.equal(lambda one: one.id + 1, lambda other: other.id))
        .join(Rules)
        .penalize(
            HardMediumSoftScore.ONE_HARD,
            lambda one, other, rules: gap_error(one, other, rules),
        )
        .as_constraint("gaps"),
        factory.for_each(Patient)
        .join(Workshop)
        .filter(lambda patient, workshop: misses(patient, workshop))
        .group_by(lambda patient, workshop: patient, ConstraintCollectors.count_bi())
        .join(Rules)
        .filter(lambda patient, missed, rules: missed > rules.max_missed)
        .penalize(
            HardMediumSoftScore.ONE_HARD,
            lambda patient, missed, rules: missed - rules.max_missed,
        )
        .as_constraint("a pair misses few workshops"),
    ]


def soft(factory: ConstraintFactory) -> list[Constraint]:
    """Return what a plan is worth in points."""
    return [
        factory.for_each(Patient)
        .filter(lambda patient: patient.fits[patient.partner.id] > 0)
        .reward(HardMediumSoftScore.ONE_SOFT, lambda patient: patient.fits[patient.partner.id])
        .as_constraint("fit"),
        factory.for_each(Patient)
        .join(Workshop)
        .filter(lambda patient, workshop: misses(patient, workshop))
        .join(Rules)
        .penalize(HardMediumSoftScore.ONE_SOFT, lambda patient, workshop, rules: rules.missed_cost)
        .as_constraint("missed workshops"),
        factory.for_each(Patient)
        .join(Workshop)
        .filter(
            lambda patient, workshop: (
                not misses(patient, workshop) and favours(patient, workshop) > 0
            )
        )
        .join(Rules)
        .penalize(
            HardMediumSoftScore.ONE_SOFT,
            lambda patient, workshop, rules: rules.if_needed_cost * favours(patient, workshop),
        )
        .as_constraint("days only if needed"),
        factory.for_each(Workshop)
        .filter(lambda workshop: workshop.day.avoid_cost > 0)
        .penalize(HardMediumSoftScore.ONE_SOFT, lambda workshop: workshop.day.avoid_cost)
        .as_constraint("avoided dates"),
    ]


def programme_of(problem: dict) -> Programme:
    """Return a problem as the solver's domain."""
    return Programme(
        rules=Rules(**problem["rules"]),
        days=[
            Day(index, ordinal, cost)
            for index, (ordinal, cost) in enumerate(
                zip(problem["ordinals"], problem["avoid_cost"], strict=True)
            )
        ],
        professionals=[
            Professional(index, diary) for index, diary in enumerate(problem["professionals"])
        ],
        patients=[
            Patient(index, diary, fits)
            for index, (diary, fits) in enumerate(
                zip(problem["patients"], problem["fits"], strict=True)
            )
        ],
        workshops=[Workshop(number) for number in range(problem["workshops"])],
    )


def main() -> None:
    """Solve a problem and write the plan."""
    with open(sys.argv[1], encoding="utf-8") as source:
        problem = json.load(source)
    config = SolverConfig(
        solution_class=Programme,
        entity_class_list=[Workshop, Patient],
        random_seed=problem["seed"],
        score_director_factory_config=ScoreDirectorFactoryConfig(
            constraint_provider_function=constraints
        ),
        termination_config=TerminationConfig(
            spent_limit=Duration(milliseconds=round(1000 * problem["limit"]))
        ),
    )
    solver = SolverFactory.create(config).build_solver()
    programme = programme_of(problem)
    started = time.perf_counter()
    best = solver.solve(programme)
    plan = {
        "seconds": time.perf_counter() - started,
        "pairs": [[one.id, one.partner.id] for one in best.patients if one.partner is not None],
        "dates": [None if workshop.day is None else workshop.day.id for workshop in best.workshops],
        "note": str(best.score),
    }
    with open(sys.argv[2], "w", encoding="utf-8") as target:
        json.dump(plan, target)


if __name__ == "__main__":
    main()

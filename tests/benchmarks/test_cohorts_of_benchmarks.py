"""The harder cohorts are hard in the way that they say, and our plans are rescored by the check."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.cases import CASES, SMOKE, Case
from benchmarks.kinds import KINDS
from benchmarks.measure import time_search
from benchmarks.peers import PEERS
from benchmarks.rescoring import named, rescored
from matcher.cohort import Answer, Status
from matcher.programme import Fairness
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

SMALL = Case("4 pairs", 4, 8, 30)


def hard(kind: str) -> Case:
    return Case("4 pairs", 4, 8, 30, kind=kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_makes_the_same_cohort(kind: str) -> None:
    assert hard(kind).cohort(3) == hard(kind).cohort(3)
    assert hard(kind).cohort(3) != hard(kind).cohort(4)


def test_every_fit_is_equal() -> None:
    problem = build_problem(hard("every fit equal").cohort(0))
    assert problem.fit.min() == problem.fit.max()


def test_everybody_comes_on_one_weekday() -> None:
    for diary in hard("one weekday each").cohort(0).availability.values():
        assert len({day.weekday() for day, answer in diary.items() if answer is Answer.YES}) <= 1


def test_the_places_in_projects_bind() -> None:
    cohort = hard("one project each").cohort(0)
    problem = build_problem(cohort)
    assert len(cohort.projects) < len(cohort.patients)
    assert problem.limits is not None
    assert (problem.limits.most == 1).all()


def test_every_rule_is_in_play() -> None:
    cohort = hard("every rule").cohort(0)
    statuses = [person.status for person in cohort.people]
    assert cohort.programme.pairing.fairness is Fairness.WORST_FIRST
    assert statuses.count(Status.RESERVE) == 6
    assert statuses.count(Status.CONFIRMED) == 4
    assert sum(person.partner_id is not None for person in cohort.patients) == 2


def test_cases_are_named_once_and_ask_only_ways_that_exist() -> None:
    for cases in (CASES, SMOKE):
        names = [(case.section, case.name) for case in cases]
        assert len(set(names)) == len(names)
        assert {name for case in cases for name in case.peers} <= PEERS.keys()


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_a_timed_search_passes_the_check(kind: str | None) -> None:
    case = Case("4 pairs", 4, 8, 50, kind=kind, if_needed=0.2, avoided_weeks=1)
    timing = time_search(case, 1, 30)
    assert timing.proven
    assert timing.gap in (0, None)
    assert timing.megabytes >= timing.before > 0


def test_a_plan_is_rescored_and_the_rules_that_it_breaks_are_told() -> None:
    cohort = SMALL.cohort(0)
    problem = build_problem(cohort)
    solution = solve(problem, Budget(30))
    assert solution.worth is not None
    days, couples = named(problem, solution.dates, solution.pairs)
    good = rescored(cohort, days, couples)
    assert (good.pairs, good.total, good.broken) == (4, solution.worth.total, ())
    patients = [patient for patient, _ in couples]
    crowd = [*couples, (patients[0], couples[1][1])]
    text = " ".join(rescored(cohort, [days[0], *days[:-1]], crowd).broken)
    for rule in ("pairs.once", "programme.pairs", "workshops.order", "workshops.min_gap_days"):
        assert rule in text


def test_the_best_sequence_keeps_to_the_gaps() -> None:
    import numpy as np

    from benchmarks.peers.within import best_sequence

    problem = build_problem(SMALL.cohort(0))
    dates = best_sequence(problem, np.ones(len(problem.candidates.days)))
    assert len(dates) == problem.workshops
    assert all(problem.follows[0][one, other] for one, other in pairwise(dates))

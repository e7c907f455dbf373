"""Searches that start from what an earlier one left, beside searches that start from nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cohorts import benchmark_cohort, random_cohort
from matcher.plans import Outcome
from matcher.solve.levels import solve
from matcher.solve.memory import Memory, recall, remember
from matcher.solve.problem import People, Problem, build_problem
from matcher.solve.progress import Budget
from matcher.solve.solution import Solution
from matcher.solve.stages import Stages


@pytest.fixture(scope="module")
def known() -> tuple[Problem, Solution, Memory]:
    problem = build_problem(benchmark_cohort(8, 12, 40, seed=3))
    solution = solve(problem, Budget(60))
    return problem, solution, remember(problem, solution, 150, Budget(60))


def levels(problem: Problem, solution: Solution) -> tuple[object, ...]:
    """Return what two solutions of a problem must have in common."""
    worth = solution.worth
    if worth is None:
        return (solution.outcome,)
    worst = worth.worst_fit if problem.worst_first else None
    return solution.outcome, worth.pairs, worth.reserves, worst, worth.total, solution.bound


def without(side: People, index: int) -> People:
    """Return a side without one of its people."""
    kept = np.arange(len(side.ids)) != index
    return People(
        ids=tuple(one for number, one in enumerate(side.ids) if kept[number]),
        can=side.can[kept],
        only_if_needed=side.only_if_needed[kept],
        must=side.must[kept],
        reserve=side.reserve[kept],
    )


SETTINGS: dict[str, dict[str, int]] = {"stricter": {"max_missed": 0}, "looser": {"missed_cost": 0}}


def changed(problem: Problem, solution: Solution, kind: str, seed: int) -> Problem:
    """Return the problem after a change of a kind."""
    random = np.random.default_rng(seed)
    row, column = solution.pairs[seed % len(solution.pairs)]
    date = solution.dates[seed % len(solution.dates)]
    can, fit, allowed = problem.patients.can.copy(), problem.fit.copy(), problem.allowed.copy()
    if kind == "absent":
        can[row, date] = False
    elif kind == "freed":
        can[random.integers(len(can))] = True
    elif kind == "withdrawn":
        return replace(
            problem,
            patients=without(problem.patients, row),
            fit=np.delete(fit, row, axis=0),
            allowed=np.delete(allowed, row, axis=0),
        )
    elif kind == "barred":
        allowed[row, column] = False
    elif kind == "liked more":
        fit[random.integers(len(fit))] += 40
    elif kind == "liked less":
        fit -= 30 + random.integers(5, size=fit.shape)
    elif kind == "date lost":
        slots = problem.slots.copy()
        slots[:, date] = False
        return replace(problem, slots=slots)
    elif kind in SETTINGS:
        return replace(problem, **SETTINGS[kind])
    elif kind == "must":
        must = problem.patients.must.copy()
        must[random.integers(len(must))] = True
        return replace(problem, patients=replace(problem.patients, must=must))
    patients = replace(problem.patients, can=can)
    return replace(problem, patients=patients, fit=fit, allowed=allowed)


KINDS = (
    "absent",
    "freed",
    "withdrawn",
    "barred",
    "liked more",
    "liked less",
    "date lost",
    "stricter",
    "looser",
    "must",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(6))
def test_what_is_remembered_changes_nothing_but_the_time(
    known: tuple[Problem, Solution, Memory], kind: str, seed: int
) -> None:
    problem, solution, memory = known
    new = changed(problem, solution, kind, seed)
    cold = solve(new, Budget(60))
    for one in (memory, Memory.of_plan(problem, solution.dates, len(solution.pairs))):
        warm = solve(new, Budget(60), memory=one)
        assert levels(new, warm) == levels(new, cold)


@pytest.mark.parametrize("kind", ["absent", "barred", "liked less", "date lost", "must"])
def test_after_a_small_loss_nothing_is_searched(
    known: tuple[Problem, Solution, Memory], kind: str
) -> None:
    problem, solution, memory = known
    settled = 0
    for seed in range(8):
        new = changed(problem, solution, kind, seed)
        warm = solve(new, Budget(60), memory=memory)
        settled += warm.assignments == 0
        assert warm.outcome is Outcome.OPTIMAL
    assert settled >= 4


def test_it_keeps_every_sequence_of_dates_above_its_level(
    known: tuple[Problem, Solution, Memory],
) -> None:
    problem, solution, memory = known
    assert solution.worth is not None
    assert memory.near[0][0] == solution.worth.total
    assert memory.rest == solution.worth.total - 151
    assert all(worth > memory.rest for worth, _ in memory.near)
    blocked = problem
    for _, dates in memory.near:
        assert solve_on(blocked, dates) > memory.rest


def solve_on(problem: Problem, dates: tuple[int, ...]) -> float:
    slots = np.zeros_like(problem.slots)
    slots[range(len(dates)), list(dates)] = True
    solution = solve(replace(problem, slots=slots), Budget(60))
    assert solution.worth is not None
    return solution.worth.total


def test_what_was_remembered_of_another_cohort_does_no_harm(
    known: tuple[Problem, Solution, Memory],
) -> None:
    _, _, memory = known
    other = build_problem(benchmark_cohort(6, 9, 30, seed=5))
    cold, warm = solve(other, Budget(60)), solve(other, Budget(60), memory=memory)
    assert levels(other, warm) == levels(other, cold)


def test_without_time_only_the_plan_is_kept(known: tuple[Problem, Solution, Memory]) -> None:
    problem, solution, _ = known
    kept = remember(problem, solution, 150, Budget(0))
    assert kept.near == ((np.inf, solution.dates),)
    assert kept.rest == np.inf
    assert not recall(kept, Stages(problem, Budget(60), 1))[1]


def test_on_cohorts_with_every_rule_it_changes_nothing_either() -> None:
    tried = 0
    for seed in range(40):
        problem = build_problem(random_cohort(seed, impossible=0.0))
        solution = solve(problem, Budget(60))
        if solution.worth is None or not solution.pairs:
            continue
        memory = remember(problem, solution, 200, Budget(60))
        for kind in ("absent", "barred", "liked more"):
            new = changed(problem, solution, kind, seed)
            cold, warm = solve(new, Budget(60)), solve(new, Budget(60), memory=memory)
            assert levels(new, warm) == levels(new, cold)
            tried += 1
    assert tried > 60

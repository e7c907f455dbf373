"""The search in parts: the same optimum as one search, and bounds that hold when it is stopped."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cohorts import random_cohort
from matcher.solve.mixes import by_mix
from matcher.solve.parts import search
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget
from matcher.solve.search import Result, Search, Task
from matcher.solve.stages import Stages

KINDS = {
    **{"impossible": 0.0, "weekday_limits": 1.0, "confirmed": 0.0, "locks": 0.0, "blocks": 0.0},
    **{"limits": 0.0, "reserves": 0.0, "min_fit": 0.0},
}


@pytest.fixture(scope="module")
def tasks() -> list[tuple[Task, Result]]:
    """Some tasks, and what one search for the whole of each finds."""
    found = []
    for seed in range(25):
        problem = build_problem(random_cohort(seed, "small", **KINDS))
        if problem.slots.any(axis=1).all() and problem.allowed.any():
            task, _ = Stages(problem, Budget(60), 1).task(2)
            found.append((task, Search(task, Budget(60)).run()))
    return found


def test_all_parts_together_find_what_one_search_finds(tasks: list[tuple[Task, Result]]) -> None:
    several = plans = 0
    for task, whole in tasks:
        parts = search(task, Budget(60))
        assert parts.complete
        assert parts.bound == whole.bound
        assert (parts.best is None) == (whole.best is None)
        if parts.best is not None:
            assert parts.best.value == whole.bound
            assert task.costs.days.keep(parts.best.dates)
            plans += 1
        several += len(by_mix(task.costs.days, task.slots, task.follows)) > 1
    assert several > 5
    assert plans > 5


@pytest.mark.parametrize("steps", [0, 3, 10])
def test_a_search_stopped_in_any_part_says_nothing_untrue(
    tasks: list[tuple[Task, Result]], steps: int
) -> None:
    stopped = 0
    for task, whole in tasks:
        told: list[float] = []
        budget = Budget(60).steps(steps)
        result = search(task, budget, tell=lambda _, bound, told=told: told.append(bound))
        assert all(bound >= whole.bound for bound in [*told, result.bound])
        assert result.bound == whole.bound or not result.complete
        stopped += not result.complete
    assert stopped > 3


def test_every_sequence_of_dates_above_a_level_is_kept_whatever_its_part(
    tasks: list[tuple[Task, Result]],
) -> None:
    number = 0
    for task, whole in tasks:
        if whole.best is None:
            continue
        asked = replace(task, above=whole.best.value - 60, keep=10_000)
        kept, known = (
            sorted((found.value, found.dates) for found in result.kept)
            for result in (search(asked, Budget(60)), Search(asked, Budget(60)).run())
        )
        assert kept == known
        number += len(kept)
    assert number > 40


def test_more_sequences_than_may_be_kept_end_the_search(tasks: list[tuple[Task, Result]]) -> None:
    ended = 0
    for task, whole in tasks:
        if whole.best is not None:
            asked = replace(task, above=whole.best.value - 60, keep=3)
            result = search(asked, Budget(60))
            assert result.complete or len(result.kept) > 3
            ended += not result.complete
    assert ended > 2


def test_a_plan_that_is_enough_ends_the_search(tasks: list[tuple[Task, Result]]) -> None:
    ended = 0
    for task, whole in tasks:
        any_plan = search(replace(task, enough=-np.inf), Budget(60))
        assert (any_plan.best is None) == (whole.best is None)
        assert any_plan.bound >= whole.bound
        ended += not any_plan.complete
    assert ended > 5

"""Bounds of whole sequences of dates, beside the best pairs on each of them."""

from __future__ import annotations

import numpy as np
import pytest

from cohorts import random_cohort
from matcher.solve.many_dates import bounds_on
from matcher.solve.problem import Problem, build_problem
from matcher.solve.progress import Budget
from matcher.solve.stages import Stages


def sequences(problem: Problem, count: int, seed: int) -> np.ndarray:
    """Return sequences of dates; nothing here needs them to be in order."""
    random = np.random.default_rng(seed)
    size = (count, problem.workshops)
    return random.integers(len(problem.candidates.days), size=size)


@pytest.mark.parametrize("seed", range(25))
def test_no_plan_on_its_dates_is_worth_more_than_the_bound(seed: int) -> None:
    problem = build_problem(random_cohort(seed, impossible=0.0, limits=0.0, weekday_limits=0.3))
    if not problem.candidates.days or not problem.workshops or not problem.allowed.any():
        return
    stages = Stages(problem, Budget(60), 1)
    task, rules = stages.task(max(1, min(3, *problem.allowed.shape)))
    dates = sequences(problem, 30, seed)
    random = np.random.default_rng(seed)
    for prices in (np.zeros(task.worth.shape[1]), random.integers(0, 300, task.worth.shape[1])):
        bounds = bounds_on(task, dates, prices.astype(float))
        for one, bound in zip(dates, bounds, strict=True):
            found = stages.at(tuple(int(date) for date in one), task, rules)
            assert found is None or found.value <= bound


def test_bounds_are_near_what_the_plans_are_worth() -> None:
    problem = build_problem(random_cohort(3, impossible=0.0, limits=0.0))
    stages = Stages(problem, Budget(60), 1)
    task, rules = stages.task(1)
    dates = sequences(problem, 40, 1)
    bounds = bounds_on(task, dates, np.zeros(task.worth.shape[1]))
    found = [stages.at(tuple(int(date) for date in one), task, rules) for one in dates]
    exact = np.array([-np.inf if one is None else one.value for one in found])
    assert np.isfinite(exact).any()
    assert (bounds >= exact).all()
    assert (np.isneginf(bounds) == np.isneginf(exact)).all()

"""Prices with the dates free, beside plans of the cohort with the pair locked."""

from __future__ import annotations

import pytest

import matcher
from cohorts import random_cohort
from matcher.explaining.prices import prices_of_pairs
from matcher.explaining.prices_on_any_dates import price_of_every_pair
from matcher.plans import Outcome
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget, Silent
from worlds import cohort, people

KINDS = {"impossible": 0.0, "underway": 0.0, "locks": 0.0, "reserves": 0.0}


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4, 5, 6, 7, 9, 11])
def test_prices_equal_those_of_planning_with_the_pair_locked(seed: int) -> None:
    given = random_cohort(seed, **KINDS)
    plan = matcher.plan(given)
    assert plan.objective is not None
    steps = list(price_of_every_pair(plan))
    allowed = build_problem(given).allowed
    assert [step.done for step in steps] == list(range(1, allowed.size + 1))
    for price in (step.price for step in steps):
        assert price.proof == "exact"
        if price.reason and "no dates and pairs" not in price.reason:
            continue
        locked = matcher.plan(given.with_changes(f"lock={price.patient}+{price.professional}"))
        if locked.objective is None:
            assert locked.status is Outcome.INFEASIBLE
            assert price.reason is not None
            continue
        assert price.pairs_lost == plan.objective.pairs - locked.objective.pairs
        assert price.total_lost == plan.objective.total - locked.objective.total
        if price.worst_fit_lost is not None:
            assert price.worst_fit_lost == plan.objective.worst_fit - locked.objective.worst_fit


@pytest.mark.parametrize("seed", [21, 23, 24])
def test_no_price_is_above_that_on_the_dates_of_the_plan(seed: int) -> None:
    plan = matcher.plan(random_cohort(seed, "small", **KINDS, limits=0.0))
    assert plan.objective is not None
    fixed = {(p.patient, p.professional): p for p in prices_of_pairs(plan, Budget(0))}
    for step in price_of_every_pair(plan):
        known = fixed[step.price.patient, step.price.professional]
        if known.is_priced:
            assert step.price.levels <= known.levels


def test_whoever_stops_it_gets_what_is_there() -> None:
    class After(Silent):
        def __init__(self, looks: int) -> None:
            self.looks = looks

        def stop_requested(self) -> bool:
            self.looks -= 1
            return self.looks < 0

    plan = matcher.plan(cohort(*people(3, 3)))
    assert list(price_of_every_pair(plan, progress=After(0))) == []
    assert len(list(price_of_every_pair(plan, progress=After(2)))) == 2


def test_without_a_plan_there_is_nothing_to_price() -> None:
    plan = matcher.plan(
        cohort(*people(2, 2), rules={"workshops.min_gap_days": 28, "workshops.count": 5})
    )
    assert list(price_of_every_pair(plan)) == []

"""Mixes of weekdays: every plan has exactly one, and what its weekdays force is never too much."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import nodes
from cohorts import benchmark_cohort, random_cohort
from matcher.solve.costs import Costs
from matcher.solve.mixes import by_mix
from matcher.solve.problem import Problem, build_problem
from matcher.solve.tree import foreseen, root
from nodes import leaves


def problems(seeds: int) -> list[Problem]:
    kinds = {**nodes.KINDS, "weekday_limits": 1.0, "sessions": 0.2, "windows": 0.3, "underway": 0.2}
    made = [build_problem(random_cohort(seed, **kinds)) for seed in range(seeds)]
    return [problem for problem in made if problem.slots.any(axis=1).all()]


def limited(most: int | None, count: int = 5) -> Problem:
    cohort = benchmark_cohort(2, 3, 125, 1)
    given = cohort.programme.model_dump()
    given["workshops"] |= {"max_same_weekday": most, "count": count, "min_gap_days": 7}
    given["costs"] |= {"same_weekday": 10}
    programme = type(cohort.programme).model_validate(given)
    return build_problem(cohort.model_copy(update={"programme": programme}))


@pytest.mark.parametrize(("most", "number"), [(1, 1), (2, 51), (3, 101), (4, 121)])
def test_five_workshops_on_five_weekdays_have_so_many_mixes(most: int, number: int) -> None:
    problem = limited(most)
    found = by_mix(problem.days, problem.slots, problem.follows)
    assert len({tuple(mix.room) for mix in found}) == len(found) == number
    assert all(mix.room.sum() == 5 and mix.room.max() <= most for mix in found)


@pytest.mark.parametrize(("most", "count"), [(None, 5), (5, 5), (5, 12)])
def test_without_a_limit_that_binds_or_with_too_many_mixes_the_rules_stay_whole(
    most: int | None, count: int
) -> None:
    problem = limited(most, count)
    assert by_mix(problem.days, problem.slots, problem.follows) == [problem.days]


def test_every_plan_has_exactly_one_mix() -> None:
    tested = several = 0
    for problem in problems(120):
        costs = Costs.of(problem)
        found = by_mix(problem.days, problem.slots, problem.follows)
        several += len(found) > 1
        start = root(np.zeros(problem.fit.shape))
        of_each = [
            leaf.dates for mix in found for leaf in leaves(problem, start, replace(costs, days=mix))
        ]
        whole = [leaf.dates for leaf in leaves(problem, start, costs)]
        assert sorted(of_each) == sorted(whole)
        tested += len(whole)
    assert several > 30
    assert tested > 300


def test_on_complete_dates_a_worth_is_exact_again_and_before_never_too_low() -> None:
    forced = tested = 0
    for problem in problems(120):
        start = root(np.where(problem.allowed, problem.fit.astype(np.float64), -np.inf))
        every = np.ones(problem.slots.shape[1], dtype=bool)
        for mix in by_mix(problem.days, problem.slots, problem.follows):
            costs = replace(Costs.of(problem), days=mix)
            ahead = foreseen(start, every, costs)
            forced += int((ahead.worth < start.worth).sum())
            known = {leaf.dates: leaf for leaf in leaves(problem, ahead, costs)}
            for leaf in leaves(problem, start, costs):
                assert (leaf.worth <= ahead.worth).all()
                assert (leaf.worth == known[leaf.dates].worth).all()
                out = np.isneginf(leaf.worth)
                assert (leaf.missed == known[leaf.dates].missed)[~out].all()
                tested += 1
    assert forced > 200
    assert tested > 300


def test_what_is_foreseen_of_fewer_dates_is_never_too_much_for_plans_on_these() -> None:
    more = 0
    for seed, problem in enumerate(problems(80)):
        some = np.random.default_rng(seed).random(problem.slots.shape[1]) < 0.7
        start = root(np.where(problem.allowed, problem.fit.astype(np.float64), -np.inf))
        every = np.ones_like(some)
        for mix in by_mix(problem.days, problem.slots, problem.follows):
            costs = replace(Costs.of(problem), days=mix)
            ahead = foreseen(start, every, costs)
            narrowed = foreseen(ahead, some, costs)
            more += int((narrowed.worth < ahead.worth).sum())
            assert (foreseen(start, some, costs).worth == narrowed.worth).all()
            known = {leaf.dates: leaf for leaf in leaves(problem, narrowed, costs)}
            for leaf in leaves(problem, start, costs):
                if some[list(leaf.dates)].all():
                    assert (leaf.worth <= narrowed.worth).all()
                    assert (leaf.worth == known[leaf.dates].worth).all()
    assert more > 100


def test_a_weekday_is_needed_as_often_as_the_others_have_no_room() -> None:
    days = limited(2).days
    tight = replace(days, room=np.array([2, 2, 1, 1, 0, 0, 0]))
    assert tight.needed(()).tolist() == [1, 1, 0, 0, 0, 0, 0]
    monday = int(np.flatnonzero(days.weekday == 0)[0])
    assert tight.needed((monday,)).tolist() == [0, 1, 0, 0, 0, 0, 0]
    assert days.needed(()).tolist() == [0] * 7

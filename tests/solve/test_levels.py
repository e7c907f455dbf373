"""The best plan, beside every plan there is, beside the complete model, and by its laws."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import brute
from cohorts import random_cohort
from matcher.cohort import Cohort, Person, Side, Status
from matcher.plans import Outcome
from matcher.solve.levels import solve
from matcher.solve.model import solve_complete
from matcher.solve.problem import Problem, build_problem
from matcher.solve.progress import Budget
from matcher.solve.solution import Solution, worth_of

MIXTURES: dict[str, dict[str, float]] = {
    "everything": {},
    "reserves": {"reserves": 1.0, "odd_costs": 1.0, "impossible": 0.0},
    "worst_first": {"worst_first": 1.0, "reserves": 0.6, "bars": 0.1, "impossible": 0.0},
    "everyone": {"everyone": 1.0, "avoided": 1.0, "if_needed": 1.0, "impossible": 0.0},
    "must": {"confirmed": 0.8, "locks": 0.4, "bars": 0.0, "languages": 0.0},
    "days": {"windows": 0.7, "weekday_limits": 0.5, "sessions": 0.3, "budget": 0.5},
    "among pairs": {"quorum": 0.6, "balance": 0.7, "limits": 0.3, "not_from": 0.3},
    "underway": {"underway": 1.0, "sessions": 0.2, "weekday_limits": 0.2, "budget": 0.3},
    "projects": {"projects": 1.0, "limits": 1.0, "odd_costs": 0.7, "bars": 0.1},
}
LAWS = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def solved(cohort: Cohort, seed: int = 1) -> Solution:
    return solve(build_problem(cohort), Budget(60), seed)


def judged(cohort: Cohort, problem: Problem, found: Solution) -> brute.Levels:
    """Return what a plan is worth straight from the records, all rules checked."""
    pairs = [
        (problem.patients.ids[row], problem.professionals.ids[column])
        for row, column in found.pairs
    ]
    return brute.verify(cohort, pairs, [problem.candidates.days[index] for index in found.dates])


def is_the_best(cohort: Cohort, context: str) -> None:
    """Assert that the search finds what brute force finds, and says the truth about it."""
    problem = build_problem(cohort)
    found, best = solve(problem, Budget(60), 1), brute.best(cohort)
    if best is None:
        assert found.outcome is Outcome.INFEASIBLE, context
        assert (found.dates, found.pairs, found.worth, found.bound) == ((), (), None, None), context
        return
    assert found.outcome is Outcome.OPTIMAL, context
    assert found.worth is not None, context
    levels = judged(cohort, problem, found)
    assert brute.in_order(cohort, levels) == brute.in_order(cohort, best), context
    assert worth_of(problem, found.dates, found.pairs) == found.worth, context
    told = found.worth.pairs, found.worth.reserves, found.worth.worst_fit, found.worth.total
    assert told == tuple(levels), context
    assert found.bound == found.worth.total, context
    assert found.most_proven, context


@pytest.mark.parametrize("mixture", MIXTURES)
def test_the_plan_is_as_good_as_the_best_of_all_plans(mixture: str) -> None:
    for seed in range(25):
        is_the_best(random_cohort(seed, **MIXTURES[mixture]), f"{mixture}, seed {seed}")


@pytest.mark.parametrize("mixture", ["among pairs", "must", "underway"])
def test_so_it_is_when_hardly_anything_shows_at_once(
    mixture: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for steps in ("FIRST_STEPS_WITH_LIMITS", "STEPS_WITH_LIMITS", "STEPS_WITH_COUNTS"):
        monkeypatch.setattr(f"matcher.solve.most.{steps}", 1)
    monkeypatch.setattr("matcher.solve.start.RESTARTS", 0)
    for seed in range(35, 50):
        is_the_best(random_cohort(seed, **MIXTURES[mixture]), f"{mixture}, seed {seed}")


@pytest.mark.parametrize("mixture", MIXTURES)
def test_so_it_is_when_every_node_counts_as_large(
    mixture: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.solve.search.WORTH_A_LOOK", 0)
    monkeypatch.setattr("matcher.solve.assignment.LARGE", 0)
    for seed in range(25, 35):
        is_the_best(random_cohort(seed, **MIXTURES[mixture]), f"{mixture}, seed {seed}")


@pytest.mark.slow
@pytest.mark.parametrize("mixture", MIXTURES)
def test_the_plan_is_as_good_as_the_best_of_all_plans_on_many_more(mixture: str) -> None:
    for seed in range(1_000, 1_020):
        is_the_best(random_cohort(seed, **MIXTURES[mixture]), f"{mixture}, seed {seed}")


def agrees_with_the_model(seed: int, **kinds: float) -> Outcome:
    cohort = random_cohort(seed, "small", **kinds)
    problem = build_problem(cohort)
    found = solve(problem, Budget(60), 1)
    other = solve_complete(problem, time_limit=60, workers=1, seed=1)
    context = f"seed {seed}: {found.worth} {other}"
    assert other.status in ("optimal", "infeasible"), context
    assert found.outcome == other.status, context
    if found.worth is not None:
        judged(cohort, problem, found)
        ours = found.worth.pairs, found.worth.reserves, found.worth.total
        assert ours == (other.n_pairs, other.reserves, other.total), context
        assert found.bound == other.bound == other.total, context
        assert not problem.worst_first or found.worth.worst_fit == other.worst_fit, context
    return found.outcome


QUICK = {"odd_costs": 0.0, "limits": 0.0}


def test_the_complete_model_has_the_same_optimum() -> None:
    outcomes = [agrees_with_the_model(seed, **QUICK) for seed in range(6)]
    assert outcomes.count(Outcome.OPTIMAL) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [QUICK, {}], ids=["without limits", "everything"])
def test_the_complete_model_has_the_same_optimum_on_many_more(kinds: dict[str, float]) -> None:
    outcomes = [agrees_with_the_model(seed, **kinds) for seed in range(100, 112)]
    assert outcomes.count(Outcome.OPTIMAL) >= 6


# Laws


def with_person(cohort: Cohort, **values: Any) -> Cohort:
    person = Person(person_id="X1", consent=True, **values)
    return cohort.model_copy(update={"people": (*cohort.people, person)})


@LAWS
@given(st.integers(0, 10**6), st.sampled_from(Side), st.booleans())
def test_one_more_candidate_never_lowers_the_optimum(seed: int, side: Side, reserve: bool) -> None:
    kinds = {"limits": 0.0, "confirmed": 0.0, "locks": 0.0, "impossible": 0.0, "venues": 0.0}
    cohort = random_cohort(seed, **kinds)
    status = Status.RESERVE if reserve else Status.APPLIED
    weekdays = cohort.programme.workshops.weekdays
    richer = with_person(cohort, side=side, status=status, weekdays=weekdays, themes=("Sleep",))
    assert in_order(cohort, solved(richer)) >= in_order(cohort, solved(cohort))


@LAWS
@given(st.integers(0, 10**6), st.data())
def test_a_tighter_rule_never_raises_the_optimum(seed: int, data: st.DataObject) -> None:
    cohort = random_cohort(seed, impossible=0.0)
    workshops, pairing = cohort.programme.workshops, cohort.programme.pairing
    tighter = data.draw(
        st.sampled_from(
            [
                {"workshops": {"max_missed": max(0, workshops.max_missed - 1)}},
                {"workshops": {"min_gap_days": workshops.max_gap_days}},
                {"workshops": {"max_gap_days": workshops.min_gap_days}},
                {"workshops": {"everyone": tuple(range(1, workshops.count + 1))}},
                {"pairing": {"min_fit": min(1000, pairing.min_fit + 200)}},
                {"pairing": {"require_shared_project": True}},
                {"costs": {"missed_workshop": cohort.programme.costs.missed_workshop + 7}},
                {"costs": {"if_needed": cohort.programme.costs.if_needed + 7}},
                {"costs": {"avoided_date": cohort.programme.costs.avoided_date + 7}},
            ]
        )
    )
    programme = cohort.programme
    for section, values in tighter.items():
        changed = getattr(programme, section).model_copy(update=values)
        programme = programme.model_copy(update={section: changed})
    stricter = cohort.model_copy(update={"programme": programme})
    assert in_order(cohort, solved(stricter)) <= in_order(cohort, solved(cohort))


@LAWS
@given(st.integers(0, 10**6), st.randoms())
def test_the_order_of_rows_changes_nothing(seed: int, random: Any) -> None:
    cohort = random_cohort(seed, impossible=0.0)
    people, answers = list(cohort.people), list(cohort.availability.items())
    random.shuffle(people)
    random.shuffle(answers)
    mixed = Cohort(**{**dict(cohort), "people": tuple(people), "availability": dict(answers)})
    first, second = solved(cohort), solved(mixed)
    assert (first.dates, first.pairs, first.worth) == (second.dates, second.pairs, second.worth)


@LAWS
@given(st.integers(0, 10**6), st.integers(2, 10**6))
def test_the_seed_changes_nothing_but_ties(cohort_seed: int, seed: int) -> None:
    cohort = random_cohort(cohort_seed, impossible=0.0)
    first, second = solved(cohort), solved(cohort, seed)
    assert first.outcome is second.outcome
    assert in_order(cohort, first) == in_order(cohort, second)
    assert first.bound == second.bound


def in_order(cohort: Cohort, found: Solution) -> tuple[int, ...]:
    """Return the levels of a proven plan; less than any where there is proven to be none."""
    if found.worth is None:
        assert found.outcome is Outcome.INFEASIBLE
        return (0,)
    assert found.outcome is Outcome.OPTIMAL
    worth = found.worth
    levels = brute.Levels(worth.pairs, worth.reserves, worth.worst_fit, worth.total)
    return brute.in_order(cohort, levels)

"""Near ties, beside brute force."""

from __future__ import annotations

import json
from datetime import date

import pytest

import matcher
from brute import Book, Levels, in_order
from cohorts import benchmark_cohort, random_cohort
from matcher.cohort import Cohort
from matcher.explaining.near import Near, NearTie, NearTies, near_ties
from matcher.explaining.questions import QUESTIONS, Options
from matcher.language import Language, words_in
from matcher.plans import Outcome, Plan
from matcher.programme import Fairness
from worlds import cohort as cohort_of
from worlds import people, with_person, with_rules

ENGLISH = words_in(Language.ENGLISH)
LOOSE = dict.fromkeys(
    [
        "partners",
        "bars",
        "languages",
        "confirmed",
        "absentees",
        "locks",
        "forbids",
        "everyone",
        "require_shared_project",
        "min_fit",
        "blocks",
        "venues",
        "facilitators",
        "holidays",
        "limits",
        "few_wanted",
        "fixed_dates",
        "blocked",
        "impossible",
    ],
    0.0,
)
"""Little that stands in the way, so that there are many plans."""

Pairs = frozenset[tuple[str, str]]
Tried = tuple[tuple[date, ...], Pairs, Levels]


def as_good(cohort: Cohort, plan: Plan) -> list[Tried]:
    """Return all plans that are as good as one on what counts before the total."""
    book = Book(cohort)
    pairings = [pairing for pairing in book.pairings() if book.may_stand(pairing)]
    every = [
        (dates, frozenset(pairing), levels)
        for dates in book.sequences()
        for pairing in pairings
        if (levels := book.levels(pairing, dates)) is not None
    ]
    best = max((levels for *_, levels in every), key=lambda levels: in_order(cohort, levels))
    assert plan.objective is not None
    assert best.total == plan.objective.total
    top = in_order(cohort, best)[:3]
    return [one for one in every if in_order(cohort, one[2])[:3] == top]


def identity(plan: Plan) -> tuple[tuple[date, ...], Pairs]:
    dates = tuple(workshop.date for workshop in plan.workshops)
    return dates, frozenset((pair.patient, pair.professional or "") for pair in plan.pairs)


def check_order(ties: NearTies, own: Tried, every: list[Tried], apart: int, *, dates: bool) -> None:
    """Insist that each plan is the best of all that differ enough from those before it."""

    def differ(one: Tried, other: Tried) -> bool:
        return len(one[1] - other[1]) >= apart or (dates and one[0] != other[0])

    before = [own]
    for tie in (*ties.plans, None):
        left = [one for one in every if all(differ(one, other) for other in before)]
        if tie is None:
            assert not ties.all_told or not left
            return
        mine = next(one for one in left if (one[0], one[1]) == (tie.dates, frozenset(tie.pairs)))
        assert (mine[2].total, mine[2].worst_fit) == (tie.total, tie.worst_fit)
        assert tie.total == tie.bound == max(one[2].total for one in left)
        assert tie.proven
        assert tie.loses == own[2].total - tie.total
        assert set(tie.new_pairs) == mine[1] - own[1]
        moved = [n for n, (a, b) in enumerate(zip(mine[0], own[0], strict=True), 1) if a != b]
        assert list(tie.moved) == moved
        before.append(mine)


def check(cohort: Cohort, apart: int) -> Near:
    """Compare the answer with all plans that there are."""
    plan = matcher.plan(cohort)
    assert plan.status is Outcome.OPTIMAL
    every, found = as_good(cohort, plan), near_ties(plan, Options(most=6, apart=apart))
    own = next(one for one in every if (one[0], one[1]) == identity(plan))
    assert (found.total, found.best_total, found.best_bound) == (own[2].total,) * 3
    for ties, dates in ((found.by_pairs_or_dates, True), (found.by_pairs, False)):
        check_order(ties, own, every, apart, dates=dates)
        assert len(ties.plans) == 6 or ties.all_told
    within = [one for one in every if 100 * (own[2].total - one[2].total) <= abs(own[2].total)]
    for pair in found.pairs:
        two = pair.patient, pair.professional
        without = [one[2].total for one in within if two not in one[1]]
        assert pair.in_every is (not without)
        assert pair.total_without == max(without, default=None)
        assert pair.proven
        pairings = {frozenset(tie.pairs) for tie in _told(found)} | {own[1]}
        assert (pair.told_in, found.pairings) == (
            sum(two in one for one in pairings),
            len(pairings),
        )
    return found


def _told(found: Near) -> tuple[NearTie, ...]:
    return (*found.by_pairs_or_dates.plans, *found.by_pairs.plans)


@pytest.mark.parametrize("apart", [1, 2])
@pytest.mark.parametrize("seed", [1, 2, 3, 5])
def test_each_plan_is_the_best_of_those_that_differ_enough(seed: int, apart: int) -> None:
    check(random_cohort(seed, **LOOSE), apart)


@pytest.mark.parametrize("seed", [4, 7, 12, 16, 20])
def test_no_rule_is_forgotten_in_near_ties(seed: int) -> None:
    check(random_cohort(seed, few_wanted=0.6, confirmed=0.1, impossible=0.0), apart=1)


@pytest.mark.parametrize("seed", [100, 102, 103, 106])
def test_the_lowest_fit_comes_before_the_total(seed: int) -> None:
    cohort = random_cohort(seed, **{**LOOSE, "worst_first": 1.0})
    assert cohort.programme.pairing.fairness is Fairness.WORST_FIRST
    check(cohort, apart=1)


@pytest.mark.parametrize("seed", [203, 204, 207, 210])
def test_limits_locks_and_fixed_dates_hold_in_near_ties_too(seed: int) -> None:
    some = {"projects": 1.0, "limits": 1.0, "locks": 0.3, "fixed_dates": 0.3}
    check(random_cohort(seed, **{**LOOSE, **some}), apart=1)


@pytest.mark.parametrize("seed", [300, 301, 302])
def test_quorum_and_balance_hold_in_near_ties_too(seed: int) -> None:
    check(random_cohort(seed, **{**LOOSE, "quorum": 0.5, "balance": 0.5}), apart=1)


def on_one_day(cohort: Cohort) -> Cohort:
    return with_rules(cohort, workshops={"count": 1})


def test_nobody_who_is_like_all_others_is_in_every_plan() -> None:
    found = check(on_one_day(cohort_of(*people(3, 3))), apart=2)
    assert {pair.in_every for pair in found.pairs} == {False}
    assert {pair.total_without for pair in found.pairs} == {found.total}


def test_two_who_want_each_other_are_in_every_plan() -> None:
    keen = with_person(cohort_of(*people(3, 3)), "P1", prefers=("H1",))
    found = check(on_one_day(with_person(keen, "H1", prefers=("P1",))), apart=2)
    firm = [(pair.patient, pair.professional) for pair in found.pairs if pair.in_every]
    assert firm == [("P1", "H1")]


def test_plans_of_a_larger_cohort_are_apart_and_in_order() -> None:
    found = near_ties(matcher.plan(benchmark_cohort(6, 8, 30, seed=2)), Options(apart=3, most=3))
    totals = [tie.total for tie in found.by_pairs.plans]
    assert totals == sorted(totals, reverse=True)
    pairs = [set(tie.pairs) for tie in found.by_pairs.plans]
    assert all(len(pairs[b] - pairs[a]) >= 3 for b in range(3) for a in range(b))
    assert all(len(tie.new_pairs) >= 3 for tie in found.by_pairs.plans)


def test_a_plan_that_is_not_the_best_is_told_so() -> None:
    cohort = benchmark_cohort(6, 8, 30, seed=2)
    best = matcher.plan(cohort)
    pair = best.pairs[0]
    worse = matcher.plan(cohort.with_changes(f"forbid={pair.patient}+{pair.professional}"))
    found = near_ties(worse.of_cohort(cohort), Options(most=1))
    assert best.objective is not None
    assert worse.objective is not None
    assert found.total == worse.objective.total < best.objective.total
    assert found.best_total == found.best_bound == best.objective.total
    (first,) = found.by_pairs.plans
    assert (first.total, first.proven) == (best.objective.total, True)
    assert first.loses == worse.objective.total - best.objective.total
    assert found.limit == best.objective.total - best.objective.total // 100
    lines = QUESTIONS["near"].ask(worse.of_cohort(cohort), ENGLISH, Options(most=1)).lines
    said = f"It is not the best one: {found.best_total:,} is possible with as many pairs."
    assert lines[1] == said


def test_without_time_nothing_is_called_proven_or_certain() -> None:
    plan = matcher.plan(benchmark_cohort(6, 8, 30, seed=4))
    told = QUESTIONS["near"].ask(plan, ENGLISH, Options(seconds=0))
    assert isinstance(told.data, Near)
    assert told.data.best_bound > told.data.best_total
    assert not told.data.by_pairs.plans
    assert not told.data.by_pairs.all_told
    assert {pair.in_every for pair in told.data.pairs} <= {None, True}
    assert any(line.startswith("The time was too short to know of") for line in told.lines)
    assert told.lines.count("The time was too short to find one.") == 2


def test_the_answer_is_told_in_words_and_as_json() -> None:
    plan = matcher.plan(benchmark_cohort(6, 8, 30, seed=2))
    told = QUESTIONS["near"].ask(plan, ENGLISH, Options(most=2))
    assert isinstance(told.data, Near)
    first = told.data.by_pairs.plans[0]
    assert f"1. A total of {first.total:,}: " in "\n".join(told.lines)
    assert json.loads(told.data.model_dump_json())["by_pairs"]["plans"][0]["total"] == first.total
    french = QUESTIONS["near"].ask(plan, words_in(Language.FRENCH), Options(most=2)).lines
    assert french[0].startswith("Le plan a un total de ")


def test_where_people_come_alone_nothing_is_compared() -> None:
    alone = with_rules(cohort_of(*people(2, 2)), pairing={"form_pairs": False})
    assert QUESTIONS["near"].ask(matcher.plan(alone), ENGLISH).lines == (
        "People come alone here: plans differ by no pairs. Ask about the dates.",
    )


def test_a_programme_without_workshops_has_near_ties_in_pairs_alone() -> None:
    found = check(with_rules(cohort_of(*people(3, 3)), workshops={"count": 0}), apart=2)
    assert found.by_pairs.plans
    assert not any(tie.moved for tie in _told(found))

"""Prices are those of plans made with the demand, and the chains lead from one to the other."""

from __future__ import annotations

import numpy as np
import pytest

import matcher
from cohorts import random_cohort
from matcher.cohort import Cohort, Project, Status
from matcher.explaining.answers import PairAnswer, Price, Standing, Step
from matcher.explaining.asking import explain
from matcher.explaining.forced_worths import on_dates, with_pair
from matcher.explaining.moving import chain
from matcher.explaining.pair_prices import NOT_ON_DATES, OTHERS_LOSE
from matcher.explaining.pairs import pair_answer
from matcher.explaining.people import person_answer
from matcher.explaining.questions import Options
from matcher.explaining.resolving import Case
from matcher.explaining.why_not import BALANCE_BREAKS, LIMITS_BREAK, NEVER_TOGETHER, QUORUM_BREAKS
from matcher.language import Language, words_in
from matcher.plans import Outcome, Plan
from matcher.programme import Weekday
from matcher.scores import Scorer
from planned import planned
from worlds import cohort as cohort_of
from worlds import people, person, with_person

SEEDS = range(12)


@pytest.fixture(scope="module")
def london() -> Plan:
    return planned("london")


def paired(plan: Plan) -> set[tuple[str, str | None]]:
    return {pair.couple for pair in plan.pairs}


def some_plans() -> list[Plan]:
    plans = []
    for seed in SEEDS:
        cohort = random_cohort(seed)
        if cohort.programme.pairing.form_pairs:
            plans.append(matcher.plan(cohort))
    assert len([plan for plan in plans if plan.pairs]) >= 5
    return plans


def same_price(price: Price | None, plan: Plan, forced: Plan, cohort: Cohort) -> None:
    assert price is not None
    assert price.status is forced.status
    if forced.objective is None:
        assert price.objective is None
        return
    assert price.objective is not None
    assert plan.objective is not None
    assert price.objective.pairs == forced.objective.pairs
    assert price.objective.total == forced.objective.total
    assert price.total == forced.objective.total - plan.objective.total
    if cohort.programme.pairing.fairness == "worst_first":
        assert price.objective.worst_fit == forced.objective.worst_fit


def test_the_price_of_a_pair_is_that_of_a_plan_with_the_pair_locked() -> None:
    asked = 0
    for plan in some_plans():
        if not plan.pairs:
            continue
        cohort = plan.cohort
        dates = [f"date={one.number}:{one.date}" for one in plan.workshops]
        case = Case(plan, 60, 1)
        couples = [
            (one, other)
            for one in case.row
            for other in case.column
            if case.problem.allowed[case.row[one], case.column[other]]
            and (one, other) not in paired(plan)
        ]
        for one, other in couples[:2]:
            answer = pair_answer(case, one, other)
            assert answer.standing is Standing.OTHERWISE
            locked = cohort.with_changes(f"lock={one}+{other}")
            same_price(answer.forced, plan, matcher.plan(locked), cohort)
            here = matcher.plan(locked.with_changes(*dates))
            same_price(answer.on_these_dates, plan, here, cohort)
            asked += 1
    assert asked >= 10


def test_the_best_alternative_costs_what_a_plan_costs_in_which_it_is_locked(london: Plan) -> None:
    pair = london.pairs[0]
    assert pair.professional is not None
    answer = pair_answer(Case(london, 60, 1), pair.patient, pair.professional)
    assert set(answer.alternatives) == set(pair.members)
    for who, price in answer.alternatives.items():
        assert price.partner is not None
        assert price.partner not in pair.members
        locked = london.cohort.with_changes(f"lock={who}+{price.partner}")
        same_price(price, london, matcher.plan(locked), london.cohort)
        assert price.total < 0


def test_a_chain_leads_from_one_set_of_pairs_to_the_other() -> None:
    now = [("P1", "H1"), ("P2", "H2"), ("P3", "H3")]
    then = [("P1", "H2"), ("P2", "H3"), ("P4", "H1")]
    assert chain(now, then, forced=("P1", "H2")) == (
        Step(person="H1", now="P1", then="P4", freed=None),
        Step(person="P2", now="H2", then="H3", freed="P3"),
        Step(person="P3", now="H3", then=None),
    )
    assert chain(now, now) == ()


def test_whoever_moves_is_told_of_once_and_goes_where_the_plan_has_them(london: Plan) -> None:
    case = Case(london, 60, 1)
    before = {one: pair for pair in paired(london) for one in pair if one}
    for one, other in (("P01", "H01"), ("P10", "H07"), ("P03", "H04")):
        forced = with_pair(case.problem, case.row[one], case.column[other])
        price = case.price(forced, forced=(one, other))
        if price.objective is None:
            continue
        after = {(one, other)}
        touched = {one, other}
        for step in price.chain:
            assert (step.person in before) == (step.now is not None)
            touched.add(step.person)
            if step.then is not None:
                touched.add(step.then)
                after.add(tuple(sorted((step.person, step.then), reverse=True)))  # type: ignore[arg-type]
        staying = {pair for pair in paired(london) if not touched & set(pair)}
        assert len(after | staying) == price.objective.pairs


def test_of_equally_good_plans_the_price_tells_of_one_that_changes_little() -> None:
    plan = matcher.plan(cohort_of(*people(4, 4), rules={"programme.pairs": 4}))
    case = Case(plan, 60, 1)
    first, second = plan.pairs[:2]
    assert second.professional is not None
    couple = (first.patient, second.professional)
    forced = with_pair(case.problem, case.row[couple[0]], case.column[couple[1]])
    price = case.price(forced, forced=couple)
    assert price.total == 0
    assert [(step.person, step.then) for step in price.chain] == [
        (first.professional, second.patient)
    ]


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"consent": False}, "consent"),
        ({"status": "withdrawn"}, "withdrawn"),
        ({"conflicts": ("H1",)}, "conflicts"),
        ({"avoids": ("H1",)}, "avoids"),
        ({"languages": ("Welsh",)}, "language"),
    ],
)
def test_a_forbidden_pair_is_told_the_rule(values: dict[str, object], rule: str) -> None:
    members = [person("P1", **values), person("P2"), person("H1", languages=("English",))]
    plan = matcher.plan(cohort_of(*members, person("H2")))
    answer = pair_answer(Case(plan, 60, 1), "P1", "H1")
    assert (answer.standing, answer.rule) == (Standing.FORBIDDEN, rule)
    assert answer.forced is None


def test_somebody_locked_with_another_is_kept() -> None:
    plan = matcher.plan(cohort_of(*people(2, 2)).with_changes("lock=P1+H1"))
    answer = pair_answer(Case(plan, 60, 1), "P1", "H2")
    assert answer.standing is Standing.KEPT
    mine = pair_answer(Case(plan, 60, 1), "P1", "H1")
    assert (mine.standing, mine.fixed) == (Standing.PAIRED, "decision")
    assert {price.status for price in mine.alternatives.values()} == {Outcome.INFEASIBLE}


def test_without_a_plan_there_is_no_price() -> None:
    plan = matcher.plan(
        cohort_of(*people(2, 2), rules={"workshops.min_gap_days": 50, "workshops.max_gap_days": 56})
    )
    assert plan.status is Outcome.INFEASIBLE
    answer = pair_answer(Case(plan, 60, 1), "P1", "H1")
    assert (answer.standing, answer.forced) == (Standing.NO_PLAN, None)


def test_ranks_and_marks_are_those_of_the_scores(london: Plan) -> None:
    pair = london.pairs[0]
    assert pair.professional is not None
    answer: PairAnswer = pair_answer(Case(london, 60, 1), *pair.couple)  # type: ignore[arg-type]
    assert {mark.criterion: mark.points for mark in answer.parts} == pair.parts
    assert (answer.fit, answer.value, answer.missed) == (pair.fit, pair.value, pair.missed)
    scores = Scorer(london.cohort).all()
    row = [one.person_id for one in london.cohort.patients].index(pair.patient)
    fits = scores.fit[row][scores.allowed[row]]
    assert answer.ranks[0].better == int((fits > pair.fit).sum())
    assert answer.ranks[0].allowed == len(fits)


def test_a_place_costs_what_a_plan_costs_that_has_to_have_it(london: Plan) -> None:
    cohort = london.cohort
    who = next(one for one in cohort.people if one.person_id == "P10")
    answer = person_answer(Case(london, 60, 1), who)
    assert answer.placed is not None
    forced = matcher.plan(with_person(cohort, "P10", status=Status.CONFIRMED))
    same_price(answer.placed, london, forced, cohort)
    assert answer.days
    yes = [f"answer=P10@{day}:yes" for day in answer.days]
    placed = matcher.plan(cohort.with_changes(*yes)).pairs
    assert "P10" in {one for pair in placed for one in pair.members}


def test_the_price_on_the_plans_dates_needs_no_time_where_an_assignment_decides() -> None:
    asked = 0
    for plan in some_plans():
        case, later = Case(plan, 0, 1), Case(plan, 60, 1)
        if not plan.pairs or not case.problem.is_plain or plan.status is not Outcome.OPTIMAL:
            continue
        for row, column in np.argwhere(case.problem.allowed)[:6]:
            forced = on_dates(with_pair(case.problem, row, column), case.dates)
            slow = later.price(forced)
            quick = case.price_on_dates(int(row), int(column))
            assert (quick.status, quick.objective) == (slow.status, slow.objective)
            asked += 1
    assert asked >= 10


def test_a_pair_whose_price_is_not_known_in_time_is_not_said_to_be_impossible() -> None:
    plan = matcher.plan(cohort_of(*people(4, 4), rules={"programme.pairs": 4}))
    first, second = plan.pairs[:2]
    assert second.professional is not None
    told = explain(plan, first.patient, second.professional, options=Options(seconds=0))
    text = "\n".join(told.lines)
    assert "it cannot be had" not in text


EARLY, FRIDAYS = tuple(Weekday)[:4], (Weekday.FRI,)
APART = (person("P1"), *people(0, 2, weekdays=EARLY), person("P2", weekdays=EARLY))
NORTH = (
    person("P1", project_id="A", area="North", status=Status.CONFIRMED),
    person("P2", project_id="A", area="North"),
    *people(0, 2, area="South"),
    person("P3", area="South"),
)
ONE_OF_A = (Project(project_id="A", title="A", max_pairs=1),)


@pytest.mark.parametrize(
    ("cohort", "couple", "on_these_dates", "on_any"),
    [
        (cohort_of(*APART, person("H3", weekdays=FRIDAYS)), "P1+H3", NOT_ON_DATES, None),
        (cohort_of(*APART, person("H3", weekdays=FRIDAYS)), "P2+H3", NOT_ON_DATES, NEVER_TOGETHER),
        (cohort_of(*NORTH[:3], rules={"programme.pairs": 1}), "P2+H1", OTHERS_LOSE, None),
        (cohort_of(*NORTH, projects=ONE_OF_A), "P2+H1", LIMITS_BREAK, None),
        (
            cohort_of(*NORTH, rules={"balance.limits": ("area: North <= 1",)}),
            "P2+H1",
            BALANCE_BREAKS,
            None,
        ),
        (
            cohort_of(
                *people(2, 2),
                person("P3", weekdays=(Weekday.WED,)),
                rules={
                    "workshops.quorum": 2,
                    "workshops.weekdays_for": ("1:Tue", "2:Wed", "3:Wed"),
                },
            ),
            "P3+H1",
            QUORUM_BREAKS,
            None,
        ),
    ],
)
def test_where_there_is_no_plan_with_a_pair_the_rule_that_leaves_none_is_told(
    cohort: Cohort, couple: str, on_these_dates: str, on_any: str | None
) -> None:
    plan = matcher.plan(cohort)
    told = explain(plan, *couple.split("+"))
    assert isinstance(told.data, PairAnswer)
    here, anywhere = told.data.on_these_dates, told.data.forced
    assert here is not None
    assert anywhere is not None
    assert (here.status, here.reason) == (Outcome.INFEASIBLE, on_these_dates)
    assert anywhere.reason == on_any
    text = "\n".join(told.lines)
    assert f"there is no such plan: {on_these_dates}." in text
    assert on_any is None or f"There is no such plan: {on_any}." in text
    french = "\n".join(explain(plan, *couple.split("+"), language="fr").lines)
    assert words_in(Language.FRENCH).say(on_these_dates) in french

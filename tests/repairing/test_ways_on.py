"""What can be done for somebody who is left alone: partners, trios, a pause, each a real plan."""

from datetime import date

import pytest

import matcher
from matcher.check import check_plan
from matcher.plans import Plan
from matcher.repairing.ways import Kind, Way, left_alone, ways_on
from planned import planned


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planned("london")


@pytest.fixture(scope="module")
def ways(plan: Plan) -> tuple[Way, ...]:
    return ways_on(plan, f"withdraw={plan.pairs[4].patient}@2", most=2)


def test_every_way_is_a_plan_that_passes_its_check_and_has_its_price(
    plan: Plan, ways: tuple[Way, ...]
) -> None:
    assert {one.kind for one in ways} == set(Kind)
    for one in ways:
        assert one.person == plan.pairs[4].professional
        assert check_plan(one.plan.cohort, one.plan) == ()
        assert one.change in map(str, one.plan.cohort.changes)
        assert plan.objective is not None
        assert one.plan.objective is not None
        assert one.price == plan.objective.total - one.plan.objective.total


def test_each_kind_does_what_it_says(ways: tuple[Way, ...]) -> None:
    for one in ways:
        pair = next((it for it in one.plan.pairs if one.person in it.members), None)
        if one.kind is Kind.PARTNER:
            assert pair is not None
            assert set(pair.two) == {one.person, *one.with_whom}
        elif one.kind is Kind.TRIO:
            assert pair is not None
            assert (pair.third, pair.two) == (one.person, one.with_whom)
        else:
            assert pair is None


def test_the_best_partner_is_the_one_that_the_repair_would_choose(
    plan: Plan, ways: tuple[Way, ...]
) -> None:
    repaired = matcher.repair(plan, f"withdraw={plan.pairs[4].patient}@2")
    best = next(one for one in ways if one.kind is Kind.PARTNER)
    assert best.plan.objective == repaired.objective


def test_who_has_waited_longest_stands_first(plan: Plan) -> None:
    left = plan.pairs[4].patient
    last = ways_on(plan, f"withdraw={left}@2", most=3)
    partners = [one.with_whom[0] for one in last if one.kind is Kind.PARTNER]
    longest = partners[-1]
    people = tuple(
        one.model_copy(update={"applied_on": date(2026, 5, 1)}) if one.person_id == longest else one
        for one in plan.cohort.people
    )
    cohort = plan.cohort.model_copy(update={"people": people})
    again = ways_on(plan.of_cohort(cohort), f"withdraw={left}@2", most=1)
    assert again[0].with_whom == (longest,)


def test_nobody_is_left_alone_where_both_left_or_nobody_did(plan: Plan) -> None:
    one, other = plan.pairs[0].two
    both = plan.cohort.with_changes(f"withdraw={one}", f"withdraw={other}")
    assert left_alone(plan, both) == ()
    assert left_alone(plan, plan.cohort) == ()

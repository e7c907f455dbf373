"""Facilitators are shared out without days first, and that costs nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from caring import FIRST, GAP, SECOND, cohort_of, couples_of, leader, no_days, pairs, said
from random_care import found_by_the_check, plan_of, random_cohort, random_days, whole_check_ins

from matcher.cohort import Answer, Cohort
from matcher.dates import Code, answers, avoided, facilitator_answers
from matcher.plans import CheckInKind
from matcher.programme import Weekday
from matcher.settle import facilitators
from matcher.settle.care import Care, settle_care
from matcher.settle.care_case import read_case
from matcher.settle.offers import TOGETHER, Offers, Ways
from matcher.settle.turns import days_taken


def worth(cohort: Cohort, care: Care) -> tuple[int, ...]:
    """Return the goals: facilitators, check-ins, calls, asked and shared evenly."""
    days = sorted({one.date for one in care.check_ins})
    who = [
        *(one.person_id for one in cohort.people),
        *(one.facilitator_id for one in cohort.facilitators),
    ]
    codes = [*answers(cohort, cohort.people, days), *facilitator_answers(cohort, days)]
    can = {
        (one, day): code
        for one, row in zip(who, codes, strict=True)
        for day, code in zip(days, row, strict=True)
    }
    shunned = dict(zip(days, avoided(cohort, days).tolist(), strict=True))
    asked = sum(
        shunned[one.date]
        + sum(can[it, one.date] == Code.IF_NEEDED for it in (*one.members, one.facilitator))
        for one in care.check_ins
    )
    load = Counter(one for one in care.facilitators if one)
    met = {(one.couple, one.after_workshop) for one in care.check_ins}
    return (
        load.total(),
        sum(whole_check_ins(care, *one) for one in met),
        -sum(one.mode is CheckInKind.CALL for one in care.check_ins),
        -asked,
        -sum(number * number for number in load.values()),
    )


@pytest.mark.parametrize("seed", range(30))
def test_it_is_the_same_as_with_all_days_from_the_start(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    days = random_days(random, random.randint(2, 3))
    cohort = random_cohort(random, random.randint(3, 6), days)
    calm = {"catch_ups": cohort.programme.catch_ups.model_copy(update={"within_days": 0})}
    cohort = cohort.model_copy(update={"programme": cohort.programme.model_copy(update=calm)})
    cares = []
    for few in (10**6, -1):
        monkeypatch.setattr(facilitators, "FEW", few)
        cares.append(settle_care(cohort, couples_of(cohort), days))
        assert cares[-1].proven
    assert worth(cohort, cares[0]) == worth(cohort, cares[1])


def test_many_pairs_with_little_room_have_the_best_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = Random(7)
    week = list(Weekday)[:5]
    leaders = tuple(
        leader(f"F{one}", max_pairs=4, weekdays=tuple(random.sample(week, 2))) for one in range(8)
    )
    people = pairs(24)
    span = [FIRST + timedelta(days=step) for step in range(10, 15)]
    kinds = [Answer.YES, Answer.IF_NEEDED, Answer.NO]
    given = cohort_of(
        *people,
        leaders=leaders,
        availability={one.person_id: {day: random.choice(kinds) for day in span} for one in people},
        workshops={"count": 2},
        check_ins={"max_per_facilitator_day": 1},
    )
    care = settle_care(given, couples_of(given), (FIRST, SECOND))
    assert care.proven
    assert said(care, "facilitator") == []
    plan = plan_of(given, couples_of(given), (FIRST, SECOND), care)
    assert found_by_the_check(given, plan) == []
    monkeypatch.setattr(facilitators, "FEW", 10**6)
    in_detail = settle_care(given, couples_of(given), (FIRST, SECOND))
    assert in_detail.proven
    assert worth(given, care) == worth(given, in_detail)


# Days that are enough where room does not count


def ways_of(cohort: Cohort, days: tuple[date, ...] = (FIRST, SECOND)) -> list[Ways]:
    """Return enough ways for the first pair in the first gap."""
    case = read_case(cohort, couples_of(cohort), days)
    offers = Offers(case, days_taken(case, ()))
    return offers.enough(offers.turns[0], 0)


def test_a_check_in_alone_needs_its_best_day_and_no_calls() -> None:
    asked = {"P1": {GAP[1]: Answer.IF_NEEDED}}
    two = {"workshops": {"count": 2}, "check_ins": {"mode": "or_calls"}}
    (ways,) = ways_of(cohort_of(*pairs(1), availability=asked, **two))
    assert {side: [one.day for one in days] for side, days in ways.items()} == {TOGETHER: [GAP[0]]}
    (ways,) = ways_of(
        cohort_of(*pairs(1), availability=no_days("P1", *GAP[:2]) | no_days("H1", GAP[2]), **two)
    )
    assert ways.keys() == {0, 1}
    (ways,) = ways_of(cohort_of(*pairs(1), availability=no_days("P1", *GAP), **two))
    assert ways == {}


def test_check_ins_that_want_the_same_day_have_others_too() -> None:
    asked = {"P1": dict.fromkeys(GAP[1:], Answer.IF_NEEDED)}
    two = {"workshops": {"count": 2}, "check_ins": {"per_gap": 2}}
    for ways in ways_of(cohort_of(*pairs(1), availability=asked, **two)):
        assert [one.day for one in ways[TOGETHER]] == list(GAP)
    apart = [ways[TOGETHER] for ways in ways_of(cohort_of(*pairs(1), **two))]
    assert [len(days) for days in apart] == [1, 1]
    assert apart[0] != apart[1]

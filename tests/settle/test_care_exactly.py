"""No facilitators and check-ins are better than those that are found."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import product
from random import Random

import pytest
from caring import FIRST, GAP, SECOND, care_of, cohort_of, couples_of, leader, pairs, said

import matcher
from matcher.cohort import Answer, Cohort
from matcher.dates import Code, answers, facilitator_answers
from matcher.settle import facilitators
from matcher.settle.care import settle_care


def random_case(seed: int) -> Cohort:
    random = Random(seed)
    number = random.randint(1, 3)
    leaders = tuple(
        leader(f"F{one}", max_pairs=random.choice([None, 1, 1, 2]))
        for one in range(1, random.randint(1, 2) + 1)
    )
    people = pairs(number)
    days = [FIRST + timedelta(days=offset) for offset in range(10, 15)]
    kinds = [Answer.YES, Answer.IF_NEEDED, Answer.NO]
    who = [one.person_id for one in people] + [one.facilitator_id for one in leaders]
    entries = {identity: {day: random.choice(kinds) for day in days} for identity in who}
    return cohort_of(
        *people,
        leaders=leaders,
        availability=entries,
        workshops={"count": 2},
        check_ins={"max_per_facilitator_day": random.choice([1, 2])},
    )


def by_brute_force(cohort: Cohort) -> tuple[int, ...]:
    """Return the goals of the best care there is: facilitators, check-ins, asked, loads."""
    couples = couples_of(cohort)
    days = [day for day in GAP if day <= SECOND - timedelta(days=7)]
    people = [answers(cohort, [one for one in couple if one], days) for couple in couples]
    theirs = facilitator_answers(cohort, days)
    most_a_day = cohort.programme.check_ins.max_per_facilitator_day
    options = range(-1, len(days))
    best: tuple[int, ...] = (0, 0, 0, 0)
    leaders = cohort.facilitators
    for chosen in product(range(-1, len(leaders)), repeat=len(couples)):
        load = Counter(one for one in chosen if one >= 0)
        if any(leaders[one].max_pairs not in (None, *range(n, 9)) for one, n in load.items()):
            continue
        for when in product(options, repeat=len(couples)):
            meetings = [
                (row, one, day)
                for row, (one, day) in enumerate(zip(chosen, when, strict=True))
                if day >= 0
            ]
            if any(one < 0 for _, one, _ in meetings):
                continue
            codes = [[*people[row][:, day], theirs[one, day]] for row, one, day in meetings]
            if any(min(code) < Code.IF_NEEDED for code in codes):
                continue
            if any(n > most_a_day for n in Counter(one[1:] for one in meetings).values()):
                continue
            asked = sum(code.count(Code.IF_NEEDED) for code in codes)
            squares = sum(n * n for n in load.values())
            best = max(best, (sum(load.values()), len(meetings), -asked, -squares))
    return best


@pytest.mark.parametrize("few", [facilitators.FEW, -1])
@pytest.mark.parametrize("seed", range(40))
def test_facilitators_and_check_ins_are_the_best_there_are(
    seed: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facilitators, "FEW", few)
    cohort = random_case(seed)
    care = care_of(cohort, (FIRST, SECOND))
    grid = cohort.availability
    asked = sum(
        grid[who].get(one.date) is Answer.IF_NEEDED
        for one in care.check_ins
        for who in (*one.members, one.facilitator)
    )
    load = Counter(one for one in care.facilitators if one)
    squares = sum(number * number for number in load.values())
    found = (sum(load.values()), len(care.check_ins), -asked, -squares)
    assert found == by_brute_force(cohort)
    assert care.proven
    assert len(care.check_ins) + len(said(care, "check_in")) == len(care.facilitators)


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_pairs_changes_nothing(seed: int) -> None:
    cohort = random_case(seed)
    couples = couples_of(cohort)
    one = settle_care(cohort, couples, (FIRST, SECOND))
    other = settle_care(cohort, couples[::-1], (FIRST, SECOND))
    assert other.facilitators == one.facilitators[::-1]
    assert (other.check_ins, other.unplaced) == (one.check_ins, one.unplaced)


def test_a_plan_with_everything_in_it_passes_its_check() -> None:
    cohort = matcher.load("sample_data/london")
    wanted = cohort.with_changes("rule=catch_ups.within_days=14", "rule=check_ins.mode=or_calls")
    plan = matcher.plan(wanted)
    assert plan.catch_ups
    assert {pair.facilitator for pair in plan.pairs} <= {f"F{one}" for one in range(1, 6)}
    assert matcher.check_plan(wanted, plan) == ()

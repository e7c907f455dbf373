"""Whatever the cohort and whatever has happened, care passes the check that knows no solver."""

from __future__ import annotations

from random import Random

import pytest
from random_care import (
    after_a_while,
    changed,
    couples_of,
    found_by_the_check,
    plan_of,
    random_cohort,
    random_days,
    settled,
)

from matcher.settle.care import settle_care


@pytest.mark.parametrize("seed", range(60))
def test_care_passes_its_check_now_and_after_things_have_happened(seed: int) -> None:
    random = Random(seed)
    days = random_days(random, random.randint(1, 4))
    cohort = random_cohort(random, random.randint(1, 4), days)
    alone = random.random() < 0.15
    if alone:
        pairing = cohort.programme.pairing.model_copy(update={"form_pairs": False})
        programme = cohort.programme.model_copy(update={"pairing": pairing})
        cohort = cohort.model_copy(update={"programme": programme})
    couples = couples_of(cohort, alone=alone)
    for _ in range(3):
        care = settle_care(cohort, couples, days)
        assert care.proven
        held = random.randrange(len(days) + 1)
        plan = plan_of(cohort, couples, days, care, held)
        assert found_by_the_check(cohort, plan) == []
        running = after_a_while(random, plan)
        cohort = changed(random, cohort).model_copy(update={"current_plan": running})


@pytest.mark.parametrize("seed", range(5))
def test_the_same_cohort_is_cared_for_in_the_same_way(seed: int) -> None:
    random = Random(1000 + seed)
    days = random_days(random, 3)
    cohort = random_cohort(random, 3, days)
    shuffled = cohort.model_copy(
        update={"people": cohort.people[::-1], "facilitators": cohort.facilitators}
    )
    care = settled(cohort, days)
    assert settled(cohort, days) == care
    backwards = settle_care(shuffled, couples_of(cohort)[::-1], days)
    assert backwards.facilitators == care.facilitators[::-1]
    assert (backwards.check_ins, backwards.catch_ups) == (care.check_ins, care.catch_ups)
    assert backwards.unplaced == care.unplaced

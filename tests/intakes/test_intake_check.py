"""The check of an intake sees whatever does not agree with its people."""

from __future__ import annotations

from typing import Any

import pytest

import matcher
from matcher.cohort import Cohort
from matcher.intakes.checking import require_sound
from matcher.intakes.pieces import Taken
from matcher.intakes.results import Intake, with_plans
from small_intakes import DAYS, made_intake


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return made_intake(1, each=6, largest=3, pairs=3)


@pytest.fixture(scope="module")
def sound(cohort: Cohort) -> Intake:
    found = matcher.intake(cohort, jobs=1)
    assert len(found.cohorts) == 2
    return found


def changed(sound: Intake, **values: Any) -> Intake:
    return with_plans(sound.model_copy(update=values), tuple(sound.plans()))


def said(cohort: Cohort, intake: Intake) -> str:
    return "\n".join(map(str, matcher.check_intake(cohort, intake)))


def test_a_sound_intake_passes(cohort: Cohort, sound: Intake) -> None:
    assert said(cohort, sound) == ""


def test_somebody_in_two_cohorts_is_seen(cohort: Cohort, sound: Intake) -> None:
    first, second = sound.cohorts
    pairs = (first.pairs[0], *second.pairs[1:])
    wrong = changed(sound, cohorts=(first, second.model_copy(update={"pairs": pairs})))
    found = said(cohort, wrong)
    assert f"{first.pairs[0].patient} stands 2 times" in found
    assert f"{second.pairs[0].patient} is left out" in found
    assert "do not have the same people" in found


def test_a_cohort_that_is_too_small_is_seen(cohort: Cohort, sound: Intake) -> None:
    first, second = sound.cohorts
    small = first.model_copy(update={"pairs": first.pairs[:1]})
    assert f"{first.name} has 1 pairs; from 2 to 3" in said(
        cohort, changed(sound, cohorts=(small, second))
    )


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"bound": 1}, "the bound is not the sum"),
        ({"most_pairs": 7}, "the most pairs are not the sum"),
        ({"gap": 0.5}, "the gap is"),
        ({"status": "optimal", "bound": 99_999}, "optimal without a proof"),
        ({"prices": {}}, "is worth more than its prices"),
        ({"objective": None}, "cohorts, pairs, reserves, lowest fit, total are"),
        ({"regions": ()}, "these are not the areas"),
    ],
)
def test_a_wrong_number_is_seen(
    cohort: Cohort, sound: Intake, values: dict[str, Any], text: str
) -> None:
    assert text in said(cohort, changed(sound, **values))


def test_a_price_below_nothing_and_one_too_low_are_seen(cohort: Cohort, sound: Intake) -> None:
    who = max(sound.prices, key=lambda one: sound.prices[one])
    low = changed(sound, prices={**sound.prices, who: sound.prices[who] - 1})
    assert "is worth more than its prices" in said(cohort, low)
    assert "a price is negative" in said(cohort, changed(sound, prices={who: -1}))


def test_somebody_from_elsewhere_is_seen(cohort: Cohort, sound: Intake) -> None:
    who = sound.cohorts[0].pairs[0].patient
    moved = tuple(
        one.model_copy(update={"area": "York"}) if one.person_id == who else one
        for one in cohort.people
    )
    found = said(cohort.model_copy(update={"people": moved}), sound)
    assert "these are not the areas of the people" in found
    assert f"{who} of York is in C00001 of Leeds" in found
    assert f"{who} in C00001 is not as they applied" in found


def test_a_plan_that_its_own_check_refuses_is_seen(cohort: Cohort, sound: Intake) -> None:
    first, second = sound.plans()
    wrong = first.model_copy(update={"workshops": first.workshops[:1]}).of_cohort(first.cohort)
    assert "C00001:" in said(cohort, with_plans(sound, (wrong, second)))


def test_whoever_is_promised_twice_stops_an_intake(cohort: Cohort, sound: Intake) -> None:
    twice = [Taken(cohort=number, kind="facilitator", who="F1", day=DAYS[0]) for number in (1, 2)]
    with pytest.raises(matcher.PlanError, match="F1 is in cohorts 1, 2 on 2027-01-11"):
        require_sound(cohort, sound, twice)


def test_another_intake_than_the_one_that_was_divided_is_seen(
    cohort: Cohort, sound: Intake
) -> None:
    first, *others = cohort.people
    moved = first.model_copy(update={"email": "somebody@example.org"})
    found = matcher.check_intake(cohort.model_copy(update={"people": (moved, *others)}), sound)
    assert "intake.input_digest" in {one.rule for one in found}

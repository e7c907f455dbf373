"""What holds for every change and every cohort."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohorts import random_cohort
from matcher.changes import Change, SetRule, apply_changes, parse_changes
from matcher.cohort import Cohort
from matcher.digest import digest
from matcher.errors import InputError
from matcher.files.settings import keys

seeds = st.integers(0, 5000)


def possible(cohort: Cohort, random: Random) -> list[str]:
    """Return changes that name what a cohort has, whether they can be made or not."""
    patient, professional = (
        random.choice(side).person_id for side in (cohort.patients, cohort.professionals)
    )
    window = cohort.programme.programme
    day = window.start + timedelta(days=random.randrange((window.end - window.start).days + 1))
    end = day + timedelta(days=random.randrange(5))
    number = random.randint(1, cohort.programme.workshops.count)
    answer = random.choice(["yes", "if_needed", "no", "unknown"])
    texts = [
        *(f"{kind}={patient}+{professional}" for kind in ("lock", "unlock", "forbid", "allow")),
        f"withdraw={patient}",
        f"withdraw={professional}@{number}",
        *(f"{kind}={patient}" for kind in ("return", "pause", "leave")),
        *(
            f"join={random.choice(cohort.people).person_id}:{patient}+{professional}"
            for _ in range(2)
        ),
        f"return={professional}",
        f"date={number}:{day}",
        f"block={day}..{end}",
        "weekdays=Mon;Tue;Wed;Thu;Fri",
        f"pairs={random.randint(1, 5)}",
        f"rule=costs.if_needed={random.randint(0, 99)}",
        f"weight=motivation={random.randint(0, 99)}",
        f"answer={random.choice([patient, professional])}@{day}:{answer}",
        *(f"venue_closed={venue.venue_id}@{day}..{end}" for venue in cohort.venues),
        *(f"facilitator_away={one.facilitator_id}@{day}..{end}" for one in cohort.facilitators),
    ]
    random.shuffle(texts)
    return texts


def some_changes(cohort: Cohort, random: Random) -> list[str]:
    """Return a list of changes that can be made one after the other."""
    made: list[str] = []
    for text in possible(cohort, random)[:8]:
        try:
            cohort.with_changes(made, text)
        except InputError:
            continue
        made.append(text)
    return made


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_a_change_never_alters_the_cohort_that_it_is_made_to(seed: int) -> None:
    cohort, before = (
        random_cohort(seed, venues=1, facilitators=1),
        random_cohort(seed, venues=1, facilitators=1),
    )
    cohort.with_changes(some_changes(cohort, Random(seed)))
    assert cohort == before
    assert cohort.changes == ()
    assert cohort.base is cohort


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_a_changed_cohort_is_a_sound_one_in_canonical_order(seed: int) -> None:
    cohort = random_cohort(seed, venues=1, facilitators=1)
    changed = cohort.with_changes(some_changes(cohort, Random(seed)))
    built = Cohort.model_validate(changed.model_dump())
    assert changed == built
    assert changed.model_dump_json() == built.model_dump_json()
    assert list(changed.availability) == sorted(changed.availability)
    assert digest(changed) == digest(built)


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_changes_made_together_or_one_by_one_are_the_same(seed: int) -> None:
    cohort = random_cohort(seed, venues=1, facilitators=1)
    texts = some_changes(cohort, Random(seed))
    together, step = cohort.with_changes(texts), cohort
    for text in texts:
        step = step.with_changes(text)
    assert step == together
    assert step.changes == together.changes
    assert step.base is together.base is cohort
    assert apply_changes(cohort, together.changes) == together


@given(seeds)
@settings(max_examples=100, deadline=None)
def test_a_change_and_its_opposite_give_an_equal_cohort(seed: int) -> None:
    random = Random(seed)
    cohort = random_cohort(seed, fixed_dates=0)
    cohort = cohort.with_changes(some_changes(cohort, random)[:3])
    for text in possible(cohort, random):
        try:
            changed = cohort.with_changes(text)
        except InputError:
            continue
        opposite = changed.changes[-1].opposite(cohort)
        if opposite is not None:
            back = changed.with_changes(opposite)
            assert back == cohort
            assert digest(back) == digest(cohort)


@pytest.mark.parametrize("key", [*keys()])
def test_a_rule_can_be_set_to_what_it_is(key: str) -> None:
    cohort = random_cohort(7, blocks=1, everyone=1).with_changes('rule=programme.name="a \\"b\\" "')
    opposite = SetRule(name=key, value="1").opposite(cohort)
    assert opposite is not None
    assert cohort.with_changes(opposite) == cohort


@pytest.mark.parametrize(
    "text",
    [
        "withdraw=P1",
        "lock=P1+H1",
        "forbid=P1+H1",
        "date=1:2027-04-13",
        "block=2027-04-13",
        "venue_closed=V1@2027-04-13",
        "venue_closed=V2@2027-03-09",
        "facilitator_away=F1@2027-04-13..2027-04-15",
    ],
)
def test_a_change_is_taken_back_once_and_can_be_made_again(cohort: Cohort, text: str) -> None:
    once = cohort.with_changes(text)
    opposite = once.changes[0].opposite(cohort)
    assert opposite is not None
    assert once.with_changes(opposite) == cohort
    again = opposite.opposite(once)
    assert again is not None
    assert once.with_changes(opposite, again) == once
    with pytest.raises(InputError, match=opposite.kind):
        cohort.with_changes(opposite)
    twice = once.changes[0].opposite(once)
    assert twice is not None
    assert once.with_changes(text, twice) == once


def test_taking_back_one_change_leaves_the_others(cohort: Cohort) -> None:
    closed = cohort.with_changes(
        "venue_closed=V1@2027-04-12..2027-04-14", "venue_closed=V1@2027-04-13"
    )
    opened = closed.with_changes("venue_open=V1@2027-04-12..2027-04-14")
    assert opened == cohort.with_changes("venue_closed=V1@2027-04-13")
    away = cohort.with_changes(
        "facilitator_away=F1@2027-04-12..2027-04-14", "answer=F1@2027-04-13:yes"
    )
    back = away.with_changes("facilitator_back=F1@2027-04-12..2027-04-14")
    assert back == cohort.with_changes("answer=F1@2027-04-13:yes")


def test_a_date_that_was_fixed_can_be_moved_once_it_is_free(cohort: Cohort) -> None:
    fixed = cohort.with_changes("date=1:2027-04-13")
    decided = cohort.model_copy(update={"decisions": fixed.decisions})
    for start in (fixed, decided):
        moved = start.with_changes("unfix=1:2027-04-13", "date=1:2027-04-14")
        assert moved == cohort.with_changes("date=1:2027-04-14")


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_every_change_has_an_opposite(seed: int) -> None:
    cohort = random_cohort(seed, fixed_dates=0, venues=1, facilitators=1)
    for text in possible(cohort, Random(seed)):
        try:
            changed = cohort.with_changes(text)
        except InputError:
            continue
        opposite = changed.changes[-1].opposite(cohort)
        assert opposite is not None
        assert changed.with_changes(opposite) == cohort


def test_one_change_alone_can_be_applied(cohort: Cohort) -> None:
    (change,) = parse_changes("pairs=1")
    changed: Cohort = change.apply(cohort)
    assert changed.programme.programme.pairs == 1
    assert changed.changes == (change,)
    assert changed.base is cohort


def test_a_scenario_pickles_with_its_changes(cohort: Cohort) -> None:
    scenario = cohort.with_changes("lock=P1+H1", "pairs=1")
    again: Cohort = pickle.loads(pickle.dumps(scenario))
    assert again == scenario
    assert again.changes == scenario.changes
    assert again.base == cohort


def test_cohorts_that_say_the_same_are_equal_however_they_came_about(cohort: Cohort) -> None:
    built = cohort.model_copy(
        update={"decisions": cohort.decisions.model_copy(update={"locked": (("P1", "H1"),)})}
    )
    assert cohort.with_changes("lock=P1+H1") == built
    assert cohort != built
    assert cohort != "cohort"


def test_the_last_word_on_a_setting_or_an_answer_counts(cohort: Cohort) -> None:
    changed = cohort.with_changes(
        "pairs=5", "pairs=1", "answer=P1@2027-03-09:no", "answer=P1@2027-03-09:yes"
    )
    assert changed.programme.programme.pairs == 1
    assert changed.availability["P1"] == {date(2027, 3, 9): "yes"}


def test_nothing_changes_without_changes(cohort: Cohort) -> None:
    none: list[Change] = []
    assert cohort.with_changes(none) == cohort
    assert cohort.with_changes().changes == ()

"""Changes that contradict each other are refused, and both are named."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from matcher.decisions import Decisions
from matcher.errors import InputError

if TYPE_CHECKING:
    from matcher.cohort import Cohort

CONTRADICTIONS = [
    ("lock=P1+H1", "lock=P1+H2"),
    ("lock=P1+H1", "lock=P2+H1"),
    ("lock=P1+H1", "forbid=P1+H1"),
    ("lock=P1+H1", "withdraw=P1"),
    ("lock=P1+H1", "withdraw=H1@2"),
    ("lock=P1+H1", "pause=P1"),
    ("lock=P2+H2", "join=P2:P1+H1"),
    ("lock=P1+H2", "join=P2:P1+H1"),
    ("forbid=P1+H1", "join=P2:P1+H1"),
    ("forbid=P2+H1", "join=P2:P1+H1"),
    ("join=P2:P1+H1", "join=H2:P1+H1"),
    ("join=P2:P1+H1", "join=P2:P1+H2"),
    ("join=P2:P1+H1", "join=H1:P1+H2"),
    ("date=2:2027-04-13", "date=2:2027-04-14"),
    ("date=2:2027-04-13", "block=2027-04-12..2027-04-16"),
]


@pytest.mark.parametrize("pair", CONTRADICTIONS)
def test_both_changes_are_named_in_either_order(cohort: Cohort, pair: tuple[str, str]) -> None:
    for first, second in permutations(pair):
        match = f"{re.escape(first)} and {re.escape(second)} contradict each other"
        with pytest.raises(InputError, match=match) as caught:
            cohort.with_changes(first, second)
        assert [problem.value for problem in caught.value.problems] == [second]


@pytest.mark.parametrize("pair", CONTRADICTIONS)
def test_a_change_is_held_against_those_made_earlier(cohort: Cohort, pair: tuple[str, str]) -> None:
    with pytest.raises(InputError, match="contradict each other"):
        cohort.with_changes(pair[0]).with_changes(pair[1])


@pytest.mark.parametrize(
    "texts",
    [
        ["lock=P1+H1", "unlock=P1+H1", "lock=P1+H2"],
        ["lock=P1+H1", "forbid=P1+H1", "unlock=P1+H1"],
        ["forbid=P1+H1", "lock=P1+H1", "allow=P1+H1"],
        ["withdraw=P1", "lock=P1+H1", "return=P1"],
        ["lock=P1+H1", "withdraw=P1", "unlock=P1+H1"],
        ["lock=P1+H1", "lock=H1+P1", "lock=P2+H2"],
        ["date=2:2027-04-13", "date=2:2027-04-13", "block=2027-04-14"],
        ["withdraw=P1", "withdraw=P1@2", "forbid=P1+H1"],
        ["join=P2:P1+H1", "lock=P1+H1", "leave=P2", "lock=P2+H2"],
        ["join=P2:P1+H1", "leave=P2", "forbid=P1+H1"],
        ["pause=P1", "return=P1", "lock=P1+H1"],
        ["join=P2:P1+H1", "withdraw=P2"],
    ],
)
def test_what_was_taken_back_or_said_twice_contradicts_nothing(
    cohort: Cohort, texts: list[str]
) -> None:
    assert len(cohort.with_changes(texts).changes) == len(texts)


def decided(cohort: Cohort) -> Cohort:
    decisions = Decisions(
        locked=(("P1", "H1"),), forbidden=(("P2", "H2"),), fixed_dates={3: date(2027, 4, 13)}
    )
    return cohort.model_copy(update={"decisions": decisions})


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("lock=P1+H2", "P1 cannot be kept together with both H1 and H2"),
        ("lock=P2+H2", "P2 and H2 cannot be both kept together and never paired"),
        ("forbid=P1+H1", "P1 and H1 cannot be both"),
        ("withdraw=H1", "H1 leaves"),
        ("date=3:2027-04-14", "workshop 3 is fixed on Tue 13 Apr 2027"),
        ("block=2027-04-13", "workshop 3 cannot be on Tue 13 Apr 2027, which is blocked"),
        ("rule=workshops.count=2", "there is no workshop 3, whose date is fixed"),
    ],
)
def test_a_change_is_held_against_the_decisions_of_the_cohort(
    cohort: Cohort, text: str, what: str
) -> None:
    with pytest.raises(InputError, match=f"{re.escape(text)} contradicts a decision.*{what}"):
        decided(cohort).with_changes(text)


def test_the_decisions_of_a_cohort_can_be_taken_back(cohort: Cohort) -> None:
    changed = decided(cohort).with_changes("unlock=P1+H1", "allow=P2+H2", "lock=P2+H2")
    assert changed.decisions.locked == (("P2", "H2"),)
    assert changed.decisions.forbidden == ()


def test_a_fixed_date_that_the_rules_no_longer_allow_is_refused(cohort: Cohort) -> None:
    with pytest.raises(InputError, match=r"Tue 13 Apr 2027 is on none of the weekdays.*Thu"):
        cohort.with_changes("date=2:2027-04-13", "weekdays=Thu")


def test_contradictory_decisions_of_the_cohort_itself_are_left_to_planning(cohort: Cohort) -> None:
    torn = cohort.model_copy(
        update={"decisions": Decisions(locked=(("P1", "H1"),), forbidden=(("P1", "H1"),))}
    )
    assert torn.with_changes("pairs=1").programme.programme.pairs == 1


def test_going_back_to_what_the_cohort_said_contradicts_nothing(cohort: Cohort) -> None:
    torn = cohort.model_copy(
        update={
            "decisions": Decisions(
                locked=(("P1", "H1"), ("P2", "H1"), ("P3", "H2")), forbidden=(("P1", "H1"),)
            )
        }
    )
    assert torn.with_changes("unlock=P1+H1", "lock=P1+H1") == torn
    assert torn.with_changes("allow=P1+H1", "forbid=P1+H1") == torn
    assert torn.with_changes("return=P3", "withdraw=P3@1") == torn

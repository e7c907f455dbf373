"""What a single date means for a plan."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

import matcher
from matcher.explaining.dates import Dates, tell
from matcher.explaining.one_date import OneDate, tell_of_day
from matcher.explaining.questions import Options, Told
from matcher.language import Language, words_in
from matcher.plans import Plan
from planned import planned

ENGLISH = words_in(Language.ENGLISH)


@cache
def plan() -> Plan:
    return planned("london")


def told(day: date, language: Language = Language.ENGLISH) -> tuple[OneDate, Told]:
    found = tell_of_day(plan(), day, words_in(language))
    assert isinstance(found.data, OneDate)
    return found.data, found


def test_the_moves_of_a_workshop_are_those_of_the_question_about_all_dates() -> None:
    every = tell(plan(), ENGLISH, Options()).data
    assert isinstance(every, Dates)
    assert every.moves
    for workshop in plan().workshops:
        found, _ = told(workshop.date)
        assert found.workshop == workshop.number
        assert set(found.absent) == set(workshop.absent)
        possible = [one for one in every.moves if one.workshop == workshop.number and one.pairs]
        assert len(found.moves) == min(len(possible), 5)
        assert all(one.move in possible for one in found.moves)


def test_a_move_seen_from_its_new_date_is_the_same_move() -> None:
    from_here = [one for workshop in plan().workshops for one in told(workshop.date)[0].moves]
    assert from_here
    for one in from_here:
        there, _ = told(one.move.date)
        assert there.workshop is None
        assert one in there.moves


def test_who_gains_and_who_loses_are_others() -> None:
    for workshop in plan().workshops:
        for one in told(workshop.date)[0].moves:
            assert not set(one.gain) & set(one.lose)
            assert not set(one.move.gain) & set(one.move.lost)


@pytest.mark.parametrize(
    ("day", "why", "said"),
    [
        (date(2029, 1, 1), "window", "outside the programme"),
        (date(2027, 3, 26), "holiday", "a public holiday"),
        (date(2027, 4, 3), "weekday", "no workshops on this weekday"),
    ],
)
def test_a_day_on_which_no_workshop_can_be_says_why(day: date, why: str, said: str) -> None:
    found, answer = told(day)
    assert found.closed == why
    assert said in " ".join(answer.lines)


def test_a_blocked_day_is_said_to_be_blocked() -> None:
    day = plan().workshops[0].date
    other = matcher.replan(plan(), f"block={day}")
    found = tell_of_day(other, day, ENGLISH).data
    assert isinstance(found, OneDate)
    assert found.closed == "blocked"


def test_it_is_told_in_french() -> None:
    _, answer = told(plan().workshops[0].date, Language.FRENCH)
    assert answer.lines[0].endswith("2027.")
    assert "atelier 1 a lieu le" in answer.lines[0]
    _, other = told(date(2027, 3, 26), Language.FRENCH)
    assert "jour férié" in other.lines[1]


def test_a_cohort_without_a_plan_says_so() -> None:
    none = plan().model_copy(update={"pairs": (), "objective": None})
    found = tell_of_day(none.of_cohort(plan().cohort), plan().workshops[0].date, ENGLISH)
    assert isinstance(found.data, OneDate)
    assert not found.data.answered
    assert found.lines

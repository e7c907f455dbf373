"""Who looks after each pair, and when they check in."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from caring import (
    DAYS,
    FIRST,
    GAP,
    THIRD,
    care_of,
    cohort_of,
    leader,
    no_days,
    pairs,
    person,
    running_plan,
    said,
)

from matcher.cohort import Answer, CalendarRow
from matcher.plans import (
    CheckInKind,
)
from matcher.settle.care import Care, settle_care


def test_without_facilitators_nothing_is_planned_and_nothing_is_missing() -> None:
    care = care_of(cohort_of(*pairs(2), leaders=()))
    assert care == Care((None, None), (), (), (), proven=True)


def test_pairs_are_shared_evenly_and_nobody_has_more_than_they_take() -> None:
    leaders = tuple(leader(f"F{one}") for one in (1, 2, 3))
    care = care_of(cohort_of(*pairs(6), leaders=leaders))
    assert sorted(Counter(care.facilitators).values()) == [2, 2, 2]
    limited = (leader("F1", max_pairs=1), leader("F2"))
    assert Counter(care_of(cohort_of(*pairs(3), leaders=limited)).facilitators) == {
        "F1": 1,
        "F2": 2,
    }


def test_a_pair_for_whom_nobody_has_room_is_named() -> None:
    care = care_of(cohort_of(*pairs(2), leaders=(leader("F1", max_pairs=1),)))
    assert Counter(care.facilitators) == {"F1": 1, None: 1}
    assert said(care, "facilitator") == [
        "every facilitator who may look after them has as many pairs as they take"
    ]
    assert said(care, "check_in") == ["the pair has no facilitator"] * 2


@pytest.mark.parametrize(
    ("theirs", "ours", "spoken"),
    [
        (("Welsh",), {}, None),
        (("welsh ", "English"), {"languages": ("English",)}, "F1"),
        (("Welsh",), {"languages": ("English",)}, None),
        (("Welsh",), {"languages": ("English",), "interpreters": 1}, "F1"),
        ((), {"languages": ("English",)}, "F1"),
    ],
)
def test_all_three_share_a_language_where_they_name_any(
    theirs: tuple[str, ...], ours: dict[str, Any], spoken: str | None
) -> None:
    people = person("P1", **ours), person("H1", languages=("English", "Welsh") if ours else ())
    spoken = spoken if ours or not theirs else "F1"
    care = care_of(cohort_of(*people, leaders=(leader("F1", languages=theirs),)))
    assert care.facilitators == (spoken,)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({}, {"conflicts": ("H1",)}),
        ({"avoids": ("F1",)}, {}),
        ({"conflicts": ("F1",)}, {}),
    ],
)
def test_nobody_looks_after_a_pair_with_whom_they_are_in_conflict(
    one: dict[str, Any], two: dict[str, Any]
) -> None:
    care = care_of(cohort_of(person("P1", **one), person("H1"), leaders=(leader("F1", **two),)))
    assert care.facilitators == (None,)
    assert "1 in conflict" in said(care, "facilitator")[0]


def test_a_pair_keeps_the_facilitator_that_it_has() -> None:
    leaders = leader("F1"), leader("F2")
    fresh = cohort_of(*pairs(1), leaders=leaders)
    other = {"F1": "F2", "F2": "F1"}[care_of(fresh).facilitators[0] or ""]
    running = running_plan(facilitator=other)
    assert care_of(cohort_of(*pairs(1), leaders=leaders, current_plan=running)).facilitators == (
        other,
    )


# Check-ins


def test_a_check_in_lies_in_every_gap_on_a_working_day_of_its_window() -> None:
    care = care_of(cohort_of(*pairs(1)))
    assert [(one.after_workshop, one.facilitator) for one in care.check_ins] == [
        (1, "F1"),
        (2, "F1"),
    ]
    assert care.check_ins[0].date in GAP
    assert care.unplaced == ()
    assert care.proven


def test_days_when_somebody_comes_only_if_needed_or_better_avoided_are_the_last_choice() -> None:
    asked = {"P1": {GAP[1]: Answer.IF_NEEDED}, "F1": {GAP[0]: Answer.IF_NEEDED}}
    care = care_of(cohort_of(*pairs(1), availability=asked))
    assert care.check_ins[0].date == GAP[2]
    rows = (CalendarRow(date_from=GAP[1], date_to=GAP[2], kind="avoid"),)
    assert care_of(cohort_of(*pairs(1), calendar=rows)).check_ins[0].date == GAP[0]


def test_no_check_in_is_on_a_blocked_day_or_before_people_are_told() -> None:
    rows = (CalendarRow(date_from=GAP[0], date_to=GAP[1], kind="blocked"),)
    assert care_of(cohort_of(*pairs(1), calendar=rows)).check_ins[0].date == GAP[2]
    told = {"publication_date": GAP[2]}
    assert care_of(cohort_of(*pairs(1), workshops=told)).check_ins[0].date == GAP[2]


def test_a_facilitator_has_no_more_on_a_day_than_the_programme_allows() -> None:
    given = cohort_of(*pairs(7), check_ins={"max_per_facilitator_day": 2})
    care = care_of(given)
    on_days = Counter((one.date, one.facilitator) for one in care.check_ins)
    assert max(on_days.values()) == 2
    first_gap = [one for one in care.unplaced if one.workshop == 1]
    assert len(first_gap) == 1
    assert "F1 has no room left on the days that suit" in first_gap[0].reason


def test_several_check_ins_of_a_gap_are_on_different_days_and_spread() -> None:
    later = (FIRST, FIRST + timedelta(days=49))
    given = cohort_of(*pairs(1), workshops={"count": 2}, check_ins={"per_gap": 3})
    days = [one.date for one in care_of(given, later).check_ins]
    assert len(set(days)) == 3
    assert min((b - a).days for a, b in pairwise(days)) >= 7


def test_inside_a_block_and_between_sessions_of_a_day_there_is_no_gap() -> None:
    days = (FIRST, FIRST + timedelta(days=1), THIRD)
    blocks = cohort_of(*pairs(1), workshops={"blocks": [2, 1]})
    assert [one.after_workshop for one in care_of(blocks, days).check_ins] == [2]
    sessions = cohort_of(*pairs(1), workshops={"sessions_per_day": 2})
    care = care_of(sessions, (FIRST, FIRST, THIRD))
    assert ([one.after_workshop for one in care.check_ins], care.unplaced) == ([2], ())


def test_what_cannot_be_placed_is_said_and_spoils_nothing_else() -> None:
    care = care_of(cohort_of(*pairs(2), availability=no_days("P1", *GAP)))
    assert len(care.check_ins) == 3
    assert said(care, "check_in") == [
        "on no working day from 2027-03-11 to 2027-03-15 can P1, H1 and F1 all come"
    ]


def test_workshops_that_lie_too_close_together_leave_no_day() -> None:
    care = care_of(cohort_of(*pairs(1)), (FIRST, FIRST + timedelta(days=14), THIRD))
    assert said(care, "check_in") == [
        "there is no day for it between workshops 1 and 2: they lie too close together"
    ]


def test_two_calls_stand_in_where_no_day_suits_both() -> None:
    busy = {**no_days("P1", GAP[0], GAP[1]), **no_days("H1", GAP[2])}
    assert len(care_of(cohort_of(*pairs(1), availability=busy)).check_ins) == 1
    calls_allowed = cohort_of(*pairs(1), availability=busy, check_ins={"mode": "or_calls"})
    care = care_of(calls_allowed)
    calls = [one for one in care.check_ins if one.mode is CheckInKind.CALL]
    assert {(one.person, one.after_workshop) for one in calls} == {("P1", 1), ("H1", 1)}
    assert {one.date for one in calls if one.person == "P1"} == {GAP[2]}
    assert care.unplaced == ()


def test_a_meeting_comes_before_calls_and_both_partners_are_called_or_none() -> None:
    calls = {"mode": "or_calls"}
    care = care_of(cohort_of(*pairs(1), check_ins=calls))
    assert {one.mode for one in care.check_ins} == {CheckInKind.TOGETHER}
    given = cohort_of(*pairs(1), check_ins=calls, availability=no_days("P1", *GAP))
    care = care_of(given)
    assert [one.after_workshop for one in care.check_ins] == [2]
    assert "and F1 cannot call each of them either" in said(care, "check_in")[0]


def test_people_who_come_alone_have_check_ins_too() -> None:
    given = cohort_of(person("P1"), person("H1"), pairing={"form_pairs": False})
    care = settle_care(given, [(one, None) for one in given.people], DAYS)
    assert {one.couple for one in care.check_ins} == {("P1", None), ("H1", None)}

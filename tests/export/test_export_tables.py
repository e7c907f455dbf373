"""The tables of a plan hold ids, and names where they are known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from matcher.export.tables import TABLES
from matcher.plans import CatchUp, CheckInKind, Unplaced
from matcher.programme import WeightSettings

if TYPE_CHECKING:
    from matcher.plans import Plan

CRITERIA = tuple(WeightSettings.model_fields)


def test_there_is_a_table_for_each_part_of_a_plan() -> None:
    assert list(TABLES) == [
        *("pairs", "workshops", "check_ins", "catch_ups", "unplaced", "waiting", "attendance")
    ]


def test_the_pairs_of_a_lone_plan_have_ids_and_numbers_only(lone_plan: Plan) -> None:
    table = TABLES["pairs"](lone_plan)
    numbers = ("coverage", "missed", "if_needed", "value")
    assert table.columns == (
        "patient",
        "professional",
        "project",
        "fit",
        *CRITERIA,
        *numbers,
        "facilitator",
    )
    assert table.rows[0] == ("P1", "H1", "PR1", 700, *[100] * 7, 0.9, 0, 1, 680, None)
    assert table.rows[1][2] is None


def test_the_pairs_have_names_next_to_the_ids_when_the_cohort_is_known(plan: Plan) -> None:
    table = TABLES["pairs"](plan)
    assert table.columns[:6] == (
        "patient",
        "patient_name",
        "professional",
        "professional_name",
        "project",
        "project_title",
    )
    assert table.rows[0][:6] == ("P1", '=HYPERLINK("x")', "H1", "@home", "PR1", "+ sleep")
    assert table.rows[1][4:6] == (None, None)


def test_parts_of_criteria_that_are_no_longer_there_come_last(lone_plan: Plan) -> None:
    pair = lone_plan.pairs[0].model_copy(update={"parts": {"zeal": 2, "age": 1, "locality": 3}})
    table = TABLES["pairs"](lone_plan.model_copy(update={"pairs": (pair,)}))
    assert table.columns[4 : 4 + 9] == (*CRITERIA, "age", "zeal")
    assert table.rows[0][4 + 7 : 4 + 9] == (1, 2)
    assert table.rows[0][4] is None


def test_workshops_list_ids_with_semicolons(lone_plan: Plan) -> None:
    table = TABLES["workshops"](lone_plan)
    columns = ("number", "date", "weekday", "venue", "facilitators", "absent", "remote", "state")
    assert table.columns == columns
    assert table.rows[2] == (3, date(2027, 4, 27), "Tue", None, "-F1;F2", "P2", "", "planned")


def test_workshops_name_places_and_people_when_the_cohort_is_known(plan: Plan) -> None:
    table = TABLES["workshops"](plan)
    first = dict(zip(table.columns, table.rows[0], strict=True))
    last = dict(zip(table.columns, table.rows[2], strict=True))
    assert (first["venue_name"], first["facilitators_names"]) == ("Town hall", "Mo; Jo")
    assert (last["venue_name"], last["absent_names"]) == (None, "Zoë, née Brontë")


def test_check_ins_say_who_meets_whom_and_when(plan: Plan) -> None:
    table = TABLES["check_ins"](plan)
    who = ("P1", '=HYPERLINK("x")', "H1", "@home")
    how = ("together", None, None, "planned")
    assert table.rows == [(*who, 1, date(2027, 3, 16), "-F1", "Mo", *how)]


def test_a_call_says_with_whom_it_is(lone_plan: Plan) -> None:
    call = lone_plan.check_ins[0].model_copy(update={"mode": CheckInKind.CALL, "person": "H1"})
    table = TABLES["check_ins"](lone_plan.model_copy(update={"check_ins": (call,)}))
    assert table.columns[-3:] == ("mode", "person", "state")
    assert table.rows[0][-3:] == ("call", "H1", "planned")


def test_catch_ups_say_which_workshop_is_made_good(lone_plan: Plan) -> None:
    day = CatchUp(
        patient="P2", professional="H2", workshop=3, date=date(2027, 5, 4), facilitator="F2"
    )
    table = TABLES["catch_ups"](lone_plan.model_copy(update={"catch_ups": (day,)}))
    assert table.rows == [("P2", "H2", 3, date(2027, 5, 4), "F2", "planned")]


def test_what_could_not_be_placed_says_why(lone_plan: Plan) -> None:
    one = Unplaced(
        what="check_in", patient="P2", professional="H2", workshop=1, reason="no common day"
    )
    table = TABLES["unplaced"](lone_plan.model_copy(update={"unplaced": (one,)}))
    assert table.rows == [("check_in", "P2", "H2", 1, "no common day")]


def test_whoever_joins_from_home_attends_in_a_way_of_their_own(plan: Plan) -> None:
    workshops = tuple(one.model_copy(update={"remote": ("P1",)}) for one in plan.workshops)
    table = TABLES["attendance"](plan.model_copy(update={"workshops": workshops}))
    assert table.rows[0][4:] == ("remote", "remote_if_needed", "remote")


def test_the_waiting_list_says_why(lone_plan: Plan) -> None:
    table = TABLES["waiting"](lone_plan)
    assert table.columns == ("person", "reason")
    assert table.rows[1] == ("H3", "=1+1")


def test_attendance_is_pair_by_workshop(plan: Plan) -> None:
    table = TABLES["attendance"](plan)
    assert table.columns[4:] == ("workshop_1", "workshop_2", "workshop_3")
    assert [row[4:] for row in table.rows] == [
        ("both", "if_needed", "both"),
        ("both", "both", "missed"),
    ]


def test_attendance_of_a_lone_plan_leaves_open_what_it_does_not_know(lone_plan: Plan) -> None:
    table = TABLES["attendance"](lone_plan)
    assert table.rows == [
        ("P1", "H1", None, None, None),
        ("P2", "H2", "both", "both", "missed"),
    ]


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_of_a_plan_without_pairs_are_empty_and_keep_their_columns(
    plan: Plan, name: str
) -> None:
    empty = plan.model_copy(
        update={"pairs": (), "workshops": (), "check_ins": (), "waiting": (), "objective": None}
    )
    table = TABLES[name](empty)
    assert table.rows == []
    if name != "attendance":
        assert table.columns == TABLES[name](plan).columns


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_a_frame_with_the_same_columns(plan: Plan, name: str) -> None:
    table = TABLES[name](plan)
    frame = plan.frame(name)
    assert tuple(frame.columns) == table.columns
    assert len(frame) == len(table.rows)
    assert table.ids <= set(table.columns)


def test_a_frame_that_does_not_exist_is_refused_with_those_that_do(plan: Plan) -> None:
    with pytest.raises(ValueError, match="no table 'pears'; there are pairs, workshops"):
        plan.frame("pears")


def test_ids_of_different_kinds_do_not_take_each_others_names(plan: Plan) -> None:
    person = plan.cohort.people[0]
    same_id = plan.cohort.projects[0].model_copy(update={"project_id": person.person_id})
    cohort = plan.cohort.model_copy(update={"projects": (same_id,)})
    pair = plan.pairs[0].model_copy(update={"patient": person.person_id, "project": "-P3"})
    table = TABLES["pairs"](plan.model_copy(update={"pairs": (pair,)}).of_cohort(cohort))
    assert (table.rows[0][1], table.rows[0][5]) == (person.name, "+ sleep")

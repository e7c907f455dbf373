"""A plan that is running, read from `current_plan.json`: it must not contradict itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sound import Look, errors, warnings

Edit = Callable[[dict[str, Any]], None]


def running() -> dict[str, Any]:
    """Return a plan that is running, as JSON."""
    pair = {"patient": "P1", "professional": "H1"}
    worth = {"fit": 500, "parts": {}, "coverage": 0, "missed": 0, "if_needed": 0, "value": 500}
    days = ("2027-02-02", "2027-03-02", "2027-03-30")
    states = ("held", "announced", "planned")
    return {
        **{"status": "feasible", "objective": None, "bound": None, "gap": None},
        "pairs": [{**pair, **worth}],
        "workshops": [
            {"number": number, "date": day, "state": state}
            for number, (day, state) in enumerate(zip(days, states, strict=True), start=1)
        ],
        "check_ins": [
            {**pair, "after_workshop": 1, "date": "2027-02-16", "facilitator": "F1"}
            | {"mode": "call", "person": who}
            for who in ("P1", "H1")
        ],
        "provenance": {
            **{"version": "0", "ortools": "0", "seed": 1, "input_digest": "sha256:0"},
            "seconds": 0,
        },
    }


def two_of_one_number(plan: dict[str, Any]) -> None:
    plan["workshops"][2]["number"] = 1


def told_before_held(plan: dict[str, Any]) -> None:
    plan["workshops"][1]["date"] = "2027-02-01"


def second_pair(plan: dict[str, Any]) -> None:
    plan["pairs"].append({**plan["pairs"][0], "professional": "H2"})


def call_of_a_stranger(plan: dict[str, Any]) -> None:
    plan["check_ins"][0]["person"] = "H2"


def call_of_nobody(plan: dict[str, Any]) -> None:
    del plan["check_ins"][0]["person"]


@pytest.mark.parametrize(
    ("spoil", "column", "value", "message"),
    [
        (two_of_one_number, "workshops.number", "1", "two workshops have this number"),
        (
            told_before_held,
            "workshops.date",
            "2027-02-01",
            "workshop 2 lies before workshop 1, which is on 2027-02-02",
        ),
        (second_pair, "pairs", "P1", "somebody stands in two pairs"),
        (
            call_of_a_stranger,
            "check_ins.person",
            "H2",
            "the call of P1 and H1 after workshop 1 is with neither of them",
        ),
        (
            call_of_nobody,
            "check_ins.person",
            None,
            "the call of P1 and H1 after workshop 1 is with neither of them",
        ),
    ],
)
def test_a_plan_that_contradicts_itself_is_an_error(
    look: Look, spoil: Edit, column: str, value: str | None, message: str
) -> None:
    plan = running()
    spoil(plan)
    inspection = look({"current_plan.json": json.dumps(plan)})
    (found,) = errors(inspection)
    assert (found.file, found.column, found.value) == ("current_plan.json", column, value)
    assert found.message == message
    assert found.remedy
    assert inspection.cohort is None


def test_a_plan_with_two_sessions_held_on_one_day_is_sound(look: Look) -> None:
    plan = running()
    plan["workshops"][1].update(date="2027-02-02", state="held")
    assert errors(look({"current_plan.json": json.dumps(plan)})) == []


def test_a_day_that_is_only_planned_may_lie_anywhere(look: Look) -> None:
    plan = running()
    plan["workshops"][2]["date"] = "2027-02-01"
    assert errors(look({"current_plan.json": json.dumps(plan)})) == []


def test_ids_that_nobody_has_are_warned_of_with_their_place(look: Look) -> None:
    plan = running()
    plan["workshops"][0].update(absent=["P1", "P9"], remote=["H9"], facilitators=["F1", "F8"])
    plan["pairs"][0]["facilitator"] = "F9"
    leaders = "facilitator_id,weekdays\nF1,Mon\n"
    found = look({"current_plan.json": json.dumps(plan)}, facilitators=leaders)
    assert errors(found) == []
    assert [(one.file, one.column, one.value) for one in warnings(found)] == [
        ("current_plan.json", "pairs.0.facilitator", "F9"),
        ("current_plan.json", "workshops.1.absent", "P9"),
        ("current_plan.json", "workshops.1.remote", "H9"),
        ("current_plan.json", "workshops.1.facilitators", "F8"),
    ]
    for one in warnings(found):
        assert one.message == "nobody has this id"
        assert one.remedy


def test_ids_that_somebody_has_are_not_warned_of(look: Look) -> None:
    plan = running()
    plan["workshops"][0].update(absent=["P1"], remote=["H1"], facilitators=["F1"])
    plan["pairs"][0]["facilitator"] = "F1"
    leaders = "facilitator_id,weekdays\nF1,Mon\n"
    assert look({"current_plan.json": json.dumps(plan)}, facilitators=leaders).problems == ()

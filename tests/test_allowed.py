"""Which pairs are allowed, and the first reason for those that are not."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.cohort import Cohort, Person, Project, Side
from matcher.decisions import Decisions
from matcher.programme import Programme
from matcher.scores import REASON_KEYS, Scorer


def reasons(
    patients: list[dict[str, Any]], professionals: list[dict[str, Any]], **content: Any
) -> list[list[str]]:
    """Return the key of the first rule against each pair, empty where it is allowed."""
    pairing = content.pop("pairing", {})
    window = {"start": "2027-01-11", "end": "2027-07-09"}
    sides = ((Side.PATIENT, "P", patients), (Side.PROFESSIONAL, "H", professionals))
    people = tuple(
        Person(**{"person_id": f"{letter}{number}", "side": side, "consent": True, **answers})
        for side, letter, those in sides
        for number, answers in enumerate(those, start=1)
    )
    cohort = Cohort(
        programme=Programme.model_validate({"programme": window, "pairing": pairing}),
        people=people,
        **content,
    )
    return [[REASON_KEYS[code] for code in row] for row in Scorer(cohort).all().reason.tolist()]


def test_two_people_about_whom_nothing_is_said_are_allowed() -> None:
    assert reasons([{}], [{}]) == [[""]]


@pytest.mark.parametrize(
    ("patient", "professional", "key"),
    [
        ({"consent": False}, {}, "consent"),
        ({}, {"consent": False}, "consent"),
        ({"status": "withdrawn"}, {}, "withdrawn"),
        ({}, {"status": "withdrawn"}, "withdrawn"),
        ({"conflicts": ("H1",)}, {}, "conflicts"),
        ({}, {"conflicts": ("P1",)}, "conflicts"),
        ({"avoids": ("H1",)}, {}, "avoids"),
        ({}, {"avoids": ("P1",)}, "avoids"),
        ({"languages": ("English",)}, {"languages": ("French",)}, "language"),
        ({"languages": ("English",)}, {"languages": ("french", "english")}, ""),
        ({"languages": ("English",)}, {}, ""),
    ],
)
def test_each_rule_speaks_whichever_side_it_stands_on(
    patient: dict[str, Any], professional: dict[str, Any], key: str
) -> None:
    assert reasons([patient], [professional]) == [[key]]


def test_the_first_rule_gives_the_reason() -> None:
    assert reasons([{"consent": False, "status": "withdrawn", "avoids": ("H1",)}], [{}]) == [
        ["consent"]
    ]


def test_a_decision_forbids_a_pair() -> None:
    decided = Decisions(forbidden=(("P1", "H1"),))
    assert reasons([{}], [{}, {}], decisions=decided) == [["forbidden", ""]]


@pytest.mark.parametrize(
    ("patient", "professional"),
    [({"partner_id": "H1"}, {}), ({}, {"partner_id": "P1"})],
)
def test_it_is_enough_that_one_says_that_they_applied_together(
    patient: dict[str, Any], professional: dict[str, Any]
) -> None:
    found = reasons([patient, {}], [professional, {}])
    assert found == [["", "partner"], ["partner", ""]]


@pytest.mark.parametrize("gone", [{"status": "withdrawn"}, {"consent": False}])
def test_a_partner_who_is_gone_releases_the_other(gone: dict[str, Any]) -> None:
    assert reasons([{"partner_id": "H1"}], [gone, {}])[0][1] == ""


def test_a_shared_project_may_be_required() -> None:
    required = {"pairing": {"require_shared_project": True}}
    projects = (Project(project_id="PR1", title="Nights", theme="sleep"),)
    people = [{"themes": ("Sleep",)}, {"project_id": "PR1"}, {}]
    others = [{"themes": ("sleep", "pain")}, {"themes": ("PR1",)}, {"themes": ("falls",)}]
    no = "shared_project"
    assert reasons(people, others, projects=projects, **required) == [
        ["", no, no],
        [no, "", no],
        [no, no, no],
    ]


def test_a_fit_below_the_least_bars_a_pair() -> None:
    assert reasons([{}], [{}], pairing={"min_fit": 500}) == [[""]]
    assert reasons([{}], [{}], pairing={"min_fit": 501}) == [["min_fit"]]

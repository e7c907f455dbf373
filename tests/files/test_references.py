"""Who names whom: absent people, partners, places, and what that means."""

from __future__ import annotations

import pytest
from sound import Look, errors, places, warnings

PEOPLE = {
    "P1": "patient,yes,applied",
    "P2": "patient,yes,applied",
    "P3": "patient,yes,withdrawn",
    "H1": "professional,yes,applied",
    "H2": "professional,no,applied",
    "H3": "professional,yes,applied",
}


def participants(column: str, cells: dict[str, str]) -> str:
    rows = [f"{name},{rest},{cells.get(name, '')}" for name, rest in PEOPLE.items()]
    return "\n".join([f"person_id,side,consent,status,{column}", *rows]) + "\n"


@pytest.mark.parametrize(
    "cells",
    [
        {"P1": "H1"},
        {"P1": "H1", "H1": "P1"},
        {"P1": "H2", "H2": "P2"},
        {"P3": "H1", "H1": "P1"},
        {"P1": "H2", "H3": "P1"},
        {"P3": "H1", "P2": "H1"},
    ],
)
def test_partners_who_hold_together_are_no_problem(look: Look, cells: dict[str, str]) -> None:
    assert look(participants=participants("partner_id", cells)).problems == ()


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        ({"P1": "X9"}, [2]),
        ({"P3": "X9"}, [4]),
        ({"P1": "P1"}, [2]),
        ({"P1": "P2"}, [2]),
        ({"P1": "P3"}, [2]),
        ({"P1": "H1", "H1": "P2"}, [5]),
        ({"P1": "H1", "P2": "H1"}, [5]),
        ({"P1": "H1", "H1": "P2", "P2": "H3"}, [3, 5]),
    ],
)
def test_absent_partners_and_chains_are_errors(
    look: Look, cells: dict[str, str], rows: list[int]
) -> None:
    found = errors(look(participants=participants("partner_id", cells)))
    assert places(found) == [("participants.csv", row, "partner_id") for row in rows]


@pytest.mark.parametrize(
    ("column", "cells", "remedy"),
    [
        ("prefers", {"P1": "X9"}, "did not apply"),
        ("prefers", {"P1": "P1"}, "Remove it"),
        ("prefers", {"P1": "H1;P2"}, "joins? the two sides|join the two sides"),
        ("avoids", {"P1": "X9"}, "protects nobody"),
        ("avoids", {"P1": "P1"}, "protects nobody"),
        ("conflicts", {"P1": "H1;X9"}, "protects nobody"),
        ("prefers", {"P1": "F1"}, "counts for nothing"),
    ],
)
def test_wishes_that_mean_nobody_are_warnings(
    look: Look, column: str, cells: dict[str, str], remedy: str
) -> None:
    inspection = look(
        participants=participants(column, cells),
        facilitators="facilitator_id,weekdays\nF1,Mon\n",
    )
    assert places(list(inspection.problems)) == [("participants.csv", 2, column)]
    assert any(part in inspection.problems[0].remedy for part in remedy.split("|"))
    assert inspection.cohort is not None


def test_wishes_for_people_who_are_there_are_no_problem(look: Look) -> None:
    text = participants("conflicts", {"P1": "H1;P2;P3"})
    assert look(participants=text).problems == ()


@pytest.mark.parametrize("column", ["avoids", "conflicts"])
def test_a_facilitator_may_be_somebody_to_avoid(look: Look, column: str) -> None:
    facilitators = "facilitator_id,weekdays\nF1,Mon\n"
    text = participants(column, {"P1": "F1", "H1": "H2;F1"})
    assert places(list(look(participants=text).problems)) == [
        ("participants.csv", 2, column),
        ("participants.csv", 5, column),
    ]
    assert look(participants=text, facilitators=facilitators).problems == ()


def test_an_organisation_that_nobody_has_protects_nobody(look: Look) -> None:
    rows = (
        "person_id,side,consent,organisation,not_from\n"
        "P1,patient,yes,,north  practice;South Practice;East\n"
        "H1,professional,yes,North Practice,\n"
    )
    projects = "project_id,title,organisation\nPR1,Nights,east\n"
    inspection = look(participants=rows, projects=projects)
    (found,) = inspection.problems
    assert places([found]) == [("participants.csv", 2, "not_from")]
    assert found.value == "South Practice"
    assert "nobody and no project has this organisation" in found.message
    assert "protects nobody" in found.remedy
    assert inspection.cohort is not None


def test_organisations_are_not_looked_for_where_the_projects_cannot_be_read(look: Look) -> None:
    rows = "person_id,side,consent,not_from\nP1,patient,yes,East\nH1,professional,yes,\n"
    inspection = look(participants=rows, projects="title,organisation\nNights,East\n")
    assert [each.column for each in inspection.problems] == ["project_id"]


def test_an_unknown_project_of_their_own_is_an_error(look: Look) -> None:
    found = errors(look(participants=participants("project_id", {"P1": "PR9"})))
    assert places(found) == [("participants.csv", 2, "project_id")]


def test_a_theme_that_looks_like_a_project_is_a_theme(look: Look) -> None:
    assert look(participants=participants("themes", {"P1": "PR9"})).problems == ()


def test_a_facilitator_who_can_never_come_is_a_warning(look: Look) -> None:
    inspection = look(
        facilitators="facilitator_id,weekdays,conflicts\nF1,,\nF2,Mon,X9\nF3,,\n",
        availability="person_id,date,state\nF3,2027-03-04,no\n",
    )
    assert places(warnings(inspection)) == [
        ("facilitators.csv", 2, "weekdays"),
        ("facilitators.csv", 3, "conflicts"),
    ]
    assert inspection.cohort is not None


def test_an_id_of_both_a_person_and_a_facilitator_is_an_error(look: Look) -> None:
    found = errors(look(facilitators="facilitator_id,weekdays\nH1,Mon\n"))
    assert places(found) == [("facilitators.csv", 2, "facilitator_id")]
    assert "row 3" in found[0].message


def test_a_need_that_no_venue_names_is_a_warning_for_applicants_only(look: Look) -> None:
    cells = {"P1": "step_free;quiet_room", "P2": "quiet_room", "P3": "hearing_loop"}
    text = participants("access_needs", cells)
    inspection = look(participants=text, venues="venue_id,features\nV1,step_free\n")
    assert places(list(inspection.problems)) == [("participants.csv", 2, "access_needs")]
    assert inspection.problems[0].value == "quiet_room"
    assert look(participants=text, venues="venue_id\n").problems == ()

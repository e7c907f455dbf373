"""A poll whose ids stand under a heading of its own: proposed, and never applied."""

from __future__ import annotations

import pytest
from sound import Look, errors, warnings

from matcher.files.mapping_text import mapping_text

PEOPLE = "person_id,side,consent\nP1,patient,yes\nP2,patient,yes\nH1,professional,yes\n"


@pytest.mark.parametrize(
    "poll",
    [
        "Who,2027-05-04,2027-05-05\nP1,yes,no\nP2,yes,yes\nH1,no,yes\nX9,no,no\n",
        "When asked,Who,date,state\nMay,P1,2027-05-04,yes\nMay,h1,2027-05-04,no\n",
    ],
    ids=["grid", "long"],
)
def test_a_column_of_ids_under_another_heading_is_proposed(look: Look, poll: str) -> None:
    inspection = look(participants=PEOPLE, availability=poll)
    assert '# "Who" = "person_id"' in mapping_text(inspection.recognised)
    (hint,) = [one for one in warnings(inspection) if "looks like person_id" in one.message]
    assert (hint.file, hint.row, hint.column) == ("availability.csv", 1, "Who")
    assert [one.column for one in errors(inspection)] == ["person_id"]


def test_a_column_that_holds_few_ids_is_not_proposed(look: Look) -> None:
    poll = "Who,2027-05-04\nP1,yes\nAnn,no\nLee,no\n"
    inspection = look(participants=PEOPLE, availability=poll)
    assert '# "Who" = ""' in mapping_text(inspection.recognised)
    assert not [one for one in warnings(inspection) if "looks like" in one.message]


def test_a_poll_with_ids_needs_no_proposal(look: Look) -> None:
    poll = "person_id,Number,2027-05-04\nP1,P1,yes\nH1,H1,no\n"
    inspection = look(participants=PEOPLE, availability=poll)
    assert '# "Number" = ""' in mapping_text(inspection.recognised)


def test_each_formula_in_a_name_of_two_parts_is_pointed_out(look: Look) -> None:
    people = (
        "person_id,side,consent,First name,Last name\n"
        "P1,patient,yes,=A1+B1,=A2\nH1,professional,yes,#REF!,=A3\n"
    )
    found = [one for one in warnings(look(participants=people)) if "formula" in one.message]
    assert [(one.row, one.column, one.value) for one in found] == [
        (2, "First name", "=A1+B1"),
        (2, "Last name", "=A2"),
        (3, "First name", "#REF!"),
        (3, "Last name", "=A3"),
    ]

"""Cells of one row that contradict each other, told with all else that is wrong there."""

from __future__ import annotations

import pytest
from sound import Look, errors, places

HEAD = "person_id,side,consent"

CLASHING = [
    (
        "participants",
        f"{HEAD},supporters,withdrawn_after_workshop\nP1,patient,yes,-1,2\nH1,professional,yes,,\n",
        ["supporters", "withdrawn_after_workshop"],
    ),
    (
        "participants",
        f"{HEAD},status,withdrawn_after_workshop\nP1,patient,yes,left,2\nH1,professional,yes,,\n",
        ["status"],
    ),
    (
        "projects",
        "project_id,title,min_pairs,max_pairs\nPR1,,3,2\n",
        ["title", "min_pairs"],
    ),
    ("projects", "project_id,title,min_pairs,max_pairs\nPR1,A,3,few\n", ["max_pairs"]),
    (
        "projects",
        "project_id,title,min_pairs,max_pairs\nPR1,A,few,-1\n",
        ["max_pairs", "min_pairs"],
    ),
    (
        "calendar",
        "date_from,date_to,kind\n2027-02-03,2027-02-02,closed\n",
        ["date_to", "kind"],
    ),
    ("calendar", "date_from,date_to,kind\n2027-02-30,2027-02-02,avoid\n", ["date_from"]),
    ("calendar", "date_from,date_to,kind\n2027-02-03,soon,avoid\n", ["date_to"]),
    ("calendar", "date_from,date_to,kind\n,,avoid\n", ["date_from"]),
]


@pytest.mark.parametrize(("name", "text", "columns"), CLASHING)
def test_every_problem_of_a_row_is_told_at_once(
    look: Look, name: str, text: str, columns: list[str]
) -> None:
    found = errors(look({f"{name}.csv": text}))
    assert sorted(places(found)) == [(f"{name}.csv", 2, column) for column in sorted(columns)]


def test_a_project_that_stands_twice_and_clashes_is_told_both(look: Look) -> None:
    text = "project_id,title,min_pairs,max_pairs\nPR1,A,,\nPR1,B,3,2\n"
    assert [one.column for one in errors(look(projects=text))] == ["project_id", "min_pairs"]

"""Words that resemble a known one: proposed with how sure it is, not applied."""

from __future__ import annotations

import pytest
from sound import Look

from matcher.files.similarity import closest, likeness

PROJECTS = "project_id,title,theme,organisation,area\nPR1,Nights,diabetes care,East Trust,Hove\n"


@pytest.mark.parametrize(
    ("column", "word", "said"),
    [
        ("themes", "diabetis", "diabetes care (88 %)"),
        ("themes", "Diabetes-Care", "diabetes care (100 %)"),
        ("organisation", "East Turst", "East Trust (90 %)"),
    ],
)
def test_a_word_with_a_typing_error_is_proposed(
    look: Look, column: str, word: str, said: str
) -> None:
    rows = f"person_id,side,consent,{column}\nP1,patient,yes,{word}\nH1,professional,yes,\n"
    inspection = look(participants=rows, projects=PROJECTS)
    (found,) = inspection.problems
    assert (found.row, found.column, found.value) == (2, column, word)
    assert f"this looks like {said}" in found.message
    assert f'"{word}" = ' in found.remedy


def test_a_word_of_several_people_is_known(look: Look) -> None:
    rows = "person_id,side,consent,languages\nP1,patient,yes,Englsh\n" + "".join(
        f"H{number},professional,yes,English\n" for number in (1, 2)
    )
    (found,) = look(participants=rows).problems
    assert "looks like English (92 %)" in found.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("north practice", "south practice"),
        ("diabetes type 1", "diabetes type 2"),
        ("care", "diabetes care"),
        ("east london", "west london"),
        ("sleep", "falls"),
        ("", "falls"),
    ],
)
def test_words_that_mean_something_else_do_not_resemble_each_other(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one) == 0.0
    assert closest(one, [other]) is None


def test_a_need_that_resembles_a_feature_is_one_line(look: Look) -> None:
    rows = "person_id,side,consent,access_needs\nP1,patient,yes,step fre\nH1,professional,yes,\n"
    (found,) = look(participants=rows, venues="venue_id,features\nV1,step_free\n").problems
    assert "it looks like step_free (94 %)" in found.message

"""Who can come on which day, in a long table and in a grid."""

from __future__ import annotations

from datetime import date

import pytest
from sound import Look, errors, places, warnings

from matcher.cohort import Answer

LONG = "person_id,date,state"
DAY = date(2027, 3, 4)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("yes", Answer.YES),
        (" YES ", Answer.YES),
        ("if_needed", Answer.IF_NEEDED),
        ("If  needed", Answer.IF_NEEDED),
        ("No", Answer.NO),
        ("", Answer.UNKNOWN),
    ],
)
def test_every_answer_is_read_in_both_forms(look: Look, said: str, answer: Answer) -> None:
    for text in (f"{LONG}\nP1,2027-03-04,{said}\n", f"Person_ID,2027-03-04\nP1,{said}\n"):
        cohort = look(availability=text).cohort
        assert cohort is not None
        assert cohort.availability == {"P1": {DAY: answer}}


def test_a_short_row_of_a_grid_leaves_dates_unknown(look: Look) -> None:
    cohort = look(availability="person_id,2027-03-04,2027-03-05\nP1,yes\nH1\n").cohort
    assert cohort is not None
    assert cohort.availability == {
        "H1": {DAY: Answer.UNKNOWN, date(2027, 3, 5): Answer.UNKNOWN},
        "P1": {DAY: Answer.YES, date(2027, 3, 5): Answer.UNKNOWN},
    }


def test_a_repeat_of_an_answer_is_fine(look: Look) -> None:
    assert look(availability=f"{LONG}\n" + "P1,2027-03-04,yes\n" * 2).problems == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{LONG}\nP1,2027-03-04,yes\nP1,2027-03-04,no\n", (3, "state")),
        (f"{LONG}\nP1,2027-03-04,yes\nP1,2027-03-04,\n", (3, "state")),
        ("person_id,2027-03-04\nP1,yes\nP1,no\n", (3, "2027-03-04")),
        (f"{LONG}\nP1,2027-03-04,sometimes\n", (2, "state")),
        (f"{LONG}\nP1,4 August,yes\n", (2, "date")),
        (f"{LONG}\nP1,2027-02-29,yes\n", (2, "date")),
        (f"{LONG}\nP1,,yes\n", (2, "date")),
        (f"{LONG}\n,2027-03-04,yes\n", (2, "person_id")),
        (f"{LONG}\nP9,2027-03-04,yes\nP9,2027-03-05,yes\n", (2, "person_id")),
        ("person_id,2027-03-04\nP9,yes\n", (2, "person_id")),
        ("person_id,31/02/2027\nP1,yes\n", (1, "31/02/2027")),
        ("person_id,Tues 5th May\nP1,yes\n", (1, "Tues 5th May")),
        ("person_id,2027-03-04,2027-03-04\nP1,yes,no\n", (1, "2027-03-04")),
        ("person_id,date\nP1,2027-03-04\n", (1, "state")),
        ("who,2027-03-04\nP1,yes\n", (1, "person_id")),
    ],
)
def test_bad_answers_are_refused_by_row_and_column(
    look: Look, text: str, place: tuple[int, str]
) -> None:
    found = errors(look(availability=text))
    assert places(found) == [("availability.csv", *place)]


def test_a_contradiction_names_both_rows(look: Look) -> None:
    found = errors(look(availability=f"{LONG}\nP1,2027-03-04,yes\nP1,2027-03-04,\n"))
    assert "yes in row 2 and blank in row 3" in found[0].message


def test_a_date_that_cannot_be_read_is_answered_with_the_form_that_is_read(look: Look) -> None:
    found = errors(look(availability=f"{LONG}\nP1,early March,yes\n"))
    assert "2027-03-04" in found[0].remedy


def test_columns_that_are_no_dates_are_reported_once(look: Look) -> None:
    text = "person_id,name,2027-03-04\nP1,Asha,yes\nH1,Ben,yes\n"
    inspection = look(availability=text)
    assert places(list(inspection.problems)) == [("availability.csv", 1, "name")]
    assert inspection.cohort is not None


def test_answers_outside_the_programme_are_counted_once(look: Look) -> None:
    text = f"{LONG}\nP1,2026-03-04,yes\nH1,2026-03-04,yes\nH1,2027-03-04,yes\n"
    inspection = look(availability=text)
    assert places(warnings(inspection)) == [("availability.csv", None, "date")]
    assert "2 answers are for 1 dates" in inspection.problems[0].message
    assert inspection.cohort is not None
    assert date(2026, 3, 4) in inspection.cohort.availability["P1"]

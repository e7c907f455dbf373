"""The answers in a draft, read and written in whichever form its table has."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from matcher.cohort import Answer
from matcher.dates import answers
from matcher.drafts import Draft, DraftSheet
from matcher.drafts.answering import answering, with_answers
from matcher.samples import sample_names, sample_path

TUESDAY, THURSDAY, LATER = date(2027, 1, 12), date(2027, 1, 14), date(2027, 2, 2)
PEOPLE = (
    ("person_id", "side", "consent", "weekdays"),
    ("P01", "patient", "yes", ""),
    ("P02", "patient", "yes", "Tue"),
    ("H01", "professional", "yes", "Tue;Wed"),
)
SETTINGS = "[programme]\nstart = 2027-01-11\nend = 2027-07-09\n"
GRID = (
    ("person_id", "2027-01-12", "14/01/2027"),
    ("P01", "yes", "OK"),
    ("H01", "if needed", ""),
)
LONG = (
    ("date", "Participant ID", "state"),
    ("2027-01-12", "P01", "yes"),
    ("2027-01-14", "P01", "oui"),
    ("2027-01-12", "H01", "if needed"),
    ("2027-01-14", "H01", ""),
)
CROSSES = (("person_id", "2027-01-12", "2027-01-14"), ("P01", "x", "X"), ("H01", "x", ""))


def draft_of(*answers: tuple[str, ...]) -> Draft:
    sheets = [DraftSheet("participants.csv", "participants", PEOPLE)]
    if answers:
        sheets.append(DraftSheet("availability.csv", "availability", answers))
    return Draft(tuple(sheets), {"programme.toml": SETTINGS})


@pytest.mark.parametrize("name", sample_names())
def test_the_answers_are_those_that_the_cohort_is_read_with(name: str) -> None:
    draft = Draft.of_path(sample_path(name))
    found = draft.inspect()
    assert found.cohort is not None
    wanted = {
        who: {day: "" if said is Answer.UNKNOWN else said.value for day, said in days.items()}
        for who, days in found.cohort.availability.items()
    }
    assert {who: dict(days) for who, days in answering(draft, found).answers.items()} == wanted


@pytest.mark.parametrize("table", [GRID, LONG])
def test_both_forms_say_the_same_and_are_changed_alike(table: tuple[tuple[str, ...], ...]) -> None:
    draft = draft_of(*table)
    found = draft.inspect()
    said = answering(draft, found)
    assert said.days == (TUESDAY, THURSDAY)
    assert said.answers["P01"] == {TUESDAY: "yes", THURSDAY: "yes"}
    assert said.answers["H01"] == {TUESDAY: "if_needed", THURSDAY: ""}
    new = {
        ("P01", TUESDAY): "no",
        ("H01", THURSDAY): "yes",
        ("P02", TUESDAY): "if_needed",
        ("P02", LATER): "yes",
        ("P01", LATER): "no",
    }
    cohort = with_answers(draft, found, new).inspect().require()
    for (who, day), state in new.items():
        assert cohort.availability[who][day].value == state
    assert cohort.availability["H01"][TUESDAY] is Answer.IF_NEEDED
    assert cohort.availability["P01"][THURSDAY] is Answer.YES


def test_who_joins_a_grid_and_a_day_that_joins_it_change_nothing_else() -> None:
    draft = draft_of(*GRID)
    found = draft.inspect()
    new = {("P02", THURSDAY): "yes", ("P01", LATER): "no"}
    cohort = with_answers(draft, found, new).inspect().require()
    days = [TUESDAY, THURSDAY, LATER]
    before = answers(found.require(), cohort.people, days)
    after = answers(cohort, cohort.people, days)
    ids = [one.person_id for one in cohort.people]
    changed = {(ids[row], days[at]) for row, at in np.argwhere(before != after)}
    assert changed == set(new)


def test_an_answer_beside_crosses_turns_none_of_them_round() -> None:
    draft = draft_of(*CROSSES)
    found = draft.inspect()
    assert answering(draft, found).answers["H01"] == {TUESDAY: "yes", THURSDAY: ""}
    changed = with_answers(draft, found, {("H01", THURSDAY): "yes"})
    cohort = changed.inspect().require()
    said = [cohort.availability[who][day] for who in ("P01", "H01") for day in (TUESDAY, THURSDAY)]
    assert said == [Answer.YES] * 4


def test_a_cross_that_can_mean_either_stays_for_somebody_to_decide() -> None:
    draft = draft_of(CROSSES[0], ("P01", "x", "yes"), ("H01", "no", ""))
    found = draft.inspect()
    said = answering(draft, found)
    assert said.answers["P01"][TUESDAY] == "x"
    assert not said.crosses


def test_the_first_answer_begins_the_table() -> None:
    draft = draft_of()
    found = draft.inspect()
    assert answering(draft, found).days == ()
    cohort = with_answers(draft, found, {("P01", LATER): "yes"}).inspect().require()
    assert cohort.availability == {"P01": {LATER: Answer.YES}}


def test_a_table_without_ids_takes_no_answer() -> None:
    draft = draft_of(("Who", "2027-01-12"), ("Somebody", "yes"))
    with pytest.raises(ValueError, match="lacks a column"):
        with_answers(draft, draft.inspect(), {("P01", TUESDAY): "yes"})

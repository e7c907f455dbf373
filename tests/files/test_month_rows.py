"""A poll with months above days becomes a poll with dates, or says what to do."""

from __future__ import annotations

from datetime import date

import pytest
from sound import Look, errors

from matcher.cohort import Answer
from matcher.errors import Severity

PEOPLE = "person_id,side,consent\nP1,patient,yes\nH1,professional,yes\n"
MONTHS = ",May 2027,,June 2027\n"
DAYS = "person_id,Tue 4,Wed 5,Tue 1\n"
ANSWERS = "P1,yes,no,yes\nH1,no,yes,yes\n"
READ = {
    date(2027, 5, 4): Answer.YES,
    date(2027, 5, 5): Answer.NO,
    date(2027, 6, 1): Answer.YES,
}


@pytest.mark.parametrize(
    "poll",
    [
        MONTHS + DAYS + ANSWERS,
        "Poll,,,\n" + MONTHS + DAYS + ANSWERS,
        "person_id,May 2027,,June 2027\n,Tue 4,Wed 5,Tue 1\n" + ANSWERS,
        MONTHS + DAYS + ",10:00 - 16:00,10:00 - 16:00,2 pm\n" + ANSWERS,
        ",mai 2027,,juin 2027\nperson_id,mar. 4,mer. 5,mar. 1\n" + ANSWERS,
        ",May,,June\nperson_id,4,5,1st\n" + ANSWERS,
    ],
    ids=["two rows", "a title", "id above", "times", "French", "no year, no weekday"],
)
def test_months_above_days_are_joined_and_noted(look: Look, poll: str) -> None:
    inspection = look(participants=PEOPLE, availability=poll)
    assert inspection.require().availability["P1"] == READ
    noted = [one for one in inspection.problems if "joined" in one.message]
    assert len(noted) == 3
    assert {one.severity for one in noted} == {Severity.REPAIRED}


@pytest.mark.parametrize(
    ("poll", "said"),
    [
        (",,May 2027\nperson_id,Tue 4,Wed 5\nP1,yes,no\n", "no month stands above this day"),
        (",May 2027,\nperson_id,Tue 4,Tue 4\nP1,yes,no\n", "several columns for Tue 4 May 2027"),
        (",May 2027,\nperson_id,Mon 4,Wed 5\nP1,yes,no\n", "the weekday contradicts the date"),
    ],
    ids=["no month", "two times of a day", "wrong weekday"],
)
def test_what_cannot_be_joined_is_an_error_that_says_what_to_do(
    look: Look, poll: str, said: str
) -> None:
    (found,) = errors(look(participants=PEOPLE, availability=poll))
    assert said in found.message
    assert "2027-03-04" in found.remedy


def test_people_with_numbers_for_answers_are_no_days(look: Look) -> None:
    poll = "person_id,2027-05-04\nP1,yes\nH1,no\n"
    inspection = look(participants=PEOPLE, availability=poll)
    assert not [one for one in inspection.problems if "joined" in one.message]

"""What people read of a mentoring programme speaks of mentees and mentors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from matcher.cohort import Cohort
from matcher.files import Inspection
from matcher.pipeline import plan
from matcher.plans import Outcome
from matcher.programme.labels import LabelSettings
from matcher.talk import say_plan
from matcher.talk_of_problems import say_verdict
from matcher.wording import capitalised, in_labels
from worlds import cohort, people, person

Read = pytest.CaptureFixture[str]

LABELS = {
    "labels.patient": "mentee",
    "labels.patients": "mentees",
    "labels.professional": "adviser",
    "labels.professionals": "advisers",
}


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def mentoring(*members: Any, **rules: Any) -> Cohort:
    return cohort(*(members or people(3, 2)), rules=LABELS | rules)


def told(given: Cohort) -> str:
    """Return why there is no plan, and what would help."""
    made = plan(given)
    assert made.status is Outcome.INFEASIBLE
    reason = made.reasons[0]
    return " ".join([reason.text, *reason.remedies])


def shown(given: Cohort, capsys: Read) -> str:
    say_plan(plan(given), Path("out"))
    return capsys.readouterr().err


def test_a_check_counts_both_sides_by_their_labels(capsys: Read) -> None:
    say_verdict(Path("a"), Inspection(mentoring(), ()))
    said = capsys.readouterr().err
    whole = " ".join(said.split())
    assert whole.endswith("3 on the mentee side, 2 on the adviser side, 2 pairs wanted.")


def test_a_plan_has_the_labels_above_its_pairs(capsys: Read) -> None:
    said = shown(mentoring(), capsys)
    (heading,) = [line.split() for line in said.splitlines() if "If needed" in line]
    assert heading[:3] == ["Mentee", "Adviser", "Project"]
    assert "2 of 2 pairs" in said


def test_without_pairs_there_is_no_second_side(capsys: Read) -> None:
    given = mentoring(**{"pairing.form_pairs": False})
    say_verdict(Path("a"), Inspection(given, ()))
    assert capsys.readouterr().err.endswith("5 people, 2 wanted.\n")
    said = shown(given, capsys)
    (heading,) = [line.split() for line in said.splitlines() if "If needed" in line]
    assert heading == ["Person", "Missed", "If", "needed"]
    assert "2 of 2 people" in said
    assert "lowest fit" not in said


def test_without_workshops_none_are_listed(capsys: Read) -> None:
    said = shown(mentoring(**{"workshops.count": 0}), capsys)
    assert "Venue" not in said
    assert "2 of 2 pairs" in said


def test_reasons_for_no_plan_speak_of_the_labels() -> None:
    nobody = mentoring(*people(2, 0), person("H1", consent=False))
    assert "Nobody is left on the adviser side: 1 in the file" in told(nobody)
    assert "add people on the adviser side" in told(nobody)
    many = mentoring(*people(3, 3, status="confirmed"))
    assert "3 people on the mentee side are confirmed or locked" in told(many)


def test_people_who_come_alone_are_on_no_side() -> None:
    many = mentoring(*people(3, 1, status="confirmed"), **{"pairing.form_pairs": False})
    assert "4 people are confirmed, but only 2 people are wanted." in told(many)


def test_rules_that_forbid_pairs_speak_of_the_labels() -> None:
    away = [person(name, consent=False) for name in ("H2", "H3")]
    alone = mentoring(person("P1", avoids=("H1",)), person("H1"), *away)
    assert "for 2 of 3 pairs: the adviser has not consented." in told(alone)


def test_names_in_files_stay_what_they_are() -> None:
    made = plan(mentoring())
    pair = json.loads(made.model_dump_json())["pairs"][0]
    assert {"patient", "professional"} <= pair.keys()
    assert {"patient", "professional"} <= set(made.frame("pairs").columns)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the patient has not consented", "the mentee has not consented"),
        ("a patient and a professional", "a mentee and an adviser"),
        ("A professional", "An adviser"),
        ("professionals, patients.", "advisers, mentees."),
        ("impatient patience", "impatient patience"),
        ("", ""),
    ],
)
def test_our_texts_are_told_in_the_words_of_the_programme(text: str, said: str) -> None:
    labels = LabelSettings.model_validate(
        {name.partition(".")[2]: label for name, label in LABELS.items()}
    )
    assert in_labels(text, labels) == said
    assert in_labels(text, LabelSettings()) == text


def test_a_capital_is_put_first_and_nothing_else_changes() -> None:
    assert [capitalised(text) for text in ("", "a", "NHS", "élève")] == ["", "A", "NHS", "Élève"]

"""The column `side` in a programme of other people than patients and professionals."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from sound import SETTINGS, Look, errors, places

from matcher.cohort import Side
from matcher.files import inspect, load, write_folder
from matcher.files.labels import sides
from matcher.programme.labels import LabelSettings

LABELS = """
[labels]
patient = "mentee"
patients = "mentees"
professional = "senior mentor"
professionals = "senior mentors"
"""
MENTORING = {"programme.toml": SETTINGS + LABELS}
ALLOWED = "one of patient, professional, mentee, mentees, senior mentor, senior mentors"


def people(*cells: str) -> str:
    rows = [f"X{number},{side},yes" for number, side in enumerate(cells, start=1)]
    return "\n".join(["person_id,side,consent", *rows]) + "\n"


def test_a_side_may_be_written_as_it_is_called(look: Look) -> None:
    cells = ("mentee", "MENTEES", "patient", "Senior  Mentor", "senior mentors", "Professional")
    cohort = look(MENTORING, participants=people(*cells)).require()
    assert [person.side for person in cohort.people] == [Side.PATIENT] * 3 + [Side.PROFESSIONAL] * 3


def test_with_the_usual_labels_more_than_one_is_a_side_as_well(look: Look) -> None:
    cohort = look(participants=people("Patients", "professionals")).require()
    assert [person.side for person in cohort.people] == [Side.PATIENT, Side.PROFESSIONAL]


@pytest.mark.parametrize(
    ("files", "allowed"), [(MENTORING, ALLOWED), ({}, "one of patient, professional")]
)
def test_what_may_stand_there_is_said_with_the_labels(
    look: Look, files: dict[str, str], allowed: str
) -> None:
    (found,) = errors(look(files, participants=people("patient", "professional", "tutor")))
    assert places([found]) == [("participants.csv", 4, "side")]
    assert (found.value, found.remedy) == ("tutor", f"Write {allowed}.")


def test_a_blank_side_is_asked_for_with_the_labels(look: Look) -> None:
    (found,) = errors(look(MENTORING, participants=people("mentee", "")))
    assert found.remedy == f"Write {ALLOWED}."


def test_labels_count_even_where_another_setting_is_wrong(look: Look) -> None:
    files = {"programme.toml": f"{SETTINGS}pairs = 0\n{LABELS}"}
    found = errors(look(files, participants=people("mentee", "senior mentor")))
    assert [each.column for each in found] == ["programme.pairs"]


def test_wrong_labels_are_one_error_in_the_settings(look: Look) -> None:
    files = {"programme.toml": SETTINGS + '[labels]\npatient = ""\n'}
    assert [each.column for each in errors(look(files))] == ["labels.patient"]
    files = {"programme.toml": SETTINGS + "[[labels]]\n"}
    assert [each.column for each in errors(look(files))] == ["labels"]


def test_a_sheet_of_settings_gives_labels_too(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    participants = workbook.create_sheet("participants")
    for line in people("Mentee", "mentors").splitlines():
        participants.append(line.split(","))
    settings = workbook.create_sheet("programme")
    for row in (
        ("key", "value"),
        ("programme.start", datetime.date(2027, 1, 11)),
        ("programme.end", datetime.date(2027, 7, 9)),
        ("Labels.Patient", "mentee"),
        ("labels.professionals", "mentors"),
    ):
        settings.append(row)
    file = tmp_path / "cohort.xlsx"
    workbook.save(file)
    assert [person.side for person in load(file).people] == [Side.PATIENT, Side.PROFESSIONAL]
    settings.append(("programme.pairs", 0))
    workbook.save(file)
    assert [each.column for each in inspect(file).problems] == ["programme.pairs"]


def test_a_label_of_both_sides_stands_for_neither_and_names_keep_their_meaning() -> None:
    kind = sides(
        LabelSettings(
            patient="peer", patients="peers", professional="peer", professionals="patient"
        )
    )
    assert kind.allowed == "one of patient, professional, peers"
    assert kind.read("peers") == kind.read("patient") == "patient"
    assert kind.read("peer") == kind.read("x")


def test_a_cohort_with_labels_is_written_and_read_back(look: Look, tmp_path: Path) -> None:
    cohort = look(MENTORING, participants=people("mentee", "senior mentor")).require()
    write_folder(cohort, tmp_path / "written")
    assert "X1,patient,yes" in (tmp_path / "written" / "participants.csv").read_text("utf-8")
    assert load(tmp_path / "written") == cohort


def test_problems_speak_of_sides_as_they_are_called(look: Look) -> None:
    rows = (
        "person_id,side,consent,prefers,partner_id\n"
        "E1,mentee,yes,E2,\nE2,mentee,yes,,E1\nM1,senior mentor,yes,,\n"
    )
    found = look(MENTORING, participants=rows).problems
    assert [(each.row, each.message, each.remedy) for each in found] == [
        (
            2,
            "they ask for somebody on their own side, mentee",
            "Pairs join the two sides, so this wish counts for nothing.",
        ),
        (
            3,
            "the partner is on the same side, mentee",
            "A pair joins a mentee and a senior mentor. Correct the id or one of the sides.",
        ),
    ]

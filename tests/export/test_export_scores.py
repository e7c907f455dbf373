"""The scores as CSV: every patient with every professional, in order."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from cohorts import random_cohort
from matcher.cohort import Cohort
from matcher.export.scores import score_lines
from matcher.scores import REASON_TEXTS, Scorer
from worlds import cohort, person

HEADER = "patient_id,professional_id,allowed,fit,reason\n"


def rows_of(given: Cohort) -> list[list[str]]:
    header, *rows = csv.reader("".join(score_lines(given)).splitlines())
    assert ",".join(header) + "\n" == HEADER
    return rows


@pytest.mark.parametrize("cells", [1, 4, 1_000_000])
def test_there_is_a_row_for_every_patient_and_professional_in_order(
    monkeypatch: pytest.MonkeyPatch, cells: int
) -> None:
    monkeypatch.setattr("matcher.scores.BLOCK_CELLS", cells)
    given = random_cohort(11, "small", absentees=1, bars=1, min_fit=1)
    scores = Scorer(given).all()
    expected: list[list[Any]] = [
        [
            one.person_id,
            other.person_id,
            str(int(scores.reason[row, column] == 0)),
            str(scores.fit[row, column]),
            REASON_TEXTS[scores.reason[row, column]],
        ]
        for row, one in enumerate(given.patients)
        for column, other in enumerate(given.professionals)
    ]
    assert rows_of(given) == expected


def test_ids_that_look_like_formulas_are_written_as_they_are() -> None:
    given = cohort(person("P1"), person("-1", side="patient"), person("H1"))
    assert [row[0] for row in rows_of(given)] == ["-1", "P1"]


def test_people_without_consent_have_rows_too() -> None:
    given = cohort(person("P1", consent=False), person("H1"))
    assert [[*row[:3], row[4]] for row in rows_of(given)] == [
        ["P1", "H1", "0", "the patient has not consented"]
    ]


def test_without_a_side_there_is_a_header_alone() -> None:
    assert "".join(score_lines(cohort(person("P1")))) == HEADER
    assert "".join(score_lines(cohort(person("H1")))) == HEADER


def test_no_reason_would_break_a_line_of_the_csv() -> None:
    assert not any(set(text) & set(',"\n\r') or text[:1] in "=+-@" for text in REASON_TEXTS[1:])

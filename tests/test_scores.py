"""Scores of all pairs: the same in blocks as at once, and of the two people alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorts import random_cohort
from matcher.cohort import CalendarRow, Cohort, Side
from matcher.export.scores import score_lines
from matcher.scores import REASON_TEXTS, Scorer


@given(st.integers(0, 500))
def test_parts_add_up_to_the_fit(seed: int) -> None:
    cohort = random_cohort(seed)
    scorer = Scorer(cohort)
    scores = scorer.all()
    for row, patient in enumerate(cohort.patients):
        for column, other in enumerate(cohort.professionals):
            parts = scorer.parts(patient.person_id, other.person_id)
            assert sum(parts.values()) == scores.fit[row, column] <= 1000
            assert 0 <= scorer.coverage(patient.person_id, other.person_id) <= 1


def test_blocks_give_the_same_as_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort = random_cohort(3, "small")
    whole = Scorer(cohort).all()
    monkeypatch.setattr("matcher.scores.BLOCK_CELLS", 1)
    blocks = Scorer(cohort).all()
    assert (whole.fit == blocks.fit).all()
    assert (whole.reason == blocks.reason).all()


def fits(cohort: Cohort) -> dict[tuple[str, str], int]:
    scores = Scorer(cohort).all()
    return {
        (patient.person_id, other.person_id): int(scores.fit[row, column])
        for row, patient in enumerate(cohort.patients)
        for column, other in enumerate(cohort.professionals)
    }


@given(st.integers(0, 500))
def test_a_fit_does_not_depend_on_who_else_applied(seed: int) -> None:
    cohort = random_cohort(seed, "small")
    few = cohort.model_copy(update={"people": cohort.people[::2]})
    everybody = fits(cohort)
    assert {pair: everybody[pair] for pair in fits(few)} == fits(few)


@given(st.integers(0, 500))
def test_a_fit_does_not_depend_on_days_that_are_blocked_or_fixed(seed: int) -> None:
    cohort = random_cohort(seed)
    start, end = cohort.programme.programme.start, cohort.programme.programme.end
    rows = (
        CalendarRow(date_from=start, date_to=end, kind="blocked"),
        CalendarRow(date_from=start, date_to=end, kind="avoid", area="North"),
    )
    blocked = cohort.model_copy(update={"calendar": rows, "venues": (), "facilitators": ()})
    assert fits(blocked) == fits(cohort)


def test_the_csv_has_a_row_for_every_patient_and_professional_in_order() -> None:
    cohort = random_cohort(11, "small")
    header, *lines = "".join(score_lines(cohort)).splitlines()
    assert header == "patient_id,professional_id,allowed,fit,reason"
    rows = [line.split(",") for line in lines]
    ours = [one.person_id for one in cohort.side(Side.PATIENT)]
    theirs = [one.person_id for one in cohort.side(Side.PROFESSIONAL)]
    assert [tuple(row[:2]) for row in rows] == [(one, other) for one in ours for other in theirs]
    assert {row[2] for row in rows} <= {"0", "1"}
    assert all((row[2] == "1") == (row[4] == "") for row in rows)
    assert {row[4] for row in rows} <= set(REASON_TEXTS)


def test_no_reason_would_break_a_line_of_the_csv() -> None:
    assert not any(set(text) & set(',"\n\r') or text[:1] in "=+-@" for text in REASON_TEXTS[1:])

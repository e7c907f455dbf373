"""Every score of a cohort as CSV, a row for every patient with every professional."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.scores import FULL_FIT, REASON_TEXTS, Scorer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.cohort import Cohort

SCORE_COLUMNS = ("patient_id", "professional_id", "allowed", "fit", "reason")


def score_lines(cohort: Cohort) -> Iterator[str]:
    """Yield the CSV in pieces, by patient and then by professional id.

    Memory stays bounded: the scores are computed and written in blocks of patients. Neither ids
    nor reasons hold a comma or a quotation mark; ids are written as they are, so that programs
    find them again.
    """
    yield ",".join(SCORE_COLUMNS) + "\n"
    patients = [person.person_id for person in cohort.patients]
    professionals = [person.person_id for person in cohort.professionals]
    ends = _line_ends()
    for block in Scorer(cohort).blocks():
        codes = block.reason.astype(int) * (FULL_FIT + 1) + block.fit
        for patient, row in zip(patients[block.rows], codes.tolist(), strict=True):
            pairs = zip(professionals, row, strict=True)
            yield "".join([f"{patient},{one}{ends[code]}" for one, code in pairs])


def _line_ends() -> list[str]:
    """Return what follows the ids, for every reason and every fit."""
    return [
        f",{int(reason == 0)},{fit},{text}\n"
        for reason, text in enumerate(REASON_TEXTS)
        for fit in range(FULL_FIT + 1)
    ]

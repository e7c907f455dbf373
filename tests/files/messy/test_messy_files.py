"""Files as teams have them: each with what comes of it, and nothing put right in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from messy_case import REPAIRED, STOPPED, WARNED, Case, calendar, people, person
from polls_and_people import CONSENT, PEOPLE, POLLS
from sound import write_files
from typed_cells import DATES, LISTS, NUMBERS, WEEKDAYS
from whole_files import FILES

from matcher.files import inspect, write_folder

if TYPE_CHECKING:
    from pathlib import Path

CASES = [*FILES, *NUMBERS, *LISTS, *DATES, *WEEKDAYS, *POLLS, *CONSENT, *PEOPLE]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_messy_file_is_read_with_a_note_or_refused(tmp_path: Path, case: Case) -> None:
    found = inspect(write_files(tmp_path, {case.file: case.content}))
    said = [problem.severity for problem in found.problems]
    gravest = next((one for one in (STOPPED, WARNED, REPAIRED) if one in said), None)
    assert gravest is case.outcome, [str(problem) for problem in found.problems]
    grave = [problem for problem in found.problems if problem.severity is gravest]
    assert not grave or any(case.says in str(problem) for problem in grave), list(map(str, grave))
    for problem in found.problems:
        assert problem.severity is REPAIRED or problem.remedy
        assert problem.severity is not REPAIRED or problem.after is not None
    if case.outcome is STOPPED:
        assert found.cohort is None
        return
    assert found.cohort is not None
    assert case.read is not None
    assert case.read(found.cohort) == case.value
    write_folder(found.cohort, tmp_path / "clean")
    again = inspect(tmp_path / "clean")
    assert again.cohort == found.cohort
    assert REPAIRED not in [problem.severity for problem in again.problems]


def test_known_themes_decide_where_commas_separate(tmp_path: Path) -> None:
    files = {
        "projects.csv": 'project_id,title,theme\nPR1,A,"letters, in plain words"\nPR2,B,falls\n',
        "participants.csv": people("themes", "letters, in plain words, falls"),
    }
    cohort = inspect(write_files(tmp_path, files)).cohort
    assert cohort is not None
    assert person(cohort).themes == ("letters, in plain words", "falls")


def test_every_repair_names_its_place_and_what_stood_there(tmp_path: Path) -> None:
    found = inspect(write_files(tmp_path, {"calendar.csv": calendar("2027-05-03", "4/5/2027")}))
    (repair,) = found.problems
    assert (repair.file, repair.row, repair.column) == ("calendar.csv", 3, "date_from")
    assert (repair.value, repair.after) == ("4/5/2027", "2027-05-04")

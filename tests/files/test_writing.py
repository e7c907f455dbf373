"""Writing a cohort: what is read back is what was there."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from drawn import cohorts
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.cohort import Cohort, Person, Venue
from matcher.errors import InputError
from matcher.files import inspect, load, write_folder
from matcher.files.cells import escape, unescape
from matcher.plans import Outcome, Pair, Plan, Provenance, Workshop
from matcher.programme import Programme

PROGRAMME = Programme.model_validate({"programme": {"start": "2027-01-11", "end": "2027-07-09"}})


@settings(max_examples=15, deadline=None)
@given(cohorts())
def test_what_is_written_is_read_back_as_it_was(cohort: Cohort) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_folder(cohort, folder)
        assert load(folder) == cohort
        written = {file.name: file.read_bytes() for file in Path(folder).iterdir()}
        write_folder(load(folder), folder)
        assert {file.name: file.read_bytes() for file in Path(folder).iterdir()} == written


@given(st.text("'=+-@\t\ra \uff1d\uff0b\uff0d\uff20", max_size=8))
def test_escaping_is_undone_exactly_and_leaves_no_formula(text: str) -> None:
    assert unescape(escape(text)) == text
    assert escape(text)[:1] not in set("=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def cohort_of(**fields: Any) -> Cohort:
    person = Person(person_id="P1", side="patient", consent=True, **fields)
    return Cohort(programme=PROGRAMME, people=(person,))


def test_a_formula_is_written_as_text(tmp_path: Path) -> None:
    write_folder(cohort_of(name='=HYPERLINK("x")', extra={"=note": "'@x"}), tmp_path)
    text = (tmp_path / "participants.csv").read_text()
    assert text == (
        'person_id,side,name,consent,\'=note\nP1,patient,"\'=HYPERLINK(""x"")",yes,\'\'@x\n'
    )


def test_only_files_with_something_in_them_are_written(tmp_path: Path) -> None:
    (tmp_path / "projects.csv").write_text("project_id,title\nOLD,Old\n")
    (tmp_path / "Venues.csv").write_text("venue_id\nOLD\n")
    (tmp_path / "letter.txt").write_text("stays")
    write_folder(cohort_of(), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "letter.txt",
        "participants.csv",
        "programme.toml",
    ]


def test_a_plan_that_is_running_is_written_and_read_back(tmp_path: Path) -> None:
    made = Provenance(version="1", ortools="9", seed=1, input_digest="sha256:0", seconds=0.5)
    pair = Pair(
        patient="P1",
        professional="H1",
        fit=1,
        parts={"motivation": 1},
        coverage=0.5,
        missed=0,
        if_needed=0,
        value=1,
    )
    plan = Plan(
        status=Outcome.INFEASIBLE,
        objective=None,
        bound=None,
        gap=None,
        pairs=(pair,),
        workshops=(Workshop(number=1, date=date(2027, 3, 4)),),
        provenance=made,
    )
    cohort = cohort_of().model_copy(update={"current_plan": plan})
    write_folder(cohort, tmp_path / "new" / "folder")
    inspection = inspect(tmp_path / "new" / "folder")
    assert inspection.cohort == cohort
    assert [problem.value for problem in inspection.problems] == ["H1"]


@pytest.mark.parametrize(
    "fields",
    [
        {"themes": ("falls;pain",)},
        {"goals": (" learn",)},
        {"name": "Asha "},
        {"name": " =1"},
        {"name": "a\0b"},
        {"extra": {"name": "x"}},
        {"extra": {"note": "x", "Note": "y"}},
        {"extra": {"motivation_x": "x"}},
        {"extra": {"note": ""}},
        {"extra": {"": "x"}},
    ],
)
def test_what_the_files_cannot_hold_is_refused_before_anything_is_written(
    tmp_path: Path, fields: dict[str, Any]
) -> None:
    with pytest.raises(InputError, match=r"read back as it is|cannot have this name"):
        write_folder(cohort_of(**fields), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_venue_that_is_never_free_is_refused(tmp_path: Path) -> None:
    cohort = cohort_of().model_copy(update={"venues": (Venue(venue_id="V1", dates=()),)})
    with pytest.raises(InputError, match="never free"):
        write_folder(cohort, tmp_path)

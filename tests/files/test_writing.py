"""Writing a cohort: what is read back is what was there."""

from __future__ import annotations

import string
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.cohort import (
    Answer,
    CalendarRow,
    Cohort,
    Facilitator,
    Journey,
    Person,
    Project,
    Status,
    Venue,
)
from matcher.errors import InputError
from matcher.files import inspect, load, write_folder
from matcher.files.cells import escape, unescape
from matcher.files.headings import misread
from matcher.files.protected import is_protected, names_diagnosis
from matcher.files.synonyms import COLUMNS
from matcher.plans import Outcome, Pair, Plan, Provenance, Workshop
from matcher.programme import Programme, Weekday

PROGRAMME = Programme.model_validate({"programme": {"start": "2027-01-11", "end": "2027-07-09"}})

ids = st.text(string.ascii_letters + string.digits + "_.-", min_size=1, max_size=8)
words = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
    st.from_regex(r"'{0,3}[=+\-@][a-z,;\"\n\r']{0,5}", fullmatch=True),
).map(str.strip)
items = words.map(lambda word: word.replace(";", "").strip()).filter(bool)
names = st.lists(items, max_size=3).map(tuple)
weekdays = st.none() | st.lists(st.sampled_from(Weekday), min_size=1, max_size=7).map(tuple)
days = st.integers(0, 400).map(lambda number: date(2027, 1, 1) + timedelta(number))
known = {*Person.model_fields, *Project.model_fields, *CalendarRow.model_fields}


def is_free(name: str) -> bool:
    """Return whether a column of this name is none of ours and nothing that is not kept."""
    is_plain = name.isascii() and name.islower() and name not in known
    is_ours = any(misread(table, (name,), [name]) for table in COLUMNS)
    return is_plain and not is_protected(name) and not is_ours


extras = st.dictionaries(
    items.filter(is_free),
    words.filter(lambda text: bool(text) and not names_diagnosis(text)),
    max_size=2,
)
limits = st.none() | st.integers(0, 10**9)


def people(side: str, prefix: str) -> st.SearchStrategy[list[Person]]:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "person_id": ids.map(lambda name: prefix + name),
        "side": st.just(side),
        **dict.fromkeys(("name", "email", "organisation", "area", "profession"), words),
        **dict.fromkeys(("themes", "goals", "languages", "access_needs"), names),
        **dict.fromkeys(("prefers", "avoids", "conflicts"), st.lists(ids, max_size=2).map(tuple)),
        "motivation": st.dictionaries(
            st.from_regex(r"[a-z][a-z ,=]{0,5}[a-z]", fullmatch=True), st.integers(1, 5), max_size=2
        ),
        "supporters": st.integers(0, 100),
        "weekdays": weekdays,
        "max_travel_minutes": st.none() | st.integers(0, 10_000),
        "remote_ok": st.none() | st.booleans(),
        "consent": st.booleans(),
        "status": st.sampled_from([each for each in Status if each is not Status.WITHDRAWN]),
        "extra": extras,
    }
    made = st.fixed_dictionaries(fields).map(lambda values: Person(**values))
    return st.lists(made, min_size=1, max_size=3, unique_by=lambda person: person.person_id)


@st.composite
def cohorts(draw: st.DrawFn) -> Cohort:
    persons = [*draw(people("patient", "-p")), *draw(people("professional", "h"))]
    projects = st.builds(
        Project,
        project_id=ids,
        title=words.filter(bool),
        theme=words,
        max_pairs=limits,
        extra=extras,
    )
    venues = st.builds(
        Venue,
        venue_id=ids,
        name=words,
        capacity=limits,
        features=names,
        online=st.booleans(),
        cost_per_day=st.floats(0, 1e9, allow_nan=False),
        dates=st.none() | st.lists(days, min_size=1, max_size=3).map(tuple),
        extra=extras,
    )
    facilitators = st.builds(
        Facilitator,
        facilitator_id=ids.map(lambda name: f"f{name}"),
        name=words,
        languages=names,
        max_pairs=limits,
        weekdays=weekdays,
        extra=extras,
    )
    rows = st.builds(
        CalendarRow,
        date_from=st.just(date(2027, 1, 1)),
        date_to=days,
        label=words,
        kind=st.sampled_from(["blocked", "avoid"]),
        area=words,
        extra=extras,
    )
    places = draw(st.lists(venues, max_size=2, unique_by=lambda venue: venue.venue_id))
    answers = st.dictionaries(days, st.sampled_from(Answer), max_size=4)
    return Cohort(
        programme=draw(programmes()),
        people=tuple(persons),
        availability={person.person_id: draw(answers) for person in persons},
        projects=tuple(
            draw(st.lists(projects, max_size=2, unique_by=lambda each: each.project_id))
        ),
        venues=tuple(places),
        travel=tuple(
            Journey(area=draw(items), venue_id=venue.venue_id, minutes=draw(st.integers(0, 10**9)))
            for venue in places
        ),
        facilitators=tuple(
            draw(st.lists(facilitators, max_size=2, unique_by=lambda each: each.facilitator_id))
        ),
        calendar=tuple(draw(st.lists(rows, max_size=3))),
    )


def programmes() -> st.SearchStrategy[Programme]:
    return st.builds(
        lambda name, subdivision, weight, everyone: Programme.model_validate(
            {
                "programme": {
                    "name": name,
                    "start": date(2027, 1, 11),
                    "end": date(2027, 7, 9),
                    "subdivision": subdivision,
                },
                "weights": {"motivation": weight / 1000},
                "workshops": {"everyone": everyone},
            }
        ),
        st.text(),
        st.sampled_from([None, "SCT", "ENG"]),
        st.integers(0, 10**6),
        st.lists(st.integers(1, 5)),
    )


@settings(max_examples=25, deadline=None)
@given(cohorts())
def test_what_is_written_is_read_back_as_it_was(cohort: Cohort) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_folder(cohort, folder)
        assert load(folder) == cohort
        written = {file.name: file.read_bytes() for file in Path(folder).iterdir()}
        write_folder(load(folder), folder)
        assert {file.name: file.read_bytes() for file in Path(folder).iterdir()} == written


@given(st.text("'=+-@\t\ra ", max_size=8))
def test_escaping_is_undone_exactly_and_leaves_no_formula(text: str) -> None:
    assert unescape(escape(text)) == text
    assert escape(text)[:1] not in set("=+-@\t\r")


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

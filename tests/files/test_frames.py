"""A cohort from pandas frames is the cohort of the files, with the same errors."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import matcher
from matcher.cohort import Answer
from matcher.files.frames import inspect_frames
from matcher.samples import sample_path

ANSWERS = ["person_id", "date", "state"]
WINDOW = {"programme.start": date(2027, 1, 11), "programme.end": date(2027, 3, 19)}


def people(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {"person_id": ["P1", "H1"], "side": ["patient", "professional"], "consent": True, **columns}
    )


def sample(name: str) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    folder = Path(sample_path(name))
    frames = {file.stem: pd.read_csv(file) for file in folder.glob("*.csv")}
    return frames, tomllib.loads((folder / "programme.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["london", "clinic"])
def test_the_frames_of_a_sample_are_the_sample(name: str) -> None:
    frames, settings = sample(name)
    loaded = matcher.load(sample_path(name))
    assert matcher.Cohort.from_frames(frames, settings, loaded.current_plan) == loaded


def test_cells_may_be_of_any_type_that_pandas_has() -> None:
    frame = people(
        name=pd.Categorical(["Ann", None]),
        consent=np.array([True, True]),
        supporters=[2.0, np.nan],
        max_travel_minutes=pd.array([45, pd.NA], dtype="Int64"),
        themes=[["care", "diet"], None],
        weekdays=[("Mon", "Tue"), np.nan],
        motivation_trust=np.array([5, 3], dtype=np.int8),
        remote_ok=pd.array([True, pd.NA], dtype="boolean"),
        applied_on=[pd.Timestamp("2026-10-01"), pd.NaT],
    )
    cohort = matcher.Cohort.from_frames({"participants": frame}, WINDOW)
    ann, other = cohort.patients[0], cohort.professionals[0]
    assert (ann.name, ann.supporters, ann.max_travel_minutes) == ("Ann", 2, 45)
    assert (ann.themes, ann.weekdays) == (("care", "diet"), ("Mon", "Tue"))
    assert (ann.motivation, ann.remote_ok) == ({"trust": 5}, True)
    assert ann.applied_on == date(2026, 10, 1)
    assert (other.name, other.supporters, other.weekdays) == ("", 0, None)


def test_answers_may_be_long_or_have_a_column_a_date() -> None:
    days = [pd.Timestamp("2027-01-12"), pd.Timestamp("2027-02-02")]
    long = pd.DataFrame({"person_id": "P1", "date": days, "state": ["yes", "no"]})
    wide = pd.DataFrame([["P1", "yes", "no"]], columns=["person_id", *days])
    read = [
        matcher.Cohort.from_frames({"participants": people(), "availability": each}, WINDOW)
        for each in (long, wide)
    ]
    assert read[0] == read[1]
    assert read[0].availability["P1"][date(2027, 2, 2)] is Answer.NO


def test_an_index_that_has_a_name_is_a_column() -> None:
    frame = people().set_index("person_id")
    assert len(matcher.Cohort.from_frames({"participants": frame}, WINDOW).people) == 2


def test_settings_may_be_nested_or_dotted_or_a_frame_or_a_programme() -> None:
    nested = {
        "programme": {"start": pd.Timestamp("2027-01-11"), "end": "2027-03-19"},
        "workshops": {"count": np.int64(3), "weekdays": ("Tue", "Thu"), "max_same_weekday": None},
        "pairing.fairness": "worst_first",
        "solve.seed": None,
    }
    first = matcher.Cohort.from_frames({"participants": people()}, nested)
    rules = first.programme
    assert (rules.workshops.count, rules.workshops.weekdays) == (3, ("Tue", "Thu"))
    assert (rules.pairing.fairness, rules.solve.seed) == ("worst_first", 1)
    again = matcher.Cohort.from_frames({"participants": people()}, rules)
    assert again == first
    sheet = pd.DataFrame(
        {"key": ["programme.start", "programme.end"], "value": ["2027-01-11", "2027-03-19"]}
    )
    read = matcher.Cohort.from_frames({"participants": people(), "programme": sheet})
    assert read.programme.programme.end == date(2027, 3, 19)


def test_every_problem_is_told_at_once_with_the_row_of_a_spreadsheet() -> None:
    frames = {
        "participants": people(consent=[True, "perhaps"]),
        "availability": pd.DataFrame([["P9", "2027-01-12", "yes"]], columns=ANSWERS),
        "projects": [1, 2],
        "participant": people(),
    }
    with pytest.raises(matcher.InputError, match="perhaps") as caught:
        matcher.Cohort.from_frames(frames, {**WINDOW, "programme.pairs": 0, "workshops.cuont": 4})
    found = {(one.file, one.row, one.column) for one in caught.value.problems}
    assert {
        ("participants", 3, "consent"),
        ("availability", 2, "person_id"),
        ("projects", None, None),
        ("participant", None, None),
        ("settings", None, "programme.pairs"),
        ("settings", None, "workshops.cuont"),
    } <= found


def test_settings_that_are_missing_or_given_twice_are_told() -> None:
    sheet = pd.DataFrame({"key": ["programme.start"], "value": ["2027-01-11"]})
    twice = inspect_frames({"participants": people(), "programme": sheet}, WINDOW)
    assert any("given twice" in one.message for one in twice.problems)
    dotted = {**WINDOW, "programme": {"start": "2027-01-11"}}
    assert inspect_frames({"participants": people()}, dotted).cohort is None
    missing = inspect_frames({"participants": people()})
    assert [(one.file, one.column) for one in missing.problems] == [
        ("settings", "programme.start"),
        ("settings", "programme.end"),
    ]


def test_the_frames_of_a_plan_have_the_types_of_what_stands_in_them() -> None:
    frames, settings = sample("clinic")
    plan = matcher.plan(matcher.Cohort.from_frames(frames, settings))
    found = plan.frames()
    assert {"pairs", "workshops", "attendance", "check_ins", "waiting"} <= set(found)
    assert found["workshops"]["date"].dtype.kind == "M"
    assert found["workshops"]["number"].dtype.kind == "i"
    assert len(found["pairs"]) == len(plan.pairs)


def test_the_settings_may_stand_among_the_frames_but_not_twice() -> None:
    frames, settings = sample("clinic")
    beside = matcher.Cohort.from_frames(frames, settings)
    assert matcher.Cohort.from_frames({**frames, "programme": settings}) == beside
    assert matcher.Cohort.from_frames({**frames, "Programme": beside.programme}) == beside
    with pytest.raises(matcher.InputError, match="given twice: among the frames and beside them"):
        matcher.Cohort.from_frames({**frames, "programme": settings}, settings)


@pytest.mark.parametrize("made", [np.array, pd.Series, pd.Index, pd.array])
def test_arrays_in_a_cell_are_lists(made: Any) -> None:
    frame = people(not_from=[made(["Elm Surgery", "Oak"]), None], side="professional")
    cohort = matcher.Cohort.from_frames({"participants": frame}, WINDOW)
    assert cohort.professionals[1].not_from == ("Elm Surgery", "Oak")


@pytest.mark.parametrize("odd", [{"a": 1}, b"abc", object(), np.zeros((2, 2)), iter("ab")])
def test_what_cannot_be_written_down_is_refused(odd: Any) -> None:
    found = inspect_frames({"participants": people(name=["Ann", odd])}, WINDOW)
    (told,) = (one for one in found.problems if "of the type" in one.message)
    assert (told.file, told.row, told.column) == ("participants", 3, "name")
    assert found.cohort is None


def test_a_moment_in_universal_time_is_no_day() -> None:
    local = pd.date_range("2027-01-12", periods=2, freq="7D", tz="Europe/Paris")
    wide = pd.DataFrame([["P1", "yes", "no"]], columns=["person_id", *local])
    tables = {"participants": people(), "availability": wide}
    read = matcher.Cohort.from_frames(tables, WINDOW)
    assert read.availability["P1"][date(2027, 1, 19)] is Answer.NO
    moments = wide.set_axis(["person_id", *local.tz_convert("UTC")], axis=1)
    long = pd.DataFrame({"person_id": "P1", "date": local.tz_convert("UTC"), "state": "yes"})
    for frame in (moments, long):
        found = inspect_frames({**tables, "availability": frame}, WINDOW)
        assert found.cohort is None
        assert any("moment in universal time" in one.message for one in found.problems)


def test_an_index_that_is_a_column_too_is_taken_once() -> None:
    frame = people().set_index("person_id", drop=False)
    assert len(matcher.Cohort.from_frames({"participants": frame}, WINDOW).people) == 2


def test_what_is_no_frame_or_no_plan_at_all_is_told() -> None:
    frames = {"participants": people(), "Participants ": people(name="Ann")}
    twice = inspect_frames(frames, WINDOW)
    assert any("this frame is given twice" in one.message for one in twice.problems)
    asked: Any = (
        (None, WINDOW, None, "no frames by their names"),
        ({"participants": people()}, ["x"], None, "no settings"),
        ({"participants": people()}, {3: 1}, None, "3"),
        ({"participants": people()}, WINDOW, "plan.json", "no plan"),
    )
    for given, settings, plan, said in asked:
        with pytest.raises(matcher.InputError, match=said):
            matcher.Cohort.from_frames(given, settings, plan)


def test_half_a_character_is_replaced() -> None:
    names = pd.Series(["A\ud800n", "B"], dtype=object)
    read = matcher.Cohort.from_frames({"participants": people(name=names)}, WINDOW)
    assert read.patients[0].name == "A?n"

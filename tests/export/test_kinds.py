"""Exports come whole into their folder, and take nothing of other people's away."""

from __future__ import annotations

from pathlib import Path

import pytest

import matcher
from matcher.errors import InputError, OutputExistsError
from matcher.export import kinds
from matcher.export.earlier import TOLD, Earlier
from matcher.export.kinds import Files, Wanted, export_plan
from planned import planned


@pytest.fixture(scope="module")
def plan() -> matcher.Plan:
    return planned("clinic")


class OneKind:
    """A kind that writes a file with what it was told before."""

    says = "what was told before"

    def __init__(self, name: str = "days/told.txt") -> None:
        self.name = name

    def is_available(self) -> bool:
        return True

    def files(self, wanted: Wanted) -> Files:
        before = wanted.since.read(self.name) if wanted.since else None
        return {self.name: (before or b"") + b"x"}


@pytest.fixture
def one_kind(monkeypatch: pytest.MonkeyPatch) -> OneKind:
    kind = OneKind()
    monkeypatch.setattr(kinds, "KINDS", {"told": kind})
    return kind


def test_an_export_is_written_with_the_plan_that_it_tells_of(
    plan: matcher.Plan, tmp_path: Path, one_kind: OneKind
) -> None:
    assert export_plan(plan, tmp_path / "out") == (tmp_path / "out" / "days" / "told.txt",)
    assert Earlier.at(tmp_path / "out").plan == plan


def test_an_export_that_stands_there_is_replaced_only_by_force_and_read_first(
    plan: matcher.Plan, tmp_path: Path, one_kind: OneKind
) -> None:
    out = tmp_path / "out"
    export_plan(plan, out)
    (out / "days" / "mine.txt").write_text("mine")
    with pytest.raises(OutputExistsError, match="not empty"):
        export_plan(plan, out)
    export_plan(plan, out, force=True)
    assert (out / "days" / "told.txt").read_text() == "xx"
    assert (out / "days" / "mine.txt").read_text() == "mine"


def test_files_of_an_earlier_export_that_are_no_more_go(
    plan: matcher.Plan, tmp_path: Path, one_kind: OneKind
) -> None:
    out = tmp_path / "out"
    export_plan(plan, out)
    one_kind.name = "other.txt"
    export_plan(plan, out, force=True)
    assert sorted(entry.name for entry in out.iterdir()) == ["files.txt", "other.txt", TOLD]


def test_a_folder_of_somebody_else_is_left_alone(
    plan: matcher.Plan, tmp_path: Path, one_kind: OneKind
) -> None:
    (tmp_path / "days").mkdir()
    with pytest.raises(OutputExistsError, match="days"):
        export_plan(plan, tmp_path, force=True)


def test_unknown_kinds_languages_and_places_are_refused_with_what_there_is(
    plan: matcher.Plan, tmp_path: Path, one_kind: OneKind
) -> None:
    with pytest.raises(InputError, match="Name some of: told"):
        export_plan(plan, tmp_path / "out", kinds=["songs"])
    with pytest.raises(InputError, match="Name one of: en, fr"):
        export_plan(plan, tmp_path / "out", language="xx")
    with pytest.raises(InputError, match="no export or plan is here"):
        export_plan(plan, tmp_path / "out", since=tmp_path)
    assert not (tmp_path / "out").exists()


def test_what_the_next_export_needs_stays_when_one_without_it_takes_the_place(
    plan: matcher.Plan, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export_plan(plan, out, kinds=["pseudonymised", "calendars"])
    key = (out / "key" / "key.csv").read_bytes()
    export_plan(plan, out, kinds=["page"], force=True)
    assert (out / "key" / "key.csv").read_bytes() == key
    assert not (out / "pseudonymised").exists()
    assert [file.name for file in (out / "calendars").iterdir()] == ["sequences.json"]

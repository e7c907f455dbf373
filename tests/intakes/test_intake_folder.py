"""An intake on disk: whole or not at all, gone on with after a kill, and one command."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import matcher
from matcher.cohort import Cohort
from matcher.files import write_folder
from matcher.intakes import running
from matcher.intakes.folder import alone
from matcher.intakes.pieces import Piece
from matcher.parallel.watching import Done
from matcher.talk import IntakeProgress
from shells import Ask
from small_intakes import made_intake, with_people

AREAS = ("Hull", "Leeds", "York")


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return made_intake(5, each=7, areas=AREAS)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_a_folder_holds_the_whole_the_tables_and_every_plan(cohort: Cohort, tmp_path: Path) -> None:
    found = matcher.intake(cohort, jobs=1, out=tmp_path / "out")
    out = tmp_path / "out"
    assert names(out) == {
        *("intake.json", "cohorts.csv", "people.csv", "waiting.csv", "summary.txt", "cohorts"),
    }
    assert names(tmp_path) == {"out"}
    assert names(out / "cohorts") == {one.name for one in found.cohorts}
    assert [one["cohort"] for one in rows(out / "cohorts.csv")] == [
        one.name for one in found.cohorts
    ]
    people, waiting = rows(out / "people.csv"), rows(out / "waiting.csv")
    assert len(people) == 2 * sum(len(one.pairs) for one in found.cohorts)
    assert {one["person_id"] for one in (*people, *waiting)} == {
        one.person_id for one in cohort.people
    }
    read = matcher.open_intake(out)
    assert read == found
    assert matcher.check_intake(cohort, read) == ()
    assert matcher.open_plan(out / "cohorts" / found.cohorts[0].name).status == "optimal"


def test_an_intake_that_stands_is_replaced_only_when_that_is_said(
    cohort: Cohort, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    matcher.intake(cohort, jobs=1, out=out)
    (out / "notes.txt").write_text("ours", encoding="utf-8")
    gone = with_people(cohort, P01={"consent": False}, P04={"consent": False})
    with pytest.raises(matcher.OutputExistsError, match="out exists and is not empty"):
        matcher.intake(gone, jobs=1, out=out)
    found = matcher.intake(gone, jobs=1, out=out, force=True)
    assert names(tmp_path) == {"out"}
    assert (out / "notes.txt").read_text(encoding="utf-8") == "ours"
    assert names(out / "cohorts") == {one.name for one in found.cohorts}
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    (elsewhere / "intake.json").write_text("{}", encoding="utf-8")
    with pytest.raises(matcher.OutputExistsError, match="no intake that this program wrote"):
        matcher.intake(gone, jobs=1, out=elsewhere, force=True)


def test_a_file_of_somebody_among_the_plans_is_never_lost(cohort: Cohort, tmp_path: Path) -> None:
    out = tmp_path / "out"
    matcher.intake(cohort, jobs=1, out=out)
    (out / "cohorts" / "C00001" / "notes.txt").write_text("ours", encoding="utf-8")
    matcher.intake(cohort, jobs=1, out=out, force=True)
    kept = tmp_path / "out.old" / "cohorts" / "C00001" / "notes.txt"
    assert kept.read_text(encoding="utf-8") == "ours"


def test_two_runs_never_work_on_the_same_folder(cohort: Cohort, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with alone(out), pytest.raises(matcher.OutputExistsError, match="Another run is at work"):
        matcher.intake(cohort, jobs=1, out=out)
    assert names(tmp_path) == set()
    matcher.intake(cohort, jobs=1, out=out)
    assert names(tmp_path) == {"out"}


class StoppedError(Exception):
    """Somebody pulled the plug."""


class Plug:
    """Is pulled after the first cohorts."""

    def report(self, done: Done) -> None:
        """Stop as soon as anything is finished."""
        if done.number:
            raise StoppedError


def test_a_run_that_was_cut_short_is_gone_on_with(
    cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoppedError):
        matcher.intake(cohort, jobs=1, out=tmp_path / "out", progress=Plug())
    (left,) = names(tmp_path)
    assert left.startswith(".out.")
    assert left.endswith(".unfinished")
    planned: list[int] = []
    once = running.plan_piece

    def counted(district: running.District, place: Path | None) -> Piece:
        planned.append(district.number)
        return once(district, place)

    monkeypatch.setattr(running, "plan_piece", counted)
    found = matcher.intake(cohort, jobs=1, out=tmp_path / "out")
    assert planned == [1, 2]
    assert names(tmp_path) == {"out"}
    assert found == matcher.intake(cohort, jobs=1)
    assert matcher.check_intake(cohort, found) == ()


def test_what_is_damaged_of_a_run_that_was_cut_short_is_done_again(
    cohort: Cohort, tmp_path: Path
) -> None:
    whole = matcher.intake(cohort, jobs=1)
    for damage in ("note", "plan"):
        out = tmp_path / damage
        with pytest.raises(StoppedError):
            matcher.intake(cohort, jobs=1, out=out, progress=Plug())
        (left,) = tmp_path.glob(f".{damage}.*.unfinished")
        note = left / "finished" / "0.json"
        if damage == "note":
            note.write_bytes(note.read_bytes()[:200])
        else:
            (left / "cohorts" / whole.cohorts[0].name / "plan.json").unlink()
        assert matcher.intake(cohort, jobs=1, out=out) == whole
        assert matcher.check_intake(cohort, matcher.open_intake(out)) == ()


def test_a_language_that_is_none_is_refused_before_any_work(cohort: Cohort, tmp_path: Path) -> None:
    with pytest.raises(matcher.InputError, match="language"):
        matcher.intake(cohort, jobs=1, out=tmp_path / "out", words="xx")
    assert names(tmp_path) == set()


def test_what_is_kept_in_memory_can_be_saved_later(cohort: Cohort, tmp_path: Path) -> None:
    found = matcher.intake(cohort, jobs=1)
    found.save(tmp_path / "out", words="fr")
    assert matcher.open_intake(tmp_path / "out") == found
    assert "cohortes" in (tmp_path / "out" / "summary.txt").read_text(encoding="utf-8")
    alone = type(found).model_validate(found.model_dump())
    with pytest.raises(ValueError, match="read without the plans"):
        list(alone.plans())


def test_a_folder_without_an_intake_says_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(matcher.InputError, match="matcher intake --out"):
        matcher.open_intake(tmp_path)


def test_one_command_divides_an_intake_and_says_what_came_of_it(
    cohort: Cohort, ask: Ask, tmp_path: Path
) -> None:
    write_folder(cohort, tmp_path / "in")
    code, out, err = ask("intake", "in", "--out", "out", "--jobs", "1")
    assert code == 0
    assert "3 cohorts, 6 pairs" in out
    assert "people wait; waiting.csv says why" in out
    assert "The results are in out" in err
    code, out, err = ask("intake", "in", "--out", "out", "--jobs", "1")
    assert (code, out) == (2, "")
    assert "--force" in err
    code, out, _ = ask("intake", "in", "--out", "out", "--jobs", "1", "--force", "--json")
    assert json.loads(out)["format"] == "matcher-intake/1"


def test_who_stops_an_intake_hears_what_is_kept_and_how_to_go_on(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def stopped() -> None:
        with IntakeProgress() as progress:
            progress.report(Done(3, 40, 1.0))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match=r"^$"):
        stopped()
    said = capfd.readouterr().err
    assert "3 of 40 cohorts are finished and kept. The same command goes on from there." in said

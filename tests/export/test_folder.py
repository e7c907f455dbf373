"""A plan's folder stands alone, and nothing that stood there before is lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import matcher.export.folder as folder_module
from matcher.decisions import DateRange, Decisions
from matcher.digest import digest
from matcher.errors import InputError, MatcherError, OutputExistsError
from matcher.export.folder import open_plan, plan_text, save
from matcher.export.writing import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.cohort import Cohort
    from matcher.plans import Plan

ENTRIES = {
    "plan.json",
    "changes.json",
    "cohort",
    "pairs.csv",
    "catch_ups.csv",
    "unplaced.csv",
    "waiting.csv",
    "workshops.csv",
    "check_ins.csv",
    "attendance.csv",
}


def entries(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def later(plan: Plan) -> Plan:
    """Return a plan of the same cohort that can be told from the first one."""
    provenance = plan.provenance.model_copy(update={"seconds": 9.5})
    return plan.model_copy(update={"provenance": provenance})


def test_a_plan_saved_and_opened_is_equal(plan: Plan, tmp_path: Path) -> None:
    place = save(plan, tmp_path / "out")
    assert place == tmp_path / "out"
    opened = open_plan(place)
    assert opened == plan
    assert opened.cohort == plan.cohort


def test_a_folder_holds_the_plan_its_tables_and_what_it_was_made_from(
    plan: Plan, tmp_path: Path
) -> None:
    place = save(plan, tmp_path / "out")
    assert entries(place) == ENTRIES
    assert entries(tmp_path) == {"out"}


def test_a_folder_that_was_moved_still_opens(plan: Plan, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    save(plan, tmp_path / "out").rename(moved)
    assert open_plan(moved) == plan


def test_saving_an_opened_plan_writes_the_same_files(plan: Plan, tmp_path: Path) -> None:
    first = save(plan, tmp_path / "first")
    second = save(open_plan(first), tmp_path / "second")
    files = [file.relative_to(first) for file in sorted(first.rglob("*")) if file.is_file()]
    assert files
    for file in files:
        assert (first / file).read_bytes() == (second / file).read_bytes()


def test_plan_json_keeps_the_order_of_the_contract(plan: Plan) -> None:
    text = plan_text(plan)
    content = json.loads(text)
    assert list(content) == [
        "format",
        "status",
        "objective",
        "bound",
        "gap",
        "pairs",
        "workshops",
        "check_ins",
        "catch_ups",
        "unplaced",
        "waiting",
        "reasons",
        "disturbances",
        "provenance",
    ]
    assert list(content["pairs"][0])[:5] == ["patient", "professional", "project", "fit", "parts"]
    assert (content["bound"], content["gap"]) == (1280, 0.0)
    assert content["workshops"][0]["date"] == "2027-03-02"
    assert text.endswith("}\n")


def test_plan_json_writes_letters_as_they_are(plan: Plan) -> None:
    waiting = plan.waiting[0].model_copy(update={"reason": "aucune place à Zürich"})
    assert "aucune place à Zürich" in plan_text(plan.model_copy(update={"waiting": (waiting,)}))


def test_changes_are_kept_beside_the_cohort_that_they_started_from(
    plan: Plan, tmp_path: Path
) -> None:
    changed = plan.cohort.with_changes("lock=P1+H1", "pairs=1")
    provenance = plan.provenance.model_copy(update={"input_digest": digest(changed)})
    other = plan.model_copy(update={"provenance": provenance}).of_cohort(changed)
    place = save(other, tmp_path / "out")
    assert json.loads((place / "changes.json").read_text("utf-8")) == ["lock=P1+H1", "pairs=1"]
    assert open_plan(place) == other


def test_decisions_made_in_python_are_kept_as_changes(plan: Plan, tmp_path: Path) -> None:
    day = plan.workshops[0].date
    decisions = Decisions(
        locked=(("P1", "H1"),),
        forbidden=(("P2", "H1"),),
        fixed_dates={1: day},
        blocked=(DateRange(first=day.replace(day=9), last=day.replace(day=11)),),
    )
    cohort = plan.cohort.model_copy(update={"decisions": decisions})
    provenance = plan.provenance.model_copy(update={"input_digest": digest(cohort)})
    other = plan.model_copy(update={"provenance": provenance}).of_cohort(cohort)
    place = save(other, tmp_path / "out")
    assert json.loads((place / "changes.json").read_text("utf-8")) == [
        "lock=P1+H1",
        "forbid=P2+H1",
        "date=1:2027-03-02",
        "block=2027-03-09..2027-03-11",
    ]
    assert open_plan(place).cohort.decisions == decisions


def test_a_plan_without_its_cohort_cannot_be_saved(lone_plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="read without its cohort"):
        save(lone_plan, tmp_path / "out")
    assert entries(tmp_path) == set()


def test_missing_folders_above_are_made(plan: Plan, tmp_path: Path) -> None:
    assert open_plan(save(plan, tmp_path / "a" / "b" / "out")) == plan


def test_an_empty_folder_is_filled(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o700)
    place = save(plan, tmp_path / "out")
    assert open_plan(place) == plan
    assert place.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_not_empty_is_refused(plan: Plan, tmp_path: Path) -> None:
    notes = tmp_path / "out" / "notes.txt"
    notes.parent.mkdir()
    notes.write_text("mine")
    with pytest.raises(OutputExistsError, match=r"out exists and is not empty.*--force"):
        save(plan, notes.parent)
    assert entries(notes.parent) == {"notes.txt"}
    assert entries(tmp_path) == {"out"}


@pytest.mark.parametrize("force", [False, True])
def test_a_file_is_never_replaced_by_a_folder(plan: Plan, tmp_path: Path, force: bool) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputExistsError, match="out is a file"):
        save(plan, tmp_path / "out", force=force)
    assert (tmp_path / "out").read_text() == "mine"


def test_force_replaces_a_plan_and_keeps_everything_else(plan: Plan, tmp_path: Path) -> None:
    place = save(plan, tmp_path / "out")
    (place / "notes.txt").write_text("mine")
    (place / "photos").mkdir()
    (place / "photos" / "one.jpg").write_bytes(b"x")
    (place / "cohort" / "letter.txt").write_text("mine too")
    save(later(plan), place, force=True)
    assert open_plan(place) == later(plan)
    assert entries(place) == ENTRIES | {"notes.txt", "photos"}
    assert (place / "photos" / "one.jpg").read_bytes() == b"x"
    assert (place / "cohort" / "letter.txt").read_text() == "mine too"
    assert entries(tmp_path) == {"out"}


def test_a_folder_that_may_not_be_written_in_is_replaced_and_stays_so(
    plan: Plan, tmp_path: Path
) -> None:
    place = save(plan, tmp_path / "out")
    place.chmod(0o500)
    save(later(plan), place, force=True)
    assert place.stat().st_mode & 0o777 == 0o500
    assert open_plan(place) == later(plan)
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


def test_what_a_killed_process_left_long_ago_is_removed(plan: Plan, tmp_path: Path) -> None:
    names = (".out.0123abcd.new", ".out.89abcdef.new", ".other.0123abcd.new", ".out.notes.new")
    for name in names:
        (tmp_path / name / "cohort").mkdir(parents=True)
    day_before = time.time() - 2 * 24 * 3600
    for name in names[:1] + names[2:]:
        os.utime(tmp_path / name, (day_before, day_before))
    save(plan, tmp_path / "out")
    assert {one.name for one in tmp_path.iterdir()} == {"out", *names[1:]}


def test_force_leaves_no_table_of_the_old_cohort(plan: Plan, tmp_path: Path) -> None:
    place = save(plan, tmp_path / "out")
    cohort = plan.cohort.model_copy(update={"venues": ()})
    provenance = plan.provenance.model_copy(update={"input_digest": digest(cohort)})
    other = plan.model_copy(update={"provenance": provenance}).of_cohort(cohort)
    save(other, place, force=True)
    assert "venues.csv" not in entries(place / "cohort")
    assert open_plan(place) == other


def test_force_puts_a_plan_beside_files_that_have_other_names(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    place = save(plan, tmp_path / "out", force=True)
    assert entries(place) == ENTRIES | {"notes.txt"}


def test_force_never_takes_somebody_elses_cohort_for_an_old_plan(
    plan: Plan, tmp_path: Path
) -> None:
    participants = tmp_path / "data" / "cohort" / "participants.csv"
    participants.parent.mkdir(parents=True)
    participants.write_text("mine")
    with pytest.raises(OutputExistsError, match="data holds cohort, but no plan"):
        save(plan, tmp_path / "data", force=True)
    assert participants.read_text() == "mine"


def test_what_cannot_be_moved_is_kept_in_a_folder_named_old(
    plan: Plan, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = save(plan, tmp_path / "out")
    (place / "pairs.csv").unlink()
    (place / "pairs.csv").mkdir()
    (place / "pairs.csv" / "mine.txt").write_text("mine")
    save(later(plan), place, force=True)
    assert open_plan(place) == later(plan)
    assert (tmp_path / "out.old" / "pairs.csv" / "mine.txt").read_text() == "mine"
    assert "is kept in" in caplog.text


def test_an_older_copy_named_old_is_left_alone(plan: Plan, tmp_path: Path) -> None:
    place = save(plan, tmp_path / "out")
    (tmp_path / "out.old").mkdir()
    (tmp_path / "out.old" / "mine.txt").write_text("mine")
    save(later(plan), place, force=True)
    assert entries(tmp_path) == {"out", "out.old"}
    assert (tmp_path / "out.old" / "mine.txt").read_text() == "mine"


def test_a_link_to_a_folder_is_followed_and_stays(plan: Plan, tmp_path: Path) -> None:
    real = tmp_path / "disk" / "plans"
    real.mkdir(parents=True)
    link = tmp_path / "out"
    link.symlink_to(real)
    assert save(plan, link) == real
    save(later(plan), link, force=True)
    assert link.is_symlink()
    assert open_plan(link) == later(plan)


def test_links_inside_an_old_plan_are_not_followed(plan: Plan, tmp_path: Path) -> None:
    place = save(plan, tmp_path / "out")
    elsewhere = tmp_path / "elsewhere"
    (place / "cohort").rename(elsewhere)
    (place / "cohort").symlink_to(elsewhere)
    (place / "pairs.csv").rename(tmp_path / "real.csv")
    (place / "pairs.csv").symlink_to(tmp_path / "real.csv")
    save(later(plan), place, force=True)
    assert (elsewhere / "participants.csv").exists()
    assert (tmp_path / "real.csv").exists()
    assert open_plan(place) == later(plan)


@pytest.mark.parametrize("where", [".", "..", ""])
def test_the_current_folder_and_those_above_it_are_refused(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(OutputError, match="the folder that you are in, or one above it"):
        save(plan, where, force=True)


def test_a_place_that_cannot_be_written_is_said(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    with pytest.raises(OutputError, match=r"out cannot be written: Permission denied"):
        save(plan, tmp_path / "out")


@pytest.mark.parametrize("where", ["file/out", "x" * 300, "nul\0"])
def test_an_impossible_place_is_said_without_a_trace_of_the_system(
    plan: Plan, tmp_path: Path, where: str
) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(MatcherError, match="cannot be written"):
        save(plan, tmp_path / where)


def test_a_loop_of_links_is_said(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(MatcherError, match=r"a cannot be written|a is a file"):
        save(plan, tmp_path / "a")


def test_a_full_disk_leaves_the_old_plan_as_it_was(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = save(plan, tmp_path / "out")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder_module, "sync", full)
    with pytest.raises(OutputError, match=r"No space left on device.*that has room"):
        save(later(plan), place, force=True)
    assert open_plan(place) == plan
    assert entries(tmp_path) == {"out"}


def test_when_the_new_folder_cannot_take_its_place_the_old_one_returns(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = save(plan, tmp_path / "out")
    rename = os.rename

    def stubborn(source: Path, target: Path) -> None:
        if Path(source).name == "new":
            raise OSError(16, "Device or resource busy")
        rename(source, target)

    monkeypatch.setattr(os, "rename", stubborn)
    with pytest.raises(OutputError, match="Device or resource busy"):
        save(later(plan), place, force=True)
    assert open_plan(place) == plan
    assert entries(tmp_path) == {"out"}


def killed_after(steps: int, work: Callable[[], object]) -> bool:
    """Do some work in a process that dies at its n-th step on the disk; return whether it did."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    count = 0

    def dying(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            count += 1
            if count > steps:
                os._exit(7)
            return step(*args, **kwargs)

        return run

    os.rename = dying(os.rename)
    Path.unlink = dying(Path.unlink)  # type: ignore[method-assign]
    Path.rmdir = dying(Path.rmdir)  # type: ignore[method-assign]
    Path.write_text = dying(Path.write_text)  # type: ignore[method-assign]
    shutil.rmtree = dying(shutil.rmtree)  # type: ignore[assignment]
    try:
        work()
    finally:
        os._exit(0)


def complete_plans(parent: Path) -> list[Plan]:
    found = []
    for file in parent.rglob("plan.json"):
        try:
            found.append(open_plan(file.parent))
        except InputError:
            continue
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_step_the_old_plan_or_the_new_one_is_complete(
    plan: Plan, tmp_path: Path
) -> None:
    steps = 0
    while True:
        parent = tmp_path / str(steps)
        place = save(plan, parent / "out")
        (place / "notes.txt").write_text("mine")
        died = killed_after(steps, lambda place=place: save(later(plan), place, force=True))
        found = complete_plans(parent)
        assert plan in found or later(plan) in found
        assert not place.exists() or open_plan(place) in (plan, later(plan))
        assert [file.read_text() for file in parent.rglob("notes.txt")] == ["mine"]
        if not died:
            break
        steps += 1
    assert steps > 20
    assert entries(tmp_path / str(steps)) == {"out"}


def test_a_folder_that_does_not_exist_is_said_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder") as caught:
        open_plan(tmp_path / "nowhere")
    assert len(caught.value.problems) == 1


def test_everything_that_is_wrong_with_a_folder_is_said_at_once(plan: Plan, tmp_path: Path) -> None:
    place = save(plan, tmp_path / "out")
    (place / "plan.json").write_text("{", "utf-8")
    (place / "changes.json").unlink()
    shutil.rmtree(place / "cohort")
    with pytest.raises(InputError, match="there is no such file") as caught:
        open_plan(place)
    assert [one.file for one in caught.value.problems] == ["plan.json", "changes.json", "cohort"]


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("plan.json", b'{"format": "matcher-plan/9"}', r"plan\.json, format"),
        ("plan.json", b"\xff\xfe", r"plan\.json: the file cannot be read"),
        ("changes.json", b"lock=P1+H1", r"changes\.json: this is not JSON"),
        ("changes.json", b'{"lock": "P1+H1"}', r"changes\.json: this is not a list of changes"),
        ("changes.json", b"\xff", r"changes\.json: the file cannot be read"),
        ("cohort/participants.csv", b"name\n", r"participants\.csv"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_file(
    plan: Plan, tmp_path: Path, file: str, content: bytes, said: str
) -> None:
    place = save(plan, tmp_path / "out")
    (place / file).write_bytes(content)
    with pytest.raises(InputError, match=said):
        open_plan(place)


def test_a_cohort_that_was_edited_since_is_refused(plan: Plan, tmp_path: Path) -> None:
    place = save(plan, tmp_path / "out")
    participants = place / "cohort" / "participants.csv"
    participants.write_text(participants.read_text("utf-8").replace("José", "Josef"), "utf-8")
    with pytest.raises(InputError, match="the cohort has changed since the plan was made"):
        open_plan(place)


def test_the_cohort_of_an_older_version_is_taken_as_it_is(plan: Plan, tmp_path: Path) -> None:
    old = plan.provenance.model_copy(update={"version": "0.0.1", "input_digest": "sha256:0"})
    place = save(plan.model_copy(update={"provenance": old}), tmp_path / "out")
    assert open_plan(place).cohort == plan.cohort


def test_a_plan_keeps_its_cohort_when_its_values_are_copied(plan: Plan, cohort: Cohort) -> None:
    assert later(plan).cohort is cohort

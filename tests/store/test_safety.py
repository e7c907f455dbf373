"""What is written stays whole: killed writers, two writers at once, a log that nobody changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from remembered import BY_JO, behind_its_back
from sqlalchemy.exc import DatabaseError

from matcher.plans import Plan
from matcher.store import purging
from matcher.store.records import Act
from matcher.store.store import Store, open_store

KEEPS_AND_IS_KILLED = """
import os, signal, sys
from sqlalchemy import event
from matcher.export.folder import open_plan
from matcher.store.store import open_store

place, folder = sys.argv[1:]
plan = open_plan(folder)
store = open_store(place)
print(store.keep(plan, "Spring", by="Jo Hill", why="whole").number, flush=True)

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

event.listen(store._database.engine, "commit", kill)  # everything is written, nothing is sure yet
store.keep(plan, "Spring", by="Jo Hill", why="never ends")
"""

KEEPS_UNTIL_KILLED = """
import sys
from matcher.export.folder import open_plan
from matcher.store.store import open_store

place, folder = sys.argv[1:]
plan = open_plan(folder)
with open_store(place) as store:
    while True:
        print(store.keep(plan, "Spring", by="Jo Hill", why="again").number, flush=True)
"""

KEEPS_WITH_ANOTHER = """
import sys
from matcher.export.folder import open_plan
from matcher.store.errors import SavedMeanwhileError
from matcher.store.store import open_store

place, folder, name = sys.argv[1:]
plan = open_plan(folder)
with open_store(place) as store:
    seen = store.scenario("Spring").version
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        print("in line", store.keep(plan, "Spring", by=name, why="mine", seen=seen).number)
    except SavedMeanwhileError as error:
        print("beside", error.kept.number, error)
"""

MAKES_A_MEMORY = """
import sys
from matcher.store.store import open_store

print("ready", flush=True)
sys.stdin.readline()
with open_store(sys.argv[1]) as store:
    print(len(store.plans()))
"""


def started(program: str, *arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def at_once(*processes: subprocess.Popen[str]) -> list[str]:
    """Let processes that wait for a line go on together, and return what they said."""
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = []
    for process in processes:
        out, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
        said.append(out)
    return said


@pytest.fixture
def folder(tmp_path: Path, first: Plan) -> Path:
    from matcher.export.folder import save

    return save(first, tmp_path / "plan")


def assert_whole(store: Store, place: str) -> None:
    """Every plan is complete: it opens, somebody signed it, and the log tells of it."""
    plans = store.plans()
    assert [entry.plan for entry in store.log() if entry.act is Act.KEPT] == [
        each.number for each in plans
    ]
    assert all(each.decisions for each in plans)
    assert store.scenario("Spring").current == plans[-1].number
    assert store.scenario("Spring").version == len(plans)
    assert store.plan(plans[-1].number).cohort.people
    if not place.startswith("postgresql"):
        assert behind_its_back(place, "PRAGMA integrity_check") == [("ok",)]
        assert behind_its_back(place, "PRAGMA foreign_key_check") == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_writer_that_is_killed_before_the_end_leaves_no_half_plan(
    place: str, folder: Path, second: Plan
) -> None:
    writer = started(KEEPS_AND_IS_KILLED, place, folder)
    out, errors = writer.communicate(timeout=60)
    assert writer.returncode == -signal.SIGKILL, errors
    assert out == "1\n"
    with open_store(place) as store:
        assert_whole(store, place)
        assert [each.number for each in store.plans()] == [1]
        store.keep(second, "Spring", **BY_JO)
        assert_whole(store, place)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_writer_that_is_killed_at_any_moment_loses_nothing_that_it_said_is_kept(
    place: str, folder: Path
) -> None:
    writer = started(KEEPS_UNTIL_KILLED, place, folder)
    assert writer.stdout is not None
    said = [writer.stdout.readline().strip() for _ in range(3)]
    writer.kill()
    out, errors = writer.communicate(timeout=60)
    assert errors == ""
    said += out.split()
    with open_store(place) as store:
        assert_whole(store, place)
        assert set(said) <= {str(each.number) for each in store.plans()}


def test_two_people_who_save_at_once_lose_nothing_and_are_told(
    place: str, folder: Path, first: Plan
) -> None:
    with open_store(place) as store:
        store.keep(first, "Spring", **BY_JO)
        said = at_once(
            started(KEEPS_WITH_ANOTHER, place, folder, "Ann Bo"),
            started(KEEPS_WITH_ANOTHER, place, folder, "Cy Day"),
        )
        (won,) = (one for one in said if one.startswith("in line"))
        (late,) = (one for one in said if one.startswith("beside"))
        winner = "Ann Bo" if said[0] == won else "Cy Day"
        assert f'"Spring" has changed since you looked at it: {winner} kept plan 2 on ' in late
        assert "your plan is kept as a branch of plan 1, as plan 3" in late
        assert store.scenario("Spring").current == 2
        assert [(each.parent, each.is_branch) for each in store.plans()] == [
            *((None, False), (1, False), (1, True))
        ]
        assert store.plan(3) == store.plan(2) == first


def test_nobody_keeps_a_plan_while_a_person_is_removed(
    place: str, store: Store, first: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep(first, "Spring", **BY_JO)
    begun, kept = threading.Event(), threading.Event()

    def keep() -> None:
        begun.wait(timeout=30)
        with open_store(place) as other:
            other.keep(first, "Autumn", **BY_JO)
        kept.set()

    rewrite = purging._rewrite

    def slowly(*arguments: Any) -> None:
        begun.set()
        assert not kept.wait(timeout=0.5)
        rewrite(*arguments)

    monkeypatch.setattr(purging, "_rewrite", slowly)
    writer = threading.Thread(target=keep)
    writer.start()
    store.purge("P1")
    writer.join(timeout=60)
    assert [each.purged for each in store.plans()] == [True, False]
    assert store.plan(2) == first
    assert store.plan(2).cohort == first.cohort


def test_two_people_who_begin_a_memory_at_once_share_it(place: str) -> None:
    assert at_once(started(MAKES_A_MEMORY, place), started(MAKES_A_MEMORY, place)) == ["0\n", "0\n"]


def test_two_people_who_begin_a_scenario_at_once_share_it(
    place: str, store: Store, folder: Path, first: Plan, second: Plan
) -> None:
    with open_store(place) as other:
        store.keep(first, "Autumn", **BY_JO, seen=0)
        other.keep(second, "Autumn", **BY_JO)
    assert [each.parent for each in store.plans("Autumn")] == [None, 1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET act = 'approved'",
        "UPDATE log SET who_id = why_id WHERE id = 1",
        "DELETE FROM log",
    ],
)
def test_a_trigger_refuses_to_change_the_log(
    store: Store, place: str, first: Plan, statement: str
) -> None:
    store.keep(first, "Spring", **BY_JO)
    before = store.log()
    with pytest.raises(DatabaseError, match="only ever added to"):
        behind_its_back(place, statement)
    assert store.log() == before


def test_the_log_is_not_emptied_or_replaced_by_a_side_door(
    store: Store, place: str, first: Plan
) -> None:
    store.keep(first, "Spring", **BY_JO)
    side_door = (
        "TRUNCATE log"
        if place.startswith("postgresql")
        else "INSERT OR REPLACE INTO log SELECT * FROM log"
    )
    with pytest.raises(DatabaseError, match="only ever added to"):
        behind_its_back(place, side_door)


def test_a_row_that_leads_nowhere_is_refused(store: Store, place: str, first: Plan) -> None:
    store.keep(first, "Spring", **BY_JO)
    with (
        store._database.engine.begin() as connection,
        pytest.raises(DatabaseError, match=r"(?i)foreign key"),
    ):
        connection.exec_driver_sql("UPDATE plan SET cohort_id = 99")

"""Many cohorts: each has the plan that it has by itself, and none ends the rest."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import matcher
from matcher.batch import planning, sending
from matcher.batch.crew import Crew
from matcher.batch.planning import How
from matcher.batch.results import Finished, State
from matcher.batch.sources import Task, tasks_of
from matcher.cohort import Cohort
from matcher.files import write_folder
from matcher.parallel.watching import Done, Nobody
from matcher.samples import sample_path
from worlds import cohort, people, person


def worlds() -> list[Cohort]:
    late = person("P3", weekdays=("Tue", "Thu"))
    return [cohort(*people(2, 2)), cohort(*people(2, 3), late), cohort(*people(3, 3))]


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    made = []
    for name, one in zip("abc", worlds(), strict=True):
        write_folder(one, tmp_path / name)
        made.append(tmp_path / name)
    return made


def worth(found: Iterator[Finished]) -> dict[str, tuple[Any, ...]]:
    return {
        one.name: (one.status, one.row.pairs, one.row.total, one.row.bound, one.row.dates)
        for one in found
    }


def test_each_is_the_plan_that_it_has_by_itself(folders: list[Path]) -> None:
    found = list(matcher.plan_many(folders, jobs=1))
    assert [one.row.number for one in found] == [1, 2, 3]
    for one, place in zip(found, folders, strict=True):
        alone = matcher.plan(matcher.load(place))
        assert one.plan is not None
        assert one.plan.pairs == alone.pairs
        assert one.plan.workshops == alone.workshops
        assert one.folder is None


def test_cohorts_from_python_are_planned_too() -> None:
    found = list(matcher.plan_many(worlds(), jobs=1))
    assert [one.status for one in found] == [State.OPTIMAL] * 3
    assert len({one.name for one in found}) == 3


@pytest.mark.parametrize("shared_files", [False, True])
def test_whoever_makes_them_the_plans_are_the_same(
    folders: list[Path], tmp_path: Path, shared_files: bool
) -> None:
    alone = worth(matcher.plan_many(folders, jobs=1))
    with ThreadPoolExecutor(2) as threads:
        out = tmp_path / "out"
        found = matcher.plan_many(folders, executor=threads, out=out, shared_files=shared_files)
        assert worth(found) == alone
    for name in "abc":
        assert matcher.open_plan(out / name).status.value == "optimal"


def test_our_own_processes_make_the_same_plans_and_keep_them(
    folders: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    found = worth(matcher.plan_many(folders, jobs=2, out=out))
    assert found == worth(matcher.plan_many(folders, jobs=1))
    again = list(matcher.plan_many(folders, jobs=1, out=out))
    assert all(one.row.is_from_before for one in again)
    assert all(one.plan is not None and one.folder == out / one.name for one in again)


def test_only_what_changed_is_planned_again(folders: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    list(matcher.plan_many(folders, jobs=1, out=out))
    changed = worlds()[1].with_changes("pairs=1")
    for file in folders[1].iterdir():
        file.unlink()
    folders[1].rmdir()
    write_folder(changed, folders[1])
    again = list(matcher.plan_many(folders, jobs=1, out=out))
    assert [one.row.is_from_before for one in again] == [True, False, True]
    assert len(matcher.open_plan(out / "b").pairs) == 1
    other_seed = matcher.plan_many(folders, jobs=1, out=out, seed=7)
    assert not any(one.row.is_from_before for one in other_seed)
    everything = matcher.plan_many(folders, jobs=1, out=out, seed=7, again=True)
    assert not any(one.row.is_from_before for one in everything)


def test_what_is_not_proven_is_tried_again_where_that_is_asked(
    tmp_path: Path,
) -> None:
    out, large = tmp_path / "out", [sample_path("london")]
    (first,) = matcher.plan_many(large, jobs=1, out=out, time_limit=0)
    assert first.status is State.UNKNOWN
    (kept,) = matcher.plan_many(large, jobs=1, out=out)
    assert (kept.status, kept.row.is_from_before) == (State.UNKNOWN, True)
    (tried,) = matcher.plan_many(large, jobs=1, out=out, retry=True)
    assert (tried.status, tried.row.is_from_before) == (State.OPTIMAL, False)


def test_bad_files_and_what_breaks_are_rows_with_their_reason(
    folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folders[0] / "participants.csv").write_text("person_id,side\nP1,patient\nP1,patient\n")
    real = planning.write

    def refusing(plan: Any, task: Any, out: Path) -> Path:
        if task.name == "b":
            raise OSError("no space left")
        return real(plan, task, out)

    monkeypatch.setattr(planning, "write", refusing)
    found = list(matcher.plan_many(folders, jobs=1, out=tmp_path / "out"))
    assert [one.status for one in found] == [State.REFUSED, State.FAILED, State.OPTIMAL]
    assert "participants.csv" in found[0].row.reason
    assert found[0].row.errors == len(
        [one for one in found[0].problems if one.severity.value == "error"]
    )
    assert found[1].row.reason == "OSError: no space left"


def test_one_that_is_impossible_is_a_result_with_a_folder(tmp_path: Path) -> None:
    (found,) = matcher.plan_many(
        [
            cohort(
                *people(1, 1), rules={"workshops.min_gap_days": 100, "workshops.max_gap_days": 100}
            )
        ],
        jobs=1,
        out=tmp_path / "out",
    )
    assert found.status is State.INFEASIBLE
    assert found.row.reason
    assert found.plan is not None


class Ends:
    """Wants to stop after so many are done."""

    def __init__(self, after: int) -> None:
        self.after, self.done = after, 0

    def report(self, done: Done) -> None:
        self.done = done.number

    def stop_requested(self) -> bool:
        return self.done >= self.after


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_stop_keeps_what_is_done_and_the_next_run_goes_on(
    folders: list[Path], tmp_path: Path, jobs: int
) -> None:
    out = tmp_path / "out"
    first = list(matcher.plan_many(folders, jobs=jobs, out=out, progress=Ends(1)))
    assert 1 <= len(first) < 3 or jobs > 1
    then = list(matcher.plan_many(folders, jobs=1, out=out))
    kept = {one.name for one in then if one.row.is_from_before}
    assert kept == {one.name for one in first}
    assert {one.status for one in then} == {State.OPTIMAL}


def test_a_worker_that_is_killed_costs_nothing(
    folders: list[Path],
) -> None:
    with Crew(How(), 2) as crew:
        found = crew.plan(tasks_of(folders), Nobody())
        names = {next(found).name}
        assert crew._pool is not None
        victim = next(iter(crew._pool._processes))
        os.kill(victim, signal.SIGKILL)
        names |= {one.name for one in found}
    assert names == {"a", "b", "c"}


def test_one_that_kills_its_process_every_time_is_told_and_the_rest_go_on(
    folders: list[Path],
) -> None:
    tasks = (*tasks_of(folders), Task(4, "deadly", _Deadly()))
    with Crew(How(), 2) as crew:
        found = {one.name: one for one in crew.plan(tasks, Nobody())}
    assert found["deadly"].status is State.KILLED
    assert "was there enough memory?" in found["deadly"].row.reason
    assert {found[name].status for name in "abc"} == {State.OPTIMAL}


class _Deadly(type(Path())):  # type: ignore[misc]
    """A path that ends the process in which it is unpacked."""

    def __reduce__(self) -> Any:
        return os.kill, (_Own(), signal.SIGKILL)


class _Own:
    """Becomes the number of the process in which it is unpacked."""

    def __reduce__(self) -> Any:
        return os.getpid, ()


def test_a_task_that_an_executor_gives_up_is_told(folders: list[Path]) -> None:
    class GivesUp(Executor):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(ConnectionError("the worker is gone"))
            return future

    found = list(matcher.plan_many(folders, executor=GivesUp()))
    assert [one.status for one in found] == [State.FAILED] * 3
    assert found[0].row.reason == "ConnectionError: the worker is gone"


def test_no_more_are_sent_than_the_memory_bears(
    folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "AHEAD", 1)
    most = 0

    class Counting(ThreadPoolExecutor):
        open = 0

        def submit(self, *given: Any, **named: Any) -> Future[Any]:
            nonlocal most
            self.open += 1
            most = max(most, self.open)
            future = super().submit(*given, **named)
            future.add_done_callback(self._closed)
            return future

        def _closed(self, _: Future[Any]) -> None:
            self.open -= 1

    with Counting(4) as threads:
        found = list(matcher.plan_many(folders, executor=threads))
    assert len(found) == 3
    assert most == 1


@pytest.mark.parametrize(
    ("given", "message"),
    [([], "no cohort is named"), (["a", "./a"], "this cohort is named 2 times")],
)
def test_what_cannot_be_a_batch_is_refused(given: list[str], message: str) -> None:
    with pytest.raises(matcher.InputError, match=message):
        matcher.plan_many(given)


def test_names_are_told_apart_by_the_folders_above() -> None:
    tasks = tasks_of(["north/london", "south/London", "south/lyon.xlsx", "batch.csv"])
    assert [task.name for task in tasks] == [
        "north-london",
        "south-London",
        "lyon",
        "batch.csv-2",
    ]


def test_something_else_is_not_taken_for_a_batch(folders: list[Path], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "note.txt").write_text("ours")
    with pytest.raises(matcher.OutputExistsError, match="is not empty"):
        matcher.plan_many(folders, out=tmp_path / "out")


def test_a_single_cohort_and_numbers_out_of_range_are_refused_at_once() -> None:
    one = cohort(*people(2, 2))
    for single in (one, "a", Path("a")):
        with pytest.raises(TypeError, match="put a single one into a list"):
            matcher.plan_many(single)
    with pytest.raises(matcher.InputError, match="this number is too small") as caught:
        matcher.plan_many([one], jobs=0, seed=-1)
    assert [one.column for one in caught.value.problems] == ["jobs", "seed"]

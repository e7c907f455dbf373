"""Cohorts -> a plan for each, as they are done."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from matcher.batch.crew import Crew
from matcher.batch.folder import begin
from matcher.batch.planning import How, plan_one
from matcher.batch.results import State
from matcher.batch.sending import plan_elsewhere
from matcher.batch.sources import Source, Task, tasks_of
from matcher.parallel.asked import require_in_range
from matcher.parallel.processes import cores
from matcher.parallel.watching import Done, Nobody, Stopping

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from matcher.batch.results import Finished
    from matcher.parallel.watching import Watcher


def plan_many(
    cohorts: Iterable[Source],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    out: str | Path | None = None,
    shared_files: bool | None = None,
    seed: int | None = None,
    time_limit: float | None = None,
    again: bool = False,
    retry: bool = False,
    progress: Watcher | None = None,
) -> Iterator[Finished]:
    """Plan many cohorts, each by itself, and yield each as it is done.

    A cohort that cannot be read or planned is a result like any other, with its reason. Each plan
    is the same whoever makes it, as long as no time limit ends a search.

    Parameters
    ----------
    cohorts
        Folders, workbooks, or cohorts that were made in Python.
    executor
        Who plans them: any ``concurrent.futures.Executor``, such as a Dask client's
        ``get_executor()``. By default processes of our own, which end with the batch, and go on
        when one of them is killed; a script that calls this needs the usual
        ``if __name__ == "__main__":``.
    jobs
        How many processes of our own; one a core by default, and none beside this one for 1.
    out
        A folder that gets a folder with the plan of each cohort as soon as it is done. What lies
        there from an earlier run, made from the same input with the same seed and version, is
        not made again. Without one, each result holds its plan.
    shared_files
        Whether the workers of `executor` see the same files, and read and write them; otherwise
        each cohort is read here and sent once. Our own processes always do.
    seed, time_limit
        For each plan, as `matcher.plan` has them.
    again
        Whether everything is planned again, whatever lies in `out`; other files there are kept.
    retry
        Whether what lies in `out` is planned again where it is not proven.
    progress
        Who is told how far it is, and may stop it.

    Yields
    ------
    Finished
        The cohorts in the order in which they are done; `row.number` tells the order in which
        they were named. When somebody stops the batch, the rest is not yielded.

    Raises
    ------
    matcher.InputError
        When no cohort is named, or one twice, or a number is out of range.
    TypeError
        When `cohorts` is a single path or cohort.
    matcher.OutputExistsError
        When something else stands where `out` is to be.
    """
    require_in_range("batch", jobs=jobs, seed=seed, time_limit=time_limit)
    tasks = tasks_of(cohorts)
    place = None if out is None else begin(out, tasks, force=again)
    how = How(place, seed, time_limit, again, retry)
    watch = progress or Nobody()
    workers = min(jobs or cores(), len(tasks))
    if executor is not None:
        shared = bool(shared_files)
        found = plan_elsewhere(tasks, how, executor, watch, shared_files=shared)
    elif workers > 1:
        found = _by_crew(tasks, how, workers, watch)
    else:
        found = _in_turn(tasks, how, watch)
    return _watched(found, len(tasks), watch)


def _watched(found: Iterator[Finished], of: int, watch: Watcher) -> Iterator[Finished]:
    """Yield what is done, and tell how far it is."""
    started = time.perf_counter()
    watch.report(Done(0, of, 0.0))
    for number, one in enumerate(found, start=1):
        watch.report(Done(number, of, time.perf_counter() - started))
        yield one


def _by_crew(tasks: tuple[Task, ...], how: How, workers: int, watch: Watcher) -> Iterator[Finished]:
    with Crew(how, workers) as crew:
        yield from crew.plan(tasks, watch)


def _in_turn(tasks: tuple[Task, ...], how: How, watch: Watcher) -> Iterator[Finished]:
    """Yield the cohorts one after the other, until somebody wants to stop."""
    stopping = Stopping(watch)
    for task in tasks:
        if watch.stop_requested():
            return
        found = plan_one(task, how, stopping)
        if found.status is not State.STOPPED:
            yield found

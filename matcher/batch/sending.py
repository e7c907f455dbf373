"""An executor that somebody else made, on this computer or on a cluster, plans the cohorts."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import replace
from typing import TYPE_CHECKING

from matcher.batch.planning import How, earlier, failed, plan_one, read, write
from matcher.cohort import Cohort
from matcher.digest import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.batch.results import Finished
    from matcher.batch.sources import Task
    from matcher.parallel.watching import Watcher

LOOK_EVERY = 0.2
"""Seconds after which somebody who wants to stop is heard."""

AHEAD = 256
"""How many cohorts are sent before the first of them is back; it bounds the memory."""


def plan_elsewhere(
    tasks: Iterable[Task], how: How, executor: Executor, watch: Watcher, *, shared_files: bool
) -> Iterator[Finished]:
    """Yield the cohorts as they are done, until somebody wants to stop.

    Parameters
    ----------
    tasks
        The cohorts.
    how
        What stays the same for every cohort.
    executor
        Who plans them. A task that it gives up, because its worker was lost, is told as failed.
    watch
        Who may stop it.
    shared_files
        Whether the workers see the same files: they then read and write them. Otherwise a cohort
        is read here and sent once, and its plan is sent back and written here.
    """
    left = iter(tasks)
    waiting: dict[Future[Finished], Task] = {}
    elsewhere = how if shared_files else replace(how, out=None)
    try:
        while not watch.stop_requested():
            while len(waiting) < AHEAD and not watch.stop_requested():
                task = next(left, None)
                if task is None:
                    break
                ready, already = (task, None) if shared_files else _prepared(task, how)
                if already is not None:
                    yield already
                else:
                    waiting[_submitted(executor, ready, elsewhere)] = ready
            if not waiting:
                return
            done, _ = wait(waiting, timeout=LOOK_EVERY, return_when=FIRST_COMPLETED)
            for future in done:
                task = waiting.pop(future)
                yield _brought_back(_result(future, task), task, how)
    finally:
        for future in waiting:
            future.cancel()


def _prepared(task: Task, how: How) -> tuple[Task, Finished | None]:
    """Return a task with its cohort in it, or what is known of it already."""
    ready, refused = read(task)
    if refused is not None:
        return ready, refused
    assert isinstance(ready.source, Cohort)
    if earlier(ready, how, digest(ready.source), ready.source) is not None:
        return ready, plan_one(ready, how)
    return ready, None


def _submitted(executor: Executor, task: Task, how: How) -> Future[Finished]:
    """Return what will hold a cohort, or the error where nobody is left to plan it."""
    try:
        return executor.submit(plan_one, task, how)
    except RuntimeError as error:  # it broke, or was shut down
        nothing: Future[Finished] = Future()
        nothing.set_exception(error)
        return nothing


def _result(future: Future[Finished], task: Task) -> Finished:
    error = CancelledError() if future.cancelled() else future.exception()
    return future.result() if error is None else failed(task, error)


def _brought_back(found: Finished, task: Task, how: How) -> Finished:
    """Write the plan that came back, where that was not done already."""
    if found.kept is None or how.out is None:
        return found
    try:
        folder = write(found.kept, task, how.out)
    except Exception as error:  # told in the row; the others go on
        return failed(task, error)
    return replace(found, folder=folder, kept=None)

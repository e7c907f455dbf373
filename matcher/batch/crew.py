"""Processes of our own that plan cohorts, and go on when one of them is killed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

from matcher.batch.planning import How, failed, plan_one, row_without
from matcher.batch.results import Finished, State
from matcher.parallel.pool import OwnPool
from matcher.parallel.processes import ctrl_c_later

if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.synchronize import Event
    from types import TracebackType

    from matcher.batch.sources import Task
    from matcher.parallel.watching import Watcher
    from matcher.solve.progress import Snapshot

LOOK_EVERY = 0.2
"""Seconds after which somebody who wants to stop is heard."""

AHEAD = 2
"""How many cohorts a process has before it: one that it plans, and one that waits."""

KILLED = "The process that planned it was ended from outside, twice: was there enough memory?"


class Crew:
    """So many processes of our own; when it is left they end at once, whatever they do.

    When one is killed, those cohorts that were under way are planned once more, each in a process
    that has nothing else to do: only one that is killed again is given up.

    Parameters
    ----------
    how
        What stays the same for every cohort.
    count
        How many processes.
    """

    def __init__(self, how: How, count: int) -> None:
        self._how, self._count = how, count
        self._stop = get_context("spawn").Event()
        self._pool: OwnPool | None = None
        self._has_begun = False

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._end()

    def plan(self, tasks: Iterable[Task], watch: Watcher) -> Iterator[Finished]:
        """Yield the cohorts as they are done, until somebody wants to stop."""
        left = iter(tasks)
        waiting: dict[Future[Finished], Task] = {}
        while not watch.stop_requested():
            lost = []
            for task in islice(left, self._count * AHEAD - len(waiting)):
                future = self._submitted(task, self._count)
                waiting[future] = task
            if not waiting:
                return
            done, _ = wait(waiting, timeout=LOOK_EVERY, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenExecutor) for future in done):
                self._require_begun()
                self._end()
                done = set(waiting)
            for future in done:
                task = waiting.pop(future)
                if isinstance(future.exception(), BrokenExecutor):
                    lost.append(task)
                else:
                    yield _result(future, task)
            for task in sorted(lost, key=lambda one: one.number):
                yield from self._alone(task, watch)
        yield from self._ended(waiting)

    def _ended(self, waiting: dict[Future[Finished], Task]) -> Iterator[Finished]:
        """End what is under way; yield what was proven by then."""
        self._stop.set()
        for future, task in waiting.items():
            if not future.cancel() and not isinstance(future.exception(), BrokenExecutor):
                found = _result(future, task)
                if found.status is not State.STOPPED:
                    yield found

    def _alone(self, task: Task, watch: Watcher) -> Iterator[Finished]:
        """Yield a cohort that was under way when a process was killed, planned by itself."""
        future = self._submitted(task, 1)
        while not future.done() and not watch.stop_requested():
            wait([future], timeout=LOOK_EVERY)
        if not future.done():
            return
        if isinstance(future.exception(), BrokenExecutor):
            self._end()
            yield Finished(row_without(task, State.KILLED, reason=KILLED))
            return
        yield _result(future, task)
        self._end()

    def _require_begun(self) -> None:
        """Raise an error where the first processes never began: no further ones would."""
        if self._pool is not None and not self._has_begun:
            self._pool.require_begun()
        self._has_begun = True

    def _submitted(self, task: Task, count: int) -> Future[Finished]:
        with ctrl_c_later():  # processes that start now never hear it
            if self._pool is None:
                self._pool = OwnPool(count, _begin, self._how, self._stop)
            try:
                return self._pool.submit(_plan_here, task)
            except BrokenExecutor as error:
                nothing: Future[Finished] = Future()
                nothing.set_exception(error)
                return nothing

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None


def _result(future: Future[Finished], task: Task) -> Finished:
    error = future.exception()
    return future.result() if error is None else failed(task, error)


class _Worker:
    """What one of our own processes keeps from cohort to cohort."""

    def __init__(self, how: How, stop: Event) -> None:
        self.how, self.stop = how, stop

    def report(self, snapshot: Snapshot) -> None:
        """Take no note."""

    def stop_requested(self) -> bool:
        """Return whether the batch is over."""
        return self.stop.is_set()


_workers: list[_Worker] = []
"""In a process of our own, that one: an event can be handed over only while a process starts."""


def _begin(how: How, stop: Event) -> None:
    _workers.append(_Worker(how, stop))


def _plan_here(task: Task) -> Finished:
    (worker,) = _workers
    return plan_one(task, worker.how, worker)

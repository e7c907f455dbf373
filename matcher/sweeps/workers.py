"""The processes that plan the points of a sweep, and what ends them early."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from matcher.parallel.pool import OwnPool
from matcher.sweeps.planning import known_of, plan_point

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from matcher.cohort import Cohort
    from matcher.pipeline import Known
    from matcher.solve.progress import Progress, Snapshot
    from matcher.sweeps.axes import Point
    from matcher.sweeps.results import Row


@dataclass(frozen=True)
class Work:
    """What stays the same at every point.

    Attributes
    ----------
    cohort
        Before the changes of any point.
    time_limit, seed
        For each plan.
    """

    cohort: Cohort
    time_limit: float | None
    seed: int | None

    def plan(
        self, point: Point, progress: Progress | None = None, known: Known | None = None
    ) -> Row:
        """Return the row of a point."""
        return plan_point(
            self.cohort,
            point,
            time_limit=self.time_limit,
            seed=self.seed,
            progress=progress,
            known=known,
        )


@contextmanager
def own_workers(work: Work, count: int) -> Iterator[OwnPool]:
    """Give so many processes for `plan_here`; afterwards they end at once, whatever they do."""
    stop = get_context("spawn").Event()
    pool = OwnPool(count, _begin, work, stop)
    try:
        yield pool
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class _Worker:
    """What one of our own processes keeps from point to point."""

    work: Work
    known: Known | None
    stop: Event

    def report(self, snapshot: Snapshot) -> None:
        """Take no note."""

    def stop_requested(self) -> bool:
        """Return whether the sweep is over."""
        return self.stop.is_set()


_workers: list[_Worker] = []
"""In a process of our own, that one: an event can be handed over only while a process starts."""


def _begin(work: Work, stop: Event) -> None:
    _workers.append(_Worker(work, known_of(work.cohort), stop))


def plan_here(point: Point) -> Row:
    """Return the row of a point, in a process that `own_workers` began."""
    (worker,) = _workers
    return worker.work.plan(point, worker, worker.known)

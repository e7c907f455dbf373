"""The processes that plan the points of a sweep, and what ends them early."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING

from matcher.sweeps.planning import plan_point

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from matcher.cohort import Cohort
    from matcher.solve.progress import Snapshot
    from matcher.sweeps.axes import Point
    from matcher.sweeps.results import Row


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def own_workers(count: int) -> Iterator[ProcessPoolExecutor]:
    """Give so many processes; afterwards they end at once, whatever they were doing.

    They are started afresh: a copy of a process with threads may hang.
    """
    context = get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(count, context, initializer=_Watched.begin, initargs=(stop,))
    try:
        yield pool
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def plan_watched(cohort: Cohort, point: Point, time_limit: float | None, seed: int | None) -> Row:
    """Return the row of a point, planned in whatever process this is."""
    return plan_point(cohort, point, time_limit=time_limit, seed=seed, progress=_Watched())


class _Watched:
    """Ends a search in one of our own processes when the sweep ends; elsewhere never."""

    stop: Event | None = None
    """Set once in a new process: it can be handed to a process only while that starts."""

    @classmethod
    def begin(cls, stop: Event) -> None:
        """Begin a process: Ctrl-C is for the process that started it."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        cls.stop = stop

    def report(self, snapshot: Snapshot) -> None:
        """Take no note."""

    def stop_requested(self) -> bool:
        """Return whether the sweep is over."""
        return self.stop is not None and self.stop.is_set()

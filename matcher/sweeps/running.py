"""A cohort and what is varied -> a plan for every point, in parallel."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from typing import TYPE_CHECKING

from matcher import __version__
from matcher.digest import digest
from matcher.parallel.asked import require_in_range
from matcher.parallel.pool import OwnPool
from matcher.parallel.processes import cores, ctrl_c_later
from matcher.parallel.watching import Done, Nobody, Stopping
from matcher.sweeps.axes import axes_of, points_of
from matcher.sweeps.planning import failed, known_of, row_of
from matcher.sweeps.results import Row, State, Sweep, Varied
from matcher.sweeps.workers import Work, own_workers, plan_here

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.parallel.watching import Watcher
    from matcher.sweeps.axes import Over, Point

Rows = Iterator[Row]
PROVEN = (State.OPTIMAL, State.INFEASIBLE, State.REFUSED)
"""What stays true of a point, even where somebody wanted to stop meanwhile."""
LOOK_EVERY = 0.2
"""Seconds after which somebody who wants to stop is heard."""


def sweep(
    cohort: Cohort,
    over: Over,
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    seed: int | None = None,
    time_limit: float | None = None,
    progress: Watcher | None = None,
) -> Sweep:
    """Plan a cohort under every combination of some settings.

    Rows stand in the order of the grid, and are the same however many workers there are, as long
    as no time limit ends a search.

    Parameters
    ----------
    cohort
        What to plan; it stays as it is.
    over
        Dotted names of settings, each with the values to try:
        ``{"workshops.min_gap_days": range(21, 57, 7), "programme.pairs": range(10, 15)}``. A text
        such as ``"21..56:7"`` stands for values as well; ``pairs``, ``weekdays`` and
        ``weight=motivation`` are short names.
    executor
        Who plans the points: any ``concurrent.futures.Executor``. By default processes of our
        own, which end with the sweep; a script that calls this needs the usual
        ``if __name__ == "__main__":``.
    jobs
        How many processes of our own; one a core by default, and none beside this one for 1.
    seed, time_limit
        For each plan, as `matcher.plan` has them.
    progress
        Who is told how far it is, and may stop it: what is not done by then is `stopped`.

    Returns
    -------
    Sweep
        A row for every point. Where no plan exists, settings do not go together or something
        breaks, the row says so, and the others are planned all the same.

    Raises
    ------
    matcher.InputError
        With everything that is wrong with what is varied.
    """
    require_in_range("sweep", jobs=jobs, seed=seed, time_limit=time_limit)
    axes = axes_of(cohort, over)
    points = list(points_of(axes))
    watch = progress or Nobody()
    workers = min(jobs or cores(), len(points))
    work = Work(cohort, time_limit, seed)
    if executor is not None:
        done = _watched(_in_parallel(points, executor, work.plan, watch), len(points), watch)
    elif workers > 1:
        with own_workers(work, workers) as pool:
            done = _watched(_in_parallel(points, pool, plan_here, watch), len(points), watch)
    else:
        done = _watched(_in_turn(points, work, watch), len(points), watch)
    return Sweep(
        varied=tuple(Varied(key=axis.key, values=axis.values) for axis in axes),
        rows=tuple(done.get(one.number) or row_of(one, State.STOPPED) for one in points),
        version=__version__,
        input_digest=digest(cohort),
        seed=seed,
    )


def _watched(rows: Rows, points: int, watch: Watcher) -> dict[int, Row]:
    """Return the rows by their numbers, and tell how far it is."""
    started = time.perf_counter()
    watch.report(Done(0, points, 0.0))
    found: dict[int, Row] = {}
    for row in rows:
        found[row.number] = row
        watch.report(Done(len(found), points, time.perf_counter() - started))
    return found


def _in_turn(points: list[Point], work: Work, watch: Watcher) -> Rows:
    """Yield the rows one after the other, until somebody wants to stop."""
    stopping, known = Stopping(watch), known_of(work.cohort)
    for point in points:
        if watch.stop_requested():
            return
        try:
            row = work.plan(point, stopping, known)
        except Exception as error:  # told in the row; the others go on
            row = failed(point, error)
        if row.status in PROVEN or not watch.stop_requested():
            yield row


def _in_parallel(
    points: list[Point], executor: Executor, task: Callable[[Point], Row], watch: Watcher
) -> Rows:
    """Yield the rows as they are done, until somebody wants to stop."""
    with ctrl_c_later():  # processes that start now never hear it
        waiting = {_submitted(executor, task, point): point for point in points}
    try:
        while waiting and not watch.stop_requested():
            done, _ = wait(waiting, timeout=LOOK_EVERY, return_when=FIRST_COMPLETED)
            for future in done:
                point = waiting.pop(future)
                error = CancelledError() if future.cancelled() else future.exception()
                if isinstance(error, BrokenExecutor) and isinstance(executor, OwnPool):
                    executor.require_begun()
                yield future.result() if error is None else failed(point, error)
    finally:
        for future in waiting:
            future.cancel()


def _submitted(executor: Executor, task: Callable[[Point], Row], point: Point) -> Future[Row]:
    """Return what will hold a row, or the error where no worker is left to plan it."""
    try:
        return executor.submit(task, point)
    except BrokenExecutor as error:
        nothing: Future[Row] = Future()
        nothing.set_exception(error)
        return nothing

"""Who does the work of an intake: this process, processes of our own, or anybody's executor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    wait,
)
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from matcher.errors import MatcherError
from matcher.parallel.pool import OwnPool
from matcher.parallel.processes import ctrl_c_later, end_with

Item = TypeVar("Item")
Answer = TypeVar("Answer")

AHEAD = 8
"""How many pieces of work are handed over before the first comes back."""


class WorkerError(MatcherError):
    """Somebody who did a part of the work is gone."""


@contextmanager
def own_workers(count: int) -> Iterator[OwnPool]:
    """Give so many processes.

    Where the block is left before its work is done, or this process is killed, they end at once:
    what they were about to write is written beside its place, and done again by the next run.
    """
    other_end, leash = get_context("spawn").Pipe(duplex=False)
    pool = OwnPool(count, end_with, other_end)
    try:
        yield pool
    except BaseException:
        leash.close()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        leash.close()
        other_end.close()


def done(
    task: Callable[[Item], Answer], items: Iterable[Item], executor: Executor | None
) -> Iterator[Answer]:
    """Yield what comes of each item, in whatever order it is done.

    Parameters
    ----------
    task
        A function at the top of a module, or a partial of one.
    items
        What it is asked about; they are made as they are needed.
    executor
        Who does it; nobody else where there is none.

    Raises
    ------
    WorkerError
        When a worker was killed, or has no memory left, or none takes any work.
    """
    if executor is None:
        yield from map(task, items)
        return
    left = iter(items)
    waiting: set[Future[Answer]] = set()
    try:
        while True:
            for one in islice(left, AHEAD - len(waiting)):
                waiting.add(_handed_over(task, one, executor))
            if not waiting:
                return
            ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ready:
                yield future.result()
    except BrokenExecutor as error:
        if isinstance(executor, OwnPool):
            executor.require_begun()
        raise WorkerError(
            "A worker ended before its work was done: it was killed, or there was too little "
            "memory. With --out, the same command again goes on from what is finished."
        ) from error
    finally:
        for future in waiting:
            future.cancel()


def _handed_over(task: Callable[[Item], Answer], item: Item, executor: Executor) -> Future[Answer]:
    try:
        with ctrl_c_later():  # processes that start now never hear it
            return executor.submit(task, item)
    except BrokenExecutor:
        raise
    except RuntimeError as error:
        raise WorkerError(
            f"The executor takes no work ({error}). Give one that was not shut down."
        ) from error

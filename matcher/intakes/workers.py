"""Who does the work of an intake: this process, processes of our own, or anybody's executor."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from matcher.errors import MatcherError

Item = TypeVar("Item")
Answer = TypeVar("Answer")

AHEAD = 8
"""How many pieces of work are handed over before the first comes back."""


class WorkerError(MatcherError):
    """Somebody who did a part of the work is gone."""


@contextmanager
def own_workers(count: int) -> Iterator[ProcessPoolExecutor]:
    """Give so many processes, started afresh: a copy of a process with threads may hang."""
    pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Let Ctrl-C end a process without a word: whoever started it says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


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
        When a worker was killed, or has no memory left.
    """
    if executor is None:
        yield from map(task, items)
        return
    left = iter(items)
    waiting: set[Future[Answer]] = set()
    try:
        while True:
            waiting |= {executor.submit(task, one) for one in islice(left, AHEAD - len(waiting))}
            if not waiting:
                return
            ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ready:
                yield future.result()
    except BrokenExecutor as error:
        raise WorkerError(
            "A worker ended before its work was done: it was killed, or there was too little "
            "memory. With --out, the same command again goes on from what is finished."
        ) from error
    finally:
        for future in waiting:
            future.cancel()

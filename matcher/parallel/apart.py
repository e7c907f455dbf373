"""One piece of work in a process of its own, watched and stopped from here.

Only one thread of a process runs Python at a time: a long search in a thread slows down whatever
else the process is for. Here the search has a process to itself, started afresh, which ends with
the work. What it is asked and what comes back are pickled; nothing is written to the disk.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, Any, Protocol, TypeVar

from matcher.errors import MatcherError

Made = TypeVar("Made")
News = tuple[str, Any]

LOOK_EVERY = 0.1
"""Seconds after which somebody who wants to stop is heard."""

PATIENCE = 60.0
"""Seconds that work may take to end once it was told to, by default."""

KILLED = -9
"""How a process ends that the system ended, mostly because memory ran out."""

WORKER = "matcher.parallel.at_work"
REPORT, MADE, FAILED, ENDED = "report", "made", "failed", "ended"


class Watcher(Protocol):
    """Somebody who watches the work, as `matcher.solve.progress.Progress` does."""

    def report(self, what: Any, /) -> None:
        """Take note of how far the work is."""

    def stop_requested(self) -> bool:
        """Return whether the work should end now, with the best that it has."""


Work = Callable[[Any], Made]
"""What is to be done: it can be pickled, and takes somebody who watches."""


class BrokenOffError(MatcherError):
    """The work went wrong in its process, or the process was ended from outside."""


def done_apart(work: Work[Made], watcher: Watcher, patience: float = PATIENCE) -> Made:
    """Do some work in a process of its own, and return what comes of it.

    Parameters
    ----------
    work
        A function at the top of a module, or a partial of one; it is called with somebody who
        watches, to whom it may report anything that can be pickled.
    watcher
        Hears those reports here, and may stop the work.
    patience
        How many seconds the work may go on once it was told to stop; then it is ended.

    Raises
    ------
    matcher.MatcherError
        As the work raised it.
    MemoryError
        When there was not enough for the work, or the system ended the process.
    BrokenOffError
        When the work went wrong in another way; it says where, and nothing about people.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,  # Ctrl-C is for whoever started this
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with suppress(BrokenPipeError):  # it ended at once; that is told below
            pickle.dump(work, process.stdin)
            process.stdin.flush()
        made: Made = _outcome(process, process.stdin, _heard(process.stdout), watcher, patience)
        return made
    finally:
        process.kill()
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.wait()


def _heard(source: IO[bytes]) -> SimpleQueue[News]:
    """Return what a process tells, as it comes."""
    news: SimpleQueue[News] = SimpleQueue()

    def listen() -> None:
        with source:
            try:
                while True:
                    news.put(pickle.load(source))
            except (EOFError, pickle.UnpicklingError):
                news.put((ENDED, None))

    threading.Thread(target=listen, name="matcher-listening", daemon=True).start()
    return news


def _outcome(
    process: subprocess.Popen[bytes],
    to: IO[bytes],
    news: SimpleQueue[News],
    watcher: Watcher,
    patience: float,
) -> Any:
    """Wait for what comes of the work; pass on what is reported, and the wish to stop."""
    until: float | None = None
    while until is None or time.monotonic() < until:
        if until is None and watcher.stop_requested():
            until = time.monotonic() + patience
            with suppress(BrokenPipeError):
                to.close()
        try:
            kind, what = news.get(timeout=LOOK_EVERY)
        except Empty:
            continue
        if kind == MADE:
            return what
        if kind == FAILED:
            raise what
        if kind == ENDED:
            if process.wait() == KILLED:
                raise MemoryError
            raise BrokenOffError("the process ended before its work was done")
        watcher.report(what)
    raise BrokenOffError("the process did not end when it was told to")

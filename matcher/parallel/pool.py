"""A pool of processes of our own: deaf to Ctrl-C, and gone with whoever began it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Any

from matcher.errors import MatcherError
from matcher.parallel.processes import end_with

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event


class NeverBegunError(MatcherError):
    """No process of our own came as far as its first piece of work."""


class OwnPool(ProcessPoolExecutor):
    """So many processes, started afresh: a copy of a process with threads may hang.

    Parameters
    ----------
    count
        How many.
    begin, arguments
        What each of them does first. Events and pipes can be handed over only here.
    """

    def __init__(self, count: int, begin: Callable[..., object], *arguments: Any) -> None:
        context = get_context("spawn")
        self._begun = context.Event()
        super().__init__(count, context, _begin, (self._begun, begin, arguments))

    def require_begun(self) -> None:
        """Raise an error where no process has begun at all.

        Raises
        ------
        NeverBegunError
            Each process reads the script that is running once more before it begins: where that
            script plans at once, it never gets there.
        """
        if not self._begun.is_set():
            raise NeverBegunError(
                "No process could be begun. A script that plans in several processes does so "
                'below `if __name__ == "__main__":`; with jobs=1 none is needed.'
            )


def _begin(begun: Event, begin: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        end_with(parent.sentinel)
    begin(*arguments)
    begun.set()

"""Those who wait for a page go first: a long search lets them through between two steps."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_WAIT = 0.1
"""How many seconds a search waits at each of its steps at most, so that it always goes on."""


class Readers:
    """Counts the pages that are being put together now.

    Only one thread of a process runs Python at a time, so a search in a thread and a page slow
    each other down; a search that takes half a minute is the one that can wait.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._none = threading.Event()
        self._none.set()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Note that somebody waits for a page while a block runs."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def let_through(self) -> None:
        """Wait until nobody waits for a page, or for as long as a search can wait."""
        self._none.wait(LONGEST_WAIT)

    def _count(self, more: int) -> None:
        with self._lock:
            self._number += more
            if self._number:
                self._none.clear()
            else:
                self._none.set()

"""How a search tells what it has, and how it is told to stop."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Snapshot:
    """Where a search stands.

    Attributes
    ----------
    pairs
        How many pairs the best plan so far has; nothing where there is none yet.
    total
        Its total, in points.
    bound
        No plan with at least as good levels 1 to 3 has a higher total; nothing where unknown.
    seconds
        Since the search began.
    """

    pairs: int | None
    total: int | None
    bound: int | None
    seconds: float

    @property
    def gap(self) -> float | None:
        """(bound - total) / max(1, |total|)."""
        if self.total is None or self.bound is None:
            return None
        return (self.bound - self.total) / max(1, abs(self.total))


class Progress(Protocol):
    """Somebody who watches a search."""

    def report(self, snapshot: Snapshot) -> None:
        """Take note of where the search stands."""

    def stop_requested(self) -> bool:
        """Return whether the search should end now, with the best that it has."""


class Silent:
    """Watches nothing and never stops a search."""

    def report(self, snapshot: Snapshot) -> None:
        """Take no note."""

    def stop_requested(self) -> bool:
        """Let the search run."""
        return False


class Budget:
    """The time that a search may take, and who watches it.

    The clock decides nothing but when to stop and when to report.
    """

    REPORT_EVERY = 0.2

    def __init__(self, seconds: float, progress: Progress | None = None) -> None:
        self._progress = progress or Silent()
        self._start = time.perf_counter()
        self._deadline = self._start + seconds
        self._reported = self._start
        self._steps: int | None = None
        self._stopped = False

    @property
    def seconds(self) -> float:
        """How long the search has taken so far."""
        return time.perf_counter() - self._start

    @property
    def left(self) -> float:
        """How many seconds are left."""
        return max(0.0, self._deadline - time.perf_counter())

    def part(self, share: float) -> Budget:
        """Return a budget that ends after a share of the time that is left."""
        part = Budget(0, self._progress)
        part._start, part._deadline = self._start, time.perf_counter() + share * self.left
        return part

    def steps(self, count: int) -> Budget:
        """Return a budget that ends after so many steps as well, whatever the time."""
        part = self.part(1.0)
        part._steps = count
        return part

    def spent(self) -> bool:
        """Return whether the search must end, before another step; once true, always true."""
        if self._steps is not None:
            self._steps -= 1
            self._stopped = self._stopped or self._steps < 0
        if not self._stopped:
            late = time.perf_counter() >= self._deadline
            self._stopped = late or self._progress.stop_requested()
        return self._stopped

    def is_report_due(self) -> bool:
        """Return whether the last report is old enough for the next."""
        return time.perf_counter() - self._reported >= self.REPORT_EVERY

    def report(self, pairs: int | None, total: int | None, bound: int | None) -> None:
        """Tell the watcher where the search stands."""
        self._reported = time.perf_counter()
        self._progress.report(Snapshot(pairs, total, bound, self.seconds))

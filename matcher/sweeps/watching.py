"""How a sweep tells how far it is, and how it is told to stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from matcher.solve.progress import Snapshot


@dataclass(frozen=True)
class Done:
    """How far a sweep is.

    Attributes
    ----------
    points
        How many points are done.
    of
        How many there are.
    seconds
        Since the sweep began.
    """

    points: int
    of: int
    seconds: float

    @property
    def left(self) -> float | None:
        """About how many seconds are left; nothing before the first point is done."""
        return (self.of - self.points) * self.seconds / self.points if self.points else None


class Watcher(Protocol):
    """Somebody who watches a sweep."""

    def report(self, done: Done) -> None:
        """Take note of how far the sweep is."""

    def stop_requested(self) -> bool:
        """Return whether the sweep should end now, with the points that are done."""


class Nobody:
    """Watches nothing and never stops a sweep."""

    def report(self, done: Done) -> None:
        """Take no note."""

    def stop_requested(self) -> bool:
        """Let the sweep run."""
        return False


@dataclass(frozen=True)
class Stopping:
    """Ends the search of a point when whoever watches the sweep wants it to end."""

    watcher: Watcher

    def report(self, snapshot: Snapshot) -> None:
        """Take no note of the single searches."""

    def stop_requested(self) -> bool:
        """Return whether the sweep is to end."""
        return self.watcher.stop_requested()

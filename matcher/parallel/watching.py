"""How work on many plans tells how far it is, and how it is told to stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from matcher.solve.progress import Snapshot


@dataclass(frozen=True)
class Done:
    """How far the work is.

    Attributes
    ----------
    number
        How many plans are done.
    of
        How many there are.
    seconds
        Since the work began.
    before
        How many of them were done before it began.
    """

    number: int
    of: int
    seconds: float
    before: int = 0

    @property
    def left(self) -> float | None:
        """About how many seconds are left; nothing before the first plan is done."""
        made = self.number - self.before
        return (self.of - self.number) * self.seconds / made if made else None


class Watcher(Protocol):
    """Somebody who watches the work."""

    def report(self, done: Done) -> None:
        """Take note of how far the work is."""

    def stop_requested(self) -> bool:
        """Return whether the work should end now, with the plans that are done."""


class Nobody:
    """Watches nothing and never stops the work."""

    def report(self, done: Done) -> None:
        """Take no note."""

    def stop_requested(self) -> bool:
        """Let the work go on."""
        return False


@dataclass(frozen=True)
class Stopping:
    """Ends a search when whoever watches the work wants it to end."""

    watcher: Watcher

    def report(self, snapshot: Snapshot) -> None:
        """Take no note of the single searches."""

    def stop_requested(self) -> bool:
        """Return whether the work is to end."""
        return self.watcher.stop_requested()

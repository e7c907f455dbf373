"""Who is told how far an intake is. Nobody stops one: what is finished is kept on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from matcher.parallel.watching import Done


class Watcher(Protocol):
    """Somebody who watches an intake."""

    def report(self, done: Done) -> None:
        """Take note of how many cohorts are done."""


class Nobody:
    """Watches nothing."""

    def report(self, done: Done) -> None:
        """Take no note."""

"""How an intake tells how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Done:
    """How far an intake is.

    Attributes
    ----------
    cohorts
        How many cohorts are done.
    of
        About how many there are; nothing while people are being divided.
    seconds
        Since the intake began.
    """

    cohorts: int
    of: int | None
    seconds: float

    @property
    def left(self) -> float | None:
        """About how many seconds are left; nothing before the first cohort is done."""
        if not self.cohorts or self.of is None:
            return None
        return (self.of - self.cohorts) * self.seconds / self.cohorts


class Watcher(Protocol):
    """Somebody who watches an intake."""

    def report(self, done: Done) -> None:
        """Take note of how far the intake is."""


class Nobody:
    """Watches nothing."""

    def report(self, done: Done) -> None:
        """Take no note."""

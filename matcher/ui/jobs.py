"""A plan that is being made in the background."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import matcher
from matcher.ui.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.cohort import Cohort
    from matcher.explaining.nothing_works import OfferedRepair
    from matcher.plans import Plan
    from matcher.ui.answers import Answer, Asked

LONGEST_SECONDS = 900.0
"""How long the app searches at most, whatever a cohort asks for."""


def allowed_seconds(cohort: Cohort, seconds: float | None = None) -> float:
    """Return how long a search may take: what was asked or what the cohort says, if not longer."""
    asked = cohort.programme.solve.time_limit_seconds if seconds is None else seconds
    return min(asked, LONGEST_SECONDS)


class Job(Background["Plan"]):
    """Makes one plan in a thread; watches the search, and stops it when asked.

    Parameters
    ----------
    cohort
        What to plan.
    seconds
        How long to search at most; what the cohort says by default.
    clock
        Tells the seconds, for the time without anybody looking.
    """

    IS_MADE = "the plan was being made"

    def __init__(
        self,
        cohort: Cohort,
        seconds: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(allowed_seconds(cohort, seconds), clock)
        self.offered: tuple[OfferedRepair, ...] | None = None
        """What would bring more pairs, once somebody asked for it."""
        self.answers: dict[Asked, Answer] = {}
        """What was asked about the plan."""
        self._cohort = cohort

    @property
    def plan(self) -> Plan | None:
        """The plan, once it is made."""
        return self.made

    def make(self) -> Plan:
        """Search for the plan."""
        return matcher.plan(self._cohort, time_limit=self.seconds, progress=self)

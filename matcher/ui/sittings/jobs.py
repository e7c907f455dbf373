"""Plans that are being made in the background."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import matcher
from matcher.language.words import to_say
from matcher.ui.sittings.background import Background

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.explaining.nothing_works import OfferedRepair
    from matcher.plans import Plan
    from matcher.solve.progress import Progress
    from matcher.ui.sittings.answers import Answer, Asked
    from matcher.ui.sittings.readers import Readers

Making = Callable[[float, "Progress"], "tuple[Plan, ...]"]
"""Makes plans within so many seconds, and says how far it is; it can be pickled."""

LONGEST_SECONDS = 900.0
"""How long the app searches at most, whatever a cohort asks for."""


def allowed_seconds(cohort: Cohort, seconds: float | None = None) -> float:
    """Return how long a search may take: what was asked or what the cohort says, if not longer."""
    asked = cohort.programme.solve.time_limit_seconds if seconds is None else seconds
    return min(asked, LONGEST_SECONDS)


class Job(Background["tuple[Plan, ...]"]):
    """Makes plans in a thread; watches the search, and stops it when asked.

    Parameters
    ----------
    cohort
        What to plan.
    seconds
        How long to search at most; what the cohort says by default.
    clock
        Tells the seconds, for the time without anybody looking.
    making
        What makes the plans; the best plan of the cohort by default.
    readers
        Those whom the search lets through; nobody by default.
    """

    FAILED = to_say(
        "Something went wrong while the plan was being made. Your files are unchanged. Try once "
        "more; if it happens again, please report it."
    )

    def __init__(
        self,
        cohort: Cohort,
        seconds: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        making: Making | None = None,
        readers: Readers | None = None,
    ) -> None:
        super().__init__(allowed_seconds(cohort, seconds), clock)
        self.offered: tuple[OfferedRepair, ...] | None = None
        """What would bring more pairs, once somebody asked for it."""
        self.answers: dict[Asked, Answer] = {}
        """What was asked about the plan."""
        self._cohort, self._making, self._readers = cohort, making, readers

    @classmethod
    def done(cls, plan: Plan) -> Job:
        """Return a job that has ended with a plan which was made elsewhere."""
        job = cls(plan.cohort)
        job.made = (plan,)
        return job

    @property
    def plans(self) -> tuple[Plan, ...]:
        """What was made; the first is what was asked for, others stand beside it to choose from."""
        return self.made or ()

    @property
    def plan(self) -> Plan | None:
        """The plan that was asked for, once it is made."""
        return self.plans[0] if self.plans else None

    def make(self) -> tuple[Plan, ...]:
        """Search for the plans."""
        if self._making is not None:
            return self.worked_out(partial(self._making, self.seconds), self._cohort)
        plans = self.worked_out(partial(_best_plan, self._cohort, self.seconds), self._cohort)
        return tuple(plan.of_cohort(self._cohort) for plan in plans)

    def stop_requested(self) -> bool:
        """Return whether the search should end now; let those through who wait for a page."""
        if self._readers is not None:
            self._readers.let_through()
        return super().stop_requested()


def _best_plan(cohort: Cohort, seconds: float, progress: Progress) -> tuple[Plan, ...]:
    return (matcher.plan(cohort, time_limit=seconds, progress=progress),)

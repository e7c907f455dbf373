"""A plan, or several to choose from, that is being made in the background."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

import matcher
from matcher.errors import InputError, PlanError

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.explaining.nothing_works import OfferedRepair
    from matcher.plans import Plan
    from matcher.solve.progress import Progress, Snapshot

Making = Callable[[float, "Progress"], "tuple[Plan, ...]"]
"""Makes plans within so many seconds, and says how far it is."""

LONGEST_SECONDS = 900.0
"""How long the app searches at most, whatever a cohort asks for."""

LONGEST_UNWATCHED = 300.0
"""After so many seconds without anybody looking, a search stops and keeps what it has."""

log = logging.getLogger(__name__)


def allowed_seconds(cohort: Cohort, seconds: float | None = None) -> float:
    """Return how long a search may take: what was asked or what the cohort says, if not longer."""
    asked = cohort.programme.solve.time_limit_seconds if seconds is None else seconds
    return min(asked, LONGEST_SECONDS)


class Job:
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
    """

    def __init__(
        self,
        cohort: Cohort,
        seconds: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        making: Making | None = None,
    ) -> None:
        self.seconds = allowed_seconds(cohort, seconds)
        self.plans: tuple[Plan, ...] = ()
        """What was made; the first is what was asked for, others stand beside it to choose from."""
        self.failure: str | None = None
        """What to tell people where the search ended in an error."""
        self.snapshot: Snapshot | None = None
        """The latest news of the search."""
        self.offered: tuple[OfferedRepair, ...] | None = None
        """What would bring more pairs, once somebody asked for it."""
        self._making = making or (
            lambda seconds, progress: (matcher.plan(cohort, time_limit=seconds, progress=progress),)
        )
        self._clock = clock
        self._watched = clock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="matcher-plan", daemon=True)

    @classmethod
    def done(cls, plan: Plan) -> Job:
        """Return a job that has ended with a plan which was made elsewhere."""
        job = cls(plan.cohort)
        job.plans = (plan,)
        return job

    @property
    def plan(self) -> Plan | None:
        """The plan that was asked for, once it is made."""
        return self.plans[0] if self.plans else None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether the plan is still being made."""
        return self._thread.is_alive()

    @property
    def was_stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    def watch(self) -> None:
        """Note that somebody is looking."""
        self._watched = self._clock()

    def stop(self) -> None:
        """Ask the search to end with the best plan that it has."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the job has ended, or for so long."""
        self._thread.join(seconds)

    def report(self, snapshot: Snapshot) -> None:
        """Take note of where the search stands."""
        self.snapshot = snapshot

    def stop_requested(self) -> bool:
        """Return whether the search should end now; asked by the search itself."""
        return self._stop.is_set() or self._clock() - self._watched > LONGEST_UNWATCHED

    def _run(self) -> None:
        try:
            self.plans = self._making(self.seconds, self)
        except InputError as error:
            self.failure = str(error)
        except PlanError:
            self.failure = (
                "The plan did not pass its own check, so it is not shown. This is a defect of "
                "Matcher, not of your files: please report it."
            )
        except MemoryError:
            self.failure = "There was not enough memory for a cohort of this size."
        except Exception as error:
            # What an error says may hold people's data: only its kind and its place are logged.
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("no plan: %s at %s:%s", type(error).__name__, place.filename, place.lineno)
            self.failure = (
                "Something went wrong while the plan was being made. Your files are unchanged. "
                "Try once more; if it happens again, please report it."
            )

"""Work that goes on in a thread while the page is used: watched, and stopped when asked."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from matcher.errors import InputError, PlanError
from matcher.language.words import to_say
from matcher.parallel.apart import BrokenOffError, done_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.cohort import Cohort
    from matcher.parallel.apart import Work
    from matcher.solve.progress import Snapshot

LONGEST_UNWATCHED = 75.0
"""After so many seconds without anybody looking, a search stops and keeps what it has: a minute,
and some more, since a browser lets a page in the background look but once a minute."""

MOST_PEOPLE_HERE = 80
"""What is worked out about cohorts of more people has a process of its own. It takes a second to
start, and everybody else's pages stay as quick as they are."""

BAD_PLAN = to_say(
    "The plan did not pass its own check, so it is not shown. This is a defect of Matcher, not of "
    "your files: please report it."
)
NO_MEMORY = to_say("There was not enough memory for a cohort of this size.")

Made = TypeVar("Made")

log = logging.getLogger(__name__)


def is_large(cohort: Cohort) -> bool:
    """Return whether what is worked out about a cohort has a process of its own."""
    return len(cohort.people) > MOST_PEOPLE_HERE


class Background(ABC, Generic[Made]):
    """Makes one thing in a thread; a search reports to it, and asks it whether to stop.

    Parameters
    ----------
    seconds
        How long the work may take.
    clock
        Tells the seconds, for the time without anybody looking.
    """

    FAILED = to_say(
        "Something went wrong while this was being worked out. Your files are unchanged. Try once "
        "more; if it happens again, please report it."
    )
    """What is told where it went wrong."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self.made: Made | None = None
        self.failure: str | None = None
        """What to tell people where the work ended in an error."""
        self.snapshot: Snapshot | None = None
        """The latest news of the search."""
        self._clock = clock
        self._started = self._watched = clock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="matcher-work", daemon=True)

    @property
    def failed_by_us(self) -> bool:
        """Whether what to tell is one of our sentences, which stands in other languages too."""
        return self.failure in (BAD_PLAN, NO_MEMORY, self.FAILED)

    @abstractmethod
    def make(self) -> Made:
        """Do the work; it runs in the thread."""

    def worked_out(self, work: Work[Made], cohort: Cohort) -> Made:
        """Return what comes of some work on a cohort, done here or in a process of its own."""
        return done_apart(work, self) if is_large(cohort) else work(self)

    def start(self) -> None:
        """Begin."""
        self._started = self._clock()
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether the work goes on."""
        has_ended = self.made is not None or self.failure is not None
        return self._thread.is_alive() and not has_ended

    @property
    def was_stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    @property
    def seconds_since(self) -> float:
        """How long ago the work began."""
        return self._clock() - self._started

    def watch(self) -> None:
        """Note that somebody is looking."""
        self._watched = self._clock()

    def stop(self) -> None:
        """Ask the work to end with the best that it has."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the work has ended, or for so long."""
        self._thread.join(seconds)

    def report(self, snapshot: Snapshot) -> None:
        """Take note of where the search stands."""
        self.snapshot = snapshot

    def stop_requested(self) -> bool:
        """Return whether the search should end now; asked by the search itself."""
        return self._stop.is_set() or self._clock() - self._watched > LONGEST_UNWATCHED

    def _run(self) -> None:
        try:
            self.made = self.make()
        except InputError as error:
            self.failure = str(error)
        except PlanError:
            self.failure = BAD_PLAN
        except MemoryError:
            self.failure = NO_MEMORY
        except BrokenOffError as error:
            if not self.stop_requested():
                log.error("failed: %s", error)
            self.failure = self.FAILED
        except Exception as error:
            # What an error says may hold people's data: only its kind and its place are logged.
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("failed: %s at %s:%s", type(error).__name__, place.filename, place.lineno)
            self.failure = self.FAILED

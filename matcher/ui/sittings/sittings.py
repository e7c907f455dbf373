"""What is open in each browser: a cohort, and the plan that is made of it.

Kept in memory only, and forgotten after a while. A sitting is found again after a reload by the
key in the page's address, and only in the browser that opened it.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matcher.digest import digest
from matcher.ui.sittings.answers import Answer, Asked
from matcher.ui.sittings.files import Files, with_kept
from matcher.ui.sittings.jobs import Job
from matcher.ui.sittings.keeping import unsaved
from matcher.ui.sittings.readers import Readers
from matcher.ui.sittings.scenarios import Compared, Scenario
from matcher.ui.sittings.trials import Question, Trial

if TYPE_CHECKING:
    from matcher.changes import Change
    from matcher.cohort import Cohort
    from matcher.drafts import Draft, Step
    from matcher.errors import Problem
    from matcher.plans import Plan
    from matcher.ui.sittings.again import Again
    from matcher.ui.sittings.keeping import Saved
    from matcher.ui.sittings.rules_desk import RulesDesk

MOST_SITTINGS = 40
LONGEST_IDLE = 8 * 3600.0
MOST_LEFT = 10
"""So many sittings that somebody left with something unsaved are kept, those left last."""

MOST_PREPARED = 8
"""How many sittings, those used last, keep what makes what-ifs quick: it takes megabytes each."""
MOST_RUNNING = max(2, os.cpu_count() or 1)
MOST_ANSWERS = 2 * MOST_RUNNING
"""How many questions are worked on at once, beside the plans that are being made."""


@dataclass(frozen=True)
class Earlier:
    """What stood in a sitting before some changes, and what stood before that."""

    cohort: Cohort
    job: Job
    before: Earlier | None
    tried: tuple[str | Change, ...]

    def with_files(self, files: Files) -> Earlier:
        """Return the same over other files: its plan stays, and is out of date where it matters."""
        assert files.found.cohort is not None
        cohort, _ = with_kept(files.found.cohort, self.cohort.changes)
        before = None if self.before is None else self.before.with_files(files)
        return Earlier(cohort, self.job, before, self.tried)


@dataclass
class Sitting:
    """One open cohort."""

    known: Cohort | None
    """What its files say, with the changes that were kept; nothing before they are sound once."""
    warnings: tuple[Problem, ...]
    owner: str
    """The browser that opened it."""
    used: float
    job: Job | None = None
    before: Earlier | None = None
    """The cohort and its plan before changes that are being tried, or were kept."""
    tried: tuple[str | Change, ...] = ()
    """Those changes, or their texts."""
    what_if: Trial | None = None
    """What is asked of the plan on the page What if."""
    rules: RulesDesk | None = None
    """The rules as somebody types them on the page Rules."""
    scenarios: list[Scenario] = field(default_factory=list)
    """Plans after changes, kept under a name, the first one first."""
    saved: Saved | None = None
    """As what it was last saved, and what of it."""
    again: Again | None = None
    """A kept plan that is being made again, to check it."""
    compared: Compared = field(default_factory=Compared)
    """What differs between those of them that were set side by side."""
    files: Files | None = None
    """The working files, and what was found in them; see `open_files`."""
    typed: dict[str, str] = field(default_factory=dict)
    """What somebody wrote and has not sent off yet, by the key of its field."""
    is_left: bool = False
    """Whether something else was opened in its place, before it was saved."""
    is_away: bool = False
    """Whether somebody put it away after that."""
    lost: tuple[Change, ...] = ()
    """Changes that were kept and no longer fit with the files."""
    _fingerprint: tuple[Cohort, str] | None = None

    @property
    def cohort(self) -> Cohort:
        """The cohort; to be asked for only where `known` holds one."""
        assert self.known is not None, "these files have never been sound"
        return self.known

    @cohort.setter
    def cohort(self, cohort: Cohort) -> None:
        self.known = cohort

    def open_files(self) -> Files:
        """Return the working files, written from the cohort where it was not opened from files.

        Raises
        ------
        matcher.InputError
            When something in a cohort that was made in Python fits into no file.
        """
        if self.files is None:
            self.files = Files.of_cohort(self.cohort)
        return self.files

    def edit(self, draft: Draft, what: Step) -> None:
        """Take a step with the working files, and look through them; none where all stays."""
        files = self.open_files()
        if draft != files.draft:
            self._take(files.step(draft, what))

    def take_rules(self, cohort: Cohort, what: Step) -> None:
        """Take the cohort under other rules, and write these into the working files."""
        before, self.cohort = self.cohort.programme, cohort
        if self.files is not None:
            draft = self.files.draft.with_programme(before, cohort.programme)
            self.files = self.files.step(draft, what)
            self.warnings = self.files.found.problems

    def undo(self) -> None:
        """Take back the last step with the working files."""
        self._take(self.open_files().undone())

    def redo(self) -> None:
        """Take a step again that was taken back."""
        self._take(self.open_files().redone())

    @property
    def errors(self) -> int:
        """How many things are wrong with the working files."""
        return 0 if self.files is None else self.files.errors

    @property
    def is_stale(self) -> bool:
        """Whether the plan at hand was made of other files or rules than those of now."""
        plan = None if self.job is None else self.job.plan
        if plan is None or self.known is None:
            return False
        if self._fingerprint is None or self._fingerprint[0] is not self.known:
            self._fingerprint = self.known, digest(self.known)
        return plan.provenance.input_digest != self._fingerprint[1]

    def _take(self, files: Files) -> None:
        """Take the working files as they are now; a cohort that they no longer hold stays."""
        kept = () if self.known is None else self.known.changes
        self.files = files
        self.warnings = files.found.problems
        if files.found.cohort is not None:
            self.known, self.lost = with_kept(files.found.cohort, kept)
            self.before = None if self.before is None else self.before.with_files(files)
            self._forget_trial()

    @property
    def is_running(self) -> bool:
        """Whether a plan is being made."""
        return self.job is not None and self.job.is_running

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The plan, and the plans that are tried."""
        trial = [] if self.what_if is None else self.what_if.jobs
        return tuple(one for one in (self.job, *trial) if one is not None)

    @property
    def works(self) -> tuple[Job | Answer | Again, ...]:
        """Everything that is being worked out now."""
        again = () if self.again is None else (self.again,)
        all_of_them: tuple[Job | Answer | Again, ...] = (*self.jobs, *self.answers, *again)
        return tuple(one for one in all_of_them if one.is_running)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What was asked about the plan."""
        return tuple(self.job.answers.values()) if self.job is not None else ()

    def watch(self) -> None:
        """Note that somebody is looking at the searches and the answers."""
        for work in self.works:
            work.watch()

    def trial(self) -> Trial | None:
        """Return the changes that are tried on the plan; nothing where there is no plan."""
        plan = None if self.job is None else self.job.plan
        if plan is None or plan.objective is None:
            return None
        if self.what_if is None or self.what_if.plan is not plan:
            self._forget_trial()
            self.what_if = Trial(plan)
        self.what_if.prepare()
        return self.what_if

    def keep(self, plan: Plan) -> None:
        """Take a plan that was tried in place of the one at hand, with a way back."""
        if self.job is None or self.job.plan is None:
            return
        before, after = self.job.plan.cohort.changes, plan.cohort.changes
        new = after[len(before) :] if after[: len(before)] == before else after
        self.before = Earlier(self.cohort, self.job, self.before, self.tried)
        self.tried = new
        self.cohort, self.job = plan.cohort, Job.done(plan)
        self._forget_trial()

    def go_back(self) -> None:
        """Take back the changes that were tried, and show the plan from before."""
        if self.before is not None:
            last = self.before
            self.cohort, self.job = last.cohort, last.job
            self.before, self.tried = last.before, last.tried
            self._forget_trial()

    def stop(self) -> None:
        """End everything that is being worked out."""
        for work in self.works:
            work.stop()
        if self.what_if is not None:
            self.what_if.put_aside()

    def _forget_trial(self) -> None:
        if self.what_if is not None:
            self.what_if.forget()
            self.what_if.put_aside()
        self.what_if = None


class Sittings:
    """Every open cohort, by a key that cannot be guessed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.readers = Readers()
        """Those who wait for a page now."""
        self._lock = threading.Lock()
        self._by_key: dict[str, Sitting] = {}

    def open(self, cohort: Cohort, warnings: tuple[Problem, ...] = (), owner: str = "") -> str:
        """Keep a cohort and return its key."""
        return self._keep(Sitting(cohort, warnings, owner, self._clock()))

    def open_draft(self, draft: Draft, owner: str = "") -> str:
        """Keep working files, sound or not, and return their key."""
        files = Files.of_draft(draft)
        found = files.found
        return self._keep(Sitting(found.cohort, found.problems, owner, self._clock(), files=files))

    def _keep(self, sitting: Sitting) -> str:
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._by_key[key] = sitting
            self._forget_old()
        return key

    def find(self, key: str | None, owner: str = "") -> Sitting | None:
        """Return what is open under a key, to the browser that opened it."""
        with self._lock:
            sitting = self._by_key.get(key or "")
            if sitting is None or sitting.owner != owner:
                return None
            sitting.used = self._clock()
            sitting.is_left = sitting.is_away = False
            self._put_aside()
        sitting.watch()
        sitting.trial()  # what makes what-ifs quick is got ready before anybody asks
        return sitting

    def close(self, key: str | None) -> None:
        """Forget what is open under a key, and end its search."""
        with self._lock:
            sitting = self._by_key.pop(key or "", None)
        if sitting is not None:
            sitting.stop()

    def leave(self, key: str | None) -> bool:
        """Keep what is open under a key for later where something in it is unsaved; else close it.

        Returns
        -------
        bool
            Whether it is kept.
        """
        with self._lock:
            sitting = self._by_key.get(key or "")
            keep = sitting is not None and unsaved(sitting) > 0
            if sitting is not None and keep:
                sitting.is_left = True
                left = [one for one, it in self._left(sitting.owner) if not it.is_away]
        if not keep:
            self.close(key)
            return False
        for one in left[MOST_LEFT:]:
            self.close(one)
        return True

    def left(self, owner: str, keys: Iterable[str] = ()) -> list[tuple[str, Sitting]]:
        """Return what a browser left unsaved, with its keys; the last one first.

        Parameters
        ----------
        owner
            The browser; one that cannot be told from others gets nothing but what it names.
        keys
            Keys that it knows itself.
        """
        known = set(keys)
        with self._lock:
            return [(key, one) for key, one in self._left(owner) if (owner or key in known)]

    def put_away(self, key: str, owner: str, *, away: bool = True) -> None:
        """Take what was left out of the list, or back into it."""
        with self._lock:
            sitting = self._by_key.get(key)
            if sitting is not None and sitting.owner == owner:
                sitting.is_away = away

    def _left(self, owner: str) -> list[tuple[str, Sitting]]:
        those = [(key, one) for key, one in self._by_key.items() if one.owner == owner]
        left = [(key, one) for key, one in those if one.is_left]
        return sorted(left, key=lambda pair: pair[1].used, reverse=True)

    def start(self, sitting: Sitting, seconds: float | None = None) -> bool:
        """Begin to plan, unless too many plans are being made; return whether it began."""
        with self._lock:
            if sitting.is_running:
                return True
            if self._is_busy():
                return False
            sitting.job = Job(sitting.cohort, seconds, readers=self.readers)
            sitting.job.start()
        return True

    def ask(self, sitting: Sitting, asked: Asked) -> Answer | None:
        """Return the answer to a question about the plan, begun now where it is a new one.

        Returns
        -------
        Answer or None
            Nothing where there is no plan, or too many questions are being worked on.
        """
        with self._lock:
            job = sitting.job
            if job is None or job.plan is None:
                return None
            if asked not in job.answers:
                works = [answer for one in self._by_key.values() for answer in one.answers]
                if sum(answer.is_running for answer in works) >= MOST_ANSWERS:
                    return None
                job.answers[asked] = Answer(job.plan, asked)
                job.answers[asked].start()
            return job.answers[asked]

    def try_changes(self, sitting: Sitting, changes: tuple[str, ...]) -> bool:
        """Begin to plan with changes, unless too many plans are being made; return whether so."""
        if sitting.job is None or sitting.is_running:
            return False
        before = Earlier(sitting.cohort, sitting.job, sitting.before, sitting.tried)
        sitting.cohort = sitting.cohort.with_changes(*changes)
        if not self.start(sitting):
            sitting.cohort = before.cohort
            return False
        sitting.before, sitting.tried = before, changes
        return True

    def work_out(self, trial: Trial, question: Question) -> bool:
        """Begin to work out what follows from some changes; return whether it began."""
        with self._lock:
            if not trial.has_answer(question) and self._is_busy():
                return False
            trial.ask(question)
        return True

    def make_again(self, sitting: Sitting, work: Again) -> bool:
        """Begin to make a kept plan again, and end what was begun before; return whether so."""
        with self._lock:
            if self._is_busy():
                return False
            if sitting.again is not None:
                sitting.again.stop()
            sitting.again = work
            work.start()
        return True

    def _is_busy(self) -> bool:
        """Return whether as much is being worked out as this computer can bear."""
        sittings = self._by_key.values()
        works = [work for one in sittings for work in (*one.jobs, one.again) if work is not None]
        return sum(work.is_running for work in works) >= MOST_RUNNING

    def _put_aside(self) -> None:
        """Let go of what makes what-ifs quick where nobody has been for longest."""
        tried = [one for one in self._by_key.values() if one.what_if is not None]
        by_age = sorted(tried, key=lambda one: one.used, reverse=True)
        for sitting in by_age[MOST_PREPARED:]:
            if sitting.what_if is not None:
                sitting.what_if.put_aside()

    def _forget_old(self) -> None:
        now = self._clock()
        by_age = sorted(self._by_key, key=lambda key: self._by_key[key].used, reverse=True)
        for place, key in enumerate(by_age):
            sitting = self._by_key[key]
            if place >= MOST_SITTINGS or now - sitting.used > LONGEST_IDLE:
                del self._by_key[key]
                sitting.stop()


def browser_of(cookie: str) -> str:
    """Return the token in the cookie with which Streamlit guards against forged requests.

    It looks different at every visit, ``2|mask|token xor mask|time``, and is the same below. A
    cookie of another form tells nothing; then the key alone opens a sitting.
    """
    parts = cookie.split("|")
    if len(parts) != 4 or parts[0] != "2" or not parts[1].strip():
        return ""
    try:
        mask, masked = bytes.fromhex(parts[1]), bytes.fromhex(parts[2])
    except ValueError:
        return ""
    return bytes(one ^ mask[place % len(mask)] for place, one in enumerate(masked)).hex()

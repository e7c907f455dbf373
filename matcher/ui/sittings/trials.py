"""Changes that are tried on the plan at hand, and what is asked about them."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import matcher
from matcher.changes import parse_changes
from matcher.errors import InputError
from matcher.language import Language
from matcher.ui.sittings.background import is_large
from matcher.ui.sittings.jobs import Job, Making
from matcher.ui.sittings.preparing import Preparing

if TYPE_CHECKING:
    from matcher.changes import Change
    from matcher.cohort import Cohort
    from matcher.comparing.differences import Comparison
    from matcher.errors import Problem
    from matcher.plans import Plan
    from matcher.solve.progress import Progress

    Changes = tuple[Change, ...]
    Plans = tuple[Plan, ...]

MOST_PAIRS_FOR_WAYS = 40
"""Up to so many pairs every way on for somebody left alone is worked out in good time."""

SECONDS_FOR_A_WAY = 5.0
"""How long one way on for somebody who is left alone may be looked for."""


class Question(StrEnum):
    """What is asked about the changes."""

    AFRESH = "afresh"
    LEAST = "least"
    BETWEEN = "between"
    WAYS = "ways"


class Trial:
    """Changes to a plan, one on top of the other, and the answers to what was asked of them.

    Parameters
    ----------
    plan
        The plan at hand.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.changes: tuple[Change, ...] = ()
        self.refused: tuple[Problem, ...] = ()
        """What is wrong with the change that was last chosen."""
        self.clash: tuple[tuple[Change, ...], tuple[int, ...]] = ((), ())
        """That change, and the places of those changes with which it does not go together."""
        self.question: Question | None = None
        self.jobs: list[Job] = []
        """What is being worked out, and the answers to what was asked of the changes."""
        self._answers: dict[Question, Job] = {}
        self._comparisons: dict[tuple[Question, int, Language], Comparison] = {}
        self._preparing: Preparing | None = None

    @property
    def job(self) -> Job | None:
        """What answers the question."""
        return None if self.question is None else self._answers.get(self.question)

    @property
    def after(self) -> Cohort:
        """The cohort after the changes."""
        return self.plan.cohort.with_changes(*self.changes)

    @property
    def failed(self) -> bool:
        """Whether the answer to the question could not be worked out."""
        return self.job is not None and self.job.failure is not None

    def prepare(self) -> None:
        """Begin to get ready what makes answers quick, unless that was begun.

        Large cohorts are answered in processes of their own, which have nothing ready.
        """
        if self._preparing is None and not is_large(self.plan.cohort):
            self._preparing = Preparing(self.plan)
            self._preparing.start()

    @property
    def is_prepared(self) -> bool:
        """Whether what makes answers quick is kept, or being got ready."""
        return self._preparing is not None

    def put_aside(self) -> None:
        """Let go of what makes answers quick; the changes and the answers stay."""
        if self._preparing is not None:
            self._preparing.stop()
        self._preparing = None

    def add(self, change: str | Change) -> bool:
        """Put a change on top, where it fits with those below it; return whether it does."""
        new: tuple[Change, ...] = ()
        try:
            new = tuple(parse_changes(change))
            self._change((*self.changes, *new))
        except InputError as error:
            self.refused = tuple(error.problems)
            self.clash = new, self._clashing(new)
            return False
        return True

    def _clashing(self, new: tuple[Change, ...]) -> tuple[int, ...]:
        """Return the places of the changes each of which keeps some new ones from being made."""
        if not new or not self._go_together(*new):
            return ()
        return tuple(
            place for place, one in enumerate(self.changes) if not self._go_together(one, *new)
        )

    def _go_together(self, *changes: Change) -> bool:
        try:
            self.plan.cohort.with_changes(*changes)
        except InputError:
            return False
        return True

    def take_back(self, place: int) -> None:
        """Take one of the changes away, where the others stand without it."""
        try:
            self._change((*self.changes[:place], *self.changes[place + 1 :]))
        except InputError as error:
            self.refused, self.clash = tuple(error.problems), ((), ())

    def clear(self) -> None:
        """Take every change away."""
        self._change(())

    def has_answer(self, question: Question) -> bool:
        """Return whether a question is answered, or is being worked on."""
        known = self._answers.get(question)
        return known is not None and (known.is_running or known.made is not None)

    def ask(self, question: Question) -> None:
        """Show the answer to a question, worked out from now on where it is not known."""
        self._end_searches(but=question)
        self.question = question
        if self.has_answer(question):
            return
        job = Job(self.plan.cohort, making=self._making(question))
        self._answers[question] = job
        self.jobs.append(job)
        job.start()

    def forget(self) -> None:
        """Forget the answers, and end the searches for them."""
        self._end_searches()
        self.jobs = [job for job in self.jobs if job.is_running]
        self.question = None
        self._answers, self._comparisons = {}, {}

    def comparison(self, place: int, language: Language = Language.ENGLISH) -> Comparison:
        """Return what differs between the plan at hand and one of the answer."""
        assert self.job is not None
        assert self.question is not None
        key = (self.question, place, language)
        if key not in self._comparisons:
            found = matcher.compare(
                self.plan, self.job.plans[place], language=language.value, under="second"
            )
            self._comparisons[key] = found
        return self._comparisons[key]

    def _end_searches(self, but: Question | None = None) -> None:
        """End what is being worked out; what ends unfinished is no answer to come back to."""
        for question, job in list(self._answers.items()):
            if job.is_running and question is not but:
                job.stop()
                del self._answers[question]

    def _change(self, changes: tuple[Change, ...]) -> None:
        self.plan.cohort.with_changes(*changes)
        self.forget()
        self.changes, self.refused, self.clash = changes, (), ((), ())

    def _making(self, question: Question) -> Making:
        """Return what answers a question about the plan after the changes."""
        plan, changes = self.plan, self.changes
        if question is Question.AFRESH:
            self.prepare()
            if self._preparing is not None:
                return partial(_afresh_when_ready, self._preparing, changes)
        making = {
            Question.AFRESH: _afresh,
            Question.LEAST: _least,
            Question.BETWEEN: _between,
            Question.WAYS: _ways,
        }
        return partial(making[question], plan, changes)


def _afresh_when_ready(
    ready: Preparing, changes: Changes, seconds: float, progress: Progress
) -> Plans:
    return (ready.replanner().plan(*changes, time_limit=seconds, progress=progress),)


def _afresh(plan: Plan, changes: Changes, seconds: float, progress: Progress) -> Plans:
    return (matcher.Replanner(plan).plan(*changes, time_limit=seconds, progress=progress),)


def _least(plan: Plan, changes: Changes, seconds: float, progress: Progress) -> Plans:
    return (matcher.repair(plan, *changes, time_limit=seconds, progress=progress),)


def _between(plan: Plan, changes: Changes, seconds: float, progress: Progress) -> Plans:
    found = matcher.repairs(plan, *changes, time_limit=seconds, progress=progress)
    return tuple(choice.plan for choice in found)


def _ways(plan: Plan, changes: Changes, seconds: float, progress: Progress) -> Plans:
    each = min(seconds, SECONDS_FOR_A_WAY)
    found = matcher.ways_on(plan, *changes, time_limit=each, progress=progress)
    return tuple(way.plan for way in found)

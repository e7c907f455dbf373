"""Changes that are tried on the plan at hand, and what is asked about them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import matcher
from matcher.changes import parse_changes
from matcher.errors import InputError
from matcher.ui.sittings.jobs import Job, Making

if TYPE_CHECKING:
    from matcher.changes import Change
    from matcher.comparing.differences import Comparison
    from matcher.errors import Problem
    from matcher.plans import Plan

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
    """Changes to a plan, one on top of the other, and the answer to what was asked last.

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
        self.question: Question | None = None
        self.jobs: list[Job] = []
        """What is being worked out; the last of them answers the question."""
        self._comparisons: dict[int, Comparison] = {}

    @property
    def job(self) -> Job | None:
        """What answers the question."""
        return self.jobs[-1] if self.question is not None else None

    def add(self, change: str) -> None:
        """Put a change on top, where it fits with those below it."""
        try:
            self._change((*self.changes, *parse_changes(change)))
        except InputError as error:
            self.refused = tuple(error.problems)

    def take_back(self, place: int) -> None:
        """Take one of the changes away, where the others stand without it."""
        try:
            self._change((*self.changes[:place], *self.changes[place + 1 :]))
        except InputError as error:
            self.refused = tuple(error.problems)

    def clear(self) -> None:
        """Take every change away."""
        self._change(())

    def ask(self, question: Question) -> None:
        """Begin to work out the answer."""
        self.forget()
        job = Job(self.plan.cohort, making=_making(question, self.plan, self.changes))
        self.question = question
        self.jobs.append(job)
        job.start()

    def forget(self) -> None:
        """Forget the answer, and end the search for it."""
        for job in self.jobs:
            job.stop()
        self.jobs = [job for job in self.jobs if job.is_running]
        self.question = None
        self._comparisons = {}

    def comparison(self, place: int) -> Comparison:
        """Return what differs between the plan at hand and one of the answer."""
        assert self.job is not None
        if place not in self._comparisons:
            found = matcher.compare(self.plan, self.job.plans[place], language="en")
            self._comparisons[place] = found
        return self._comparisons[place]

    def _change(self, changes: tuple[Change, ...]) -> None:
        self.plan.cohort.with_changes(*changes)
        self.forget()
        self.changes, self.refused = changes, ()


def _making(question: Question, plan: Plan, changes: tuple[Change, ...]) -> Making:
    """Return what answers a question about a plan after some changes."""
    if question is Question.AFRESH:
        return lambda seconds, progress: (
            matcher.replan(plan, *changes, time_limit=seconds, progress=progress),
        )
    if question is Question.LEAST:
        return lambda seconds, progress: (
            matcher.repair(plan, *changes, time_limit=seconds, progress=progress),
        )
    if question is Question.BETWEEN:
        return lambda seconds, progress: tuple(
            choice.plan
            for choice in matcher.repairs(plan, *changes, time_limit=seconds, progress=progress)
        )
    return lambda seconds, progress: tuple(
        way.plan
        for way in matcher.ways_on(plan, *changes, time_limit=min(seconds, SECONDS_FOR_A_WAY))
    )

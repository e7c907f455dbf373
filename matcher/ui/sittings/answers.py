"""What somebody asks about a plan, and its answer, worked out in the background."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import matcher
from matcher.explaining.one_date import tell_of_day
from matcher.explaining.prices import PricesOfPairs
from matcher.explaining.prices_on_any_dates import price_of_every_pair
from matcher.explaining.questions import QUESTIONS, Options, Told
from matcher.language import Language, words_in
from matcher.parallel.apart import done_apart
from matcher.parallel.watching import Done
from matcher.ui.sittings.background import Background
from matcher.ui.sittings.jobs import LONGEST_SECONDS

if TYPE_CHECKING:
    from datetime import date

    from matcher.parallel.apart import Watcher
    from matcher.plans import Plan
    from matcher.solve.progress import Snapshot

ANY_DATES = "any-dates"
"""The prices of all pairs where the dates may move as well: asked one pair at a time."""

STRESS = "stress"
"""How the plan stands up to people leaving."""

FUTURES = 300
"""In how many futures people leave."""

SOON, LONG = 15.0, 60.0
"""How many seconds an answer may take that comes at once, and one that is waited for."""

AT_ONCE = ("prices", "fairness", "nothing-works")
"""What is worked out as soon as it is chosen; all else about a whole plan waits for a click."""

SECONDS_A_PAIR = 5.0
"""How long the price of one pair on any dates may take."""


@dataclass(frozen=True)
class Asked:
    """A question about a plan.

    Attributes
    ----------
    about
        The name of a question about the whole plan; nothing where people are asked about.
    people
        The ids of one or two people.
    day
        A date; nothing where people or the whole plan are asked about.
    hides_names
        Whether the answer says ids for names.
    language
        In which the answer is written.
    """

    about: str = ""
    people: tuple[str, ...] = ()
    day: date | None = None
    hides_names: bool = False
    language: Language = Language.ENGLISH

    @property
    def comes_at_once(self) -> bool:
        """Whether nobody needs to click for the answer."""
        return not self.about or self.about in AT_ONCE

    @property
    def seconds(self) -> float:
        """How long the answer may take."""
        if self.about in (ANY_DATES, STRESS):
            return LONGEST_SECONDS
        return SOON if self.about in AT_ONCE else LONG


class Answer(Background[Told]):
    """Works out one answer.

    Parameters
    ----------
    plan
        The plan asked about.
    asked
        The question.
    """

    def __init__(self, plan: Plan, asked: Asked) -> None:
        super().__init__(asked.seconds)
        self.done: tuple[int, int] | None = None
        """How many pairs of how many have a price, where they come one at a time."""
        self._plan, self._asked = plan, asked

    @property
    def is_running(self) -> bool:
        """Whether the work goes on; what people leave open cannot be cut short, and is let go."""
        return super().is_running and not (self._asked.about == STRESS and self.was_stopped)

    def make(self) -> Told:
        """Ask the question."""
        work = partial(_answer, self._plan, self._asked, self.seconds)
        if self._asked.about == STRESS:
            return done_apart(work, self, patience=0)
        return self.worked_out(work, self._plan.cohort)

    def report(self, what: Snapshot | Done) -> None:
        """Take note of where the work stands."""
        if isinstance(what, Done):
            self.done = what.number, what.of
        else:
            super().report(what)

    def stop_requested(self) -> bool:
        """Return whether the work should end now."""
        return super().stop_requested() or self.seconds_since > self.seconds


def _answer(plan: Plan, asked: Asked, seconds: float, progress: Watcher) -> Told:
    """Answer a question."""
    seed = plan.provenance.seed
    plan = _without_names(plan) if asked.hides_names else plan
    options = Options(seconds=seconds, seed=seed, progress=progress)
    if asked.people:
        return matcher.explain(plan, *asked.people, language=asked.language, options=options)
    if asked.day is not None:
        return tell_of_day(plan, asked.day, words_in(asked.language), options)
    if asked.about == ANY_DATES:
        return _on_any_dates(plan, progress)
    if asked.about == STRESS:
        found = matcher.stress(plan, futures=FUTURES, seed=seed)
        return Told(found, found.lines(asked.language))
    return QUESTIONS[asked.about].ask(plan, words_in(asked.language), options)


def _on_any_dates(plan: Plan, progress: Watcher) -> Told:
    prices, started = [], time.perf_counter()
    for step in price_of_every_pair(plan, seconds_each=SECONDS_A_PAIR, progress=progress):
        prices.append(step.price)
        progress.report(Done(step.done, step.of, time.perf_counter() - started))
        if progress.stop_requested():
            break
    worth = plan.objective
    data = PricesOfPairs(
        pairs=worth.pairs if worth else 0,
        total=worth.total if worth else 0,
        prices=tuple(prices),
    )
    return Told(data, ())


def _without_names(plan: Plan) -> Plan:
    """Return the plan as one of a cohort in which people have ids only."""
    cohort = plan.cohort
    people = tuple(one.model_copy(update={"name": ""}) for one in cohort.people)
    leaders = tuple(one.model_copy(update={"name": ""}) for one in cohort.facilitators)
    unnamed = cohort.model_copy(update={"people": people, "facilitators": leaders})
    return plan.of_cohort(unnamed)

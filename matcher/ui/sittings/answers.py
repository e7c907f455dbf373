"""What somebody asks about a plan, and its answer, worked out in the background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import matcher
from matcher.explaining.prices import PricesOfPairs
from matcher.explaining.prices_on_any_dates import price_of_every_pair
from matcher.explaining.questions import QUESTIONS, Options, Told
from matcher.language import language_named, words_in
from matcher.ui.sittings.background import Background
from matcher.ui.sittings.jobs import LONGEST_SECONDS

if TYPE_CHECKING:
    from matcher.plans import Plan

ANY_DATES = "any-dates"
"""The prices of all pairs where the dates may move as well: asked one pair at a time."""

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
    hides_names
        Whether the answer says ids for names.
    """

    about: str = ""
    people: tuple[str, ...] = ()
    hides_names: bool = False

    @property
    def comes_at_once(self) -> bool:
        """Whether nobody needs to click for the answer."""
        return not self.about or self.about in AT_ONCE

    @property
    def seconds(self) -> float:
        """How long the answer may take."""
        if self.about == ANY_DATES:
            return LONGEST_SECONDS
        return SOON if self.about in AT_ONCE else LONG

    @property
    def can_stop(self) -> bool:
        """Whether the work can be stopped, and keeps what it has."""
        return self.about == ANY_DATES


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

    def make(self) -> Told:
        """Ask the question."""
        asked = self._asked
        plan = _without_names(self._plan) if asked.hides_names else self._plan
        options = Options(seconds=self.seconds, seed=plan.provenance.seed)
        if asked.people:
            return matcher.explain(plan, *asked.people, language="en", options=options)
        if asked.about == ANY_DATES:
            return self._on_any_dates()
        return QUESTIONS[asked.about].ask(plan, words_in(language_named("en")), options)

    def _on_any_dates(self) -> Told:
        prices = []
        for step in price_of_every_pair(self._plan, seconds_each=SECONDS_A_PAIR, progress=self):
            prices.append(step.price)
            self.done = step.done, step.of
            if self.stop_requested():
                break
        worth = self._plan.objective
        data = PricesOfPairs(
            pairs=worth.pairs if worth else 0,
            total=worth.total if worth else 0,
            prices=tuple(prices),
        )
        return Told(data, ())

    def stop_requested(self) -> bool:
        """Return whether the work should end now."""
        return super().stop_requested() or self.seconds_since > self.seconds


def _without_names(plan: Plan) -> Plan:
    """Return the plan as one of a cohort in which people have ids only."""
    cohort = plan.cohort
    people = tuple(one.model_copy(update={"name": ""}) for one in cohort.people)
    leaders = tuple(one.model_copy(update={"name": ""}) for one in cohort.facilitators)
    unnamed = cohort.model_copy(update={"people": people, "facilitators": leaders})
    return plan.of_cohort(unnamed)

"""What is told of a plan under stress, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr

from matcher.records import Record

if TYPE_CHECKING:
    import pandas as pd

    from matcher.plans import Plan

SURE = 0.9
"""The share of futures in which it is at least so many."""


class Finishing(Record):
    """In how many futures so many pairs finish."""

    pairs: int
    without_repair: int
    with_repair: int


class Leaning(Record):
    """What it costs when somebody of a pair leaves."""

    person: str
    side: str
    leaves: int
    """In how many of the futures they leave."""
    loss_without_repair: float
    """How many pairs fewer finish when they leave than when they stay, on average."""
    loss: float
    """The same with repair."""


class Reserves(Record):
    """The people in reserve who cover most, of all choices of as many."""

    number: int
    people: tuple[str, ...]
    covered: float
    """How many pairs they and those left alone could make good, on average."""
    gain: float
    """How many more that is than with one reserve fewer."""
    finishing: float
    """How many pairs finish on average with repair if nobody else can be asked."""


class Anybody(Record):
    """What one more in reserve brings, who goes with everybody and can always come."""

    side: str
    gain: float
    """How many more pairs finish with repair, on average."""


class WeakPair(Record):
    """A pair that could miss too much if answers that are open turned to no."""

    members: tuple[str, ...]
    answers: int
    """How many open answers are enough."""
    open: tuple[str, ...]
    """Whose answers those could be."""


class Polls(Record):
    """How many answers that people have not given could turn to no.

    An unknown answer never counts as a yes: only days on which somebody counts as coming by the
    weekdays that they listed can be lost.
    """

    open: int
    """How many days of workshops people of pairs count for without having answered for them."""
    unknown: int
    """How many answers are unknown and count as a no already: they cost nothing more."""
    safe: int
    """Whichever so many turn to no, every pair still attends enough."""
    sure: int
    """So many may turn, in an order drawn by chance, in 9 of 10 orders."""
    mean: float
    """How many may turn on average over the orders."""
    weakest: tuple[WeakPair, ...]
    """Pairs that can be lost, those that need the fewest answers first."""


class Stress(Record):
    """What becomes of a plan when people leave, over many futures."""

    futures: int
    seed: int
    pairs: int
    wanted: int
    held: int
    """How many workshops were held when the futures began."""
    patient: float
    """How likely somebody who is there now leaves before the end, on the patient side."""
    professional: float
    by_workshop: tuple[float, ...]
    """Of those who leave, the share that leaves before each workshop."""
    mean_without_repair: float
    mean_with_repair: float
    sure_without_repair: int
    """So many pairs at least finish in 9 of 10 futures."""
    sure_with_repair: int
    finishing: tuple[Finishing, ...]
    leaning: tuple[Leaning, ...]
    """Everybody of the plan's pairs, the greatest loss first."""
    free_places: float
    """How many people who stay are left alone, on average."""
    covered_without_reserves: float
    """How many pairs those left alone could make among themselves, on average."""
    reserves: tuple[Reserves, ...]
    """The best one, the best two, the best three, as far as every choice was tried."""
    anybody: tuple[Anybody, ...]
    polls: Polls

    _plan: Any = PrivateAttr(default=None)

    @property
    def plan(self) -> Plan:
        """The plan that this is about."""
        plan: Plan = self._plan
        return plan

    def of_plan(self, plan: Plan) -> Stress:
        """Return the same, knowing its plan, whose names the sentences need."""
        found = self.model_copy()
        found._plan = plan
        return found

    def lines(self, language: str | None = None) -> tuple[str, ...]:
        """Return it in sentences.

        Parameters
        ----------
        language
            ``"en"`` or ``"fr"``; that of the plan's `programme.locale` by default.
        """
        from matcher.futures.words import lines
        from matcher.language import language_named, language_of, words_in

        spoken = language_of(self.plan.cohort) if language is None else language_named(language)
        return tuple(lines(self, words_in(spoken)))

    def frame(self, name: str) -> pd.DataFrame:
        """Return one of the tables as a pandas frame.

        Parameters
        ----------
        name
            ``"finishing"``, ``"leaning"``, ``"reserves"``, ``"anybody"`` or ``"weakest"``.
        """
        import pandas as pd

        from matcher.futures.tables import TABLES, table

        if name not in TABLES:
            raise ValueError(f"no table {name!r}; there are {', '.join(TABLES)}")
        found = table(self, name)
        return pd.DataFrame(found.rows, columns=found.columns)

"""What is answered about two people, or about one: values for programs."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from matcher.plans import Objective, Outcome
from matcher.records import Identifier, Record


class Standing(StrEnum):
    """How two people stand to each other in a plan."""

    PAIRED = "paired"
    FORBIDDEN = "forbidden"
    """A hard rule speaks against the pair, whatever the plan."""
    KEPT = "kept"
    """One of them is kept with somebody else, by a decision or because they are at work."""
    OTHERWISE = "otherwise"
    """They may be paired; the plan does otherwise."""
    NO_PLAN = "no_plan"
    """They may be paired, but there is no plan to compare with."""


class Mark(Record):
    """What one criterion gives to a pair."""

    criterion: str
    points: int
    most: int
    """What it could give at most."""
    answered: Annotated[float, Field(ge=0, le=1)]
    """The share that rests on real answers; the rest counts half."""


class Coming(Record):
    """Whether two people can come to a workshop of the plan."""

    workshop: int
    date: date
    answers: dict[Identifier, Literal["yes", "if_needed", "unknown", "no"]]
    """Each person's answer, as the plan takes it."""
    together: bool
    """Whether all of them can."""
    held: bool = False
    """Whether the workshop was held: then the answers are what is known of it."""


class Step(Record):
    """Somebody whose place changes, as a step of a chain."""

    person: Identifier
    now: Identifier | None
    """The partner in the plan; nobody for somebody who waits."""
    then: Identifier | None
    """The partner afterwards; nobody for somebody who would wait."""
    freed: Identifier | None = None
    """Whom the new partner leaves: the next in the chain."""


class MovedDate(Record):
    """A workshop that would be held on another date."""

    workshop: int
    now: date
    then: date


class Price(Record):
    """The best plan under one more demand, compared with the plan itself."""

    status: Outcome
    """Of the best plan that meets the demand; `infeasible` where none does."""
    objective: Objective | None = None
    """What that plan is worth; nothing where there is none."""
    reason: str | None = None
    """Why there is none, in English, where that is known."""
    pairs: int = 0
    """How many pairs more there are, or fewer where negative. The others likewise."""
    reserves: int = 0
    worst_fit: int = 0
    total: int = 0
    proven: bool = False
    """Whether both plans are proven to be the best, so that the price is exact."""
    placed: bool | None = None
    """Whether the person in question has a place in that plan."""
    partner: Identifier | None = None
    """With whom the person in question is then paired."""
    chain: tuple[Step, ...] = ()
    """Who changes partners, in the order in which one change leads to the next."""
    dates: tuple[MovedDate, ...] = ()


class Rank(Record):
    """How a partner compares with the other allowed partners of somebody, by fit."""

    person: Identifier
    better: int
    """How many allowed partners fit better."""
    allowed: int
    """How many partners are allowed, the one in question included where allowed."""


class PairAnswer(Record):
    """Why two people are a pair, or why they are not."""

    patient: Identifier
    professional: Identifier
    standing: Standing
    rule: str | None = None
    """The first rule that forbids the pair, by its key."""
    fit: int
    parts: tuple[Mark, ...]
    coverage: float
    ranks: tuple[Rank, ...] = ()
    attendance: tuple[Coming, ...] = ()
    missed: int | None = None
    """How many workshops of the plan they could not attend together."""
    if_needed: int | None = None
    value: int | None = None
    """The fit less what missed and if-needed workshops cost on the plan's dates."""
    enough: bool | None = None
    """Whether they can attend as many of the plan's workshops as the rules ask."""
    fixed: Literal["decision", "at_work", "together"] | None = None
    """Why the pair was there before anything was chosen, if it was."""
    alternatives: dict[Identifier, Price] = {}
    """Of each partner of a pair: the best plan with somebody else."""
    forced: Price | None = None
    """The best plan with the pair, on whatever dates."""
    on_these_dates: Price | None = None
    """The best plan with the pair on the plan's dates."""


class PersonAnswer(Record):
    """Why somebody has the place that they have, or none."""

    person: Identifier
    standing: Literal["placed", "third", "waiting", "gone", "no_plan"]
    reason: str | None = None
    """Why they wait, in English."""
    pair: PairAnswer | None = None
    """The pair of somebody who is placed, or that they joined as the third."""
    attendance: tuple[Coming, ...] = ()
    """Whether they can come to each workshop of the plan."""
    placed: Price | None = None
    """The best plan with a place for somebody who waits, on whatever dates."""
    on_these_dates: Price | None = None
    """The same on the plan's dates."""
    with_every_day: Price | None = None
    """The best plan if they could come on every day, without any demand."""
    days: tuple[date, ...] = ()
    """Days for which a yes would be enough to give them a place in the best plan."""

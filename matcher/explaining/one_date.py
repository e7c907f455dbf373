"""What a single date means for a plan: who can come, who gains and who loses by it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from matcher.explaining.dates import Move, move_to, moves_of
from matcher.explaining.no_plan import no_plan_lines
from matcher.explaining.one_date_words import one_date_lines
from matcher.explaining.questions import Options, Told
from matcher.explaining.standing import Standing
from matcher.public_holidays import public_holidays
from matcher.records import Identifier, Record
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from matcher.language import Words
    from matcher.plans import Plan

Closed = Literal["window", "weekday", "holiday", "blocked", "venue", "facilitators"]


class DayMove(Record):
    """A move to or from the day, with who could come that cannot now, and the other way round."""

    move: Move
    gain: tuple[Identifier, ...] = ()
    """Who has a place in the plan and could come only after the move."""
    lose: tuple[Identifier, ...] = ()
    """Who has a place in the plan and could come only before it."""


class OneDate(Record):
    """What is told of a date."""

    date: date
    answered: bool
    """Whether there is a plan with workshops to tell of."""
    workshop: int | None = None
    """The workshop of the plan that is on the date."""
    closed: Closed | None = None
    """Why no workshop can be on it, where none can."""
    pairs: int = 0
    """How many pairs of the plan could come together."""
    absent: tuple[Identifier, ...] = ()
    """Who has a place in the plan and cannot come."""
    others: tuple[Identifier, ...] = ()
    """Who waits and could come."""
    moves: tuple[DayMove, ...] = ()
    """Where a workshop is on the date, its other dates, the best first; else what it would mean to
    move a workshop to it."""


def tell_of_day(plan: Plan, day: date, words: Words, options: Options | None = None) -> Told:
    """Return what a date means for a plan.

    Parameters
    ----------
    plan
        A plan that knows its cohort.
    day
        The date.
    words
        What writes in the language of those who read it.
    options
        How many other dates are told, and how long the answer may take.
    """
    options = options or Options()
    if not plan.pairs:
        lines = tuple(no_plan_lines(plan, words, options.folder))
        return Told(OneDate(date=day, answered=False), lines)
    if not plan.workshops:
        line = words.say("The plan has no workshops to move to other dates.")
        return Told(OneDate(date=day, answered=False), (line,))
    found = one_date(plan, day, options)
    return Told(found, tuple(one_date_lines(found, plan, words)))


def one_date(plan: Plan, day: date, options: Options) -> OneDate:
    """Return the same as a value, for a plan that has pairs and workshops."""
    standing = Standing.of(plan)
    days = list(standing.problem.candidates.days)
    if day not in days:
        return OneDate(date=day, answered=True, closed=_closed(plan, standing, day))
    budget = Budget(options.seconds, options.progress)
    index = days.index(day)
    number = next((place for place, own in enumerate(standing.dates) if own == index), None)
    if number is None:
        moves = [move_to(standing, place, index, budget) for place in range(len(standing.dates))]
        found = [one for one in moves if one is not None]
    else:
        found = list(moves_of(standing, number, budget))
    can_come = standing.can_come(index)
    placed = standing.people(standing.pairs)
    rows, columns = np.array(standing.pairs, dtype=np.int64).T
    problem = standing.problem
    together = problem.patients.can[rows, index] & problem.professionals.can[columns, index]
    return OneDate(
        date=day,
        answered=True,
        workshop=None if number is None else number + 1,
        pairs=int(together.sum()),
        absent=tuple(sorted(placed - can_come)),
        others=tuple(one.person for one in plan.waiting if one.person in can_come),
        moves=tuple(_with_people(standing, one) for one in _best(found)[: options.most]),
    )


def _best(moves: list[Move]) -> list[Move]:
    """Return the moves after which there is a plan, the best first."""
    possible = [one for one in moves if one.pairs is not None]
    return sorted(
        possible,
        key=lambda one: (-(one.pairs or 0), -(one.worst_fit or 0), -(one.total or 0), one.date),
    )


def _with_people(standing: Standing, move: Move) -> DayMove:
    days = list(standing.problem.candidates.days)
    before = standing.can_come(standing.dates[move.workshop - 1])
    after = standing.can_come(days.index(move.date))
    placed = standing.people(standing.pairs)
    return DayMove(
        move=move,
        gain=tuple(sorted(placed & after - before)),
        lose=tuple(sorted(placed & before - after)),
    )


def _closed(plan: Plan, standing: Standing, day: date) -> Closed:
    """Return why no workshop can be on a day that is no candidate date."""
    programme = plan.cohort.programme
    settings = programme.programme
    if not settings.start <= day <= settings.end:
        return "window"
    if day in public_holidays(settings.country, settings.subdivision, settings.start, settings.end):
        return "holiday"
    dropped = standing.problem.candidates.dropped
    known: tuple[Closed, ...] = ("blocked", "venue", "facilitators")
    return next((why for why in known if day in dropped.get(why, ())), "weekday")

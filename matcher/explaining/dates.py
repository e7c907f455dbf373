"""What other dates would change: each workshop by itself, and the best runner-up sets of dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from matcher.explaining.date_words import dates_lines
from matcher.explaining.no_plan import no_plan_lines
from matcher.explaining.questions import Options, Told
from matcher.explaining.runners_up import RunnersUp, runners_up
from matcher.explaining.standing import Standing
from matcher.plans import Outcome
from matcher.records import Identifier, Record
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.language import Words
    from matcher.plans import Plan

MOVES_SHARE = 0.5
"""How much of the time may go into moving single workshops."""


class Move(Record):
    """One workshop on another date, the others where they are."""

    workshop: int
    date: date
    possible: bool | None
    """Whether there is any plan on it; nothing where time ran out."""
    proven: bool
    """Whether that, and what it is worth, is proven."""
    pairs: int | None = None
    worst_fit: int | None = None
    """Told where the lowest fit counts before the total."""
    total: int | None = None
    """What the best plan on these dates is worth."""
    fewer_pairs: int | None = None
    loses: int | None = None
    """What the move costs in points of the total; with fewer pairs it says little by itself."""
    gain: tuple[Identifier, ...] = ()
    """Who would have a place that has none now, in a best plan on these dates."""
    lost: tuple[Identifier, ...] = ()
    """Who would have none that has one now."""


class Attendance(Record):
    """How many of the plan's pairs could come together on a candidate date."""

    date: date
    pairs: int


class Dates(Record):
    """What is told of dates."""

    answered: bool
    """Whether there is a plan with workshops to tell of."""
    moves: tuple[Move, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    runners_up: RunnersUp | None = None


def tell(plan: Plan, words: Words, options: Options) -> Told:
    """Return what other dates would change.

    Parameters
    ----------
    plan, words, options
        As `Question.ask` takes them.
    """
    if not plan.pairs:
        return Told(Dates(answered=False), no_plan_lines(plan, words, options.folder))
    if not plan.workshops:
        line = words.say("The plan has no workshops to move to other dates.")
        return Told(Dates(answered=False), (line,))
    standing, budget = Standing.of(plan), Budget(options.seconds, options.progress)
    moves = tuple(_moves(standing, budget.part(MOVES_SHARE)))
    found = Dates(
        answered=True,
        moves=moves,
        attendance=_attendance(standing),
        runners_up=runners_up(standing, options.most, budget),
    )
    return Told(found, tuple(dates_lines(found, plan, words, options.most)))


def _moves(standing: Standing, budget: Budget) -> Iterator[Move]:
    """Yield every other date of every workshop that the rules on days allow."""
    for number in range(len(standing.dates)):
        yield from moves_of(standing, number, budget)


def moves_of(standing: Standing, number: int, budget: Budget) -> Iterator[Move]:
    """Yield every other date of a workshop, counted from 0, that the rules on days allow."""
    for index in np.flatnonzero(standing.problem.slots[number]):
        move = move_to(standing, number, int(index), budget)
        if move is not None:
            yield move


def move_to(standing: Standing, number: int, index: int, budget: Budget) -> Move | None:
    """Return a workshop on another candidate date; nothing where the rules on days forbid it."""
    dates = (*standing.dates[:number], index, *standing.dates[number + 1 :])
    if index == standing.dates[number] or not standing.may_be_on(dates):
        return None
    return _move(standing, number, dates, budget)


def _move(standing: Standing, number: int, dates: tuple[int, ...], budget: Budget) -> Move:
    day, now = standing.problem.candidates.days[dates[number]], standing.worth
    if budget.spent():
        return Move(workshop=number + 1, date=day, possible=None, proven=False)
    solution = standing.best_on(dates, budget)
    worth = solution.worth
    if worth is None:
        proven = solution.outcome is Outcome.INFEASIBLE
        possible = False if proven else None
        return Move(workshop=number + 1, date=day, possible=possible, proven=proven)
    before, after = standing.people(standing.pairs), standing.people(solution.pairs)
    return Move(
        workshop=number + 1,
        date=day,
        possible=True,
        proven=solution.outcome is Outcome.OPTIMAL,
        pairs=worth.pairs,
        worst_fit=worth.worst_fit if standing.problem.worst_first else None,
        total=worth.total,
        fewer_pairs=now.pairs - worth.pairs,
        loses=now.total - worth.total,
        gain=tuple(sorted(after - before)),
        lost=tuple(sorted(before - after)),
    )


def _attendance(standing: Standing) -> tuple[Attendance, ...]:
    problem = standing.problem
    rows, columns = np.array(standing.pairs, dtype=np.int64).T
    number = (problem.patients.can[rows] & problem.professionals.can[columns]).sum(axis=0)
    return tuple(
        Attendance(date=day, pairs=int(pairs))
        for day, pairs in zip(problem.candidates.days, number, strict=True)
    )

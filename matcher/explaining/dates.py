"""What other dates would change: each workshop by itself, and the best runner-up sets of dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

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
    if not plan.pairs or not plan.workshops:
        return Told(
            Dates(answered=False), (words.say("The plan has no workshops to move to other dates."),)
        )
    standing, budget = Standing.of(plan), Budget(options.seconds)
    moves = tuple(_moves(standing, budget.part(MOVES_SHARE)))
    found = Dates(
        answered=True,
        moves=moves,
        attendance=_attendance(standing),
        runners_up=runners_up(standing, options.most, budget),
    )
    return Told(found, tuple(_lines(found, plan, words, options.most)))


def _moves(standing: Standing, budget: Budget) -> Iterator[Move]:
    """Yield every other date of every workshop that the rules on days allow."""
    problem = standing.problem
    for number, own in enumerate(standing.dates):
        for index in np.flatnonzero(problem.slots[number]):
            dates = (*standing.dates[:number], int(index), *standing.dates[number + 1 :])
            if int(index) != own and standing.may_be_on(dates):
                yield _move(standing, number, dates, budget)


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


def _lines(found: Dates, plan: Plan, words: Words, most: int) -> Iterator[str]:
    """Say the best other dates of each workshop, and the best sets of other dates."""
    if plan.objective is not None and any(move.worst_fit is not None for move in found.moves):
        yield words.say(
            "This plan has a lowest fit of {fit} and a total of {total}; here the lowest fit "
            "counts before the total.",
            fit=words.number(plan.objective.worst_fit),
            total=words.number(plan.objective.total),
        )
    come = {one.date: one.pairs for one in found.attendance}
    for workshop in plan.workshops:
        yield words.say(
            "Workshop {number}, {day}: {come} of {all} in the plan can come.",
            number=workshop.number,
            day=words.day(workshop.date),
            come=words.number(come[workshop.date]),
            all=words.number(len(plan.pairs)),
        )
        moves = [move for move in found.moves if move.workshop == workshop.number]
        settled = sorted((move for move in moves if move.pairs is not None), key=_best_first)
        for move in settled[:most]:
            yield _said(move, come[move.date], words)
        if not moves:
            yield words.say("No other date is possible while the other workshops stay.")
        none = sum(move.possible is False for move in moves)
        if none:
            yield words.say_many(
                "On {number} other date there is no plan at all.",
                "On {number} other dates there is no plan at all.",
                none,
            )
        late = sum(move.possible is None for move in moves)
        if late:
            yield words.say_many(
                "For {number} other date the time was too short.",
                "For {number} other dates the time was too short.",
                late,
            )
    assert found.runners_up is not None
    yield from found.runners_up.lines(words)


def _best_first(move: Move) -> tuple[int, int, int, date]:
    return -(move.pairs or 0), -(move.worst_fit or 0), -(move.total or 0), move.date


def _said(move: Move, come: int, words: Words) -> str:
    people = {
        "come": words.number(come),
        "day": words.day(move.date),
        "total": words.number(move.total or 0),
        "pairs": words.number(move.pairs or 0),
        "gain": words.listed(move.gain) or words.say("nobody"),
        "lost": words.listed(move.lost) or words.say("nobody"),
    }
    if move.worst_fit is not None:
        return _with_lowest_fit(move, people, words)
    if move.proven:
        return words.say(
            "{day} instead ({come} of the plan's own could come): at best {pairs} placed and a "
            "total of {total}. New with a place: {gain}; without one: {lost}.",
            **people,
        )
    return words.say(
        "{day} instead ({come} of the plan's own could come): {pairs} placed and a total of "
        "{total} found, not proven the best. New with a place: {gain}; without one: {lost}.",
        **people,
    )


def _with_lowest_fit(move: Move, people: dict[str, str], words: Words) -> str:
    people = {**people, "fit": words.number(move.worst_fit or 0)}
    if move.proven:
        return words.say(
            "{day} instead ({come} of the plan's own could come): at best {pairs} placed, a "
            "lowest fit of {fit} and a total of {total}. New with a place: {gain}; without one: "
            "{lost}.",
            **people,
        )
    return words.say(
        "{day} instead ({come} of the plan's own could come): {pairs} placed, a lowest fit of "
        "{fit} and a total of {total} found, not proven the best. New with a place: {gain}; "
        "without one: {lost}.",
        **people,
    )

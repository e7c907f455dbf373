"""The open answers that are worth asking for: what the plan would gain by a single yes.

Where coming costs nobody anything, more answers can only help. So for each day, and for each
person, the best plan with a yes to everything that is open bounds what any single yes can bring;
only those that could bring a better plan are solved, exactly. A yes moves the fits of one person
as well (`joint_dates`), up or down, and by so little that it has a bound of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from matcher.changes.participation import with_answers
from matcher.cohort import Answer
from matcher.dates import window
from matcher.explaining.answers import Price
from matcher.explaining.draws import rank
from matcher.explaining.resolving import Case
from matcher.plans import Outcome
from matcher.records import Identifier, Record
from matcher.scores import FULL_FIT
from matcher.solve.problem import build_problem

if TYPE_CHECKING:
    from matcher.explaining.drawing import Unknown
    from matcher.explaining.standing import Standing
    from matcher.plans import Plan
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget

    Rank = tuple[float, ...]
    Open = tuple[str, date]

NOT_KNOWN: Rank = (np.inf,)
"""The bound of what could be anything."""


NOTHING = (0, 0, 0, 0)
"""What a plan gains that is as good, level by level."""


class OpenAnswer(Record):
    """An open answer, and the best plan if it were yes."""

    person: Identifier
    date: date
    price: Price
    """That plan, compared with the plan itself."""
    changes: bool
    """Whether it has other pairs or dates."""


class Chasing(Record):
    """What is told of the open answers."""

    open: int
    """How many answers for days that a workshop may be on are open, each by itself."""
    worth: tuple[OpenAnswer, ...]
    """Those with which the best plan would be better than this one, the best first."""
    no_better: int
    """For how many a yes brings no better plan, but for a fit that moves."""
    fit_moves: int
    """By how many points such a fit moves at most."""
    late: int
    """For how many the time was too short."""


def chasing(plan: Plan, standing: Standing, unknown: Unknown, budget: Budget, seed: int) -> Chasing:
    """Return the open answers that are worth asking for.

    Parameters
    ----------
    plan, standing
        A plan with pairs, and the same as indices.
    unknown
        Person -> the days on which their answer is open.
    budget
        How long that may take.
    seed
        Decides among plans that are equally good.
    """
    problem = standing.problem
    days = np.asarray(problem.candidates.days)[problem.slots.any(axis=0)].tolist()
    every = [(who, day) for who, ours in unknown.items() for day in sorted({*ours} & {*days})]
    case = Case(plan, budget.left, seed)
    bounds, least = _bounds(case, every), rank(problem, standing.worth)
    worth: list[OpenAnswer] = []
    no_better = late = 0
    for who, day in sorted(every, key=lambda one: tuple(-level for level in bounds[one])):
        if bounds[who, day] <= least:
            no_better += 1
            continue
        price = None if budget.spent() else _price(case, who, day)
        if price is None or price.status in (Outcome.FEASIBLE, Outcome.UNKNOWN):
            late += 1
        elif _gain(problem, price) > NOTHING[: len(least)]:
            changes = bool(price.dates or price.chain or price.pairs)
            worth.append(OpenAnswer(person=who, date=day, price=price, changes=changes))
        else:
            no_better += 1
    worth.sort(key=lambda one: (tuple(-n for n in _gain(problem, one.price)), one.person, one.date))
    return Chasing(
        open=len(every),
        worth=tuple(worth),
        no_better=no_better,
        fit_moves=_fit_moves(plan),
        late=late,
    )


def _price(case: Case, who: str, day: date) -> Price:
    """Return the best plan if somebody says yes to a day, compared with the plan."""
    return case.price(build_problem(with_answers(case.cohort, who, {day: Answer.YES})))


def _gain(problem: Problem, price: Price) -> tuple[int, ...]:
    """Return what a plan has more, level by level."""
    fit = (price.worst_fit,) if problem.worst_first else ()
    return price.pairs, -price.reserves, *fit, price.total


def _bounds(case: Case, every: list[Open]) -> dict[Open, Rank]:
    """Return the highest rank of a plan with each answer a yes, all fits as they are."""
    settings = case.cohort.programme
    costs_nothing = settings.costs.missed_workshop >= settings.costs.if_needed
    if not costs_nothing or settings.pairing.min_fit:
        return dict.fromkeys(every, NOT_KNOWN)
    together: dict[str | date, list[Open]] = {}
    for one in every:
        for part in one:
            together.setdefault(part, []).append(one)
    bound = {part: _with_all(case, some) for part, some in together.items()}
    return {(who, day): min(bound[who], bound[day]) for who, day in every}


def _with_all(case: Case, some: list[Open]) -> Rank:
    """Return the rank of the best plan with all of some answers a yes."""
    problem, place = case.problem, case.problem.candidates.days
    column = {day: index for index, day in enumerate(place)}
    ours, theirs = problem.patients.can.copy(), problem.professionals.can.copy()
    for who, day in some:
        if who in case.row:
            ours[case.row[who], column[day]] = True
        else:
            theirs[case.column[who], column[day]] = True
    freer = replace(
        problem,
        patients=replace(problem.patients, can=ours),
        professionals=replace(problem.professionals, can=theirs),
    )
    solution = case.solved(freer)
    if solution.worth is None or solution.outcome is not Outcome.OPTIMAL:
        return NOT_KNOWN
    return rank(problem, solution.worth)


def _fit_moves(plan: Plan) -> int:
    """Return how far a yes moves a fit at most: half a day among those of `joint_dates`."""
    programme = plan.cohort.programme
    weights = programme.weights.thousandths()
    days = 2 * len(window(programme)) * sum(weights.values())
    return 0 if not days else -(-FULL_FIT * weights["joint_dates"] // days)

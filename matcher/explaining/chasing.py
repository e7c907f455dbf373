"""The open answers that are worth asking for: what the plan would gain by a single yes.

Somebody who comes on a day changes what a plan is worth only if a workshop is on that day. So the
best plan with a workshop on it is searched for, where it is better than the plan as it stands:
first with a yes of everybody who is open for the day, which bounds what each of them can bring
alone, then one by one. A yes moves the fits of one person as well (`joint_dates`), up or down, and
so little that it has a bound of its own; where that could decide, all is solved again.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from matcher.changes.participation import with_answers
from matcher.cohort import Answer
from matcher.dates import window
from matcher.explaining.answers import Price
from matcher.explaining.draws import rank
from matcher.explaining.on_a_day import best_on_day
from matcher.explaining.resolving import Case, with_place
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

NOT_KNOWN = (math.inf,)
"""The bound of what could be anything."""

NOTHING = (0, 0, 0, 0)
"""What a plan gains that is as good, level by level."""


NO_BETTER = Price(status=Outcome.OPTIMAL, proven=True)
"""What a yes brings that brings no better plan, but for a fit that moves."""


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
    open_on = {day: [who for who, ours in unknown.items() if day in ours] for day in days}
    chase = _Chase(plan, standing, budget, seed)
    bounds = {day: chase.bound(day, who) for day, who in open_on.items() if who}
    least = rank(problem, standing.worth)
    worth: list[OpenAnswer] = []
    no_better = late = 0
    for day in sorted(bounds, key=lambda day: tuple(-level for level in bounds[day])):
        for who in open_on[day]:
            price = chase.price(who, day) if bounds[day] > least else NO_BETTER
            if price.status in (Outcome.FEASIBLE, Outcome.UNKNOWN):
                late += 1
            elif _gain(problem, price) > NOTHING[: len(least)]:
                changes = bool(price.dates or price.chain or price.pairs)
                worth.append(OpenAnswer(person=who, date=day, price=price, changes=changes))
            else:
                no_better += 1
    worth.sort(key=lambda one: (tuple(-n for n in _gain(problem, one.price)), one.person, one.date))
    return Chasing(
        open=no_better + late + len(worth),
        worth=tuple(worth),
        no_better=no_better,
        fit_moves=fit_moves(plan),
        late=late,
    )


class _Chase:
    """What is needed to solve a plan's cohort again with more answers."""

    def __init__(self, plan: Plan, standing: Standing, budget: Budget, seed: int) -> None:
        self._case = Case(plan, budget.left, seed)
        self._standing = standing
        self._budget = budget
        self._seed = seed
        self._fit_moves = fit_moves(plan)
        settings = plan.cohort.programme
        coming_is_free = settings.costs.missed_workshop >= settings.costs.if_needed
        self._more_is_better = coming_is_free and not settings.pairing.min_fit

    def bound(self, day: date, who: list[str]) -> Rank:
        """Return the highest rank of any plan with one of some people on a day, by all of them.

        That is none where the yes of one could make worse what the yes of another brings.
        """
        if not self._more_is_better or self._budget.spent():
            return NOT_KNOWN
        problem, place = self._with_all(day, who)
        solution, settled = best_on_day(problem, place, self._standing, self._budget, self._seed)
        if settled and solution is None:
            return rank(problem, self._standing.worth)
        if solution is None:
            solution = self._case.solved(problem)
        if solution.worth is None or solution.outcome is not Outcome.OPTIMAL:
            return NOT_KNOWN
        return rank(problem, solution.worth)

    def price(self, who: str, day: date) -> Price:
        """Return the best plan if somebody says yes to a day, compared with the plan."""
        if self._budget.spent():
            return Price(status=Outcome.UNKNOWN)
        known, now = self._case.problem, self._standing.worth
        problem = build_problem(with_answers(self._case.cohort, who, {day: Answer.YES}))
        if (problem.allowed == known.allowed).all():
            place = known.candidates.days.index(day)
            solution, settled = best_on_day(
                self._coming(problem, who, place), place, self._standing, self._budget, self._seed
            )
            if settled and solution is None:
                return NO_BETTER
            worth = None if solution is None else solution.worth
            if solution is not None and worth is not None:
                by_far = worth.total >= now.total + self._fit_moves
                if worth.reserves < now.reserves or by_far:
                    return self._case.compared(problem, solution)
        return self._case.price(problem)

    def _coming(self, problem: Problem, who: str, place: int) -> Problem:
        """Return the problem in which somebody has a place, with a partner who comes on a day.

        With any other plan, their coming on that day changes nothing.
        """
        allowed = problem.allowed.copy()
        row, column = self._case.row.get(who), self._case.column.get(who)
        if row is not None:
            allowed[row] &= problem.professionals.can[:, place]
            return with_place(replace(problem, allowed=allowed), row=row)
        assert column is not None
        allowed[:, column] &= problem.patients.can[:, place]
        return with_place(replace(problem, allowed=allowed), column=column)

    def _with_all(self, day: date, who: list[str]) -> tuple[Problem, int]:
        """Return the problem in which some more people come on a day, all fits as they are."""
        case, problem = self._case, self._case.problem
        place = problem.candidates.days.index(day)
        ours, theirs = problem.patients.can.copy(), problem.professionals.can.copy()
        ours[[case.row[one] for one in who if one in case.row], place] = True
        theirs[[case.column[one] for one in who if one not in case.row], place] = True
        freer = replace(
            problem,
            patients=replace(problem.patients, can=ours),
            professionals=replace(problem.professionals, can=theirs),
        )
        return freer, place


def _gain(problem: Problem, price: Price) -> tuple[int, ...]:
    """Return what a plan has more, level by level."""
    fit = (price.worst_fit,) if problem.worst_first else ()
    return price.pairs, -price.reserves, *fit, price.total


def fit_moves(plan: Plan) -> int:
    """Return how far a yes moves a fit at most: half a day among those of `joint_dates`."""
    programme = plan.cohort.programme
    weights = programme.weights.thousandths()
    days = 2 * len(window(programme)) * sum(weights.values())
    return 0 if not days else -(-FULL_FIT * weights["joint_dates"] // days)

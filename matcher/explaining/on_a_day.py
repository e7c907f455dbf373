"""The best plan with a workshop on a certain day, where it is better than one that is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.plans import Outcome
from matcher.solve.most import highest_number
from matcher.solve.search import Found
from matcher.solve.solution import Solution, worth_of
from matcher.solve.stages import Stages

if TYPE_CHECKING:
    from matcher.explaining.standing import Standing
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget


def best_on_day(
    problem: Problem, day: int, standing: Standing, budget: Budget, seed: int
) -> tuple[Solution | None, bool]:
    """Return the best plan with a workshop on a day that is better than a plan as it stands.

    Only plans with as many pairs are looked for, by reserves and total: all there is to it where
    no plan can have more pairs and the lowest fit is not lifted first.

    Parameters
    ----------
    problem
        A problem with the same people and candidate dates as the plan's.
    day
        A candidate date, as its index.
    standing
        The plan. Of equally good plans, one on its own dates is returned.
    budget, seed
        As `Stages` takes them.

    Returns
    -------
    tuple
        The plan, if there is one, and whether it is proven that none is better.
    """
    stages, now = Stages(problem, budget, seed), standing.worth
    if problem.worst_first or now.pairs < highest_number(stages):
        return None, False
    task, rules = stages.task(now.pairs)
    known = Found(now.total - stages.price_of_reserves(now), standing.dates, standing.pairs)
    same = stages.at(standing.dates, task, rules) if day in standing.dates else None
    best = same if same is not None and same.value > known.value else known
    for workshop in np.flatnonzero(task.slots[:, day]):
        slots = task.slots.copy()
        slots[workshop] = np.arange(slots.shape[1]) == day
        result = stages.run(replace(task, slots=slots), rules, best)
        if not result.complete or result.best is None:
            return None, False
        best = result.best
    if best is known:
        return None, True
    pairs = tuple(sorted(best.pairs))
    worth = worth_of(problem, best.dates, pairs)
    solution = Solution(Outcome.OPTIMAL, best.dates, pairs, worth, worth.total, most_proven=True)
    return solution, True

"""The frontier of a repair as plans to choose from, each with what it disturbs and weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.changes import parse_changes
from matcher.plans import Outcome
from matcher.repairing.disturbances import weight
from matcher.repairing.frontier import frontier
from matcher.repairing.repairing import Case, Searching

if TYPE_CHECKING:
    from matcher.changes import Change
    from matcher.plans import Plan
    from matcher.repairing.frontier import Point
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget, Progress
    from matcher.solve.solution import Solution

MOST_DATES = 2
"""How many more dates may move than must, unless more are asked for."""


@dataclass(frozen=True)
class Choice:
    """A repair that no other one beats with as few disturbances.

    Attributes
    ----------
    plan
        The repaired plan; `plan.disturbances` says what it disturbs. ``optimal`` means that no
        plan that moves as few dates and disturbs as few people is better.
    weight
        What its disturbances weigh at the prices of `[repair]`, in points.
    """

    plan: Plan
    weight: int

    @property
    def net(self) -> int:
        """The total less what the disturbances weigh."""
        assert self.plan.objective is not None
        return self.plan.objective.total - self.weight


def repairs(
    plan: Plan,
    *changes: str | Change,
    may_move_announced: bool = False,
    most_dates: int = MOST_DATES,
    time_limit: float | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> tuple[Choice, ...]:
    """Return the frontier of a repair: disturbances against what the plan is worth.

    Parameters
    ----------
    plan
        The plan that is running; it knows its cohort.
    changes
        What has happened, as changes or their texts.
    may_move_announced
        Whether dates that people were told may move like any others.
    most_dates
        How many more workshop dates may move than must.
    time_limit, seed, progress
        As for `matcher.plan`; the time is for the whole frontier.

    Returns
    -------
    tuple of Choice
        The one that moves the fewest dates and disturbs the fewest people first; each further one
        disturbs more and is worth more. Empty where there is no plan.

    Raises
    ------
    matcher.InputError
        When a change cannot be read, names somebody absent, or contradicts another one.
    """
    case = Case.of(plan, parse_changes(changes), may_move_announced=may_move_announced)
    asking = _Asking(case, most_dates)
    first = case.plan(asking, time_limit=time_limit, seed=seed, progress=progress)
    prices = case.cohort.programme.repair
    found = []
    for number, point in enumerate(asking.points):
        made = first if number == 0 else case.plan(point.given, seed=seed, progress=progress)
        told = case.told(made, asking.most_pairs)
        assert told.disturbances is not None
        found.append(Choice(told, weight(told.disturbances, prices)))
    return tuple(found)


def best_by_weight(choices: tuple[Choice, ...]) -> Choice | None:
    """Return the repair that is worth most when its disturbances are taken off."""
    return max(choices, key=lambda one: one.net, default=None)


def all_proven(choices: tuple[Choice, ...]) -> bool:
    """Return whether every point of a frontier is proven."""
    return all(one.plan.status is Outcome.OPTIMAL for one in choices)


class _Asking:
    """Finds the whole frontier; its first point is the plan that disturbs least."""

    def __init__(self, case: Case, most_dates: int) -> None:
        self.points: tuple[Point, ...] = ()
        self._least = Searching(case.reference)
        self._reference = case.reference
        self._most_dates = most_dates

    @property
    def most_pairs(self) -> int:
        """How many pairs there could be if anything might move."""
        return self._least.most_pairs

    def __call__(self, problem: Problem, budget: Budget, seed: int) -> Solution:
        least = self._least(problem, budget, seed)
        if least.worth is None:
            return least
        self.points = frontier(self._reference, problem, budget, seed, self._most_dates)
        return self.points[0].solution if self.points else least

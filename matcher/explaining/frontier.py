"""The price of fairness: what a higher lowest fit costs in total, point by point and exact.

Each point is the best plan without the pairs below a fit, on any dates; the next one asks for more
than the lowest fit of the last. So between two points there is nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matcher.plans import Outcome
from matcher.records import Record
from matcher.solve.levels import solve

if TYPE_CHECKING:
    from matcher.explaining.standing import Standing
    from matcher.solve.progress import Budget


class Point(Record):
    """The highest total of a plan with so high a lowest fit, and as many places."""

    worst_fit: int
    total: int


class Frontier(Record):
    """All plans that no other beats on both lowest fit and total.

    They have as many pairs as the plan, and no more reserves.
    """

    points: tuple[Point, ...]
    """The lowest fit rises, the total falls."""
    complete: bool
    """Whether these are all; time can run out."""


def frontier(standing: Standing, budget: Budget) -> Frontier:
    """Return the whole frontier of lowest fit against total.

    Parameters
    ----------
    standing
        The plan; its number of pairs, and of reserves, is what every point has.
    budget
        How long that may take.
    """
    now, points, least = standing.worth, list[Point](), 0
    problem = replace(standing.problem, worst_first=False)
    while not budget.spent():
        solution = solve(problem.at_least(least), budget)
        worth = solution.worth
        if solution.outcome is Outcome.INFEASIBLE:
            return Frontier(points=tuple(points), complete=True)
        if worth is None or solution.outcome is not Outcome.OPTIMAL:
            break
        if (worth.pairs, -worth.reserves) < (now.pairs, -now.reserves):
            return Frontier(points=tuple(points), complete=True)
        if points and points[-1].total == worth.total:
            points.pop()
        points.append(Point(worst_fit=worth.worst_fit, total=worth.total))
        least = worth.worst_fit + 1
    return Frontier(points=tuple(points), complete=False)

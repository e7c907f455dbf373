"""The frontier of a repair: for every number of disturbances, the best plan with no more of them.

Two things are counted: workshop dates that move, and people who get another partner or, twice,
lose their place. For each choice of workshops that move, the best plan that disturbs people at most
so often only gets better as more is allowed; so where the ends of a stretch are worth the same, all
between them are, and else its middle is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matcher.plans import Outcome
from matcher.repairing.least import at_most, level
from matcher.repairing.moving_dates import Moves, choices
from matcher.solve.levels import solve

if TYPE_CHECKING:
    from matcher.repairing.reference import Reference, Ties
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget
    from matcher.solve.solution import Solution

Worth = tuple[int, ...]


@dataclass(frozen=True)
class Point:
    """A plan that no other one beats with as few disturbances.

    Attributes
    ----------
    moves
        How many workshop dates move.
    upset
        How many people get another partner, and twice how many lose their place.
    worth
        Pairs, then the plan's own levels; the greater is the better.
    solution
        Its dates and pairs. ``optimal`` where it is proven that no plan with no more disturbances
        of either kind is better.
    """

    moves: Moves
    upset: int
    worth: Worth
    solution: Solution

    def given(self, problem: Problem, budget: Budget, seed: int) -> Solution:
        """Answer with the dates and pairs of this point, which are known."""
        return self.solution


def frontier(
    reference: Reference, problem: Problem, budget: Budget, seed: int = 1, most_dates: int = 2
) -> tuple[Point, ...]:
    """Return the points of the frontier, those that disturb least first.

    Parameters
    ----------
    reference
        What is kept as far as possible.
    problem
        The cohort after what has happened, as arrays.
    budget, seed
        As for any plan.
    most_dates
        How many more dates may move than must.
    """
    known = _Known(reference.ties(problem), budget, seed)
    least: int | None = None
    for moves, ways in choices(problem, reference):
        if least is not None and moves.dates > least + most_dates:
            continue
        for way in ways:
            if known.add_all(way, moves):
                least = moves.dates if least is None else min(least, moves.dates)
    return known.frontier()


def is_proven(points: tuple[Point, ...]) -> bool:
    """Return whether every point is proven."""
    return all(one.solution.outcome is Outcome.OPTIMAL for one in points)


class _Known:
    """The points that were found so far."""

    def __init__(self, ties: Ties, budget: Budget, seed: int) -> None:
        self._ties, self._budget, self._seed = ties, budget, seed
        self._points: list[Point] = []

    def add_all(self, way: Problem, moves: Moves) -> bool:
        """Add the points with only these workshops moving; return whether there are any."""
        free = self._add(way, moves, None)
        if free is None:
            return False
        least = self._least_upset(way, moves, free)
        self._between(way, least, free)
        return True

    def frontier(self) -> tuple[Point, ...]:
        """Return the points that no other one beats, each once."""
        points = self._points
        best = [one for one in points if not any(_beats(other, one) for other in points)]
        each = {(one.moves, one.upset, one.worth): one for one in reversed(best)}
        return tuple(each[what] for what in sorted(each))

    def _least_upset(self, way: Problem, moves: Moves, free: Point) -> Point:
        """Return the best plan that disturbs the fewest people, with however many pairs."""
        best, least, most = free, 0, free.upset
        middle = 0
        while least < most:
            found = self._add(way, moves, middle)
            if found is None:
                least = middle + 1
            else:
                best, most = found, min(middle, found.upset)
            middle = (least + most) // 2
        return best

    def _between(self, way: Problem, low: Point, high: Point) -> None:
        """Add the points between two others."""
        near = high.upset - low.upset <= 1 or low.worth >= high.worth
        if near or any(_covers(one, low, high.worth) for one in self._points):
            return
        most = (low.upset + high.upset) // 2
        point = self._add(way, low.moves, most)
        if point is not None:
            self._between(way, low, point)
            self._between(way, replace(point, upset=most), high)

    def _add(self, way: Problem, moves: Moves, most: int | None) -> Point | None:
        """Add the best plan that disturbs people at most so often, where there is one."""
        firm = way if most is None else at_most(way, self._ties, most)
        solution = solve(firm, self._budget, self._seed)
        if solution.worth is None:
            return None
        worth = (len(solution.pairs), *level(way, solution))
        point = Point(moves, self._ties.upset(solution.pairs), worth, solution)
        self._points.append(point)
        return point


def _covers(one: Point, low: Point, worth: Worth) -> bool:
    """Return whether a plan disturbs no more than the low end and is worth what the high end is."""
    return (
        one.moves != low.moves
        and _moves_no_more(one, low)
        and one.upset <= low.upset
        and one.worth >= worth
    )


def _beats(one: Point, other: Point) -> bool:
    """Return whether a plan disturbs no more and is worth no less, and is not the same."""
    if (one.moves, one.upset, one.worth) == (other.moves, other.upset, other.worth):
        return False
    return _moves_no_more(one, other) and one.upset <= other.upset and one.worth >= other.worth


def _moves_no_more(one: Point, other: Point) -> bool:
    return all(ours <= theirs for ours, theirs in zip(one.moves, other.moves, strict=True))

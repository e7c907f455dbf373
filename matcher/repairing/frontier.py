"""The frontier of a repair: for every number of disturbances, the best plan with no more of them.

Two things are counted: workshop dates that move and people who do not keep their partner. For
each choice of workshops that move, the best plan with at most so many people parted only gets
better as more are; so where the ends of a stretch are worth the same, all between them are, and
else its middle is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matcher.plans import Outcome
from matcher.repairing.least import at_least, level
from matcher.repairing.moving_dates import Moves, choices
from matcher.solve.levels import solve

if TYPE_CHECKING:
    from matcher.repairing.reference import Reference, Ties
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget
    from matcher.solve.solution import Solution

Worth = tuple[int, ...]


STEP = 2
"""A pair more that parts is two people more."""


@dataclass(frozen=True)
class Point:
    """A plan that no other one beats with as few disturbances.

    Attributes
    ----------
    moves
        How many workshop dates move.
    parted
        How many people who are still there do not keep their partner.
    worth
        Pairs, then the plan's own levels; the greater is the better.
    solution
        Its dates and pairs. ``optimal`` where it is proven that no plan with no more disturbances
        of either kind is better.
    """

    moves: Moves
    parted: int
    worth: Worth
    solution: Solution


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
        free = self._add(way, moves, 0)
        if free is None:
            return False
        kept = (self._ties.people - free.parted) // STEP
        first = self._with_most_kept(way, moves, kept)
        if first is not None:
            self._between(way, first, free)
        return True

    def frontier(self) -> tuple[Point, ...]:
        """Return the points that no other one beats, each once."""
        points = self._points
        best = [one for one in points if not any(_beats(other, one) for other in points)]
        each = {(one.moves, one.parted, one.worth): one for one in reversed(best)}
        return tuple(each[what] for what in sorted(each))

    def _with_most_kept(self, way: Problem, moves: Moves, kept: int) -> Point | None:
        """Return the best plan that keeps the most pairs, given that so many can be kept."""
        best, most = None, int((self._ties.kept * way.allowed).sum())
        while kept < most:
            middle = most if best is None else (kept + most + 1) // 2
            found = self._add(way, moves, middle)
            if found is None:
                most = middle - 1
            else:
                best, kept = found, (self._ties.people - found.parted) // STEP
        return best

    def _between(self, way: Problem, low: Point, high: Point) -> None:
        """Add the points between two others."""
        near = high.parted - low.parted <= STEP or low.worth >= high.worth
        if near or any(_covers(one, low, high.worth) for one in self._points):
            return
        most = low.parted + max(STEP, (high.parted - low.parted) // (2 * STEP) * STEP)
        point = self._add(way, low.moves, (self._ties.people - most) // STEP)
        if point is not None:
            self._between(way, low, point)
            self._between(way, replace(point, parted=most), high)

    def _add(self, way: Problem, moves: Moves, kept: int) -> Point | None:
        """Add the best plan that keeps at least so many pairs, where there is one."""
        firm = at_least(way, self._ties, kept) if kept else way
        solution = solve(firm, self._budget, self._seed)
        if solution.worth is None:
            return None
        worth = (len(solution.pairs), *level(way, solution))
        point = Point(moves, self._ties.parted(solution.pairs), worth, solution)
        self._points.append(point)
        return point


def _covers(one: Point, low: Point, worth: Worth) -> bool:
    """Return whether a plan disturbs no more than the low end and is worth what the high end is."""
    return (
        one.moves != low.moves
        and _moves_no_more(one, low)
        and one.parted <= low.parted
        and one.worth >= worth
    )


def _beats(one: Point, other: Point) -> bool:
    """Return whether a plan disturbs no more and is worth no less, and is not the same."""
    if (one.moves, one.parted, one.worth) == (other.moves, other.parted, other.worth):
        return False
    return _moves_no_more(one, other) and one.parted <= other.parted and one.worth >= other.worth


def _moves_no_more(one: Point, other: Point) -> bool:
    return all(ours <= theirs for ours, theirs in zip(one.moves, other.moves, strict=True))

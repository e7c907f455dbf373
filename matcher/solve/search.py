"""Depth-first search over the workshop dates, with an assignment as the bound of every node.

Given the dates, choosing the pairs is an assignment problem, solved exactly at once. So only the
dates are branched on. At a node, the best n pairs under the costs of the dates fixed so far bound
everything below, since further dates only cost more. The prices (duals) of that assignment bound
all children together (`tree.child_bounds`), and show which pairs no better plan can use
(`tree.without_hopeless`). Children are visited from the most promising one down; the first that
cannot beat the best plan so far ends the visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from matcher.solve.assignment import Assignment, Quota, best_pairs, column_prices, price_bound
from matcher.solve.lookahead import Calendar
from matcher.solve.tree import (
    Costs,
    Node,
    child_bounds,
    in_problem,
    repriced_children,
    root,
    with_date,
    without_hopeless,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from matcher.solve.progress import Budget

    Floats = NDArray[np.float64]


ROUNDING = 1e-6
"""More than the error of adding up thirds and fifths of whole numbers, and less than 1."""


@dataclass(frozen=True)
class Found:
    """Dates, pairs and what they are worth together.

    Attributes
    ----------
    value
        In the search's own currency.
    dates
        Candidate indices, one a workshop.
    pairs
        Patient and professional, as indices into the problem, by patient.
    """

    value: float
    dates: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Result:
    """What a search knows when it ends.

    Attributes
    ----------
    best
        The best plan found that is worth more than the floor, if any.
    bound
        Nothing is worth more; equal to the value of the best, or the floor, when all is searched.
    complete
        Whether everything was searched.
    nodes
        How many assignments were solved.
    """

    best: Found | None
    bound: float
    complete: bool
    nodes: int


@dataclass(frozen=True)
class Task:
    """What to search for.

    Attributes
    ----------
    worth
        What each pair is worth before any date, minus infinity where it is out, ``(P, Q)``.
    quota
        How many pairs, and whom they must include.
    costs
        What dates cost.
    slots, follows
        Which date each workshop may take ``(T, D)``, and which may follow ``(T - 1, D, D)``.
    order
        A rank for each date that decides between equal bounds, ``(D,)``.
    constant
        What is taken off every plan.
    floor
        Only plans worth more than this are of interest.
    enough
        A plan worth as much as this ends the search.
    """

    worth: Floats
    quota: Quota
    costs: Costs
    slots: NDArray[np.bool_]
    follows: NDArray[np.bool_]
    order: NDArray[np.int64]
    constant: float = 0.0
    floor: float = -np.inf
    enough: float = np.inf


class Finisher(Protocol):
    """Turns the best assignment on fixed dates into a plan, where more rules must hold."""

    def finish(self, node: Node, quota: Quota, best: Assignment, floor: float) -> Found | None:
        """Return the best plan on the dates of a node that is worth more than a floor."""


class PairsAreEnough:
    """No further rule: the best assignment is the plan."""

    def finish(self, node: Node, quota: Quota, best: Assignment, floor: float) -> Found | None:
        """Return the assignment as it is."""
        value = best.value - node.constant
        pairs = tuple(in_problem(node, best))
        return Found(value, node.dates, pairs) if value > floor else None


class Search:
    """One search, from its task to its result.

    Parameters
    ----------
    task, budget
        What to search for, and how long.
    finisher
        What turns an assignment on complete dates into a plan.
    start
        A plan that is known already.
    tell
        Called with the best plan and the bound whenever there is news.
    """

    def __init__(
        self,
        task: Task,
        budget: Budget,
        finisher: Finisher | None = None,
        start: Found | None = None,
        tell: Callable[[Found | None, float], None] | None = None,
    ) -> None:
        self._task = task
        self._told = tell
        self._calendar = Calendar(task.slots, task.follows)
        self._scaled = {left: task.costs.times(left) for left in range(2, len(task.slots) + 1)}
        self._budget = budget
        self._finisher = finisher or PairsAreEnough()
        self._best = start
        self._nodes = 0
        self._open: list[float] = []
        self._stopped = False

    def run(self) -> Result:
        """Search until all is proven, enough is found, or the budget is spent."""
        self._expand(root(self._task.worth, self._task.constant), self._task.quota, None)
        floor = self._task.floor if self._best is None else self._best.value
        bound = max([floor, *self._open]) if self._stopped else floor
        return Result(self._best, bound, not self._stopped, self._nodes)

    @property
    def _target(self) -> float:
        """What a plan must at least be worth to be of interest; worths are whole numbers."""
        floor = self._task.floor if self._best is None else max(self._best.value, self._task.floor)
        return floor + 1

    def _over(self) -> bool:
        enough = self._best is not None and self._best.value >= self._task.enough
        self._stopped = self._stopped or enough or self._budget.spent()
        return self._stopped

    def _expand(self, node: Node, quota: Quota, prices: Floats | None) -> None:
        """Search everything below a node."""
        best = best_pairs(node.worth, quota, prices)
        self._nodes += 1
        if best is None or best.value - node.constant < self._target:
            return
        workshop = len(node.dates)
        if workshop == len(self._task.slots):
            self._keep(node, quota, best)
            return
        prices = column_prices(node.worth, best, quota, prices)
        content = (node.worth - prices).max(axis=1)
        bound = float(price_bound(content, prices, quota)) - node.constant
        node, prices, quota = without_hopeless(node, prices, quota, bound, self._target)
        if not quota.fits():
            return
        dates, bounds, repriced = self._children(node, quota, prices, bound)
        ranked = np.lexsort((self._task.order[dates], -bounds))
        self._open.append(bound)
        for child in ranked:
            self._open[-1] = float(bounds[child])
            if bounds[child] < self._target:
                break
            if self._over():
                return
            self._tell()
            below = with_date(node, int(dates[child]), workshop, self._task.costs)
            self._expand(below, quota, repriced[child])
            if self._stopped:
                return
        self._open.pop()

    def _children(
        self, node: Node, quota: Quota, prices: Floats, bound: float
    ) -> tuple[NDArray[np.int64], Floats, Floats]:
        """Return the dates that may still lead to a better plan, with their bounds and prices.

        The bounds get dearer from one to the next, and each sees only the dates that the one
        before has left.
        """
        task, workshop = self._task, len(node.dates)
        dates = self._calendar.next_dates(workshop, node.dates[-1] if node.dates else None)
        bounds = child_bounds(node, dates, workshop, task.costs, prices, quota)
        dates, bounds = _promising(dates, bounds, self._target)
        left = len(task.slots) - workshop
        if left > 1 and len(dates):
            later = self._calendar.dates_from(workshop, node.dates[-1] if node.dates else None)
            scaled = child_bounds(node, later, workshop, self._scaled[left], prices, quota)
            loss = np.full(len(task.order), np.inf)
            loss[later] = np.maximum(0.0, (bound - scaled) / left)
            ahead = self._calendar.least_loss(loss, workshop)[dates]
            bounds = np.minimum(bounds, np.floor(bound - ahead + ROUNDING))
            dates, bounds = _promising(dates, bounds, self._target)
        better, repriced = repriced_children(node, dates, workshop, task.costs, prices, quota)
        return dates, np.minimum(bounds, better), repriced

    def _keep(self, node: Node, quota: Quota, best: Assignment) -> None:
        found = self._finisher.finish(node, quota, best, self._target - 1)
        if found is not None:
            self._best = found
            self._tell(always=True)

    def _tell(self, *, always: bool = False) -> None:
        if self._told is not None and (always or self._budget.is_report_due()):
            self._told(self._best, max([self._target - 1, *self._open]))


def _promising(
    dates: NDArray[np.int64], bounds: Floats, target: float
) -> tuple[NDArray[np.int64], Floats]:
    keep = bounds >= target
    return dates[keep], bounds[keep]

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

from matcher.solve.assignment import best_pairs
from matcher.solve.bounds import most_pairs_of_children, repriced_children
from matcher.solve.lookahead import Lookahead, Outlook
from matcher.solve.prices import Assignment, Quota, column_prices
from matcher.solve.tree import Node, foreseen, in_problem, root, with_date, without_hopeless

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from matcher.solve.costs import Costs
    from matcher.solve.progress import Budget

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]


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
    kept
        Every plan of other dates above the level of the task, where it has one.
    """

    best: Found | None
    bound: float
    complete: bool
    nodes: int
    kept: tuple[Found, ...] = ()


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
    floor
        Only plans worth more than this are of interest.
    enough
        A plan worth as much as this ends the search.
    above, keep
        Where there is a level, the best plan of every sequence of dates is wanted that is worth
        more than it, not only the best of all; more than so many end the search.
    """

    worth: Floats
    quota: Quota
    costs: Costs
    slots: NDArray[np.bool_]
    follows: NDArray[np.bool_]
    order: NDArray[np.int64]
    floor: float = -np.inf
    enough: float = np.inf
    above: float | None = None
    keep: int = 0

    def target(self, best: Found | None) -> float:
        """Return what a plan must at least be worth to be of interest, beside the best so far.

        Worths are whole numbers.
        """
        if self.above is not None:
            return self.above + 1
        return (self.floor if best is None else max(best.value, self.floor)) + 1


WORTH_A_LOOK = 15_000
"""From how many pairs on an assignment costs more than to look ahead without one first."""


class PairRules(Protocol):
    """What must hold among the pairs beyond an assignment."""

    def tighten(
        self, node: Node, quota: Quota, best: Assignment, target: float
    ) -> tuple[Node, Assignment]:
        """Return a node of the same plans with a better bound, and its best assignment."""

    def finish(self, node: Node, quota: Quota, best: Assignment, floor: float) -> Found | None:
        """Return the best plan on the dates of a node that is worth more than a floor."""


class PairsAreEnough:
    """No further rule: the best assignment is the plan."""

    def tighten(
        self, node: Node, quota: Quota, best: Assignment, target: float
    ) -> tuple[Node, Assignment]:
        """Return the node as it is."""
        return node, best

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
    rules
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
        rules: PairRules | None = None,
        start: Found | None = None,
        tell: Callable[[Found | None, float], None] | None = None,
    ) -> None:
        self._task = task
        self._told = tell
        self._lookahead = Lookahead(task.slots, task.follows, task.costs)
        self._budget = budget
        self._rules = rules or PairsAreEnough()
        self._best = start
        self._kept: list[Found] = []
        self._nodes = 0
        self._open: list[float] = []
        self._stopped = False

    def run(self) -> Result:
        """Search until all is proven, enough is found, or the budget is spent."""
        start = root(self._task.worth)
        dates = np.asarray(self._task.slots.any(axis=0))
        self._expand(start, self._task.quota, np.zeros(start.worth.shape[1]), dates)
        floor = self._task.floor if self._best is None else self._best.value
        bound = max([floor, *self._open]) if self._stopped else floor
        return Result(self._best, bound, not self._stopped, self._nodes, tuple(self._kept))

    @property
    def _target(self) -> float:
        return self._task.target(self._best)

    def _over(self) -> bool:
        enough = self._best is not None and self._best.value >= self._task.enough
        full = self._task.above is not None and len(self._kept) > self._task.keep
        self._stopped = self._stopped or enough or full or self._budget.spent()
        return self._stopped

    def _expand(self, node: Node, quota: Quota, prices: Floats, among: Flags) -> None:
        """Search everything below a node, with the dates to come among some.

        What can be ruled out at the prices at hand needs no assignment.
        """
        if len(node.dates) == len(self._task.slots):
            self._finish(node, quota, prices)
            return
        node = foreseen(node, among, self._task.costs)
        if node.dates and node.worth.size >= WORTH_A_LOOK:
            outlook = self._lookahead.outlook(node, among, prices, quota, self._target)
            if outlook is None:
                return
            among = _open(outlook)
        best = best_pairs(node.worth, quota, prices)
        self._nodes += 1
        if best is None or best.value - node.constant < self._target:
            return
        node, best = self._rules.tighten(node, quota, best, self._target)
        bound = best.value - node.constant
        if bound < self._target or np.isneginf(bound):
            return
        prices = column_prices(node.worth, best, quota, prices)
        node, prices, quota = without_hopeless(node, prices, quota, bound, self._target)
        if quota.fits():
            outlook = self._lookahead.outlook(node, among, prices, quota, self._target)
            if outlook is not None:
                self._visit(node, outlook, prices, quota, bound)

    def _visit(
        self, node: Node, outlook: Outlook, prices: Floats, quota: Quota, bound: float
    ) -> None:
        """Search below the children of a node, the most promising first.

        While no plan is known, it matters more that a date leaves enough pairs at all than how
        good they are.
        """
        costs, workshop = self._task.costs, len(node.dates)
        if self._best is None:
            most = most_pairs_of_children(node, outlook.dates, workshop, costs)
            outlook = outlook.some(most >= quota.pairs)
            bounds = outlook.bounds
            priced = np.broadcast_to(prices, (len(bounds), len(prices)))
        else:
            repriced, priced = repriced_children(
                node, outlook.dates, workshop, costs, prices, quota
            )
            bounds = np.minimum(outlook.bounds, repriced)
        self._open.append(bound)
        for child in np.lexsort((self._task.order[outlook.dates], -bounds)):
            self._open[-1] = float(bounds[child])
            if bounds[child] < self._target:
                break
            if self._over():
                return
            self._tell()
            below = with_date(node, int(outlook.dates[child]), workshop, costs)
            self._expand(below, quota, priced[child], outlook.later[child])
            if self._stopped:
                return
        self._open.pop()

    def _finish(self, node: Node, quota: Quota, prices: Floats) -> None:
        """Turn complete dates into a plan."""
        best = best_pairs(node.worth, quota, prices)
        self._nodes += 1
        if best is None or best.value - node.constant < self._target:
            return
        node, best = self._rules.tighten(node, quota, best, self._target)
        bound = best.value - node.constant
        if bound < self._target or np.isneginf(bound):
            return
        found = self._rules.finish(node, quota, best, self._target - 1)
        if found is None:
            return
        if self._task.above is not None:
            self._kept.append(found)
        if self._best is None or found.value > self._best.value:
            self._best = found
            self._tell(always=True)

    def _tell(self, *, always: bool = False) -> None:
        if self._told is not None and (always or self._budget.is_report_due()):
            self._told(self._best, max([self._target - 1, *self._open]))


def _open(outlook: Outlook) -> Flags:
    """Return the dates that the workshops to come may take, ``(D,)``."""
    among = np.asarray(outlook.later.any(axis=0))
    among[outlook.dates] = True
    return among

"""What the levels of the objective share: the task of a search, and the currency of its values.

Reserves and total share one currency that is exact: a reserve costs more than all totals can
differ by.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.assignment import best_pairs
from matcher.solve.costs import Costs
from matcher.solve.enough import Enough
from matcher.solve.limits import WithinLimits
from matcher.solve.matchings import sizes_of_matchings
from matcher.solve.parts import search
from matcher.solve.prices import Quota
from matcher.solve.search import PairsAreEnough, Task
from matcher.solve.solution import worth_of
from matcher.solve.tree import Node, root, with_date

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget
    from matcher.solve.search import Found, PairRules, Result
    from matcher.solve.solution import Worth

DIVE_STEPS = 60
"""How many children the search visits when it only tries its luck."""


class Stages:
    """One problem, its budget, and the searches that are run on it.

    Attributes
    ----------
    problem, budget, seed
        What is solved, how long, and what decides between equals.
    assignments
        How many assignments were solved so far.
    is_last
        Whether the total is what is searched for now, so that its bound may be told.
    """

    def __init__(self, problem: Problem, budget: Budget, seed: int) -> None:
        self.problem = problem
        self.budget = budget
        self.seed = seed
        self.assignments = 0
        self.is_last = False
        self._costs = Costs.of(problem)
        dates = len(problem.candidates.days)
        self._order = np.random.default_rng(seed).permutation(dates)

    def task(self, pairs: int, least_fit: int = 0) -> tuple[Task, PairRules]:
        """Return the search for so many pairs of at least a fit, and what must hold among them."""
        problem = self.problem
        allowed = problem.allowed & self.may_come & (problem.fit >= least_fit)
        if problem.limits is not None:
            allowed &= problem.limits.carriable
        reserves = (
            problem.patients.reserve[:, None].astype(np.int64) + problem.professionals.reserve
        )
        points = problem.fit - self.reserve_price(pairs) * reserves
        worth: NDArray[np.float64] = np.where(allowed, points.astype(np.float64), -np.inf)
        slots = problem.slots
        if problem.quorum:
            slots = slots & (self._most_coming >= problem.quorum)
        task = Task(
            worth=worth,
            quota=self.quota(pairs),
            costs=self._costs,
            slots=slots,
            follows=problem.follows,
            order=self._order,
        )
        return task, PairsAreEnough() if problem.is_plain else WithinLimits(problem)

    @cached_property
    def may_come(self) -> NDArray[np.bool_]:
        """Which pairs can come to enough workshops, each on the day that suits them, ``(P, Q)``."""
        problem = self.problem
        missed = np.zeros(problem.allowed.shape, dtype=np.int16)
        barred = np.zeros(problem.allowed.shape, dtype=bool)
        for slot in np.unique(problem.slots, axis=0):
            ours, theirs = (
                side.can[:, slot].astype(np.float32)
                for side in (problem.patients, problem.professionals)
            )
            never = ours @ theirs.T == 0
            those = (problem.slots == slot).all(axis=1)
            missed += those.sum() * never
            barred |= never & problem.everyone[those].any()
        return ~barred & (missed <= problem.max_missed)

    @cached_property
    def _most_coming(self) -> NDArray[np.int64]:
        """How many pairs can come together to each date at most, ``(D,)``."""
        problem = self.problem
        ours, theirs = problem.patients.can.T, problem.professionals.can.T
        return sizes_of_matchings(problem.allowed & ours[:, :, None] & theirs[:, None, :])

    def quota(self, pairs: int) -> Quota:
        """Return the quota of so many pairs, with everybody who must be in."""
        return Quota(pairs, self.problem.patients.must, self.problem.professionals.must)

    def run(
        self, task: Task, rules: PairRules, start: Found | None, budget: Budget | None = None
    ) -> Result:
        """Run a search to its end, and count its assignments."""
        result = search(task, budget or self.budget, rules, start, self._tell)
        self.assignments += result.nodes
        return result

    def is_possible(self, task: Task, rules: PairRules, budget: Budget) -> Result:
        """Ask for any plan at all: the first one ends the search."""
        return self.run(replace(task, enough=-np.inf), rules, None, budget)

    def dive(self, task: Task, rules: PairRules, steps: int = DIVE_STEPS) -> Result:
        """Ask for any plan at all, for a few steps only; the clock does not decide how many."""
        return self.is_possible(task, rules, self.budget.steps(steps))

    def plan_of(self, dates: tuple[int, ...], pairs: int) -> Found | None:
        """Return the best plan of so many pairs on given dates, if there is one."""
        return self.at(dates, *self.task(pairs))

    def any_plan(
        self, task: Task, rules: PairRules, steps: int | None = None
    ) -> tuple[Found | None, bool]:
        """Return any plan of a task, by counting where that is all there is to it.

        Returns
        -------
        tuple
            The plan, if there is one, and whether that is proven.
        """
        budget = self.budget if steps is None else self.budget.steps(steps)
        if not self.problem.is_plain or self.has_reserves():
            result = self.is_possible(task, rules, budget)
            return result.best, result.complete

        def plan_of(dates: tuple[int, ...], pairs: int) -> Found | None:
            return self.at(dates, task, rules)

        answer = Enough(task, task.quota.pairs, task.quota.pairs, plan_of, budget).run()
        return answer.found, answer.complete

    def leave_out_reserves(self) -> None:
        """Let no reserve be paired from now on."""
        self.problem = replace(self.problem, allowed=self.problem.allowed & ~self.with_reserve)

    def on(self, dates: tuple[int, ...], task: Task) -> Node:
        """Return what the pairs of a task are worth on given dates."""
        node = root(task.worth)
        for number, date in enumerate(dates):
            node = with_date(node, date, number, self._costs)
        return node

    def at(self, dates: tuple[int, ...], task: Task, rules: PairRules) -> Found | None:
        """Return the best plan of a task on given dates, if there is one."""
        node = self.on(dates, task)
        best = best_pairs(node.worth, task.quota)
        return None if best is None else rules.finish(node, task.quota, best, -np.inf)

    def worth(self, found: Found) -> Worth:
        """Return what a plan is worth on every level."""
        return worth_of(self.problem, found.dates, found.pairs)

    def revalued(self, found: Found) -> Found:
        """Return a plan with its value in the currency of reserves and total."""
        worth = self.worth(found)
        return replace(found, value=float(worth.total - self.price_of_reserves(worth)))

    def price_of_reserves(self, worth: Worth) -> int:
        """Return what the reserves of a plan cost in the currency of a search."""
        return self.reserve_price(worth.pairs) * worth.reserves

    def reserve_price(self, pairs: int) -> int:
        """Return what a reserve costs: more than all totals can differ by, where there are any."""
        lowest, highest = self.span(pairs)
        return highest - lowest + 1 if self.has_reserves() else 0

    @property
    def with_reserve(self) -> NDArray[np.bool_]:
        """Which pairs have a reserve in them, ``(P, Q)``."""
        problem = self.problem
        return np.asarray(problem.patients.reserve[:, None] | problem.professionals.reserve)

    def has_reserves(self) -> bool:
        """Return whether anybody who may be paired is a reserve."""
        return bool((self.problem.allowed & self.with_reserve).any())

    def span(self, pairs: int) -> tuple[int, int]:
        """Return the lowest and the highest total that so many pairs can have."""
        problem = self.problem
        fits = problem.fit[problem.allowed]
        most_asked = 2 * problem.workshops * problem.if_needed_cost
        missed = min(problem.max_missed, problem.workshops) * problem.missed_cost
        avoided = problem.workshops * int(problem.avoid_cost.max(initial=0))
        repeated = 0 if problem.days is None else problem.days.repeat_cost * problem.workshops
        lowest = pairs * (int(fits.min()) - missed - most_asked) - avoided - repeated
        return lowest, pairs * int(fits.max())

    def show(self, found: Found) -> None:
        """Tell of a plan that is known before anything is proven."""
        self._tell(found, np.inf)

    def _tell(self, found: Found | None, bound: float) -> None:
        if found is None:
            self.budget.report(None, None, None)
            return
        worth = self.worth(found)
        told = self.is_last and np.isfinite(bound)
        known = int(bound) + self.price_of_reserves(worth) if told else None
        self.budget.report(worth.pairs, worth.total, known)

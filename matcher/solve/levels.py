"""The levels of the objective, one after the other: pairs, reserves, worst fit, total.

Reserves and total share one currency that is exact: a reserve costs more than all totals can
differ by. The number of pairs and the least fit are questions of their own, each answered by the
same search, which says yes with a plan or no with a proof.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.plans import Outcome
from matcher.solve.assignment import Quota, best_pairs
from matcher.solve.limits import WithinLimits, best_within
from matcher.solve.search import Found, PairRules, PairsAreEnough, Result, Search, Task
from matcher.solve.solution import Solution, Worth, worth_of
from matcher.solve.start import improve, most_pairs
from matcher.solve.tree import Costs, Node, root, with_date

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget

PROOF_SHARE = 0.5
"""How much of the time may go into the proof that no plan has more pairs."""


def solve(problem: Problem, budget: Budget, seed: int = 1) -> Solution:
    """Return the best dates and pairs, with the proof, or the gap that is left.

    Parameters
    ----------
    problem
        The cohort as arrays.
    budget
        When to stop, and whom to tell.
    seed
        Decides among plans that are equally good.
    """
    return _Ladder(problem, budget, seed).climb()


@dataclass(frozen=True)
class _Most:
    """The most pairs found so far: a plan with so many, and whether more are ruled out."""

    found: Found | None
    pairs: int
    proven: bool


class _Ladder:
    """The levels of one problem."""

    def __init__(self, problem: Problem, budget: Budget, seed: int) -> None:
        self._problem = problem
        self._budget = budget
        self._seed = seed
        self._costs = Costs.of(problem)
        dates = len(problem.candidates.days)
        self._order = np.random.default_rng(seed).permutation(dates)
        self._assignments = 0
        self._is_last_level = False

    def climb(self) -> Solution:
        problem = self._problem
        if problem.absent or not problem.slots.any(axis=1).all() or not problem.allowed.any():
            return self._without_plan(proven=True)
        most = self._most_pairs()
        if most.found is None:
            return self._without_plan(most.proven)
        task, rules = self._task(most.pairs, 0)
        found = improve(task, most.found, rules, self._budget)
        least, lifted = 0, True
        if problem.worst_first:
            found, least, lifted = self._lift_worst(found, most.pairs)
            task, rules = self._task(most.pairs, least)
            found = improve(task, self._revalued(found), rules, self._budget)
        self._is_last_level = True
        result = self._run(task, rules, found)
        assert result.best is not None  # it started from a plan
        return self._solution(result, result.best, most, least, lifted)

    # Level 1: how many pairs

    def _most_pairs(self) -> _Most:
        """Find the largest number of pairs that any dates allow, trying downwards."""
        highest = self._highest_number()
        proof = self._budget.part(PROOF_SHARE)
        fallback: _Most | None = None
        for pairs in range(highest, self._fewest() - 1, -1):
            task, rules = self._task(pairs, 0)
            if fallback is not None and fallback.pairs == pairs:
                return replace(fallback, proven=True)
            result = self._run(replace(task, enough=-np.inf), rules, None, proof)
            if result.best is not None:
                return _Most(result.best, pairs, proven=True)
            if not result.complete:
                fallback = fallback or self._fallback(pairs)
                return replace(fallback, proven=fallback.pairs == pairs)
            if fallback is None:
                if self._must_is_impossible(proof):
                    break
                fallback = self._fallback(pairs - 1)
                fallback = fallback if fallback.found else None
        return _Most(None, 0, proven=True)

    def _must_is_impossible(self, budget: Budget) -> bool:
        """Return whether no dates suit everybody on one side who must be in the plan.

        A question of its own, without the others on that side, whatever the number of pairs: its
        answer spares asking for every number.
        """
        task, _ = self._task(1, 0)
        for rows, must in enumerate((task.quota.must_rows, task.quota.must_columns)):
            out = np.where(must, 0.0, -np.inf)
            worth = task.worth + (out[:, None] if rows == 0 else out)
            nobody = np.zeros_like
            quota = Quota(
                int(must.sum()),
                must if rows == 0 else nobody(task.quota.must_rows),
                must if rows == 1 else nobody(task.quota.must_columns),
            )
            if not quota.pairs:
                continue
            asked = replace(task, worth=worth, quota=quota, enough=-np.inf)
            result = self._run(asked, PairsAreEnough(), None, budget)
            if result.best is None and result.complete:
                return True
        return False

    def _highest_number(self) -> int:
        """Return how many pairs there can be at most, whatever the dates."""
        problem, limits = self._problem, self._problem.limits
        worth = np.where(problem.allowed, 0.0, -np.inf)
        people = min(len(problem.patients.ids), len(problem.professionals.ids))
        for pairs in range(min(problem.wanted, people), 0, -1):
            quota = self._quota(pairs)
            if best_pairs(worth, quota) is None:
                continue
            if limits is None or best_within(limits, worth, quota) is not None:
                return pairs
        return 0

    def _fewest(self) -> int:
        must = self._problem.patients.must.sum(), self._problem.professionals.must.sum()
        return max(1, int(max(must)))

    def _fallback(self, at_most: int) -> _Most:
        """Return a plan with as many pairs as local search can find, up to a number."""
        task, _ = self._task(max(1, at_most), 0)
        size, dates = most_pairs(task, self._seed, self._budget)
        node = root(task.worth)
        for number, date in enumerate(dates):
            node = with_date(node, date, number, self._costs)
        for pairs in range(min(size, at_most), self._fewest() - 1, -1):
            task, rules = self._task(pairs, 0)
            found = self._finish_at(dates, task, rules)
            if found is not None:
                return _Most(found, pairs, proven=False)
        return _Most(None, 0, proven=False)

    def _finish_at(self, dates: tuple[int, ...], task: Task, rules: PairRules) -> Found | None:
        node: Node = root(task.worth)
        for number, date in enumerate(dates):
            node = with_date(node, date, number, self._costs)
        best = best_pairs(node.worth, task.quota)
        return None if best is None else rules.finish(node, task.quota, best, -np.inf)

    # Level 3: the lowest fit

    def _lift_worst(self, found: Found, pairs: int) -> tuple[Found, int, bool]:
        """Return a plan with the highest lowest fit, that fit, and whether that is proven."""
        task, rules = self._task(pairs, 0)
        if self._has_reserves():
            result = self._run(task, rules, found)
            assert result.best is not None
            found = result.best
            if not result.complete:
                return found, self._worth(found).worst_fit, False
        reserves = self._worth(found).reserves
        floor = -np.inf
        if self._has_reserves():
            floor = self._span(pairs)[1] - self._reserve_price(pairs) * (reserves + 1)
        levels = np.unique(self._problem.fit[self._problem.allowed])
        low = int(np.searchsorted(levels, self._worth(found).worst_fit))
        high = len(levels) - 1
        while low < high:
            middle = (low + high + 1) // 2
            task, rules = self._task(pairs, int(levels[middle]))
            task = replace(task, floor=floor, enough=-np.inf)
            result = self._run(task, rules, None)
            if result.best is not None:
                found = result.best
                low = int(np.searchsorted(levels, self._worth(found).worst_fit))
            elif result.complete:
                high = middle - 1
            else:
                return found, int(levels[low]), False
        return found, int(levels[low]), True

    # What the searches share

    def _task(self, pairs: int, at_least: int) -> tuple[Task, PairRules]:
        problem, limits = self._problem, self._problem.limits
        allowed = problem.allowed & (problem.fit >= at_least)
        reserves = (
            problem.patients.reserve[:, None].astype(np.int64) + problem.professionals.reserve
        )
        points = problem.fit - self._reserve_price(pairs) * reserves
        worth: NDArray[np.float64] = np.where(allowed, points.astype(np.float64), -np.inf)
        task = Task(
            worth=worth,
            quota=self._quota(pairs),
            costs=self._costs,
            slots=problem.slots,
            follows=problem.follows,
            order=self._order,
        )
        if limits is None:
            return task, PairsAreEnough()
        return task, WithinLimits(limits)

    def _quota(self, pairs: int) -> Quota:
        return Quota(pairs, self._problem.patients.must, self._problem.professionals.must)

    def _span(self, pairs: int) -> tuple[int, int]:
        """Return the lowest and the highest total that so many pairs can have."""
        problem = self._problem
        fits = problem.fit[problem.allowed]
        most_asked = 2 * problem.workshops * problem.if_needed_cost
        missed = min(problem.max_missed, problem.workshops) * problem.missed_cost
        avoided = problem.workshops * int(problem.avoid_cost.max(initial=0))
        lowest = pairs * (int(fits.min()) - missed - most_asked) - avoided
        return lowest, pairs * int(fits.max())

    def _reserve_price(self, pairs: int) -> int:
        """Return what a reserve costs: more than all totals can differ by, where there are any."""
        lowest, highest = self._span(pairs)
        return highest - lowest + 1 if self._has_reserves() else 0

    def _has_reserves(self) -> bool:
        problem = self._problem
        return bool(problem.patients.reserve.any() or problem.professionals.reserve.any())

    def _run(
        self, task: Task, rules: PairRules, start: Found | None, budget: Budget | None = None
    ) -> Result:
        search = Search(task, budget or self._budget, rules, start, self._tell)
        result = search.run()
        self._assignments += result.nodes
        return result

    def _worth(self, found: Found) -> Worth:
        return worth_of(self._problem, found.dates, found.pairs)

    def _revalued(self, found: Found) -> Found:
        """Return a plan with its value in the currency of reserves and total."""
        return replace(found, value=float(self._value(self._worth(found))))

    def _value(self, worth: Worth) -> int:
        return worth.total - self._reserve_price(worth.pairs) * worth.reserves

    def _tell(self, found: Found | None, bound: float) -> None:
        if found is None:
            self._budget.report(None, None, None)
            return
        worth = self._worth(found)
        offset = self._reserve_price(worth.pairs) * worth.reserves
        known = int(bound) + offset if self._is_last_level else None
        self._budget.report(worth.pairs, worth.total, known)

    def _bounds_beyond(self, pairs: int) -> list[int]:
        """Return bounds on the totals of all plans with more pairs than so many."""
        fits = np.where(self._problem.allowed, self._problem.fit.astype(np.float64), -np.inf)
        more = range(pairs + 1, self._highest_number() + 1)
        bests = [best_pairs(fits, self._quota(number)) for number in more]
        return [int(best.value) for best in bests if best is not None]

    def _without_plan(self, proven: bool) -> Solution:
        return Solution(
            outcome=Outcome.INFEASIBLE if proven else Outcome.UNKNOWN,
            most_proven=proven,
            assignments=self._assignments,
            seconds=self._budget.seconds,
        )

    def _solution(
        self, result: Result, best: Found, most: _Most, least: int, lifted: bool
    ) -> Solution:
        worth = self._worth(best)
        bound = int(result.bound) + self._reserve_price(worth.pairs) * worth.reserves
        if not most.proven:
            bound = max([bound, *self._bounds_beyond(worth.pairs)])
        proven = result.complete and most.proven and lifted
        return Solution(
            outcome=Outcome.OPTIMAL if proven else Outcome.FEASIBLE,
            dates=best.dates,
            pairs=tuple(sorted(best.pairs)),
            worth=worth,
            bound=bound,
            most_proven=most.proven,
            assignments=self._assignments,
            seconds=self._budget.seconds,
        )

"""The best plans that differ enough from a plan and from each other, one after the other.

Each is searched for on all dates, with the rule that it differs from every one before it
(`solve.apart`); so it is the best of those that differ, with the proof, or with the gap that is
left where time ran out. Only plans that are as good on all that counts before the total are near
ties: as many pairs, no more reserves and, where that comes first, no lower lowest fit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matcher.solve.search import Found
from matcher.solve.stages import Stages
from matcher.solve.tree import root

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matcher.explaining.standing import Standing
    from matcher.solve.limits import WithinLimits
    from matcher.solve.progress import Budget
    from matcher.solve.search import Task

    Parting = Callable[[Sequence[Found]], WithinLimits]


@dataclass(frozen=True)
class Tie:
    """A plan beside others.

    Attributes
    ----------
    found
        The plan.
    bound
        No plan that comes after those before it is worth more; its own value with a proof.
    """

    found: Found
    bound: float

    @property
    def proven(self) -> bool:
        """Whether it is the best of the plans that differ enough from those before it."""
        return self.bound <= self.found.value


@dataclass(frozen=True)
class Ties:
    """Plans in order.

    Attributes
    ----------
    plans
        The best first. Only the last one can be without a proof.
    all_told
        Whether there provably are no more.
    """

    plans: tuple[Tie, ...]
    all_told: bool


class Neighbourhood:
    """All plans that are as good as one on the levels before the total.

    Parameters
    ----------
    standing
        The plan.
    budget
        How long all searches together may take.
    seed
        Decides among plans that are equally good.

    Attributes
    ----------
    stages
        The problem, and the currency of all values.
    task, rules
        The search for such plans, whatever their total.
    own
        The plan itself.
    """

    def __init__(self, standing: Standing, budget: Budget, seed: int) -> None:
        now = standing.worth
        self.stages = Stages(standing.problem, budget, seed)
        if not now.reserves:
            self.stages.leave_out_reserves()
        least = now.worst_fit if standing.problem.worst_first else 0
        task, self.rules = self.stages.task(now.pairs, least)
        value = float(now.total - self.stages.price_of_reserves(now))
        self.own = Found(value, standing.dates, standing.pairs)
        lowest, _ = self.stages.span(now.pairs)
        self.task: Task = replace(task, floor=float(lowest - (now.total - value) - 1))

    def best(self, budget: Budget) -> Tie:
        """Return the best plan of all: the plan itself, unless another one is better."""
        result = self.stages.run(self.task, self.rules, self.own, budget)
        assert result.best is not None
        return Tie(result.best, result.bound)

    def total(self, tie: Tie) -> int:
        """Return what no plan with as many reserves as one beside others has as total."""
        worth = self.stages.worth(tie.found)
        return int(tie.bound) + self.stages.price_of_reserves(worth)

    def in_order(self, best: Tie, most: int, parted: Parting, budget: Budget) -> Ties:
        """Return the best other plans.

        Parameters
        ----------
        best
            What is known of the best plan of all.
        most
            How many are wanted.
        parted
            The rules that keep them apart.
        budget
            How long that may take.
        """
        told: list[Tie] = []
        bound = best.bound
        while len(told) < most and not budget.spent():
            others = [self.own, *(tie.found for tie in told)]
            rules, task = parted(others), replace(self.task, enough=bound)
            if self._too_few_differ(rules):
                return Ties(tuple(told), all_told=True)
            result = self.stages.run(task, rules, None, budget)
            if result.best is None:
                return Ties(tuple(told), all_told=result.complete)
            told.append(Tie(result.best, min(bound, result.bound)))
            if not told[-1].proven:
                break
            bound = result.best.value
        return Ties(tuple(told), all_told=False)

    def _too_few_differ(self, rules: WithinLimits) -> bool:
        """Return whether no pairs keep to the rules even where dates ask for nothing."""
        node = root(self.task.worth)
        return rules.rules(node).best(node.worth, self.task.quota) is None

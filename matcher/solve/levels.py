"""The levels of the objective, one after the other: pairs, reserves, worst fit, total.

The number of pairs and, with `worst_first`, the least fit are questions of their own, each
answered by the same search, which says yes with a plan or no with a proof. Reserves and total are
one search in one currency (`stages`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.plans import Outcome
from matcher.solve.memory import recall, start
from matcher.solve.most import Most, bound_of_any_number, find_most, highest_number
from matcher.solve.search import Result
from matcher.solve.solution import Solution
from matcher.solve.stages import Stages
from matcher.solve.start import improve

if TYPE_CHECKING:
    from matcher.solve.memory import Memory
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget
    from matcher.solve.search import Found

TRIES = 15
"""How many children are visited when a fit is only tried."""


def solve(
    problem: Problem, budget: Budget, seed: int = 1, memory: Memory | None = None
) -> Solution:
    """Return the best dates and pairs, with the proof, or the gap that is left.

    Parameters
    ----------
    problem
        The cohort as arrays.
    budget
        When to stop, and whom to tell.
    seed
        Decides among plans that are equally good.
    memory
        What is known of this problem or a similar one (`memory.remember`); it saves time, and
        may decide among plans that are equally good.
    """
    stages = Stages(problem, budget, seed)
    if problem.absent or not problem.slots.any(axis=1).all() or not problem.allowed.any():
        return _without_plan(stages, proven=True)
    most, settled = _from_memory(stages, memory)
    if settled:
        result = Result(most.found, _value(most), complete=True, nodes=0)
        return _solution(stages, result, most, lifted=True)
    if most.found is None:
        most = find_most(stages)
    if most.found is None:
        return _without_plan(stages, most.proven)
    found = _without_reserves(stages, most)
    task, rules = stages.task(most.pairs)
    found = improve(task, found, rules, budget)
    lifted = True
    if problem.worst_first:
        found, least, lifted = _lift_worst(stages, found, most.pairs)
        task, rules = stages.task(most.pairs, least)
        found = improve(task, stages.revalued(found), rules, budget)
    stages.is_last = True
    result = stages.run(task, rules, found)
    return _solution(stages, result, most, lifted)


def _from_memory(stages: Stages, memory: Memory | None) -> tuple[Most, bool]:
    """Return a remembered plan with the most pairs there can be, and whether it is the best."""
    if memory is None:
        return Most(None, 0, proven=False), False
    found, settled = recall(memory, stages)
    if settled:
        assert found is not None
        stages.leave_out_reserves()
        return Most(stages.revalued(found), len(found.pairs), proven=True), True
    if found is not None and len(found.pairs) == stages.problem.wanted:
        return Most(found, len(found.pairs), proven=True), False
    highest = highest_number(stages)
    if found is not None and len(found.pairs) >= highest:
        return Most(found, len(found.pairs), proven=True), False
    found = start(memory, stages, highest) if highest else None
    return Most(found, highest, proven=found is not None), False


def _value(most: Most) -> float:
    assert most.found is not None
    return most.found.value


def _without_reserves(stages: Stages, most: Most) -> Found:
    """Return a plan with as many pairs and no reserve, where there is one; else the one known.

    Where there is, no reserve is of interest any more.
    """
    found = most.found
    assert found is not None
    if not most.proven or not stages.has_reserves():
        return found
    if stages.worth(found).reserves:
        task, rules = stages.task(most.pairs)
        firm = replace(task, worth=np.where(stages.with_reserve, -np.inf, task.worth))
        result = stages.dive(firm, rules)
        if result.best is None:
            return found
        found = result.best
    stages.leave_out_reserves()
    return stages.revalued(found)


def _lift_worst(stages: Stages, found: Found, pairs: int) -> tuple[Found, int, bool]:
    """Return a plan with the highest lowest fit, that fit, and whether that is proven.

    Each question is whether so many pairs of at least a fit are possible with no more reserves;
    every plan found lifts the lower end to its own worst fit. Quick tries halve the fits first,
    so that the one question that takes a proof is the last.
    """
    floor = -np.inf
    if stages.has_reserves():
        result = stages.run(*stages.task(pairs), found)
        found = result.best or found
        if not result.complete:
            return found, stages.worth(found).worst_fit, False
        reserves = stages.worth(found).reserves
        floor = stages.span(pairs)[1] - stages.reserve_price(pairs) * (reserves + 1)
    fits = np.unique(stages.problem.fit[stages.problem.allowed])
    low = int(np.searchsorted(fits, stages.worth(found).worst_fit))
    high = len(fits) - 1
    while low < high:
        middle = (low + high + 1) // 2
        task, rules = stages.task(pairs, int(fits[middle]))
        lucky, _ = stages.any_plan(replace(task, floor=floor), rules, TRIES)
        if lucky is None:
            high = middle - 1
        else:
            found, low = lucky, int(np.searchsorted(fits, stages.worth(lucky).worst_fit))
    while low < len(fits) - 1:
        task, rules = stages.task(pairs, int(fits[low + 1]))
        better, complete = stages.any_plan(replace(task, floor=floor), rules)
        if better is None:
            return found, int(fits[low]), complete
        found, low = better, int(np.searchsorted(fits, stages.worth(better).worst_fit))
    return found, int(fits[low]), True


def _without_plan(stages: Stages, proven: bool) -> Solution:
    return Solution(
        outcome=Outcome.INFEASIBLE if proven else Outcome.UNKNOWN,
        most_proven=proven,
        assignments=stages.assignments,
        seconds=stages.budget.seconds,
    )


def _solution(stages: Stages, result: Result, most: Most, lifted: bool) -> Solution:
    best = result.best
    if best is None:
        raise AssertionError("a search that starts from a plan ends with one")
    worth = stages.worth(best)
    bound = int(result.bound) + stages.price_of_reserves(worth)
    if not most.proven:
        bound = max(bound, bound_of_any_number(stages))
    proven = result.complete and most.proven and lifted
    return Solution(
        outcome=Outcome.OPTIMAL if proven else Outcome.FEASIBLE,
        dates=best.dates,
        pairs=tuple(sorted(best.pairs)),
        worth=worth,
        bound=bound,
        most_proven=most.proven,
        assignments=stages.assignments,
        seconds=stages.budget.seconds,
    )

"""The plan that disturbs least, level by level, with its proof.

The levels of a repair come before those of a plan: announced dates that move, dates that move,
pairs, people who do not keep their partner (who loses their place counts twice). Which workshops
move is tried in the order of what that disturbs; with them settled, each further level is a
question to the same search as any plan's, and its answer becomes a rule of the next: what is kept
of the earlier partners is one more kind to be counted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.plans import Outcome
from matcher.repairing.moving_dates import choices
from matcher.solve.counted import nothing_counted
from matcher.solve.levels import solve

if TYPE_CHECKING:
    from matcher.repairing.reference import Reference, Ties
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget
    from matcher.solve.solution import Solution


def fewest_disturbances(
    reference: Reference, problem: Problem, budget: Budget, seed: int = 1
) -> Solution:
    """Return the plan that disturbs an earlier one least; among those, the best.

    Parameters
    ----------
    reference
        What is kept as far as possible.
    problem
        The cohort after what has happened, as arrays.
    budget
        When to stop, and whom to tell.
    seed
        Decides among plans that are equally good.

    Returns
    -------
    Solution
        ``optimal`` where it is proven that nothing disturbs less, and that nothing that disturbs
        as little is better.
    """
    ties = reference.ties(problem)
    sure = True
    for _, ways in choices(problem, reference):
        found = [with_fewest_upset(way, ties, budget, seed) for way in ways]
        possible = [one for one in found if one.worth is not None]
        sure = sure and all(one.outcome is not Outcome.UNKNOWN for one in found)
        if possible:
            best = max(possible, key=lambda one: rank(problem, ties, one))
            sure = sure and all(one.outcome is Outcome.OPTIMAL for one in possible)
            outcome = Outcome.OPTIMAL if sure else Outcome.FEASIBLE
            return replace(best, outcome=outcome, seconds=budget.seconds)
    return solve(problem, budget, seed)


def with_fewest_upset(problem: Problem, ties: Ties, budget: Budget, seed: int = 1) -> Solution:
    """Return the best plan with the most pairs and, of those, the fewest people disturbed.

    Parameters
    ----------
    problem
        The cohort as arrays.
    ties
        What the pairs keep of the earlier partners.
    budget, seed
        As for any plan.
    """
    free = solve(problem, budget, seed)
    if free.worth is None or not ties.upset(free.pairs):
        return free
    pairs = len(free.pairs)
    fewest = solve(_only_ties_count(problem, ties, pairs), budget, seed)
    if fewest.worth is None:
        return replace(free, outcome=Outcome.FEASIBLE)
    firm = at_most(replace(problem, wanted=pairs), ties, ties.upset(fewest.pairs))
    least = solve(firm, budget, seed)
    if least.worth is None:
        return replace(free, outcome=Outcome.FEASIBLE)
    proven = {free.outcome, fewest.outcome, least.outcome} == {Outcome.OPTIMAL}
    outcome = Outcome.OPTIMAL if proven else Outcome.FEASIBLE
    return replace(least, outcome=outcome, most_proven=free.most_proven)


def at_most(problem: Problem, ties: Ties, upset: int) -> Problem:
    """Return the problem in which people are disturbed at most so often."""
    counted = problem.balance or nothing_counted(*problem.allowed.shape)
    counted = counted.and_at_least(("repair",), ties.kept, ties.all_kept - upset)
    return replace(problem, balance=counted)


def rank(problem: Problem, ties: Ties, solution: Solution) -> tuple[int, ...]:
    """Return what is compared among plans that move as many dates; the greater is the better."""
    pairs = solution.pairs
    return len(pairs), -ties.upset(pairs), *level(problem, solution)


def level(problem: Problem, solution: Solution) -> tuple[int, int, int]:
    """Return a plan's own levels below the pairs; the greater is the better."""
    worth = solution.worth
    assert worth is not None
    return -worth.reserves, worth.worst_fit if problem.worst_first else 0, worth.total


def _only_ties_count(problem: Problem, ties: Ties, pairs: int) -> Problem:
    """Return the problem with as many pairs whose worth is what they keep."""
    days = None if problem.days is None else replace(problem.days, repeat_cost=0)
    ours, theirs = problem.patients, problem.professionals
    return replace(
        problem,
        fit=ties.kept,
        wanted=pairs,
        patients=replace(ours, reserve=np.zeros_like(ours.reserve)),
        professionals=replace(theirs, reserve=np.zeros_like(theirs.reserve)),
        avoid_cost=np.zeros_like(problem.avoid_cost),
        missed_cost=0,
        if_needed_cost=0,
        worst_first=False,
        days=days,
    )

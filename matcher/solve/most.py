"""Level 1: the most pairs that any dates allow, up to those wanted.

The number that pairing alone allows is tried first, and nearly always holds. Where it does not
show at once, local search finds a number that holds, and more are searched for by counting
(`enough`). Only part of the time goes into a proof once there is a plan, and all of it where there
is none. Where projects have limits, the next higher number is asked for until the answer is no;
that is proof enough, since a plan with more pairs stays one when a pair is left out. Only where
somebody must be in the plan, or a project wants a least number of pairs, can that fail; then the
numbers are tried downwards.

The clock decides nothing here but when to end: so the same cohort gives the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.solve.assignment import best_pairs
from matcher.solve.counted import nothing_counted
from matcher.solve.enough import Enough
from matcher.solve.limits import Rules
from matcher.solve.prices import Quota
from matcher.solve.search import PairsAreEnough, Result
from matcher.solve.start import most_pairs

if TYPE_CHECKING:
    from matcher.solve.progress import Budget
    from matcher.solve.search import Found
    from matcher.solve.stages import Stages

PROOF_SHARE = 0.5
"""How much of the time may go into the proof that no plan has more pairs, once there is a plan."""

MORE_STEPS = 4
"""How many times as long a number is tried again while there is no plan."""

FIRST_STEPS_WITH_LIMITS = 400
"""How long the highest number is tried first where projects have limits."""

STEPS_WITH_LIMITS = 20_000
"""How long the most pairs are counted where projects have limits."""

STEPS_WITH_COUNTS = 1_000
"""The same where pairs of some kinds are counted, about which people say little."""


@dataclass(frozen=True)
class Most:
    """A plan with the most pairs found, and whether more are ruled out."""

    found: Found | None
    pairs: int
    proven: bool


def find_most(stages: Stages) -> Most:
    """Return a plan with the most pairs, and whether that is proven."""
    highest = highest_number(stages)
    fewest = _fewest(stages)
    if highest < fewest:
        return Most(None, 0, proven=True)
    free = stages.problem.is_plain
    first = _first_try(stages, highest)
    if first.best is not None:
        return Most(first.best, highest, proven=True)
    top = highest - 1 if first.complete else highest
    start = _found_by_local_search(stages, top)
    if start.found is not None:
        stages.show(start.found)
        if start.pairs == top:
            return replace(start, proven=True)
    proof = stages.budget.part(PROOF_SHARE)
    counted = _counted(stages, start, top, proof if free else proof.steps(_steps(stages)))
    if free or counted.proven:
        return counted
    if counted.found is None:
        proof = stages.budget
    if first.complete and _must_is_impossible(stages, proof.part(PROOF_SHARE)):
        return Most(None, 0, proven=True)
    if counted.found is None:
        return _any_number(stages, top)
    if _may_have_gaps(stages):
        return _downwards(stages, counted, top, proof)
    return _upwards(stages, counted, top, proof)


def _first_try(stages: Stages, pairs: int) -> Result:
    """Look for any plan with the highest number; with limits, local search is there much sooner."""
    task, rules = stages.task(pairs)
    if stages.problem.is_plain:
        return stages.dive(task, rules)
    lucky = _found_by_local_search(stages, pairs)
    if lucky.found is not None and lucky.pairs == pairs:
        return Result(lucky.found, lucky.found.value, complete=True, nodes=0)
    return stages.dive(task, rules, FIRST_STEPS_WITH_LIMITS)


def _steps(stages: Stages) -> int:
    is_counted = stages.problem.balance is not None or stages.problem.quorum
    return STEPS_WITH_COUNTS if is_counted else STEPS_WITH_LIMITS


def _counted(stages: Stages, start: Most, top: int, proof: Budget) -> Most:
    """Return a plan with the most pairs, found by counting, or the one that is there already."""
    if top < _fewest(stages):
        return Most(None, 0, proven=True)
    task, _ = stages.task(top)
    least = max(_fewest(stages), start.pairs + 1)
    limits = stages.problem.limits
    shares = () if limits is None else limits.shares(np.isfinite(task.worth))
    patience = stages.budget if start.found is None and stages.problem.is_plain else proof
    answer = Enough(
        task, least, top, stages.plan_of, proof, shares, stages.problem.quorum, patience
    ).run()
    if answer.found is None:
        return replace(start, proven=answer.complete)
    return Most(answer.found, answer.pairs, proven=answer.complete)


def highest_number(stages: Stages) -> int:
    """Return how many pairs there can be at most, whatever the dates."""
    problem, limits = stages.problem, stages.problem.limits
    allowed = problem.allowed & stages.may_come
    allowed = allowed if limits is None else allowed & limits.carriable
    counted = problem.balance or nothing_counted(*allowed.shape)
    worth = np.where(allowed, 0.0, -np.inf)
    matched = maximum_bipartite_matching(csr_array(allowed), perm_type="column")
    possible = int((matched >= 0).sum())
    for pairs in range(min(problem.wanted, possible), 0, -1):
        quota = stages.quota(pairs)
        if best_pairs(worth, quota) is None:
            continue
        if problem.is_plain or Rules(limits, counted).best(worth, quota) is not None:
            return pairs
    return 0


def bound_of_any_number(stages: Stages) -> int:
    """Return what any number of pairs can be worth together at most, in points."""
    problem = stages.problem
    fits = np.where(problem.allowed, problem.fit, 0).astype(np.float64)
    nobody = [np.zeros(size, dtype=bool) for size in fits.shape]
    best = best_pairs(fits, Quota(min(fits.shape), nobody[0], nobody[1]))
    return 0 if best is None else int(best.value)


def _upwards(stages: Stages, most: Most, top: int, proof: Budget) -> Most:
    while most.pairs < top:
        task, rules = stages.task(most.pairs + 1)
        result = stages.is_possible(task, rules, proof)
        if result.best is None:
            return replace(most, proven=result.complete)
        most = Most(result.best, most.pairs + 1, proven=False)
    return replace(most, proven=True)


def _downwards(stages: Stages, start: Most, top: int, proof: Budget) -> Most:
    for pairs in range(top, start.pairs, -1):
        task, rules = stages.task(pairs)
        result = stages.is_possible(task, rules, proof)
        if result.best is not None:
            return Most(result.best, pairs, proven=True)
        if not result.complete:
            return start
    return replace(start, proven=True)


def _any_number(stages: Stages, top: int) -> Most:
    """Ask for the numbers downwards until there is a plan: the time has no better use.

    None of them may take all the time while others are open. Each round gives the highest number
    that is open `MORE_STEPS` times as many steps as before, and every lower one as much less.
    """
    asked, rounds = list(range(top, _fewest(stages) - 1, -1)), 0
    while asked and not stages.budget.spent():
        rounds += 1
        closed = set()
        for place, pairs in enumerate(asked[:rounds]):
            steps = FIRST_STEPS_WITH_LIMITS * MORE_STEPS ** (rounds - place)
            budget = stages.budget if len(asked) == 1 else stages.budget.steps(steps)
            result = stages.is_possible(*stages.task(pairs), budget)
            if result.best is not None:
                found = Most(result.best, pairs, proven=False)
                highest = max((one for one in asked[:place] if one not in closed), default=pairs)
                return _downwards(stages, found, highest, stages.budget.part(PROOF_SHARE))
            if result.complete:
                closed.add(pairs)
        asked = [pairs for pairs in asked if pairs not in closed]
    return Most(None, 0, proven=not asked)


def _fewest(stages: Stages) -> int:
    must = stages.problem.patients.must.sum(), stages.problem.professionals.must.sum()
    return max(1, stages.problem.quorum if stages.problem.workshops else 0, int(max(must)))


def _may_have_gaps(stages: Stages) -> bool:
    """Return whether fewer pairs may be impossible where more are possible."""
    problem = stages.problem
    must = problem.patients.must.any() or problem.professionals.must.any()
    least = problem.limits is not None and bool((problem.limits.least > 1).any())
    balanced = problem.balance is not None and bool((problem.balance.least > 0).any())
    return bool(must or least or balanced or problem.quorum)


def _found_by_local_search(stages: Stages, at_most: int) -> Most:
    """Return a plan with as many pairs as local search can find, up to a number."""
    task, _ = stages.task(max(1, at_most))
    size, dates = most_pairs(task, stages.seed, stages.budget)
    if len(dates) < stages.problem.workshops:
        return Most(None, 0, proven=False)
    for pairs in range(min(size, at_most), _fewest(stages) - 1, -1):
        task, rules = stages.task(pairs)
        found = stages.at(dates, task, rules)
        if found is not None:
            return Most(found, pairs, proven=False)
    return Most(None, 0, proven=False)


def _must_is_impossible(stages: Stages, budget: Budget) -> bool:
    """Return whether no dates suit everybody on one side who must be in the plan.

    A question of its own, without the others on that side, whatever the number of pairs: its
    answer spares asking for every number.
    """
    task, _ = stages.task(1)
    rows, columns = task.quota.must_rows, task.quota.must_columns
    nobody = np.zeros_like(rows), np.zeros_like(columns)
    questions = (
        (task.worth + np.where(rows, 0.0, -np.inf)[:, None], Quota(rows.sum(), rows, nobody[1])),
        (task.worth + np.where(columns, 0.0, -np.inf), Quota(columns.sum(), nobody[0], columns)),
    )
    for worth, quota in questions:
        asked = replace(task, worth=worth, quota=quota)
        if quota.pairs:
            result = stages.is_possible(asked, PairsAreEnough(), budget)
            if result.best is None and result.complete:
                return True
    return False

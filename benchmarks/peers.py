"""What people would use instead, on the same cohorts."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.assignment import Quota, best_pairs
from matcher.solve.levels import solve
from matcher.solve.model import solve_complete
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from benchmarks.cases import Case
    from matcher.solve.problem import Problem


@dataclass(frozen=True)
class PeerRun:
    """What another way came to.

    Attributes
    ----------
    seconds
        How long it took.
    proven
        Whether it ended with a proof.
    pairs, total
        What it found, nothing where it found no plan.
    """

    seconds: float
    proven: bool
    pairs: int
    total: int | None


def complete_model(case: Case, seed: int, limit: float) -> PeerRun:
    """Solve one CP-SAT model of pairs and dates, 8 workers."""
    problem = build_problem(case.cohort(seed))
    started = time.perf_counter()
    found = solve_complete(problem, time_limit=limit, workers=8, seed=1)
    seconds = time.perf_counter() - started
    return PeerRun(seconds, found.status == "optimal", found.n_pairs or 0, found.total)


def pairs_first(case: Case, seed: int, limit: float) -> PeerRun:
    """Choose the best pairs by fit alone, then the best dates for those pairs."""
    problem = build_problem(case.cohort(seed))
    started = time.perf_counter()
    worth = np.where(problem.allowed, problem.fit.astype(np.float64), -np.inf)
    quota = Quota(problem.wanted, problem.patients.must, problem.professionals.must)
    best = best_pairs(worth, quota)
    assert best is not None
    only = np.zeros_like(problem.allowed)
    only[best.rows, best.columns] = True
    return _solved(replace(problem, allowed=only), started, limit)


def dates_first(case: Case, seed: int, limit: float) -> PeerRun:
    """Choose the dates on which most people can come, then the best pairs on those dates."""
    problem = build_problem(case.cohort(seed))
    started = time.perf_counter()
    coming = problem.patients.can.sum(axis=0) + problem.professionals.can.sum(axis=0)
    dates = _best_sequence(problem, coming.astype(np.float64))
    slots = np.zeros_like(problem.slots)
    slots[np.arange(len(dates)), dates] = True
    return _solved(replace(problem, slots=slots), started, limit)


def _solved(problem: Problem, started: float, limit: float) -> PeerRun:
    solution = solve(problem, Budget(limit))
    seconds = time.perf_counter() - started
    worth = solution.worth
    return PeerRun(
        seconds, False, 0 if worth is None else worth.pairs, None if worth is None else worth.total
    )


def _best_sequence(
    problem: Problem, gain: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> list[int]:
    """Return the allowed sequence of dates with the highest sum."""
    ahead = np.where(problem.slots[-1], gain, -np.inf)
    choice = []
    for step in range(problem.workshops - 2, -1, -1):
        reach = np.where(problem.follows[step], ahead[None, :], -np.inf)
        choice.append(reach.argmax(axis=1))
        ahead = np.where(problem.slots[step], gain + reach.max(axis=1), -np.inf)
    dates = [int(ahead.argmax())]
    for step in reversed(choice):
        dates.append(int(step[dates[-1]]))
    return dates


PEERS = {
    "one CP-SAT model": complete_model,
    "pairs first, then dates": pairs_first,
    "dates first, then pairs": dates_first,
}
"""Other ways to the same plan."""

"""Ways to a plan that need nothing but our own environment."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.cases import WARM_UP
from benchmarks.peers.task import PeerRun, best_of, judged, with_dates
from matcher.solve.assignment import best_pairs
from matcher.solve.levels import solve
from matcher.solve.prices import Quota
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.peers.task import Question
    from matcher.solve.problem import Problem

WORKERS = 8
NEVER = -1e9


def complete_model(question: Question) -> PeerRun:
    """Solve one CP-SAT model of pairs and dates, 8 workers."""
    from matcher.solve.model import solve_complete

    solve_complete(build_problem(WARM_UP.cohort(0)), workers=WORKERS)
    started = time.perf_counter()
    found = solve_complete(question.problem, time_limit=question.limit, workers=WORKERS, seed=1)
    run = PeerRun(time.perf_counter() - started, found.status in {"optimal", "infeasible"})
    return judged(question, run, found.dates, found.pairs)


def pairs_first(question: Question) -> PeerRun:
    """Choose the best pairs by fit alone, then the best dates for those pairs."""
    problem = question.problem
    started = time.perf_counter()
    worth = np.where(problem.allowed, problem.fit.astype(np.float64), -np.inf)
    quota = Quota(problem.wanted, problem.patients.must, problem.professionals.must)
    best = best_pairs(worth, quota)
    if best is None:
        return PeerRun(time.perf_counter() - started)
    pairs = zip(best.rows.tolist(), best.columns.tolist(), strict=True)
    run = with_dates(question, PeerRun(0.0), pairs)
    return replace(run, seconds=time.perf_counter() - started, dates_seconds=None)


def dates_first(question: Question) -> PeerRun:
    """Choose the dates on which most people can come, then the best pairs on those dates."""
    problem = question.problem
    started = time.perf_counter()
    coming = problem.patients.can.sum(axis=0) + problem.professionals.can.sum(axis=0)
    dates = best_sequence(problem, coming.astype(np.float64))
    slots = np.zeros_like(problem.slots)
    slots[np.arange(len(dates)), dates] = True
    solution = solve(replace(problem, slots=slots), Budget(question.limit))
    run = PeerRun(time.perf_counter() - started)
    return judged(question, run, solution.dates, solution.pairs)


def scipy_pairs(question: Question) -> PeerRun:
    """Pair everybody by SciPy's assignment, keep the best pairs, then find dates for those."""
    problem = question.problem
    started = time.perf_counter()
    rows, columns = linear_sum_assignment(
        np.where(problem.allowed, problem.fit.astype(np.float64), NEVER), maximize=True
    )
    chosen = best_of(problem, zip(rows.tolist(), columns.tolist(), strict=True))
    return with_dates(question, PeerRun(time.perf_counter() - started), chosen)


def best_sequence(problem: Problem, gain: NDArray[np.float64]) -> list[int]:
    """Return the allowed sequence of dates with the highest sum of a gain for each date."""
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

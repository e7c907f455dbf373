"""A new proof after a small change: from nothing, from the known plan, and from a memory.

On each cohort somebody in the plan cannot come to a workshop after all, or drops out. The totals of
all three ways are compared; times are medians over the changes, in one run, side by side.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.cohorts import benchmark_cohort
from benchmarks.storing import write_text
from matcher.solve.levels import solve
from matcher.solve.memory import Memory, remember
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.solve.problem import Problem
    from matcher.solve.solution import Solution

SIZES = ((12, 20, 100), (30, 51, 150), (50, 85, 150), (100, 170, 200))
"""Pairs, people a side, and how many points below the best the dates are remembered."""

LIMIT = 120.0


def changes(problem: Problem, solution: Solution) -> Iterator[Problem]:
    """Yield the problem after small changes that touch the plan."""
    for number, (row, _) in enumerate(solution.pairs[:4]):
        can = problem.patients.can.copy()
        can[row, solution.dates[number]] = False
        yield replace(problem, patients=replace(problem.patients, can=can))
        stays = np.arange(len(problem.allowed)) != row
        yield replace(problem, allowed=problem.allowed & stays[:, None])


def measure(pairs: int, pool: int, slack: int, seeds: int) -> dict[str, Any]:
    """Return the figures of one size."""
    keeping, cold, plan_only, warm = [], [], [], []
    equal = settled = 0
    for seed in range(seeds):
        problem = build_problem(benchmark_cohort(pairs, pool, 125, seed))
        solution = solve(problem, Budget(LIMIT))
        started = time.perf_counter()
        memory = remember(problem, solution, slack, Budget(LIMIT))
        keeping.append(time.perf_counter() - started)
        plan = Memory.of_plan(problem, solution.dates, len(solution.pairs))
        for changed in changes(problem, solution):
            found = []
            for known, seconds in ((None, cold), (plan, plan_only), (memory, warm)):
                started = time.perf_counter()
                found.append(solve(changed, Budget(LIMIT), memory=known))
                seconds.append(time.perf_counter() - started)
            equal += len({_value(one) for one in found}) == 1
            settled += found[-1].assignments == 0
    return {
        "pairs": pairs,
        "changes": len(cold),
        "same pairs and total": equal,
        "proven from memory alone": settled,
        "keeping": median(keeping),
        "from nothing": median(cold),
        "from the plan": median(plan_only),
        "from memory": median(warm),
        "slowest from memory": max(warm),
        "ratio": median(a / b for a, b in zip(warm, cold, strict=True)),
        "share from the plan": median(a / b for a, b in zip(plan_only, cold, strict=True)),
    }


def _value(solution: Solution) -> tuple[int, int]:
    assert solution.worth is not None
    return solution.worth.pairs, solution.worth.total


def main() -> None:
    """Measure and print; write the rows where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replanning", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="cohorts of each size (3)")
    parser.add_argument("--most", type=int, default=100, help="the largest number of pairs (100)")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    told = parser.parse_args()
    rows = []
    for pairs, pool, slack in SIZES:
        if pairs <= told.most:
            rows.append(measure(pairs, pool, slack, told.seeds))
            print(json.dumps(rows[-1]), flush=True)
    if told.out is not None:
        write_text(told.out, json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()

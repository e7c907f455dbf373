"""The price of every pair on fixed dates: in one pass, and by solving each pair again.

The second way is timed on some of the pairs, spread evenly, and told for all of them in proportion;
the worths of those pairs are compared. `--smoke` takes the smaller size alone.
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
from matcher.explaining.forced_worths import forced_worths, with_pair
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget
from matcher.solve.stages import Stages

if TYPE_CHECKING:
    from matcher.explaining.forced_worths import ForcedWorths
    from matcher.solve.problem import Problem

SIZES = ((12, 20), (100, 200))
"""Pairs, and people a side."""

DAYS = 50
LIMIT = 20.0
"""Seconds to find dates; whether they are the best ones does not matter here."""

COMPARED = 400
"""How many pairs are solved again."""

PASSES = 5


def measure(pairs: int, pool: int, seed: int) -> dict[str, Any]:
    """Return the figures of one cohort."""
    problem = build_problem(benchmark_cohort(pairs, pool, DAYS, seed))
    dates = solve(problem, Budget(LIMIT)).dates
    worths, once = _timed(problem, dates, pairs)
    _, with_levels = _timed(replace(problem, worst_first=True), dates, pairs)
    cells = np.argwhere(worths.possible & (worths.pairs == pairs))
    some = cells[:: max(1, len(cells) // COMPARED)]
    started, equal = time.perf_counter(), 0
    for row, column in some:
        stages = Stages(with_pair(problem, row, column), Budget(LIMIT), 1)
        found = stages.plan_of(dates, pairs)
        equal += int(found is not None and found.value == worths.total[row, column])
    each = (time.perf_counter() - started) / len(some)
    return {
        "pairs": pairs,
        "people a side": pool,
        "one pass": once,
        "one pass, worst_first": with_levels,
        "each pair again": each * problem.allowed.size,
        "compared": len(some),
        "same total": equal,
    }


def _timed(problem: Problem, dates: tuple[int, ...], pairs: int) -> tuple[ForcedWorths, float]:
    """Return the worths, and the median of what some passes take."""
    seconds = []
    for _ in range(PASSES):
        started = time.perf_counter()
        worths = forced_worths(problem, dates, pairs)
        seconds.append(time.perf_counter() - started)
    return worths, median(seconds)


def main() -> None:
    """Measure and print; write the rows where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.forcing", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="the smaller size alone")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the cohorts (1)")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    told = parser.parse_args()
    rows = []
    for pairs, pool in SIZES[:1] if told.smoke else SIZES:
        rows.append(measure(pairs, pool, told.seed))
        print(json.dumps(rows[-1]), flush=True)
    if told.out is not None:
        write_text(told.out, json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()

"""A sweep of 30 points by one process and by one a core: how much sooner it is done.

The rows are compared; the time of the several processes includes their start. Beside the time on
the clock stands the time of the processors, from which follows how much sooner it is done where
every process has a core of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

import matcher
from benchmarks.cohorts import benchmark_cohort
from benchmarks.storing import write_text
from matcher.parallel.processes import cores

PAIRS = (12, 50)
GAPS = range(14, 26, 2)
"""The shortest gaps, in days; with five numbers of pairs that makes 30 points."""


def processor_time() -> float:
    """Return how long processors worked for this process and those of its own that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def measure(pairs: int, jobs: int, seed: int) -> dict[str, Any]:
    """Return the figures of one size."""
    cohort = benchmark_cohort(pairs, pairs * 17 // 10, 125, seed)
    over = {"workshops.min_gap_days": GAPS, "programme.pairs": range(pairs - 4, pairs + 1)}
    taken, busy, found = [], [], []
    for count in (1, jobs):
        started, used = time.perf_counter(), processor_time()
        sweep = matcher.sweep(cohort, over, jobs=count)
        taken.append(time.perf_counter() - started)
        busy.append(processor_time() - used)
        found.append([row.model_copy(update={"seconds": None}) for row in sweep.rows])
    return {
        "pairs": f"{pairs - 4} to {pairs}",
        "points": len(found[0]),
        "proven": sum(row.status.value == "optimal" for row in found[0]),
        "one process": taken[0],
        "processes": jobs,
        "all of them": taken[1],
        "times sooner": taken[0] / taken[1],
        "busy, one process": busy[0],
        "busy, all of them": busy[1],
        "times sooner on free cores": busy[0] / (busy[1] / jobs),
        "same rows": found[0] == found[1],
    }


def main() -> None:
    """Measure and print; write the rows where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sweeping", description=__doc__)
    parser.add_argument("--pairs", type=int, nargs="+", default=PAIRS, help="sizes (12 50)")
    parser.add_argument("--jobs", type=int, default=cores(), help="processes (one a core)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the cohorts (1)")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    told = parser.parse_args()
    rows = []
    for pairs in told.pairs:
        rows.append(measure(pairs, told.jobs, told.seed))
        print(json.dumps(rows[-1]), flush=True)
    if told.out is not None:
        write_text(told.out, json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()

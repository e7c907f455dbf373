"""How long it takes to put a plan under stress: all of `matcher stress`, a thousand futures.

Random cohorts, and the sample of
London, whose projects have few places, into which new pairs must fit.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matcher
from benchmarks.cohorts import benchmark_cohort
from benchmarks.storing import write_text
from matcher.samples import sample_path

if TYPE_CHECKING:
    from matcher.cohort import Cohort

SIZES = ((12, 20), (30, 51))


def measure(name: str, cohort: Cohort, futures: int, workers: int) -> dict[str, Any]:
    """Return the figures of one cohort."""
    plan = matcher.plan(cohort)
    started, load = time.perf_counter(), os.getloadavg()[0]
    found = matcher.stress(plan, futures=futures, workers=workers)
    return {
        "cohort": name,
        "futures": futures,
        "processes": workers,
        "seconds": round(time.perf_counter() - started, 1),
        "pairs": found.pairs,
        "finish": found.mean_without_repair,
        "with repair": found.mean_with_repair,
        "load before": round(load, 1),
    }


def main() -> None:
    """Measure and print; write the rows where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stressing", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="20 futures of the smallest alone")
    parser.add_argument("--futures", type=int, default=1000, help="how many futures (1000)")
    parser.add_argument("--workers", type=int, default=2, help="how many processes (2)")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    told = parser.parse_args()
    cases = [
        (f"{pairs} pairs of {pool} + {pool}", benchmark_cohort(pairs, pool, 125, 1))
        for pairs, pool in SIZES
    ]
    cases.insert(1, ("London", matcher.load(sample_path("london"))))
    rows = []
    for name, cohort in cases[:1] if told.smoke else cases:
        rows.append(measure(name, cohort, 20 if told.smoke else told.futures, told.workers))
        print(json.dumps(rows[-1]), flush=True)
    if told.out is not None:
        write_text(told.out, json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()

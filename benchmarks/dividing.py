"""How long it takes to divide an intake into cohorts, how much memory, and how near the bound.

All of `matcher intake` but reading the files: people, venues and facilitators become plan folders
on the disk. Memory is the peak of this process and of the largest of its workers.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import matcher
from benchmarks.intakes import benchmark_intake
from benchmarks.storing import write_text

SIZES = (240, 2_400, 10_000)
SMALLEST = 48


def measure(people: int, jobs: int, seed: int) -> dict[str, Any]:
    """Return the figures of one intake."""
    cohort = benchmark_intake(people, seed)
    with TemporaryDirectory() as folder:
        started, worked, load = time.perf_counter(), _worked(), os.getloadavg()[0]
        found = matcher.intake(cohort, out=Path(folder) / "out", jobs=jobs)
        seconds = time.perf_counter() - started
    worth = found.objective
    assert worth is not None, "there is a cohort"
    return {
        "people": people,
        "areas": len(found.regions),
        "processes": jobs,
        "seconds": round(seconds, 1),
        "processor seconds": round(_worked() - worked),
        "cohorts": worth.cohorts,
        "pairs": worth.pairs,
        "most pairs": found.most_pairs,
        "total": worth.total,
        "bound": found.bound,
        "gap": round(found.gap or 0.0, 4),
        "unsettled": sum(one.unsettled for one in found.cohorts),
        "megabytes here": _peak(resource.RUSAGE_SELF),
        "megabytes of a worker": _peak(resource.RUSAGE_CHILDREN),
        "load before": round(load, 1),
    }


def _worked() -> float:
    """Return the processor time of this process and of those that it started and that ended."""
    both = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in both)


def _peak(who: int) -> int:
    """Return the peak of the memory of a process, or of the largest of those that it started."""
    return resource.getrusage(who).ru_maxrss // 1024


def main() -> None:
    """Measure and print; write the rows where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dividing", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help=f"{SMALLEST} people alone, one core")
    parser.add_argument("--people", type=int, nargs="+", default=list(SIZES), help="sizes")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes (2)")
    parser.add_argument("--seed", type=int, default=1, help="of the invented people")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    told = parser.parse_args()
    sizes, jobs = ([SMALLEST], 1) if told.smoke else (told.people, told.jobs)
    rows = []
    for people in sizes:
        rows.append(measure(people, jobs, told.seed))
        print(json.dumps(rows[-1]), flush=True)
        if told.out is not None:
            write_text(told.out, json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()

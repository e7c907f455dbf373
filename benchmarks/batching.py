"""A batch of cohorts by one process and by one a core: how much sooner, and what it costs beside.

Every cohort is read from its folder and its plan written into another. Beside the batches stands a
plain loop that reads, plans and writes; what the batch by one process takes longer is its own. The
time of the several processes includes their start. Beside the time on the clock stands the time of
the processors, from which follows how much sooner it is done where every process has a core.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import matcher
from benchmarks.cohorts import benchmark_cohort
from benchmarks.storing import write_text
from benchmarks.sweeping import processor_time
from matcher.files import write_folder
from matcher.parallel.processes import cores

COHORTS, PAIRS, POOL, DAYS = 1000, 12, 20, 50


def measure(cohorts: int, jobs: int, seed: int) -> dict[str, Any]:
    """Return the figures of one batch."""
    with TemporaryDirectory(prefix="matcher-batch-") as name:
        top = Path(name)
        folders = []
        for number in range(cohorts):
            folders.append(top / "cohorts" / f"c{number:05d}")
            write_folder(benchmark_cohort(PAIRS, POOL, DAYS, seed + number), folders[-1])
        _loop(folders[:1], top / "warm")
        plain, _ = _timed(lambda: _loop(folders, top / "plain"))
        one, busy_one = _timed(lambda: _batch(folders, top / "one", 1))
        many, busy_many = _timed(lambda: _batch(folders, top / "many", jobs))
        again, _ = _timed(lambda: _batch(folders, top / "many", jobs))
        same = all(
            matcher.open_plan(top / "one" / place.name).pairs
            == matcher.open_plan(top / "many" / place.name).pairs
            for place in folders[:50]
        )
    return {
        "cohorts": cohorts,
        "plain loop": plain,
        "one process": one,
        "overhead a cohort, ms": 1000 * (one - plain) / cohorts,
        "processes": jobs,
        "all of them": many,
        "times sooner": one / many,
        "times sooner on free cores": busy_one / (busy_many / jobs),
        "second run": again,
        "memory of this process, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "same plans": same,
    }


def _loop(folders: list[Path], out: Path) -> None:
    for place in folders:
        matcher.save(matcher.plan(matcher.load(place)), out / place.name)


def _batch(folders: list[Path], out: Path, jobs: int) -> None:
    for _ in matcher.plan_many(folders, jobs=jobs, out=out):
        pass


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    """Return the time on the clock and that of the processors."""
    started, used = time.perf_counter(), processor_time()
    work()
    return time.perf_counter() - started, processor_time() - used


def main() -> None:
    """Measure and print; write the row where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batching", description=__doc__)
    parser.add_argument("--cohorts", type=int, default=COHORTS, help="how many (1000)")
    parser.add_argument("--jobs", type=int, default=cores(), help="processes (one a core)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the cohorts (1)")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    told = parser.parse_args()
    row = measure(told.cohorts, told.jobs, told.seed)
    print(json.dumps(row), flush=True)
    if told.out is not None:
        write_text(told.out, json.dumps([row], indent=1))


if __name__ == "__main__":
    main()

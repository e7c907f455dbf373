"""Memory of the app over many cohorts that are opened, planned, changed, kept and closed.

Each is of the same small size, so that nothing but what is left behind can grow.
"""

from __future__ import annotations

import argparse
import gc
import json
import threading
from pathlib import Path
from typing import Any

from benchmarks.cohorts import benchmark_cohort
from benchmarks.memory import memory
from benchmarks.storing import write_text
from matcher.ui.sittings.sittings import Sittings
from matcher.ui.sittings.trials import Question

WARM_UP = 20
"""So many come before the first figure."""

STEPS = 4
"""So many figures are taken."""


def visit(sittings: Sittings, seed: int) -> None:
    """Open a cohort, plan it, try a drop-out, keep that plan and go back, and close it."""
    key = sittings.open(benchmark_cohort(4, 7, 60, seed))
    sitting = sittings.find(key)
    assert sitting is not None
    assert sittings.start(sitting)
    assert sitting.job is not None
    sitting.job.wait()
    trial = sitting.trial()
    if trial is not None:
        trial.add(f"withdraw={trial.plan.pairs[0].patient}")
        assert sittings.work_out(trial, Question.AFRESH)
        assert trial.job is not None
        trial.job.wait()
        trial.comparison(0)
        sitting.keep(trial.job.plans[0])
        sitting.go_back()
    sittings.close(key)


def _settle() -> None:
    """Wait until everything that was begun has ended, and let go of what is left over."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join()
    gc.collect()


def measure(solves: int) -> list[dict[str, Any]]:
    """Return the memory before so many plans, and after each quarter of them."""
    sittings, rows, made = Sittings(), [], 0
    for seed in range(WARM_UP):
        visit(sittings, seed)
    for step in range(STEPS + 1):
        while made < solves * step // STEPS:
            visit(sittings, made)
            made += 1
        _settle()
        megabytes = memory("VmRSS")
        rows.append({"plans": made, "megabytes": megabytes, "threads": threading.active_count()})
    return rows


def main() -> None:
    """Measure and print; write the rows where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sittings", description=__doc__)
    parser.add_argument("--solves", type=int, default=200, help="how many plans (200)")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    told = parser.parse_args()
    rows = measure(told.solves)
    for row in rows:
        print(json.dumps(row))
    if told.out is not None:
        write_text(told.out, json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()

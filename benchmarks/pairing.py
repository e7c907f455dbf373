"""Time pairing alone: `python -m benchmarks.pairing --sizes 5000 50000`, or with `--smoke`."""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.cohorts import benchmark_cohort
from matcher.pairing import OfMatrix, best_pairs, pair
from matcher.scores import Scorer

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

DAYS = 50
SCIPY_UP_TO = 8000
"""Larger matrices are not held, and not given to SciPy."""
NEAR = 0.005
"""The gap with which the largest may end."""


def main() -> None:
    """Measure each size in processes of its own, and print a table."""
    arguments = _arguments()
    sizes = [60, 200] if arguments.smoke else arguments.sizes
    limit = 150 if arguments.smoke else SCIPY_UP_TO
    rows = []
    for size in sizes:
        row = _with_scipy(size, arguments) if size <= limit else _in_blocks(size, arguments)
        rows.append(row)
        print(row, file=sys.stderr, flush=True)
    print(_table(rows))
    if arguments.out:
        _write(Path(arguments.out), {"cores": os.cpu_count(), "days": DAYS, "rows": rows})


def _with_scipy(size: int, arguments: argparse.Namespace) -> dict[str, Any]:
    """Measure the exact optimum and, on the same scores, SciPy's."""
    whole = _alone(pair_cohort, size, arguments.seed, 0.0, arguments.cells)
    given = _alone(compare, size, arguments.seed)
    return {**whole, **given, "equal": whole["total"] == given["total"] == given["scipy_total"]}


def _in_blocks(size: int, arguments: argparse.Namespace) -> dict[str, Any]:
    return _alone(pair_cohort, size, arguments.seed, NEAR, arguments.cells)


def pair_cohort(size: int, seed: int, gap: float, cells: int) -> dict[str, Any]:
    """Pair a cohort, scores computed on the way, in this process."""
    cohort = benchmark_cohort(size, size, DAYS, seed)
    before = _peak()
    found = pair(cohort, gap=gap, block_cells=cells)
    return {
        "size": size,
        "status": str(found.status),
        "pairs": len(found.pairs),
        "total": found.total,
        "bound": found.bound,
        "gap": found.gap,
        "sweeps": found.sweeps,
        "with_scoring": found.seconds,
        "cohort_mib": before,
        "peak_mib": _peak(),
    }


def compare(size: int, seed: int) -> dict[str, Any]:
    """Solve the same scores with our method and with SciPy's, in this process."""
    from ortools.graph.python import linear_sum_assignment as _loaded  # noqa: F401
    from scipy.optimize import linear_sum_assignment

    scorer = Scorer(benchmark_cohort(size, size, DAYS, seed))
    started = time.perf_counter()
    fit: NDArray[np.int16] = scorer.all().fit
    scored = time.perf_counter()
    ours = best_pairs(OfMatrix(fit), size)
    solved = time.perf_counter()
    rows, columns = linear_sum_assignment(fit, maximize=True)
    ended = time.perf_counter()
    assert ours is not None
    return {
        "scoring": scored - started,
        "ours": solved - scored,
        "scipy": ended - solved,
        "ratio": (ended - solved) / (solved - scored),
        "scipy_total": int(fit[rows, columns].sum(dtype=np.int64)),
        "total": ours.value,
    }


def _alone(run: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """Run something in a fresh process, so that its peak memory is its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(run, arguments)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _table(rows: list[dict[str, Any]]) -> str:
    head = ("size", "scoring", "SciPy", "ours", "ratio", "same total", "scored and paired")
    head = (*head, "status", "gap", "sweeps", "peak MiB")
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_cells(row)) + " |" for row in rows]
    return "\n".join(lines)


def _cells(row: dict[str, Any]) -> list[str]:
    def seconds(key: str) -> str:
        return f"{row[key]:.2f} s" if key in row else ""

    return [
        f"{row['size']:,}",
        *(seconds(key) for key in ("scoring", "scipy", "ours")),
        f"{row['ratio']:.1f}" if "ratio" in row else "",
        {True: "yes", False: "NO", None: ""}[row.get("equal")],
        seconds("with_scoring"),
        row["status"],
        f"{100 * row['gap']:.4f} %",
        str(row["sweeps"]),
        f"{row['peak_mib']:.0f}",
    ]


def _write(path: Path, data: dict[str, Any]) -> None:
    """Write beside the file, then rename, so that it is never half written."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(json.dumps(data, indent=1), encoding="utf-8")
    beside.replace(path)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pairing", description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[5000, 50_000], help="people a side"
    )
    parser.add_argument("--smoke", action="store_true", help="two tiny sizes, to see that it runs")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the cohorts")
    parser.add_argument("--cells", type=int, default=2_000_000, help="pairs scored at once")
    parser.add_argument("--out", help="a JSON file for the figures")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""Run the benchmarks: `python -m benchmarks --out FOLDER` writes a table, JSON and a plot."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.cases import PROOFS, SMOKE, Case
from benchmarks.measure import Timing, as_data, in_own_process, time_search
from benchmarks.peers import PEERS, PeerRun
from benchmarks.report import plot, table


def main() -> None:
    """Time every case and its peers, and write what came of it."""
    arguments = _arguments()
    cases = SMOKE if arguments.smoke else PROOFS
    cases = tuple(case for case in cases if arguments.only in case.name)
    seeds = range(1 if arguments.smoke else arguments.seeds)
    results = [_measured(case, seeds, arguments) for case in cases]
    out = Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    text = table(results, _machine())
    (out / "proofs.md").write_text(text, encoding="utf-8")
    data = {"machine": _machine(), "results": results}
    (out / "proofs.json").write_text(json.dumps(data, indent=1), encoding="utf-8")
    plot(results, out / "proofs.svg")
    print(text)


def _measured(case: Case, seeds: range, arguments: argparse.Namespace) -> dict[str, Any]:
    """Time one case and, beside it in the same run, its peers."""
    runs: list[Timing] = []
    for seed in seeds:
        runs.append(in_own_process(time_search, case, seed, arguments.limit))
        _say(f"{case.name}, seed {seed}: {runs[-1].proof:.3f} s, proven: {runs[-1].proven}")
    peers: dict[str, list[dict[str, Any]]] = {}
    for name, run in PEERS.items():
        peers[name] = []
        for seed in seeds[: arguments.peer_seeds]:
            found: PeerRun = in_own_process(run, case, seed, arguments.peer_limit)
            peers[name].append({"seed": seed, **as_data(found)})
            _say(f"  {name}, seed {seed}: {found.seconds:.2f} s, {found.pairs} pairs")
    return {
        "case": case.name,
        "pairs": case.pairs,
        "target": case.target,
        "median": statistics.median(run.proof for run in runs),
        "slowest": max(run.proof for run in runs),
        "runs": [{"seed": seed, **as_data(run)} for seed, run in zip(seeds, runs, strict=True)],
        "peers": peers,
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--out", default="benchmark-results", help="the folder for the results")
    parser.add_argument("--smoke", action="store_true", help="one small case, to see that it runs")
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--seeds", type=int, default=10, help="how many cohorts of each kind")
    parser.add_argument("--limit", type=float, default=120, help="seconds for a search")
    parser.add_argument("--peer-seeds", type=int, default=1, help="cohorts that peers get")
    parser.add_argument("--peer-limit", type=float, default=60, help="seconds for a peer")
    return parser.parse_args()


def _machine() -> dict[str, str]:
    return {
        "cores": str(os.cpu_count()),
        "processor": platform.machine(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("matcher", "numpy", "scipy", "ortools")},
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

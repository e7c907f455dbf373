"""Runs one case: every seed, and beside it, on the same cohort, the other ways."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.isolate import Failed, Skipped, in_own_process
from benchmarks.measure import time_search
from benchmarks.peers.environments import python_of, versions_in
from benchmarks.peers.table import PEERS, run_peer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from benchmarks.cases import Case

Row = dict[str, Any]
"""What came of one run, as plain data: its seed, and its numbers, or `failed` or `skipped`."""

GRACE = 300.0
"""Seconds on top of a search's limit for making the cohort and checking the plan."""


@dataclass
class Options:
    """How much is run.

    Attributes
    ----------
    seeds, limit
        Cohorts of each kind, and seconds for a search where that is not up to the case.
    peers, peer_seeds, peer_limit
        Whether others are asked, how many cohorts they get, and their seconds.
    venvs
        Where their environments are kept.
    """

    seeds: int
    limit: float | None
    peers: bool
    peer_seeds: int
    peer_limit: float
    venvs: Path
    task: Callable[..., Any] = time_search
    _pythons: dict[str, Path | Skipped] = field(default_factory=dict)

    def python(self, name: str) -> Path | Skipped | None:
        """Return the interpreter that another way needs, and keep it for the next case."""
        environment = PEERS[name].environment
        if environment is None:
            return None
        if name not in self._pythons:
            self._pythons[name] = python_of(environment, self.venvs)
        return self._pythons[name]

    def versions(self, names: Iterable[str]) -> str:
        """Return what is installed in the environments of some other ways."""
        pythons = [self.python(name) for name in names]
        return "; ".join(versions_in(one) for one in pythons if isinstance(one, Path))


def measured(case: Case, options: Options) -> dict[str, Any]:
    """Time one case and, beside it in the same run, the other ways; whatever fails is a row."""
    limit = case.limit if options.limit is None else options.limit
    names = case.peers if options.peers else ()
    runs: list[Row] = []
    peers: dict[str, list[Row]] = {name: [] for name in names}
    for seed in range(min(options.seeds, case.most_seeds)):
        run = in_own_process(options.task, case, seed, limit, limit=limit + GRACE)
        runs.append(row(seed, run))
        say(f"{case.section}: {case.name}, seed {seed}: {_told(runs[-1], 'proof')}")
        for name in names if seed < options.peer_seeds else ():
            peers[name].append(row(seed, _peer(name, case, seed, options)))
            say(f"  {name}, seed {seed}: {_told(peers[name][-1], 'seconds')}")
    return {**_about(case), "limit": limit, "runs": runs, "peers": peers}


def row(seed: int, run: Any) -> Row:
    """Return what came of a run as plain data."""
    if isinstance(run, Failed):
        return {"seed": seed, "failed": run.why}
    if isinstance(run, Skipped):
        return {"seed": seed, "skipped": run.why}
    return {"seed": seed, **asdict(run)}


def did_run(rows: Iterable[Row]) -> list[Row]:
    """Return the runs that came to an end of their own."""
    return [one for one in rows if "failed" not in one and "skipped" not in one]


def _peer(name: str, case: Case, seed: int, options: Options) -> Any:
    python = options.python(name)
    if isinstance(python, Skipped):
        return python
    return run_peer(name, case, seed, options.peer_limit, python)


def _about(case: Case) -> dict[str, Any]:
    about = asdict(case)
    about["case"] = about.pop("name")
    about.pop("peers")
    return about


def _told(run: Row, seconds: str) -> str:
    for word in ("failed", "skipped"):
        if word in run:
            return f"{word}: {run[word]}"
    proven = "proven" if run["proven"] else "not proven"
    return f"{run[seconds]:.3g} s, {run['pairs']} pairs, total {run['total']}, {proven}"


def say(text: str) -> None:
    """Tell whoever waits how far it is."""
    print(text, file=sys.stderr, flush=True)

"""Benchmarks that are modules of their own: each is run as a program and writes JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.running import say


@dataclass(frozen=True)
class Other:
    """Another benchmark.

    Attributes
    ----------
    module
        It takes `--out FILE.json` and writes its rows there.
    arguments, smoke
        What else it is told, in a full run and in a smoke run; no smoke run without.
    limit
        Seconds for all of it.
    """

    module: str
    arguments: tuple[str, ...] = ()
    smoke: tuple[str, ...] | None = None
    limit: float = 1800


OTHERS: dict[str, Other] = {
    "pairing": Other("benchmarks.pairing", ("--sizes", "1000", "5000")),
    "whatifs": Other("benchmarks.whatifs", smoke=("--seeds", "1", "--most", "4")),
    "replanning": Other("benchmarks.replanning", smoke=("--seeds", "1", "--most", "12")),
    "batching": Other("benchmarks.batching", smoke=("--cohorts", "4")),
    "dividing": Other("benchmarks.dividing", smoke=("--smoke",)),
    "apps": Other("benchmarks.apps"),
    "sittings": Other("benchmarks.sittings", smoke=("--solves", "4")),
    "sweeping": Other("benchmarks.sweeping", smoke=("--pairs", "12")),
    "whole_programme": Other(
        "benchmarks.whole_programme", smoke=("--seeds", "1", "--most", "12", "--rules", "2")
    ),
}
"""Other benchmarks, by the name that `--only` knows; one that does not exist is left out."""


def run_other(other: Other, *, smoke: bool) -> Any:
    """Return what another benchmark wrote, or in one line why it wrote nothing.

    Nothing at all comes back for a module that does not exist, or has no smoke run.
    """
    arguments = other.smoke if smoke else other.arguments
    if arguments is None or find_spec(other.module) is None:
        return None
    say(f"{other.module} {' '.join(arguments)}")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "rows.json")
        command = [sys.executable, "-m", other.module, *arguments, "--out", str(out)]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=other.limit, check=False
            )
        except subprocess.TimeoutExpired:
            return f"failed: not finished after {other.limit:.0f} s"
        if done.returncode or not out.is_file():
            lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
            return f"failed: {lines[-1]}"
        return json.loads(out.read_text(encoding="utf-8"))

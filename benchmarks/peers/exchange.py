"""A problem as JSON for programs that run in an environment of their own, and their plan back."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.isolate import Failed

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.solve.problem import People, Problem

SCRIPTS = Path(__file__).parent / "outside"
NOT_ALLOWED = -1
GRACE = 120.0
"""Seconds that a program may take to start, to read and to write, on top of its limit."""


@dataclass(frozen=True)
class Answer:
    """What a program came to.

    Attributes
    ----------
    seconds
        How long it took, without starting, reading and writing.
    pairs, dates
        As indices into the problem.
    """

    seconds: float
    pairs: tuple[tuple[int, int], ...]
    dates: tuple[int, ...]


def asked(
    python: Path, script: str, cohort: Cohort, problem: Problem, limit: float
) -> Answer | Failed:
    """Run a script of `outside` on a problem.

    Parameters
    ----------
    python
        The environment's interpreter.
    script
        The name of the script.
    cohort, problem
        The same thing twice: as records, and as arrays.
    limit
        Seconds for the solving.
    """
    with tempfile.TemporaryDirectory() as folder:
        question, reply = Path(folder, "problem.json"), Path(folder, "plan.json")
        question.write_text(json.dumps(as_json(cohort, problem, limit)), encoding="utf-8")
        command = [str(python), str(SCRIPTS / script), str(question), str(reply)]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=limit + GRACE, check=False
            )
        except subprocess.TimeoutExpired:
            return Failed(f"not finished after {limit:.0f} s")
        if done.returncode or not reply.is_file():
            return Failed(_last_line(done.stderr) or f"exit code {done.returncode}")
        return _read(json.loads(reply.read_text(encoding="utf-8")))


def as_json(cohort: Cohort, problem: Problem, limit: float) -> dict[str, Any]:
    """Return a problem as plain lists; a fit of a pair that is not allowed is `NOT_ALLOWED`."""
    workshops = cohort.programme.workshops
    return {
        "fits": np.where(problem.allowed, problem.fit, NOT_ALLOWED).tolist(),
        "patients": _diaries(problem.patients),
        "professionals": _diaries(problem.professionals),
        "ordinals": problem.candidates.ordinals.tolist(),
        "avoid_cost": problem.avoid_cost.tolist(),
        "workshops": problem.workshops,
        "rules": {
            "wanted": problem.wanted,
            "max_missed": problem.max_missed,
            "min_gap": workshops.min_gap_days,
            "max_gap": workshops.max_gap_days,
            "missed_cost": problem.missed_cost,
            "if_needed_cost": problem.if_needed_cost,
        },
        "limit": limit,
        "seed": 1,
    }


def _diaries(people: People) -> list[list[int]]:
    """Return 0 for no, 1 for if needed and 2 for yes, person by person."""
    gladly = people.can & ~people.only_if_needed
    diaries: list[list[int]] = (people.can.astype(np.int64) + gladly).tolist()
    return diaries


def _read(plan: dict[str, Any]) -> Answer | Failed:
    if any(day is None for day in plan["dates"]):
        return Failed("a plan without all of its dates")
    return Answer(
        seconds=float(plan["seconds"]),
        pairs=tuple((int(row), int(column)) for row, column in plan["pairs"]),
        dates=tuple(int(day) for day in plan["dates"]),
    )


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""

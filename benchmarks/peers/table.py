"""The other ways to a plan, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from benchmarks.isolate import Failed, Skipped, in_own_process
from benchmarks.memory import memory, memory_of_children
from benchmarks.peers.elsewhere import mentor_match, timefold
from benchmarks.peers.environments import Environment
from benchmarks.peers.exchange import GRACE
from benchmarks.peers.task import PeerRun, Question
from benchmarks.peers.within import complete_model, dates_first, pairs_first, scipy_pairs
from matcher.solve.problem import build_problem

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.cases import Case

Way = Callable[[Question], Any]


@dataclass(frozen=True)
class Peer:
    """Another way to a plan.

    Attributes
    ----------
    way
        From the question to a `PeerRun`, or to `Failed` or `Skipped`.
    finds
        `plan`, or `pairs` for a way that knows no dates.
    proves
        Whether it can prove that no plan is better, so that its time compares with a proof.
    until_limit
        Whether it always runs until its limit, so that its time says nothing.
    most_seconds
        Its limit where the command allows more.
    environment
        What it needs, where that is more than our own environment.
    """

    way: Way
    finds: str = "plan"
    proves: bool = False
    until_limit: bool = False
    most_seconds: float = float("inf")
    environment: Environment | None = None


PEERS: dict[str, Peer] = {
    "one CP-SAT model": Peer(complete_model, proves=True),
    "pairs first, then dates": Peer(pairs_first),
    "dates first, then pairs": Peer(dates_first),
    "Timefold": Peer(
        timefold,
        until_limit=True,
        most_seconds=30,
        environment=Environment("timefold", ("timefold==1.24.0b0",), programs=("java",)),
    ),
    "SciPy assignment, then dates": Peer(scipy_pairs, finds="pairs"),
    "mentor-match, then dates": Peer(
        mentor_match,
        finds="pairs",
        environment=Environment("mentor-match", ("mentor-match==7.0.1",)),
    ),
}
"""Other ways to a plan. Every one of them is rescored by our own rules."""


def run_peer(
    name: str, case: Case, seed: int, limit: float, python: Path | None
) -> PeerRun | Failed | Skipped:
    """Ask one way about one cohort, in a process of its own."""
    limit = min(limit, PEERS[name].most_seconds)
    return in_own_process(_ask, name, case, seed, limit, python, limit=3 * limit + 2 * GRACE)


def _ask(name: str, case: Case, seed: int, limit: float, python: Path | None) -> Any:
    cohort = case.cohort(seed)
    run = PEERS[name].way(Question(cohort, build_problem(cohort), limit, python))
    if not isinstance(run, PeerRun):
        return run
    return replace(run, megabytes=memory("VmHWM") if python is None else memory_of_children())

"""How long a search takes: to its first plan, to one per cent of its bound, and to the proof."""

from __future__ import annotations

import resource
import time
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.cases import Case
    from matcher.solve.progress import Snapshot

CLOSE = 0.01


@dataclass(frozen=True)
class Timing:
    """One run.

    Attributes
    ----------
    build, first, close, proof
        Seconds for the arrays; to the first plan; until the best plan is within 1 % of what
        turned out to be the bound; and to the end.
    proven
        Whether it ended with a proof.
    pairs, total, gap
        What was found.
    assignments
        How many assignments were solved.
    megabytes
        Peak memory of the process.
    """

    build: float
    first: float | None
    close: float | None
    proof: float
    proven: bool
    pairs: int
    total: int | None
    gap: float | None
    assignments: int
    megabytes: float


class _Watch:
    """Keeps what is reported."""

    def __init__(self) -> None:
        self.seen: list[Snapshot] = []

    def report(self, snapshot: Snapshot) -> None:
        self.seen.append(snapshot)

    def stop_requested(self) -> bool:
        return False


def time_search(case: Case, seed: int, limit: float) -> Timing:
    """Time the search on one cohort, in this process."""
    cohort = case.cohort(seed)
    started = time.perf_counter()
    problem = build_problem(cohort)
    build = time.perf_counter() - started
    watch = _Watch()
    solution = solve(problem, Budget(limit, watch))
    worth, bound = solution.worth, solution.bound
    plans = [(s.seconds, s.total) for s in watch.seen if s.total is not None]
    enough = None if bound is None else bound - CLOSE * abs(bound)
    return Timing(
        build=build,
        first=plans[0][0] if plans else None,
        close=next((s for s, total in plans if enough is not None and total >= enough), None),
        proof=solution.seconds,
        proven=solution.outcome.value == "optimal",
        pairs=0 if worth is None else worth.pairs,
        total=None if worth is None else worth.total,
        gap=None
        if worth is None or bound is None
        else (bound - worth.total) / max(1, abs(worth.total)),
        assignments=solution.assignments,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def in_own_process(run: Callable[..., Any], *arguments: Any) -> Any:
    """Run something in a fresh process, so that its peak memory is its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(run, arguments)


def as_data(timing: Any) -> dict[str, Any]:
    """Return a timing as plain data."""
    return asdict(timing)

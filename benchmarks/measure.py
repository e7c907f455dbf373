"""How long a search takes: to its first plan, to one per cent of its bound, and to the proof."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.cases import EARLY, WARM_UP
from benchmarks.memory import memory
from benchmarks.rescoring import named, rescored
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from benchmarks.cases import Case
    from matcher.cohort import Cohort
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Snapshot
    from matcher.solve.solution import Solution

CLOSE = 0.01


@dataclass(frozen=True)
class Timing:
    """One run of the search.

    Attributes
    ----------
    build, first, close, proof
        Seconds for the arrays; to the first plan; until the best plan is within 1 % of what
        turned out to be the bound; and to the end.
    outcome, proven
        What is known of the plan, and whether the search ended with a proof.
    worst_first
        Whether the lowest fit goes before the total.
    pairs, reserves, worst_fit, total, bound, gap
        What was found, as the check sees it.
    early_gap
        The gap after `cases.EARLY` seconds, or at the end where that was sooner.
    assignments
        How many assignments were solved.
    before, megabytes
        Memory of the process before the cohort was made, and its peak.
    """

    build: float
    first: float | None
    close: float | None
    proof: float
    outcome: str
    proven: bool
    worst_first: bool
    pairs: int
    reserves: int | None
    worst_fit: int | None
    total: int | None
    bound: int | None
    gap: float | None
    early_gap: float | None
    assignments: int
    before: float
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
    """Time the search on one cohort, in this process, after a search on a tiny one.

    Raises
    ------
    AssertionError
        When the plan breaks a rule, or is not worth what the search says.
    """
    solve(build_problem(WARM_UP.cohort(0)), Budget(limit))
    before = memory("VmRSS")
    cohort = case.cohort(seed)
    started = time.perf_counter()
    problem = build_problem(cohort)
    build = time.perf_counter() - started
    watch = _Watch()
    solution = solve(problem, Budget(limit, watch))
    peak = memory("VmHWM")
    _require_right(cohort, problem, solution)
    worth, gap = solution.worth, gap_of(solution)
    return Timing(
        build=build,
        first=next((s.seconds for s in watch.seen if s.total is not None), None),
        close=_close(watch.seen, problem, solution),
        proof=solution.seconds,
        outcome=solution.outcome.value,
        proven=solution.outcome.value in {"optimal", "infeasible"},
        worst_first=problem.worst_first,
        pairs=0 if worth is None else worth.pairs,
        reserves=None if worth is None else worth.reserves,
        worst_fit=None if worth is None else worth.worst_fit,
        total=None if worth is None else worth.total,
        bound=solution.bound,
        gap=gap,
        early_gap=gap if solution.seconds <= EARLY else _gap_by(watch.seen, EARLY),
        assignments=solution.assignments,
        before=before,
        megabytes=peak,
    )


def _require_right(cohort: Cohort, problem: Problem, solution: Solution) -> None:
    if solution.worth is None:
        return
    seen = rescored(cohort, *named(problem, solution.dates, solution.pairs))
    said = (solution.worth.pairs, solution.worth.worst_fit, solution.worth.total)
    if seen.broken or (seen.pairs, seen.worst_fit, seen.total) != said:
        raise AssertionError(f"the search says {said}, the check says {seen}")


def gap_of(solution: Solution) -> float | None:
    """Return (bound - total) / max(1, |total|), where there is a plan."""
    if solution.worth is None or solution.bound is None:
        return None
    total = solution.worth.total
    return (solution.bound - total) / max(1, abs(total))


def _close(seen: list[Snapshot], problem: Problem, solution: Solution) -> float | None:
    """Return when a plan with the final number of pairs was first within 1 % of the bound.

    Where the lowest fit goes first, a total means nothing before that fit is settled; the search
    tells a bound from then on.
    """
    worth, bound = solution.worth, solution.bound
    if worth is None or bound is None:
        return None
    enough = bound - CLOSE * abs(bound)
    for s in seen:
        settled = s.bound is not None or not problem.worst_first
        if settled and s.total is not None and s.pairs == worth.pairs and s.total >= enough:
            return s.seconds
    return solution.seconds if worth.total >= enough else None


def _gap_by(seen: list[Snapshot], seconds: float) -> float | None:
    known = [s.gap for s in seen if s.seconds <= seconds and s.gap is not None]
    return known[-1] if known else None

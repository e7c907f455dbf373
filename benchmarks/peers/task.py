"""What another way is asked, and what it came to."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.rescoring import named, rescored
from matcher.solve.levels import solve
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from matcher.cohort import Cohort
    from matcher.solve.problem import Problem


@dataclass(frozen=True)
class Question:
    """What another way is asked.

    Attributes
    ----------
    cohort, problem
        The same thing twice: as records, and as arrays.
    limit
        Seconds that it may take.
    python
        The interpreter of its own environment, where it has one.
    """

    cohort: Cohort
    problem: Problem
    limit: float
    python: Path | None = None


@dataclass(frozen=True)
class PeerRun:
    """What another way came to.

    Attributes
    ----------
    seconds
        How long it took, without reading the cohort; for a way that knows pairs only, how long
        the pairs took.
    proven
        Whether it ended with a proof that no plan is better.
    pairs, total, worst_fit
        What its plan is worth by our rules; 0 pairs where it found no plan.
    broken
        Which of our rules its plan breaks, one text for each time.
    chosen_fit
        For a way that knows pairs only: the sum of the fits of the pairs that it chose.
    dates_seconds
        For a way that knows pairs only: how long our search took to find dates for them.
    megabytes
        Peak memory of its process.
    """

    seconds: float
    proven: bool = False
    pairs: int = 0
    total: int | None = None
    worst_fit: int | None = None
    broken: tuple[str, ...] = ()
    chosen_fit: int | None = None
    dates_seconds: float | None = None
    megabytes: float = 0.0


def judged(
    question: Question,
    run: PeerRun,
    dates: Iterable[int],
    pairs: Iterable[tuple[int, int]],
) -> PeerRun:
    """Return a run with what its plan, given as indices into the problem, is worth."""
    couples = list(pairs)
    if not couples:
        return run
    seen = rescored(question.cohort, *named(question.problem, dates, couples))
    return replace(
        run, pairs=seen.pairs, total=seen.total, worst_fit=seen.worst_fit, broken=seen.broken
    )


def with_dates(question: Question, run: PeerRun, pairs: Iterable[tuple[int, int]]) -> PeerRun:
    """Return a run that chose only pairs, with the best plan that dates leave of them.

    The dates are found by our own search; its time is told apart.
    """
    couples = list(pairs)
    if not couples:
        return run
    rows, columns = map(list, zip(*couples, strict=True))
    problem = question.problem
    only = np.zeros_like(problem.allowed)
    only[rows, columns] = problem.allowed[rows, columns]
    started = time.perf_counter()
    solution = solve(replace(problem, allowed=only), Budget(question.limit))
    found = replace(
        run,
        chosen_fit=int(problem.fit[rows, columns].sum()),
        dates_seconds=time.perf_counter() - started,
    )
    return judged(question, found, solution.dates, solution.pairs)


def best_of(problem: Problem, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the allowed ones among some pairs, the best by fit, as many as are wanted."""
    allowed = [pair for pair in pairs if problem.allowed[pair]]
    return sorted(allowed, key=lambda pair: -int(problem.fit[pair]))[: problem.wanted]

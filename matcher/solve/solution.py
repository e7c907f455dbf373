"""What a search hands over: dates, pairs, and what is known about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matcher.plans import Outcome
    from matcher.solve.problem import Problem


@dataclass(frozen=True)
class Worth:
    """What dates and pairs are worth on every level, best first.

    Attributes
    ----------
    pairs, reserves
        How many pairs there are, and how many reserves among their people.
    worst_fit
        The lowest fit.
    total
        The sum of the values less the avoided dates, in points.
    """

    pairs: int
    reserves: int
    worst_fit: int
    total: int


@dataclass(frozen=True)
class Solution:
    """The end of a search.

    Attributes
    ----------
    outcome
        ``optimal`` only with a proof of every level.
    dates
        Candidate indices, one a workshop; empty without a plan.
    pairs
        Patient and professional, as indices into the problem.
    worth
        What they are worth; nothing without a plan.
    bound
        No plan that is at least as good on levels 1 to 3 has a higher total.
    most_proven
        Whether it is proven that no plan has more pairs, up to those wanted.
    assignments
        How many assignments were solved on the way.
    seconds
        How long it took.
    """

    outcome: Outcome
    dates: tuple[int, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    worth: Worth | None = None
    bound: int | None = None
    most_proven: bool = False
    assignments: int = 0
    seconds: float = 0.0


def worth_of(problem: Problem, dates: tuple[int, ...], pairs: tuple[tuple[int, int], ...]) -> Worth:
    """Return what pairs are worth on some dates, summed up afresh."""
    rows = np.array([row for row, _ in pairs], dtype=np.int64)
    columns = np.array([column for _, column in pairs], dtype=np.int64)
    ours, theirs, on = problem.patients, problem.professionals, list(dates)
    together = ours.can[rows][:, on] & theirs.can[columns][:, on]
    asked = ours.only_if_needed[rows][:, on].astype(np.int64)
    asked += theirs.only_if_needed[columns][:, on]
    fit = problem.fit[rows, columns]
    cost = problem.missed_cost * int((~together).sum())
    cost += problem.if_needed_cost * int((asked * together).sum())
    return Worth(
        pairs=len(pairs),
        reserves=int(ours.reserve[rows].sum() + theirs.reserve[columns].sum()),
        worst_fit=int(fit.min()),
        total=int(fit.sum()) - cost - problem.cost_of_dates(dates),
    )

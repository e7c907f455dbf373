"""Which pairs of a plan are in every plan nearly as good, and what the others are worth without.

For each pair, the best plan without it is searched for among those above the limit: there is one,
or there provably is none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.records import Identifier, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matcher.explaining.near_ties import Neighbourhood
    from matcher.solve.progress import Budget
    from matcher.solve.search import Found

PERCENT = 1
"""How far below the best total a plan may be to count as nearly as good."""


class FirmPair(Record):
    """A pair of the plan, and whether plans nearly as good do without it."""

    patient: Identifier
    professional: Identifier
    in_every: bool | None
    """Whether it is in every plan within the limit; nothing where time ran out."""
    total_without: int | None = None
    """The total of the best plan without it, where that is within the limit."""
    proven: bool
    """Whether `total_without` is provably the best."""
    told_in: int
    """In how many of the different pairings that are told of it is, the plan's own among them."""


def slack(best_total: int) -> int:
    """Return how many points a plan nearly as good may be below the best."""
    return abs(best_total) * PERCENT // 100


def firm_pairs(
    near: Neighbourhood, level: float, bound: float, known: Sequence[Found], budget: Budget
) -> Iterator[FirmPair]:
    """Yield each pair of the plan.

    Parameters
    ----------
    near
        The plan and all that are as good before the total.
    level, bound
        The lowest value that counts as nearly as good, and what no plan is worth more than.
    known
        A plan of each pairing that is told of, the plan itself among them.
    budget
        How long all pairs together may take.
    """
    ids = near.stages.problem.patients.ids, near.stages.problem.professionals.ids
    pairs = near.own.pairs
    for number, (row, column) in enumerate(pairs):
        without = [one for one in known if (row, column) not in one.pairs and one.value >= level]
        start = max(without, key=lambda one: one.value, default=None)
        worth = near.task.worth.copy()
        worth[row, column] = -np.inf
        task = replace(near.task, worth=worth, floor=max(near.task.floor, level - 1), enough=bound)
        part = budget.part(1 / (len(pairs) - number))
        result = near.stages.run(task, near.rules, start, part)
        best = result.best
        yield FirmPair(
            patient=ids[0][row],
            professional=ids[1][column],
            in_every=False if best is not None else True if result.complete else None,
            total_without=None if best is None else near.stages.worth(best).total,
            proven=result.complete or (best is not None and best.value >= bound),
            told_in=sum((row, column) in one.pairs for one in known),
        )

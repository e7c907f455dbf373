"""What it would cost to pair any two people where the dates may move as well: one pair at a time.

Each pair is solved again with the two forced in. What the dates of the plan cost is a limit from
above, since they stay one of the choices; where that is nothing, nothing is left to solve. The
dates that are nearly as good as the plan's are remembered once for all pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.explaining.forced_worths import ForcedWorths, forced_worths, with_pair
from matcher.explaining.pair_prices import (
    NOT_ON_ANY,
    TIME_ENDED,
    Couples,
    PriceOfPair,
    Proof,
    never_allowed,
)
from matcher.explaining.prices import couples_of, worth_with
from matcher.plans import Outcome
from matcher.solve.levels import solve
from matcher.solve.memory import Memory, remember
from matcher.solve.progress import Budget, Silent
from matcher.solve.solution import Solution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.plans import Plan
    from matcher.solve.progress import Progress

NOTHING = (0, 0, 0, 0)

Cell = tuple[int, int]


@dataclass(frozen=True)
class Step:
    """One more price, and how far all of them have come.

    Attributes
    ----------
    price
        The price.
    done, of
        How many pairs are priced now, and how many there are.
    """

    price: PriceOfPair
    done: int
    of: int


def price_of_every_pair(
    plan: Plan, *, seconds_each: float | None = None, progress: Progress | None = None
) -> Iterator[Step]:
    """Yield the price of each pair with the dates free, those likely to cost least first.

    Parameters
    ----------
    plan
        A plan that knows its cohort.
    seconds_each
        How long one pair may take; `solve.time_limit_seconds` by default. A pair whose proof does
        not end by then is told as a bound or as open.
    progress
        Who is told how each search goes on, and may stop all of it: then no more pairs come. So
        does whoever takes no more of them.
    """
    if plan.objective is None or not plan.cohort.programme.pairing.form_pairs:
        return
    watcher = progress or Silent()
    settings = plan.cohort.programme.solve
    seconds = settings.time_limit_seconds if seconds_each is None else seconds_each
    couples, why = couples_of(plan)
    fixed = forced_worths(couples.problem, couples.dates, couples.now.pairs)
    cells = _cheapest_first(couples, fixed)
    proven = plan.status is Outcome.OPTIMAL
    memory: Memory | None = None
    for done, cell in enumerate(cells, start=1):
        if watcher.stop_requested():
            return
        reason = never_allowed(couples.problem, why, *cell)
        price = None if reason is None else couples.without(*cell, reason)
        if price is None and proven:
            price = _free_of_charge(couples, fixed, cell)
        if price is None:
            if memory is None:
                memory = _memory(couples, fixed, Budget(seconds, watcher))
            price = _solved(couples, cell, memory, seconds, watcher)
            if price.proof != "exact" and watcher.stop_requested():
                return
        yield Step(price, done, len(cells))


def _cheapest_first(couples: Couples, fixed: ForcedWorths) -> list[Cell]:
    """Return all pairs: those that cost least on the plan's dates, then all others."""
    height, width = fixed.possible.shape
    cells = [(row, column) for row in range(height) for column in range(width)]

    def likely(cell: Cell) -> tuple[bool, tuple[int, ...]]:
        if not fixed.possible[cell]:
            return True, NOTHING
        return False, couples.priced(*cell, worth_with(fixed, *cell), "at_most").levels

    return sorted(cells, key=likely)


def _free_of_charge(couples: Couples, fixed: ForcedWorths, cell: Cell) -> PriceOfPair | None:
    """Return the price of a pair in the plan, or in a plan as good on its dates: nothing."""
    if couples.is_formed(*cell):
        return couples.priced(*cell, couples.now, "exact")
    if not couples.problem.is_plain or not fixed.possible[cell]:
        return None
    price = couples.priced(*cell, worth_with(fixed, *cell), "exact")
    return price if price.levels == NOTHING else None


def _memory(couples: Couples, fixed: ForcedWorths, budget: Budget) -> Memory:
    """Return the dates nearly as good as the plan's: by what every other pair costs there."""
    alike = fixed.possible & (fixed.pairs == couples.now.pairs)
    lost = np.maximum(couples.now.total - fixed.total[alike], 0)
    slack = int(np.median(lost)) if lost.size else 0
    return remember(couples.problem, _solution_of(couples), slack, budget)


def _solution_of(couples: Couples) -> Solution:
    return Solution(
        Outcome.FEASIBLE,
        couples.dates,
        tuple(sorted(couples.formed)),
        couples.now,
        couples.now.total,
    )


def _solved(
    couples: Couples, cell: Cell, memory: Memory, seconds: float, watcher: Progress
) -> PriceOfPair:
    given = with_pair(couples.problem, *cell)
    solution = solve(given, Budget(seconds, watcher), memory=memory)
    if solution.outcome is Outcome.INFEASIBLE:
        return couples.without(*cell, NOT_ON_ANY)
    if solution.worth is None:
        return couples.without(*cell, TIME_ENDED, "open")
    proof: Proof = "exact" if solution.outcome is Outcome.OPTIMAL else "at_most"
    return couples.priced(*cell, solution.worth, proof)

"""A search in parts: one for each mix of weekdays, the most promising first.

The parts share the best plan so far. At the prices of the best pairs before any date, each part has
a bound (`price_bound`) that counts what its weekdays force; the first part that cannot beat the
best plan ends the search.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.assignment import best_pairs
from matcher.solve.mixes import by_mix
from matcher.solve.prices import column_prices, price_bound
from matcher.solve.search import Result, Search, Task
from matcher.solve.tree import foreseen, root

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.solve.progress import Budget
    from matcher.solve.search import Found, PairRules

    Tell = Callable[[Found | None, float], None]


def search(
    task: Task,
    budget: Budget,
    rules: PairRules | None = None,
    start: Found | None = None,
    tell: Tell | None = None,
) -> Result:
    """Search all parts of a task, as `Search` does one.

    Parameters
    ----------
    task, budget, rules, start, tell
        As in `Search`.
    """
    best, nodes = start, 0
    kept: tuple[Found, ...] = ()
    parts = _parts(task)
    for number, (bound, part) in enumerate(parts):
        if bound < task.target(best):
            break
        rest = max((other for other, _ in parts[number + 1 :]), default=-np.inf)
        own = replace(part, keep=task.keep - len(kept))
        result = Search(own, budget, rules, best, _beside(rest, tell)).run()
        best, kept, nodes = result.best, kept + result.kept, nodes + result.nodes
        enough = best is not None and best.value >= task.enough and rest >= task.target(best)
        if enough or not result.complete:
            return Result(best, max(result.bound, rest), False, nodes, kept)
    floor = task.floor if best is None else best.value
    return Result(best, floor, True, nodes, kept)


def _parts(task: Task) -> list[tuple[float, Task]]:
    """Return the parts of a task, each with its bound, the highest first."""
    days = task.costs.days
    mixes = [days] if days is None else by_mix(days, task.slots, task.follows)
    if days in mixes:
        return [(np.inf, task)]
    start, dates = root(task.worth), np.asarray(task.slots.any(axis=0))
    best = best_pairs(start.worth, task.quota)
    if best is None:
        return []
    prices = column_prices(start.worth, best, task.quota)
    parts = []
    for mix in mixes:
        costs = replace(task.costs, days=mix)
        content = (foreseen(start, dates, costs).worth - prices).max(axis=1)
        bound = float(price_bound(content, prices, task.quota))
        parts.append((bound, replace(task, costs=costs)))
    return sorted(parts, key=lambda part: -part[0])


def _beside(rest: float, tell: Tell | None) -> Tell | None:
    """Return what tells of one part that the parts to come may be worth so much."""
    if tell is None:
        return None
    return lambda found, bound: tell(found, max(bound, rest))

"""Good plans early: local search over the dates, one workshop moved at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.solve.assignment import best_pairs
from matcher.solve.bounds import child_bounds, most_pairs_of_children
from matcher.solve.prices import column_prices
from matcher.solve.tree import Node, root, with_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.solve.progress import Budget
    from matcher.solve.search import Found, PairRules, Task

    Floats = NDArray[np.float64]

RESTARTS = 12


def improve(task: Task, found: Found, rules: PairRules, budget: Budget) -> Found:
    """Return a plan that no move of a single workshop makes better.

    For each workshop in turn, all its other dates are bounded at once (`child_bounds`), and the
    most promising ones are solved, until none can beat what is there.
    """
    moved, prices = True, None
    while moved and not budget.spent() and found.value < task.enough:
        before = found.value
        for workshop in range(len(task.slots)):
            found, prices = _best_move(task, found, workshop, rules, prices)
        moved = found.value > before
    return found


def _best_move(
    task: Task, found: Found, workshop: int, rules: PairRules, near: Floats | None
) -> tuple[Found, Floats | None]:
    """Return the best plan with another date for a workshop, and prices without that date."""
    node = _without(task, found.dates, workshop)
    best = best_pairs(node.worth, task.quota, near)
    if best is None:
        return found, near
    prices = column_prices(node.worth, best, task.quota, near)
    dates = _alternatives(task, found.dates, workshop)
    bounds = child_bounds(node, dates, workshop, task.costs, prices, task.quota)
    for index in np.argsort(-bounds, kind="stable"):
        if bounds[index] <= found.value:
            break
        moved = _at(with_date(node, int(dates[index]), workshop, task.costs), workshop)
        pairs = best_pairs(moved.worth, task.quota, prices)
        if pairs is not None and pairs.value - moved.constant > found.value:
            better = rules.finish(moved, task.quota, pairs, found.value)
            found = found if better is None else better
    return found, prices


def _without(task: Task, dates: Sequence[int], workshop: int) -> Node:
    """Return the node with every date but that of one workshop."""
    node = root(task.worth)
    for number, date in enumerate(dates):
        if number != workshop:
            node = with_date(node, date, number, task.costs)
    return node


def _at(node: Node, workshop: int) -> Node:
    """Return the node with the date that was added last in its workshop's place."""
    *others, last = node.dates
    dates = (*others[:workshop], last, *others[workshop:])
    return replace(node, dates=dates)


def _alternatives(task: Task, dates: Sequence[int], workshop: int) -> NDArray[np.int64]:
    """Return the dates that a workshop may take between its neighbours."""
    fits = task.slots[workshop].copy()
    if workshop > 0:
        fits &= task.follows[workshop - 1, dates[workshop - 1]]
    if workshop + 1 < len(dates):
        fits &= task.follows[workshop, :, dates[workshop + 1]]
    found = np.flatnonzero(fits)
    days = task.costs.days
    if days is None:
        return found
    before, after = tuple(dates[:workshop]), tuple(dates[workshop + 1 :])
    kept = [days.keep((*before, int(date), *after)) for date in found]
    return np.asarray(found[np.array(kept, dtype=bool)])


def most_pairs(task: Task, seed: int, budget: Budget) -> tuple[int, tuple[int, ...]]:
    """Return dates on which many pairs are possible, and how many; found by local search.

    What counts is the size of a maximum matching among the pairs that miss few enough workshops.
    It is a start and proves nothing.
    """
    random = np.random.default_rng(seed)
    best: tuple[int, tuple[int, ...]] = (0, ())
    for _ in range(RESTARTS):
        dates = random_dates(task, random)
        if dates is None:
            continue
        size, improved = matching_size(task, dates), True
        while improved and not budget.spent():
            improved = False
            for workshop in range(len(dates)):
                others = random.permutation(_alternatives(task, dates, workshop))
                node = _without(task, dates, workshop)
                sizes = most_pairs_of_children(node, others, workshop, task.costs)
                if sizes.max(initial=0) > size:
                    date = int(others[sizes.argmax()])
                    dates = (*dates[:workshop], date, *dates[workshop + 1 :])
                    size, improved = int(sizes.max()), True
        best = max(best, (size, dates))
        if best[0] >= task.quota.pairs or budget.spent():
            break
    return best


def random_dates(task: Task, random: np.random.Generator) -> tuple[int, ...] | None:
    """Return any dates; nothing where rules on all dates together leave none after the first."""
    dates: list[int] = []
    for workshop, slot in enumerate(task.slots):
        fits = slot if not dates else slot & task.follows[workshop - 1, dates[-1]]
        if task.costs.days is not None:
            fits = fits & task.costs.days.may_add(dates)
        if not fits.any():
            return None
        dates.append(int(random.choice(np.flatnonzero(fits))))
    return tuple(dates)


def matching_size(task: Task, dates: Sequence[int]) -> int:
    """Return how many pairs there can be on some dates."""
    possible = np.isfinite(_without(task, dates, -1).worth)
    matched = maximum_bipartite_matching(csr_array(possible), perm_type="column")
    return int((matched >= 0).sum())

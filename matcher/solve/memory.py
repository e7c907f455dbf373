"""What a finished search leaves for the next one: the dates of all plans that were nearly as good.

A search that asks for *every* sequence of dates worth more than a level knows two things: the
sequences, each with its worth, and that all others are worth no more than the level. When a rule is
added, a person drops out or a date is lost, no plan gets better. So the old worths are bounds of
the new ones: the sequences are solved again from the best down, until none can beat what is there;
and if that beats the level, it is the best of all. Where scores rise, every bound rises by no more
than what n pairs can gain. Where more becomes possible than that, the sequences are good starts
and prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.stages import Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from matcher.solve.problem import People, Problem
    from matcher.solve.progress import Budget
    from matcher.solve.search import Found
    from matcher.solve.solution import Solution

    Indices = NDArray[np.int64]

MOST_KEPT = 20_000
"""So many sequences of dates are kept at most."""

STARTS = 10
"""How many sequences are tried where they prove nothing."""


@dataclass(frozen=True)
class Memory:
    """What is known of a problem.

    Attributes
    ----------
    problem
        The problem.
    pairs
        How many pairs its best plan has.
    near
        Sequences of dates as candidate indices, each with what it is worth, the best first.
    rest
        All other sequences are worth no more than this; infinite where that is not known.
    """

    problem: Problem
    pairs: int
    near: tuple[tuple[float, tuple[int, ...]], ...]
    rest: float = np.inf

    @classmethod
    def of_plan(cls, problem: Problem, dates: tuple[int, ...], pairs: int) -> Memory:
        """Return what a plan alone tells: where to start."""
        return cls(problem, pairs, ((np.inf, dates),))


def remember(problem: Problem, solution: Solution, slack: int, budget: Budget) -> Memory:
    """Return what is worth keeping for later searches, by a search of its own.

    Parameters
    ----------
    problem, solution
        What was solved, and its proven plan.
    slack
        How far below the best the dates are kept, in points.
    budget
        How long that may take; without the proof, only the plan is kept. The same goes for
        problems in which the total is not all that counts, or projects have limits.
    """
    pairs = len(solution.pairs)
    stages = Stages(problem, budget, 1)
    assert solution.worth is not None
    if solution.worth.reserves == 0:
        stages.leave_out_reserves()
    known = Memory.of_plan(problem, solution.dates, pairs)
    if not problem.is_plain or problem.worst_first or stages.has_reserves():
        return known
    task, rules = stages.task(pairs)
    level = solution.worth.total - slack - 1
    result = stages.run(replace(task, above=float(level), keep=MOST_KEPT), rules, None)
    if not result.complete:
        return known
    near = sorted(((found.value, found.dates) for found in result.kept), reverse=True)
    return replace(known, near=tuple(near), rest=float(level))


def recall(memory: Memory, stages: Stages) -> tuple[Found | None, bool]:
    """Return the best plan on remembered dates, and whether no other plan is better.

    Reserves are left out where the plan needs none.
    """
    problem, old = stages.problem, memory.problem
    plain = problem.is_plain and not problem.worst_first
    gain = _most_gained(old, problem, memory.pairs) if plain else np.inf
    place = {day: index for index, day in enumerate(problem.candidates.days)}
    best: Found | None = None
    task, rules = stages.task(memory.pairs)
    firm = replace(task, worth=np.where(stages.with_reserve, -np.inf, task.worth))
    for number, (worth, dates) in enumerate(memory.near):
        known = worth + gain
        if best is not None and (best.value >= known or (np.isinf(known) and number >= STARTS)):
            break
        days = [old.candidates.days[date] for date in dates]
        here = tuple(place[day] for day in days if day in place)
        if _fits(problem, here):
            found = stages.at(here, firm, rules)
            if found is not None and (best is None or found.value > best.value):
                best = found
    return best, best is not None and best.value >= memory.rest + gain


def _fits(problem: Problem, dates: tuple[int, ...]) -> bool:
    """Return whether the workshops may be on these dates."""
    if len(dates) != problem.workshops:
        return False
    steps = zip(problem.follows, dates[:-1], dates[1:], strict=True)
    on_dates = zip(problem.slots, dates, strict=True)
    if problem.days is not None and not problem.days.keep(dates):
        return False
    return all(slot[date] for slot, date in on_dates) and all(f[a, b] for f, a, b in steps)


def _most_gained(old: Problem, new: Problem, pairs: int) -> float:
    """Return how much any plan of so many pairs can have gained; infinite where that is open."""
    rows = _places(old.patients.ids, new.patients.ids)
    columns = _places(old.professionals.ids, new.professionals.ids)
    dates = _places(old.candidates.days, new.candidates.days)
    if rows is None or columns is None or dates is None or not _same_rules(old, new, dates):
        return np.inf
    block = np.ix_(rows, columns)
    if (new.allowed & ~old.allowed[block]).any():
        return np.inf
    if not _no_freer(old.patients, new.patients, rows, dates):
        return np.inf
    if not _no_freer(old.professionals, new.professionals, columns, dates):
        return np.inf
    gains = np.where(new.allowed, new.fit - old.fit[block], 0).clip(min=0)
    by_row, by_column = gains.max(axis=1, initial=0), gains.max(axis=0, initial=0)
    return float(min(_top(by_row, pairs), _top(by_column, pairs)))


def _top(values: Indices, count: int) -> int:
    return int(np.sort(values)[::-1][:count].sum())


def _places(old: tuple[object, ...], new: tuple[object, ...]) -> Indices | None:
    """Return where the new ones were among the old, or nothing where one was not there."""
    place = {one: index for index, one in enumerate(old)}
    if any(one not in place for one in new):
        return None
    return np.array([place[one] for one in new], dtype=np.int64)


def _same_rules(old: Problem, new: Problem, dates: Indices) -> bool:
    """Return whether the rules allow no more, and cost no less, than they did."""
    if old.workshops != new.workshops or old.wanted != new.wanted:
        return False
    not_less: list[Callable[[Problem], int]] = [
        lambda problem: problem.missed_cost,
        lambda problem: problem.if_needed_cost,
        lambda problem: -problem.max_missed,
    ]
    freer = [
        any(cost(new) < cost(old) for cost in not_less),
        (old.everyone & ~new.everyone).any(),
        (new.avoid_cost < old.avoid_cost[dates]).any(),
        (new.slots & ~old.slots[:, dates]).any(),
        (new.follows & ~old.follows[:, dates][:, :, dates]).any(),
    ]
    return not any(freer)


def _no_freer(old: People, new: People, people: Indices, dates: Indices) -> bool:
    """Return whether nobody comes more often, or more gladly, and all who had to be in still do."""
    block = np.ix_(people, dates)
    freer = [
        (new.can & ~old.can[block]).any(),
        (new.can & old.only_if_needed[block] & ~new.only_if_needed).any(),
        (old.must[people] & ~new.must).any(),
        len(people) < len(old.ids) and np.delete(old.must, people).any(),
    ]
    return not any(freer)

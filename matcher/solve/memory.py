"""What a finished search leaves for the next one: the dates of all plans that were nearly as good.

A search that asks for *every* sequence of dates worth more than a level knows two things: the
sequences, each with its worth, and that all others are worth no more than the level. When a rule is
added, a person drops out or a date is lost, no plan gets better. So the old worths are bounds of
the new ones: the sequences are bounded (`many_dates`) and solved again from the best down, until
none can beat what is there; and if that beats the level, it is the best of all. Where scores
change, every bound changes by no more than what n pairs can gain. When a change is taken back,
what is known of the problem before it serves in the same way. Where something becomes possible,
the plans that use it are searched apart (`gains`). Where that is too much, the sequences are good
starts and prove nothing. The proven best plan alone is such a memory too: nothing is worth more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.assignment import best_pairs
from matcher.solve.gains import gains
from matcher.solve.many_dates import bounds_on
from matcher.solve.prices import column_prices
from matcher.solve.stages import Stages
from matcher.solve.start import improve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.gains import Gains
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget
    from matcher.solve.search import Found, PairRules, Task
    from matcher.solve.solution import Solution

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]

MOST_KEPT = 20_000
"""So many sequences of dates are kept at most."""

STARTS = 10
"""How many sequences are tried where they prove nothing."""

MOST_LOOKED_AT = 4_000
"""How many are bounded where they may prove something: more take longer than a search."""

MOST_SOLVED = 500
"""How many of those are solved."""

BLOCK = 256
"""How many are bounded at once at most."""

BLOCK_CELLS = 2_000_000
"""How many cells their matrices have at most."""


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
    earlier
        The same of the problem before some of its changes, for when one of them is taken back.
    """

    problem: Problem
    pairs: int
    near: tuple[tuple[float, tuple[int, ...]], ...]
    rest: float = np.inf
    earlier: Memory | None = None

    @cached_property
    def worths(self) -> Floats:
        """What the sequences are worth, ``(S,)``."""
        return np.array([worth for worth, _ in self.near], dtype=np.float64)

    @cached_property
    def dates(self) -> Indices:
        """The sequences as candidate indices, ``(S, T)``."""
        return np.array([dates for _, dates in self.near], dtype=np.int64)

    @classmethod
    def of_plan(
        cls, problem: Problem, dates: tuple[int, ...], pairs: int, best: float = np.inf
    ) -> Memory:
        """Return what a plan alone tells: where to start.

        Parameters
        ----------
        problem, dates, pairs
            The problem, the plan's dates as candidate indices, and how many pairs it has.
        best
            Its total, where it has no reserve and is proven to be the best.
        """
        return cls(problem, pairs, ((best, dates),), best)


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
    problem = stages.problem
    memory, new = _closest(memory, problem)
    if memory.pairs > problem.wanted:
        return None, False
    task, rules = stages.task(memory.pairs)
    firm = replace(task, worth=np.where(stages.with_reserve, -np.inf, task.worth))
    worths, dates = _still_there(memory, problem)
    if new is None:
        found = [stages.at(_as_dates(one), firm, rules) for one in dates[:STARTS]]
        return max(filter(None, found), key=_value, default=None), False
    best, looked_at = _best_on(firm, rules, stages, worths + new.points, dates)
    left = worths[looked_at] if looked_at < len(worths) else memory.rest
    if best is None or best.value < max(left, memory.rest) + new.points:
        return best, False
    if new.is_empty:
        return best, True
    if memory.pairs < problem.wanted:
        return best, False
    if len(worths) == 1:
        best = improve(firm, best, rules, stages.budget)
    for part in new.tasks(firm):
        result = stages.run(part, rules, best)
        best = result.best or best
        if not result.complete:
            return best, False
    return best, True


def start(memory: Memory, stages: Stages, pairs: int) -> Found | None:
    """Return any plan of so many pairs on remembered dates, if there is one."""
    task, rules = stages.task(pairs)
    for one in _still_there(memory, stages.problem)[1][:STARTS]:
        found = stages.at(_as_dates(one), task, rules)
        if found is not None:
            return found
    return None


def _closest(memory: Memory, problem: Problem) -> tuple[Memory, Gains | None]:
    """Return what bounds the problem best, and what is new since; else what is known last."""
    last: Gains | None = None
    nearest: tuple[Memory, Gains | None] | None = None
    lowest = np.inf
    one: Memory | None = memory
    while one is not None:
        new = _gains(one, problem)
        last = new if one is memory else last
        if new is not None and new.is_empty and one.rest + new.points < lowest:
            nearest, lowest = (one, new), one.rest + new.points
        one = one.earlier
    return nearest or (memory, last)


def _gains(memory: Memory, problem: Problem) -> Gains | None:
    plain = all(one.is_plain and not one.worst_first for one in (memory.problem, problem))
    known = plain and np.isfinite(memory.rest)
    return gains(memory.problem, problem, memory.pairs) if known else None


def _best_on(
    task: Task, rules: PairRules, stages: Stages, bounds: Floats, dates: Indices
) -> tuple[Found | None, int]:
    """Return the best plan on some sequences of dates, and how many of them are dealt with.

    They come with what they are worth at most, the best first; once the best plan is worth as much
    as the next one can be, all are.
    """
    best, number = None, 0
    while best is None and number < min(len(dates), STARTS):
        best = stages.at(_as_dates(dates[number]), task, rules)
        number += 1
    if best is None:
        return None, number
    prices = _prices(task, stages, best)
    block, solved = max(1, min(BLOCK, BLOCK_CELLS // max(1, task.worth.size))), 0
    while number < min(len(dates), MOST_LOOKED_AT) and bounds[number] > best.value:
        more = int((bounds[number : number + block] > best.value).sum())
        some = dates[number : number + more]
        tighter = np.minimum(bounds_on(task, some, prices), bounds[number : number + more])
        for index in np.argsort(-tighter, kind="stable"):
            if tighter[index] <= best.value:
                break
            if solved == MOST_SOLVED:
                return best, number
            found = stages.at(_as_dates(some[index]), task, rules)
            solved += 1
            if found is not None and found.value > best.value:
                best = found
        number += more
    settled = number < len(dates) and bounds[number] <= best.value
    return best, len(dates) if settled else number


def _prices(task: Task, stages: Stages, found: Found) -> Floats:
    """Return prices of the columns that prove the pairs of a plan on its dates."""
    worth = stages.on(found.dates, task).worth
    best = best_pairs(worth, task.quota)
    assert best is not None
    return column_prices(worth, best, task.quota)


def _still_there(memory: Memory, problem: Problem) -> tuple[Floats, Indices]:
    """Return remembered dates that the workshops may still be on, as indices of today."""
    worths, dates = memory.worths, memory.dates
    if dates.shape != (len(worths), problem.workshops):
        return worths[:0], dates[:0]
    place = {day: index for index, day in enumerate(problem.candidates.days)}
    today = np.array([place.get(day, -1) for day in memory.problem.candidates.days], dtype=np.int64)
    here = today[dates]
    fits = np.asarray((here >= 0).all(axis=1))
    for slot, taken in zip(problem.slots, here.T, strict=True):
        fits &= slot[taken]
    for step, one, other in zip(problem.follows, here.T[:-1], here.T[1:], strict=True):
        fits &= step[one, other]
    if problem.days is not None:
        fits[fits] = [problem.days.keep(_as_dates(one)) for one in here[fits]]
    return worths[fits], here[fits]


def _as_dates(row: Indices) -> tuple[int, ...]:
    return tuple(int(date) for date in row)


def _value(found: Found) -> float:
    return found.value

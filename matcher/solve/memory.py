"""What a finished search leaves for the next one: the dates of all plans that were nearly as good.

A search that asks for *every* sequence of dates worth more than a level knows two things: the
sequences, each with its worth, and that all others are worth no more than the level. When a rule is
added, a person drops out or a date is lost, no plan gets better. So the old worths are bounds of
the new ones: the sequences are solved again from the best down, until none can beat what is there;
and if that beats the level, it is the best of all. Where scores rise, every bound rises by no more
than what n pairs can gain. Where something becomes possible, the plans that use it are searched
apart (`gains`). Where that is too much, the sequences are good starts and prove nothing. The
proven best plan alone is such a memory too: nothing is worth more than it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.gains import gains
from matcher.solve.stages import Stages
from matcher.solve.start import improve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget
    from matcher.solve.search import Found
    from matcher.solve.solution import Solution

MOST_KEPT = 20_000
"""So many sequences of dates are kept at most."""

STARTS = 10
"""How many sequences are tried where they prove nothing."""

MOST_SOLVED = 1_000
"""How many are tried where they may prove something: more take longer than a search."""


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
    problem, old = stages.problem, memory.problem
    plain = all(one.is_plain and not one.worst_first for one in (old, problem))
    new = gains(old, problem, memory.pairs) if plain and np.isfinite(memory.rest) else None
    rise = np.inf if new is None else new.points
    best: Found | None = None
    task, rules = stages.task(memory.pairs)
    firm = replace(task, worth=np.where(stages.with_reserve, -np.inf, task.worth))
    for number, (worth, here) in enumerate(_still_there(memory, problem)):
        known = worth + rise
        if number >= (STARTS if np.isinf(known) else MOST_SOLVED):
            break
        if best is not None and best.value >= known:
            break
        found = stages.at(here, firm, rules)
        if found is not None and (best is None or found.value > best.value):
            best = found
    else:
        known = memory.rest + rise
    if new is None or best is None or best.value < known:
        return best, False
    if new.is_empty:
        return best, True
    if memory.pairs < problem.wanted:
        return best, False
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
    for _, here in islice(_still_there(memory, stages.problem), STARTS):
        found = stages.at(here, task, rules)
        if found is not None:
            return found
    return None


def _still_there(memory: Memory, problem: Problem) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Yield remembered dates that the workshops may still be on, as indices of today."""
    place = {day: index for index, day in enumerate(problem.candidates.days)}
    for worth, dates in memory.near:
        days = [memory.problem.candidates.days[date] for date in dates]
        here = tuple(place[day] for day in days if day in place)
        if _fits(problem, here):
            yield worth, here


def _fits(problem: Problem, dates: tuple[int, ...]) -> bool:
    """Return whether the workshops may be on these dates."""
    if len(dates) != problem.workshops:
        return False
    steps = zip(problem.follows, dates[:-1], dates[1:], strict=True)
    on_dates = zip(problem.slots, dates, strict=True)
    if problem.days is not None and not problem.days.keep(dates):
        return False
    return all(slot[date] for slot, date in on_dates) and all(f[a, b] for f, a, b in steps)

"""One cohort among some people of a district: a good one to begin with, or the best."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.levels import solve
from matcher.solve.start import improve, matching_size, most_pairs, random_dates

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.intakes.pool import Pool
    from matcher.solve.search import Found
    from matcher.solve.solution import Solution, Worth
    from matcher.solve.stages import Stages

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

Pairs = tuple[tuple[int, int], ...]
Dates = tuple[int, ...]

START_STEPS = 40
"""How many children the search visits for the dates that a cohort starts with."""

EXACT_STEPS = 3_000
"""The same for the best cohort of given people: far more than nearly all of them need."""

LIMITED_STEPS = 20
"""The same where limits among the pairs make every step slow."""

TOGETHER = 2000.0
"""Points for somebody of the organisation that a cohort begins with."""

DRAWN = 20
"""How many sequences of dates are drawn by chance where the search gains nothing more."""


@dataclass(frozen=True)
class Group:
    """A cohort to be.

    Attributes
    ----------
    dates
        Candidate indices.
    pairs
        Patient and professional, as indices into the pool, by patient.
    worth
        What they are worth; nothing where there are no pairs.
    """

    dates: Dates
    pairs: Pairs
    worth: Worth | None


class Single:
    """Finds one cohort at a time; the best one of the same people is found once.

    Parameters
    ----------
    pool
        The people of the district.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._solved: dict[tuple[frozenset[int], frozenset[int]], Group | None] = {}

    def first(self, rows: Whole, columns: Whole, size: int) -> Group | None:
        """Return a good cohort among some people: a few steps of the search, by counting."""
        if size > min(len(rows), len(columns)):
            return None
        stages = self._pool.stages(self._pool.freely(rows, columns, size))
        task, rules = stages.task(size)
        if self._pool.together:
            task = replace(task, worth=task.worth + self._of_largest(rows, columns))
        found = stages.dive(task, rules).best
        if found is None:
            return None
        found = improve(task, found, rules, stages.budget)
        found = stages.run(task, rules, found, stages.budget.steps(START_STEPS)).best or found
        return self._kept(_group(found, stages.worth(found), rows, columns))

    def _of_largest(self, rows: Whole, columns: Whole) -> Floats:
        """Return what it counts that people are of the organisation with most of them here."""
        ours, theirs = self._pool.row_groups[rows], self._pool.column_groups[columns]
        named = [group for group in (*ours.tolist(), *theirs.tolist()) if group >= 0]
        if not named:
            return np.zeros((len(rows), len(columns)))
        largest = int(np.bincount(named).argmax())
        own = (ours == largest).astype(np.float64), (theirs == largest).astype(np.float64)
        return np.asarray(TOGETHER * (own[0][:, None] + own[1]))

    def on_most(self, rows: Whole, columns: Whole, size: int) -> Group | None:
        """Return a cohort on dates on which many of some people can come."""
        size = min(size, len(rows), len(columns))
        if not size:
            return None
        stages = self._pool.stages(self._pool.freely(rows, columns, size))
        number, dates = most_pairs(stages.task(size)[0], self._pool.seed, stages.budget)
        found = stages.plan_of(dates, min(number, size)) if number else None
        return (
            None if found is None else self._kept(_group(found, stages.worth(found), rows, columns))
        )

    def by_chance(self, rows: Whole, columns: Whole, size: int, turn: int) -> Group | None:
        """Return a cohort on the best of some dates by chance, and what they lead to."""
        size = min(size, len(rows), len(columns))
        if not size:
            return None
        stages = self._pool.stages(self._pool.freely(rows, columns, size))
        task, _ = stages.task(size)
        random = np.random.default_rng([self._pool.seed, turn])
        drawn = [random_dates(task, random) for _ in range(DRAWN)]
        counted = [(matching_size(task, dates), dates) for dates in drawn if dates is not None]
        number, dates = max(counted, default=(0, ()))
        found = stages.plan_of(dates, min(number, size)) if number else None
        if found is None:
            return None
        task, rules = stages.task(len(found.pairs))
        found = improve(task, found, rules, stages.budget)
        return self._kept(_group(found, stages.worth(found), rows, columns))

    def _kept(self, group: Group) -> Group:
        """Return a cohort that was found freely, with pairs that keep to what must hold."""
        return group if self._pool.problem.is_plain else self.exactly(group.dates, group.pairs)

    def exactly(self, dates: Dates, pairs: Pairs) -> Group:
        """Return the best pairs and dates for the people of a cohort."""
        if not pairs:
            return Group(dates, (), None)
        key = frozenset(row for row, _ in pairs), frozenset(column for _, column in pairs)
        if key not in self._solved:
            rows, columns = (np.array(sorted(side), dtype=np.int64) for side in key)
            self._solved[key] = self._best(dates, rows, columns, len(pairs))
        return self._solved[key] or Group(dates, (), None)

    def _best(self, dates: Dates, rows: Whole, columns: Whole, size: int) -> Group | None:
        """Return the best cohort of some people, all of whom can be in one on some dates."""
        stages = self._pool.stages(self._pool.among(rows, columns, size))
        if not stages.problem.is_plain:
            return self._within_limits(stages, dates, rows, columns, size)
        found = None if stages.problem.worst_first else stages.plan_of(dates, size)
        if found is None:
            solution = solve(stages.problem, stages.budget, self._pool.seed)
            worth = solution.worth
            return None if worth is None else _group(solution, worth, rows, columns)
        task, rules = stages.task(size)
        found = improve(task, found, rules, stages.budget)
        found = stages.run(task, rules, found, stages.budget.steps(EXACT_STEPS)).best or found
        return _group(found, stages.worth(found), rows, columns)

    def _within_limits(
        self, stages: Stages, dates: Dates, rows: Whole, columns: Whole, size: int
    ) -> Group | None:
        """Return a good cohort of the most of some people that limits among the pairs allow.

        Here every plan is an integer programme, so only a few other dates are looked at; the best
        ones are for the cohort's own plan.
        """
        for pairs in range(size, 0, -1):
            found = stages.plan_of(dates, pairs)
            if found is not None:
                task, rules = stages.task(pairs)
                steps = stages.budget.steps(LIMITED_STEPS)
                found = stages.run(task, rules, found, steps).best or found
                return _group(found, stages.worth(found), rows, columns)
        return None


def _group(found: Found | Solution, worth: Worth | None, rows: Whole, columns: Whole) -> Group:
    """Return what was found among some people with their indices in the pool."""
    pairs = ((int(rows[row]), int(columns[column])) for row, column in found.pairs)
    return Group(found.dates, tuple(sorted(pairs)), worth)

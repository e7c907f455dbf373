"""Who goes to which cohort of a district: cohorts by date, then exchanges between them.

*Start.* Cohorts are taken off the pool one by one with the search for pairs and dates together.
Their dates count, not yet their people.

*Exchange.* Given the dates of all cohorts, everybody's place is chosen at once (`exchange`): an
assignment in which a pair goes to the cohort that is worth most for it, with a price on the
places of each cohort. Given the people of a cohort, its pairs and dates are solved exactly.
The two steps follow each other as long as the district gains; nothing that loses is kept.

*New dates.* Where that ends, the two weakest neighbours are taken together, one cohort is chosen
out of both afresh, and exchanges begin anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matcher.intakes.exchanging import exchange
from matcher.intakes.pool import ENDLESS
from matcher.solve.levels import solve
from matcher.solve.progress import Budget
from matcher.solve.solution import worth_of
from matcher.solve.start import improve, matching_size, most_pairs, random_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.intakes.pool import Pool
    from matcher.programme.intake import IntakeSettings
    from matcher.solve.search import Found
    from matcher.solve.solution import Solution, Worth

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

Pairs = tuple[tuple[int, int], ...]
Dates = tuple[int, ...]

START_STEPS = 40
"""How many children the search visits for the dates that a cohort starts with."""

TRIES = 6
"""How many times in a row new dates may gain nothing before a district is left as it is."""

TOGETHER = 2000.0
"""Points for somebody of the organisation that a cohort begins with."""

FEW_COHORTS = 24
"""The fewer cohorts there are, the more often new dates are tried: so often, divided by them."""

DRAWN = 20
"""How many sequences of dates are drawn by chance where the search gains nothing more."""

HOPEFUL = 0.003
"""By what share of the total exchanges on new dates may fall short of what is there, for their
cohorts to be solved exactly all the same."""


class Level(NamedTuple):
    """How good the cohorts of a district are: the higher the better, first things first."""

    firm: int
    """How many people have a place who must have one."""
    pairs: int
    reserves: int
    """How many reserves are in a pair, below zero."""
    splits: int
    """Where organisations stay together: how often one is in a further cohort, below zero."""
    worst_fit: int
    """The lowest fit, where that goes before the total; else 0."""
    total: int


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


Groups = tuple[Group, ...]


def choose(pool: Pool, sizes: Sequence[int], settings: IntakeSettings) -> Groups:
    """Return the cohorts of a district, none of them too small.

    Parameters
    ----------
    pool
        The people of the district.
    sizes
        How many pairs each cohort is meant to have.
    settings
        How small and how large a cohort may be.
    """
    return Chooser(pool, tuple(sizes), settings).run()


class Chooser:
    """Chooses the cohorts of one district."""

    def __init__(self, pool: Pool, sizes: tuple[int, ...], settings: IntakeSettings) -> None:
        self._pool = pool
        self._settings = settings
        self._sizes = sizes
        self._solved: dict[tuple[frozenset[int], frozenset[int]], Group | None] = {}

    def run(self) -> Groups:
        """Start, exchange, and try new dates."""
        groups = self._start()
        if not groups:
            return ()
        groups = self._exchanged(groups)
        turn = 0
        while len(groups) > 1 and turn < self._patience(groups):
            other = self._with_new_dates(groups, turn)
            better = self.level(other) > self.level(groups)
            groups, turn = (other, 0) if better else (groups, turn + 1)
        return self._large_enough(groups)

    def _patience(self, groups: Groups) -> int:
        """Return how often in a row new dates may gain nothing: longer where a place is empty."""
        full = self.level(groups).pairs == sum(self._sizes)
        patience = max(TRIES, FEW_COHORTS // len(groups))
        return patience if full else 2 * patience

    def _large_enough(self, groups: Groups) -> Groups:
        """Return the cohorts without those that are too small; the others take up whom they can."""
        settings = self._settings
        while groups and min(len(group.pairs) for group in groups) < settings.smallest:
            fewest = min(range(len(groups)), key=lambda index: len(groups[index].pairs))
            kept = [group for index, group in enumerate(groups) if index != fewest]
            self._sizes = (settings.largest,) * len(kept)
            groups = self._exchanged(tuple(kept)) if kept else ()
        return groups

    def level(self, groups: Groups) -> Level:
        """Return how good some cohorts are."""
        pool = self._pool
        formed = [group for group in groups if group.worth is not None]
        rows = [row for group in formed for row, _ in group.pairs]
        columns = [column for group in formed for _, column in group.pairs]
        worths = [group.worth for group in formed if group.worth is not None]
        worst = min((worth.worst_fit for worth in worths), default=0)
        return Level(
            firm=int(pool.wanted_rows[rows].sum() + pool.wanted_columns[columns].sum()),
            pairs=len(rows),
            reserves=-sum(worth.reserves for worth in worths),
            splits=-_splits(pool, formed) if pool.together else 0,
            worst_fit=worst if pool.problem.worst_first else 0,
            total=sum(worth.total for worth in worths),
        )

    def _start(self) -> Groups:
        """Return cohorts that are taken off the pool one by one."""
        pool = self._pool
        rows, columns = np.arange(pool.worth.shape[0]), np.arange(pool.worth.shape[1])
        found: list[Group] = []
        for size in self._sizes:
            group = self._first(rows, columns, size) or self._on_most(rows, columns, size)
            if group is None:
                found.extend(Group(one.dates, (), None) for one in found[-1:])
                continue
            found.append(group)
            rows = np.setdiff1d(rows, [row for row, _ in group.pairs])
            columns = np.setdiff1d(columns, [column for _, column in group.pairs])
        return tuple(found)

    def _first(self, rows: Whole, columns: Whole, size: int) -> Group | None:
        """Return a good cohort among some people: a few steps of the search, by counting."""
        if size > min(len(rows), len(columns)):
            return None
        stages = self._pool.stages(self._pool.among(rows, columns, size))
        task, rules = stages.task(size)
        if self._pool.together:
            task = replace(task, worth=task.worth + self._of_largest(rows, columns))
        found = stages.dive(task, rules).best
        if found is None:
            return None
        found = improve(task, found, rules, stages.budget)
        found = stages.run(task, rules, found, stages.budget.steps(START_STEPS)).best or found
        return _group(found, stages.worth(found), rows, columns)

    def _of_largest(self, rows: Whole, columns: Whole) -> Floats:
        """Return what it counts that people are of the organisation with most of them here."""
        ours, theirs = self._pool.row_groups[rows], self._pool.column_groups[columns]
        named = [group for group in (*ours.tolist(), *theirs.tolist()) if group >= 0]
        if not named:
            return np.zeros((len(rows), len(columns)))
        largest = int(np.bincount(named).argmax())
        own = (ours == largest).astype(np.float64), (theirs == largest).astype(np.float64)
        return np.asarray(TOGETHER * (own[0][:, None] + own[1]))

    def _on_most(self, rows: Whole, columns: Whole, size: int) -> Group | None:
        """Return a cohort on dates on which many of some people can come."""
        size = min(size, len(rows), len(columns))
        if not size:
            return None
        stages = self._pool.stages(self._pool.among(rows, columns, size))
        number, dates = most_pairs(stages.task(size)[0], self._pool.seed, stages.budget)
        found = stages.plan_of(dates, min(number, size)) if number else None
        return None if found is None else _group(found, stages.worth(found), rows, columns)

    def _by_chance(self, rows: Whole, columns: Whole, size: int, turn: int) -> Group | None:
        """Return a cohort on the best of some dates by chance, and what they lead to."""
        size = min(size, len(rows), len(columns))
        if not size:
            return None
        stages = self._pool.stages(self._pool.among(rows, columns, size))
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
        return _group(found, stages.worth(found), rows, columns)

    def _exchanged(self, groups: Groups, rival: Level | None = None) -> Groups:
        """Return the cohorts after exchanges and exact solutions, until neither gains.

        Where there is a rival, nothing is solved that has little hope to be better.
        """
        while True:
            moved = exchange(
                self._pool,
                [group.dates for group in groups],
                self._sizes,
                [group.pairs for group in groups],
            )
            if rival is not None and not self._is_hopeful(groups, moved, rival):
                return groups
            other = tuple(
                self._exactly(group.dates, pairs)
                for group, pairs in zip(groups, moved, strict=True)
            )
            if self.level(other) <= self.level(groups):
                return groups
            groups = other

    def _is_hopeful(self, groups: Groups, moved: Sequence[Pairs], rival: Level) -> bool:
        """Return whether some pairs, on the dates that there are, come near a rival."""
        problem = self._pool.problem
        level = self.level(
            tuple(
                Group(group.dates, pairs, worth_of(problem, group.dates, pairs) if pairs else None)
                for group, pairs in zip(groups, moved, strict=True)
            )
        )
        return level[:4] > rival[:4] or (
            level[:4] == rival[:4] and level.total >= rival.total - HOPEFUL * abs(rival.total)
        )

    def _exactly(self, dates: Dates, pairs: Pairs) -> Group:
        """Return the best pairs and dates for the people of a cohort."""
        if not pairs:
            return Group(dates, (), None)
        key = frozenset(row for row, _ in pairs), frozenset(column for _, column in pairs)
        if key not in self._solved:
            rows, columns = (np.array(sorted(side), dtype=np.int64) for side in key)
            self._solved[key] = self._solution(rows, columns, len(pairs))
        return self._solved[key] or Group(dates, (), None)

    def _solution(self, rows: Whole, columns: Whole, size: int) -> Group | None:
        problem = self._pool.among(rows, columns, size)
        found = solve(problem, Budget(ENDLESS), self._pool.seed)
        if found.worth is None:
            return None
        return _group(found, found.worth, rows, columns)

    def _with_new_dates(self, groups: Groups, turn: int) -> Groups:
        """Return the cohorts after two of them were chosen afresh out of the people of both."""
        order = sorted(range(len(groups)), key=lambda index: _mean(groups[index], index))
        first = order[turn % len(order)]
        second = order[(turn + 1 + turn // len(order)) % len(order)]
        placed = [group.pairs for index, group in enumerate(groups) if index not in (first, second)]
        rows = np.setdiff1d(
            np.arange(self._pool.worth.shape[0]), [row for pairs in placed for row, _ in pairs]
        )
        columns = np.setdiff1d(
            np.arange(self._pool.worth.shape[1]), [one for pairs in placed for _, one in pairs]
        )
        changed = list(groups)
        for index in (second, first):
            size = self._sizes[index]
            by_chance = turn >= len(groups)
            found = (
                self._by_chance(rows, columns, size, turn)
                if by_chance
                else self._first(rows, columns, size)
            )
            if found is None:
                changed[index] = Group(groups[index].dates, (), None)
                continue
            changed[index] = found
            rows = np.setdiff1d(rows, [row for row, _ in found.pairs])
            columns = np.setdiff1d(columns, [column for _, column in found.pairs])
        return self._exchanged(tuple(changed), self.level(groups))


def _group(found: Found | Solution, worth: Worth | None, rows: Whole, columns: Whole) -> Group:
    """Return what was found among some people with their indices in the pool."""
    pairs = ((int(rows[row]), int(columns[column])) for row, column in found.pairs)
    return Group(found.dates, tuple(sorted(pairs)), worth)


def _mean(group: Group, index: int) -> tuple[float, int]:
    """Order cohorts by what a pair of theirs is worth, the weakest first."""
    if group.worth is None:
        return -np.inf, index
    return group.worth.total / group.worth.pairs, index


def _splits(pool: Pool, groups: Sequence[Group]) -> int:
    """Return how often an organisation is in one cohort more than it need be in any."""
    where: dict[int, int] = {}
    for group in groups:
        there = {int(pool.row_groups[row]) for row, _ in group.pairs}
        there |= {int(pool.column_groups[column]) for _, column in group.pairs}
        for one in there - {-1}:
            where[one] = where.get(one, 0) + 1
    return sum(where.values()) - len(where)

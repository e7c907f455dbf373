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

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matcher.intakes.exchanging import exchange, most_worth
from matcher.intakes.single import Group, Single
from matcher.solve.solution import worth_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.intakes.pool import Pool
    from matcher.intakes.single import Pairs
    from matcher.programme.intake import IntakeSettings

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

TRIES = 3
"""How many times in a row new dates may gain nothing before a district is left as it is."""

FEW_COHORTS = 24
"""The fewer cohorts there are, the more often new dates are tried: so often, divided by them."""

CLOSE = 0.008
"""By what share cohorts may fall short of the best pairs without regard to cohorts, and no new
dates are tried."""

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
        self._single = Single(pool)

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
        level = self.level(groups)
        full = level.pairs == sum(self._sizes)
        if full and level.total >= (1 - CLOSE) * most_worth(self._pool, level.pairs):
            return 0
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
        pool, single = self._pool, self._single
        rows, columns = np.arange(pool.worth.shape[0]), np.arange(pool.worth.shape[1])
        found: list[Group] = []
        for size in self._sizes:
            group = single.first(rows, columns, size) or single.on_most(rows, columns, size)
            if group is None:
                found.extend(Group(one.dates, (), None) for one in found[-1:])
                continue
            found.append(group)
            rows = np.setdiff1d(rows, [row for row, _ in group.pairs])
            columns = np.setdiff1d(columns, [column for _, column in group.pairs])
        return tuple(found)

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
                self._single.exactly(group.dates, pairs)
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
                self._single.by_chance(rows, columns, size, turn)
                if by_chance
                else self._single.first(rows, columns, size)
            )
            if found is None:
                changed[index] = Group(groups[index].dates, (), None)
                continue
            changed[index] = found
            rows = np.setdiff1d(rows, [row for row, _ in found.pairs])
            columns = np.setdiff1d(columns, [column for _, column in found.pairs])
        return self._exchanged(tuple(changed), self.level(groups))


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

"""Everybody's place at once, given the dates of all cohorts of a district.

With a price on the places of each cohort, a pair is worth what it is worth in its best cohort, and
the best pairs are one assignment. Cohorts that are too full get dearer, others cheaper, for some
rounds. After each of them the pairs themselves are shared out among the cohorts, which is an
assignment as well; the best of these counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.intakes.pool import Pool

    Floats = NDArray[np.float64]
    Pairs = tuple[tuple[int, int], ...]

ROUNDS = 25
"""How often the prices of places change."""

FIRST_STEP, SLOWER = 40.0, 0.93
"""By how many points a place gets dearer where a cohort is as full again as it may be, and by how
much less each round."""


def exchange(
    pool: Pool,
    dates: Sequence[tuple[int, ...]],
    sizes: Sequence[int],
    before: Sequence[Pairs],
) -> list[Pairs]:
    """Return the pairs of each cohort, as many and as good as was found.

    Parameters
    ----------
    pool
        The people of the district.
    dates
        Of each cohort.
    sizes
        How many pairs each cohort has at most.
    before
        The pairs that each cohort has now.
    """
    worth = _worth(pool, dates, before)
    room = np.array(sizes[: len(dates)], dtype=np.int64)
    one_more = _one_more(worth)
    prices = np.zeros(len(dates))
    best: tuple[float, list[Pairs]] | None = None
    step = FIRST_STEP
    for _ in range(ROUNDS):
        priced = worth - prices[:, None, None]
        rows, columns = _chosen(priced.max(axis=0), one_more)
        value, shared = _shared(worth[:, rows, columns], room, one_more)
        if best is None or value > best[0]:
            pairs = [
                tuple(sorted((int(rows[index]), int(columns[index])) for index in those))
                for those in shared
            ]
            best = value, pairs
        count = np.bincount(priced[:, rows, columns].argmax(axis=0), minlength=len(dates))
        if (count <= room).all():
            break
        prices = np.maximum(0.0, prices + step * (count - room) / room)
        step *= SLOWER
    assert best is not None
    return best[1]


def most_worth(pool: Pool, pairs: int) -> float:
    """Return what so many pairs are worth at most without any dates."""
    one_more = _one_more(pool.worth)
    rows, columns = _chosen(pool.worth, one_more)
    return float(np.sort(pool.worth[rows, columns])[::-1][:pairs].sum())


def _worth(pool: Pool, dates: Sequence[tuple[int, ...]], before: Sequence[Pairs]) -> Floats:
    """Return what each pair is worth in each cohort, wishes included, ``(K, P, Q)``."""
    worth = np.stack([pool.on(one) for one in dates])
    finite = worth[np.isfinite(worth)]
    level = float(finite.max() - finite.min() + 1) if finite.size else 1.0
    if pool.together:
        for place, pairs in enumerate(before):
            here = {int(pool.row_groups[row]) for row, _ in pairs}
            here |= {int(pool.column_groups[column]) for _, column in pairs}
            those = np.array(sorted(here - {-1}), dtype=np.int64)
            ours = np.isin(pool.row_groups, those).astype(np.float64)
            theirs = np.isin(pool.column_groups, those).astype(np.float64)
            worth[place] += level * (ours[:, None] + theirs)
        level *= 4
    people = pool.problem.patients, pool.problem.professionals
    spare = [side.reserve.astype(np.float64) for side in people]
    if any(side.any() for side in spare):
        worth -= level * (spare[0][:, None] + spare[1])
        level *= 4
    firm = [side.astype(np.float64) for side in (pool.wanted_rows, pool.wanted_columns)]
    if any(side.any() for side in firm):
        worth += level * (firm[0][:, None] + firm[1])
    return worth


def _one_more(worth: Floats) -> float:
    """Return what a pair more is worth: more than all that pairs can differ by."""
    finite = worth[np.isfinite(worth)]
    if not finite.size:
        return 1.0
    return float(2 * (finite.max() - finite.min()) + 2 * abs(finite.min()) + 1000)


def _chosen(worth: Floats, one_more: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the most pairs, and among these the best."""
    gain = np.where(np.isfinite(worth), worth + one_more, 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    formed = np.isfinite(worth[rows, columns])
    return rows[formed], columns[formed]


def _shared(
    worth: Floats, room: NDArray[np.int64], one_more: float
) -> tuple[float, list[list[int]]]:
    """Return the best way to share pairs out among the cohorts, ``(K, pairs)``, with its value."""
    owner = np.repeat(np.arange(len(room)), room)
    gain = np.where(np.isfinite(worth), worth + one_more, 0.0)[owner].T
    pairs, places = linear_sum_assignment(gain, maximize=True)
    shared: list[list[int]] = [[] for _ in room]
    value = 0.0
    for pair, place in zip(pairs.tolist(), places.tolist(), strict=True):
        if gain[pair, place] > 0:
            shared[owner[place]].append(pair)
            value += gain[pair, place]
    return value, shared

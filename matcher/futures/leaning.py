"""Which people a plan leans on: what is lost when they leave, everything else being the same."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from matcher.futures.answers import Leaning
from matcher.futures.replaying import Replays, without_repair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.futures.drawing import Futures
    from matcher.futures.roster import Roster

    Whole = NDArray[np.int64]


def leaning(
    replays: Replays, futures: Futures, finishing: Whole, workers: int = 1
) -> tuple[Leaning, ...]:
    """Return what it costs when each person of a pair leaves, the greatest loss first.

    In every future each of them is made to leave once and to stay once; all others do as they did.

    Parameters
    ----------
    replays
        The plan.
    futures
        Who leaves when.
    finishing
        How many pairs finish in each future with repair.
    workers
        How many processes share the work; the answer is the same.
    """
    roster = replays.roster
    placed = sorted({one for couple in roster.couples() for one in couple})
    shares = [placed[start::workers] for start in range(min(workers, len(placed)))]
    if len(shares) > 1:
        work = partial(_leaning, Replays(roster), futures, finishing)
        with ProcessPoolExecutor(len(shares)) as pool:
            parts = list(pool.map(work, shares))
    else:
        parts = [_leaning(replays, futures, finishing, share) for share in shares]
    found = [one for part in parts for one in part]
    return tuple(sorted(found, key=lambda one: (-one.loss, -one.loss_without_repair, one.person)))


def _leaning(
    replays: Replays, futures: Futures, finishing: Whole, people: list[int]
) -> list[Leaning]:
    return [_of_one(replays, futures, finishing, person) for person in people]


def _of_one(replays: Replays, futures: Futures, finishing: Whole, person: int) -> Leaning:
    roster = replays.roster
    other, gone = futures.leave.copy(), futures.leave[:, person] < roster.times
    other[:, person] = np.where(gone, roster.times, futures.would[:, person])
    otherwise = replays.finishing(other)
    sign = np.where(gone, 1, -1)
    return Leaning(
        person=roster.ids[person],
        side=roster.sides[person].value,
        leaves=int(gone.sum()),
        loss_without_repair=_mean(_lost(roster, futures, other, sign)),
        loss=_mean(sign * (otherwise - finishing)),
    )


def _lost(roster: Roster, futures: Futures, other: Whole, sign: Whole) -> Whole:
    lost = without_repair(roster, other) - without_repair(roster, futures.leave)
    return np.asarray(sign * lost)


def _mean(numbers: Whole) -> float:
    return round(float(numbers.mean()), 4)

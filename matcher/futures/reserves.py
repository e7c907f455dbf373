"""The people in reserve who cover most, exactly on the futures.

Somebody in reserve covers a place when it falls free beside somebody who stays to the end, the two
may be a pair from then on, and they stay to the end themselves. In each future everybody covers one
place at most, and those left alone may cover each other's: how many pairs can be made good is the
greatest matching of that graph. Every choice of one, two or three is tried, since a best choice of
two need not hold the best one.
"""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.futures.rematching import everybody, possible_at
from matcher.futures.replaying import everybody_waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.futures.roster import Roster

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

MOST_RESERVES = 3
MOST_CHOICES = 20_000
"""Up to how many choices are tried; the more people wait, the fewer reserves are told."""

MOST_ALONE = 6
"""Up to how many people left alone every part of them is looked at, for all choices at once."""


class Coverage:
    """What people in reserve could cover in some futures.

    Parameters
    ----------
    roster
        The plan.
    leave
        When each of `roster.ids` leaves, ``(futures, people)``.

    Attributes
    ----------
    waiting
        Who waits, as indices into `roster.ids`.
    free
        How many people who stay are left alone in each future, ``(futures,)``.
    """

    def __init__(self, roster: Roster, leave: Whole) -> None:
        self.waiting = np.flatnonzero(everybody_waiting(roster))
        self._graphs = _Graphs(roster)
        self._cases = [self._graphs.of(one, self.waiting) for one in leave]
        self.free = np.array([len(alone) for alone, _ in self._cases], dtype=np.int64)

    def covered(self, choices: Sequence[tuple[int, ...]]) -> Whole:
        """Return how many pairs can be made good, summed over the futures, ``(choices,)``.

        Parameters
        ----------
        choices
            Each the places of some people in `waiting`.
        """
        chosen = np.zeros((len(choices), len(self.waiting)), dtype=np.int64)
        for number, choice in enumerate(choices):
            chosen[number, list(choice)] = 1
        total = np.zeros(len(choices), dtype=np.int64)
        for alone, reach in self._cases:
            if len(alone) <= MOST_ALONE:
                total += _by_parts(alone, reach, chosen)
            else:
                total += _one_by_one(alone, reach, chosen)
        return total

    def best(self) -> list[tuple[tuple[int, ...], int]]:
        """Return the best one, the best two, … with what they cover, as far as all are tried."""
        people, found = len(self.waiting), []
        for number in range(1, min(MOST_RESERVES, people) + 1):
            if comb(people, number) > MOST_CHOICES:
                break
            choices = list(combinations(range(people), number))
            covered = self.covered(choices)
            place = int(covered.argmax())
            found.append((choices[place], int(covered[place])))
        return found


class _Graphs:
    """Who could be a pair from when on, over everybody in one list."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._by_time = [self._over_all(time) for time in range(roster.times)]
        self._partner = {
            one: other
            for couple in roster.couples()
            if len(couple) > 1
            for one, other in (couple, couple[::-1])
        }

    def of(self, leave: Whole, waiting: Whole) -> tuple[Flags, Flags]:
        """Return of a future who left alone may pair with whom, and with whom of those waiting.

        Returns
        -------
        tuple
            ``(alone, alone)`` and ``(alone, waiting)``.
        """
        never = self._roster.times
        alone = [
            one
            for one, other in sorted(self._partner.items())
            if leave[one] == never and leave[other] < never
        ]
        since = [int(leave[self._partner[one]]) for one in alone]
        free = self._released(leave)
        among = np.zeros((len(alone), len(alone)), dtype=bool)
        reach = np.zeros((len(alone), len(waiting)), dtype=bool)
        for place, (one, time) in enumerate(zip(alone, since, strict=True)):
            among[place] = self._by_time[0][one, alone] & free[one, alone]
            reach[place] = self._by_time[time][one, waiting] & free[one, waiting]
        return among, reach & (leave[waiting] == never)

    def _over_all(self, time: int) -> Flags:
        """Return which pairs may be formed when one of the two joins at a time, both ways."""
        roster, people = self._roster, len(self._roster.ids)
        both = np.zeros((people, people), dtype=bool)
        if not roster.paired:
            return both
        first, then = everybody(roster, 0), everybody(roster, time)
        patients = len(roster.ours.ids)
        both[:patients, patients:] = possible_at(roster, first[0], then[1])[0]
        both[patients:, :patients] = possible_at(roster, then[0], first[1])[0].T
        return both

    def _released(self, leave: Whole) -> Flags:
        """Return which pairs are not in the way of those who applied together."""
        roster, patients = self._roster, len(self._roster.ours.ids)
        mate = np.concatenate(
            [np.where(roster.ours.mate >= 0, roster.ours.mate + patients, -1), roster.theirs.mate]
        )[: len(leave)]
        bound = (mate >= 0) & (leave[mate] == roster.times)
        others = np.arange(len(leave))
        fits = ~bound[:, None] | (mate[:, None] == others)
        return np.asarray(fits & fits.T)


def _by_parts(alone: Flags, reach: Flags, chosen: Whole) -> Whole:
    """Return the greatest matching for each choice, by the smallest cover of all pairs (König).

    A cover leaves out a part of those left alone in which nobody may pair with another; then it
    holds all the rest of them, and everybody chosen whom the part may pair with.
    """
    size = len(alone)
    least = np.full(len(chosen), size, dtype=np.int64)
    for number in range(1, size + 1):
        for part in combinations(range(size), number):
            out = list(part)
            if not alone[np.ix_(out, out)].any():
                within = chosen @ reach[out].any(axis=0)
                np.minimum(least, size - number + within, out=least)
    return least


def _one_by_one(alone: Flags, reach: Flags, chosen: Whole) -> Whole:
    """Return the greatest matching for each choice; who matters in no way shares an answer."""
    found: dict[tuple[int, ...], int] = {}
    answers = np.zeros(len(chosen), dtype=np.int64)
    counts = reach.any(axis=0)
    for number, choice in enumerate(chosen):
        asked = tuple(np.flatnonzero(choice & counts).tolist())
        if asked not in found:
            found[asked] = _matching(alone, reach[:, list(asked)])
        answers[number] = found[asked]
    return answers


def _matching(alone: Flags, reach: Flags) -> int:
    """Return the greatest matching of a graph of two sides that stand in one list.

    Matched from both ends at once, every pair is found twice.
    """
    size, more = reach.shape
    both = np.zeros((size + more, size + more), dtype=np.int8)
    both[:size, :size], both[:size, size:], both[size:, :size] = alone, reach, reach.T
    return int((maximum_bipartite_matching(csr_array(both)) >= 0).sum()) // 2

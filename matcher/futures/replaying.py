"""One future, time by time: who leaves, who is left alone, and who is paired anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.futures.rematching import Free, Rematcher
from matcher.futures.roster import NOBODY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.futures.rematching import NewPair
    from matcher.futures.roster import Roster

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]


def without_repair(roster: Roster, leave: Whole) -> Whole:
    """Return how many pairs finish in each future if nobody is paired anew.

    Parameters
    ----------
    roster
        The plan.
    leave
        When each of `roster.ids` leaves, ``(futures, people)``.
    """
    stays = leave == roster.times
    whole = [stays[:, list(couple)].all(axis=1) for couple in roster.couples()]
    return np.asarray(np.sum(whole, axis=0, dtype=np.int64))


def everybody_waiting(roster: Roster) -> Flags:
    """Return which of `roster.ids` have no place."""
    waiting = np.ones(len(roster.ids), dtype=bool)
    for couple in roster.couples():
        waiting[list(couple)] = False
    return waiting


class Replays:
    """Many futures of one plan, with repair.

    Parameters
    ----------
    roster
        The plan.
    """

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.rematch = Rematcher(roster)

    def finishing(self, leave: Whole, waiting: Flags | None = None) -> Whole:
        """Return how many pairs finish in each future.

        Parameters
        ----------
        leave
            When each of `roster.ids` leaves, ``(futures, people)``.
        waiting
            Which of `roster.ids` may be asked; all without a place by default.
        """
        asked = everybody_waiting(self.roster) if waiting is None else waiting
        found = (Replay(self.roster, self.rematch, one, asked) for one in leave)
        return np.array([one.finishing() for one in found], dtype=np.int64)


class Replay:
    """One future of a plan in which those left alone are paired anew, exactly, time by time.

    Each time somebody of a pair leaves, those left alone and those who wait are paired among
    themselves. Pairs that are whole stay, and so do the dates.

    Parameters
    ----------
    roster
        The plan.
    rematch
        What finds new pairs for it.
    leave
        When each of `roster.ids` leaves.
    waiting
        Which of `roster.ids` may be asked.
    """

    def __init__(self, roster: Roster, rematch: Rematcher, leave: Whole, waiting: Flags) -> None:
        self._roster = roster
        self._rematch = rematch
        self._leave = roster.split(leave)
        self._free = [flags.copy() for flags in roster.split(waiting)]
        self._since = [np.zeros(len(flags), dtype=np.int64) for flags in self._free]
        self._had = [np.zeros(len(flags), dtype=bool) for flags in self._free]
        carried = zip(roster.pairs, roster.projects, strict=True)
        self.pairs: list[NewPair] = [(*couple, project) for couple, project in carried]

    def finishing(self) -> int:
        """Return how many pairs finish."""
        for time in range(self._roster.held, self._roster.times):
            self.step(time)
        return len(self.pairs)

    def step(self, time: int) -> None:
        """Let people leave at a time, and pair anew whoever is free."""
        ours, theirs = self._leave
        broken = [one for one in self.pairs if ours[one[0]] == time or theirs[one[1]] == time]
        if not broken:
            return
        self.pairs = [one for one in self.pairs if one not in broken]
        alone = self._part(broken)
        found = self._rematch(
            self._side(0, time, alone[0]), self._side(1, time, alone[1]), self.pairs
        )
        for pair in found:
            for side, member in enumerate(pair[:2]):
                self._free[side][member] = False
                if member not in alone[side]:
                    self._since[side][member] = time
        self.pairs += found

    def _part(self, broken: list[NewPair]) -> tuple[set[int], set[int]]:
        """Free the members of pairs that end, and return them."""
        alone = {row for row, _, _ in broken}, {column for _, column, _ in broken}
        for side, those in enumerate(alone):
            self._free[side][list(those)] = True
            self._had[side][list(those)] = True
        return alone

    def _side(self, side: int, time: int, alone: set[int]) -> Free:
        """Return who is free on a side, and which workshops were before their time.

        For somebody whose partner has just left, those before they joined; for others all so far.
        """
        own, other = self._leave[side], self._leave[1 - side]
        index = np.flatnonzero(self._free[side] & (own > time))
        since = np.full(len(own), time, dtype=np.int64)
        just = list(alone)
        since[just] = self._since[side][just]
        members = self._roster.theirs if side else self._roster.ours
        since[~members.unsure] = 0
        mate = members.mate[index]
        released = (mate == NOBODY) | (other[mate] <= time)
        return Free(index, since[index], self._had[side][index], released)

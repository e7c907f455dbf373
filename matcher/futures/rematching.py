"""The best new pairs of people who are free at one time: as many as possible, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from matcher.futures.limits import MOST_TRIED, Left, Limited, best_within
from matcher.solve.assignment import best_pairs
from matcher.solve.prices import Quota

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.futures.roster import Members, Roster

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

    NewPair = tuple[int, int, int]
    """A row, a column, and the limited project that the pair carries; -1 for none."""


MOST_CELLS = 4_000_000
"""Up to how many pairs and times all is worked out beforehand."""


@dataclass(frozen=True)
class Free:
    """The free people of one side.

    Attributes
    ----------
    index
        Who they are, ``(n,)``.
    since
        How many workshops count as before their time, ``(n,)``.
    had
        Who had a partner before, ``(n,)``.
    released
        Whose partner from the application has left, or who had none, ``(n,)``.
    """

    index: Whole
    since: Whole
    had: Flags
    released: Flags

    @property
    def key(self) -> tuple[bytes, ...]:
        """What tells one from another."""
        arrays = (self.index, self.since, self.had, self.released)
        return tuple(array.tobytes() for array in arrays)

    def some(self, keep: Flags) -> Free:
        """Return only some of them."""
        kept = (self.index[keep], self.since[keep], self.had[keep], self.released[keep])
        return Free(*kept)


class Rematcher:
    """Finds the best new pairs of one plan; what was found once is remembered.

    Parameters
    ----------
    roster
        The plan.
    """

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._found: dict[tuple[object, ...], tuple[NewPair, ...]] = {}
        last = len(roster.known) - 1
        self._ever = possible_at(roster, *everybody(roster, last))[0]
        cells = len(roster.known) ** 2 * roster.may.size
        self._tables = _tables(roster) if cells <= MOST_CELLS else None

    def __call__(self, ours: Free, theirs: Free, pairs: list[NewPair]) -> tuple[NewPair, ...]:
        """Return the new pairs beside some that stay, each with the limited project it carries.

        There are as many as possible, up to the pairs that the programme wants; then as many
        people as possible who had a partner, as few reserves, and the highest total. "At most" of
        the limits on projects and on pairs from somewhere holds; "at least", and the quorum, are
        not asked of a programme that loses people.
        """
        room = self._roster.problem.wanted - len(pairs)
        ever = np.asarray(self._ever[ours.index[:, None], theirs.index])
        ours = ours.some(np.asarray(ever.any(axis=1)))
        theirs = theirs.some(np.asarray(ever.any(axis=0)))
        if room <= 0 or not len(ours.index):
            return ()
        left = Left.of(self._roster.problem, pairs)
        key = (room, *ours.key, *theirs.key, *left.key)
        if key not in self._found:
            self._found[key] = self._new(ours, theirs, room, left)
        return self._found[key]

    def _new(self, ours: Free, theirs: Free, room: int, left: Left) -> tuple[NewPair, ...]:
        """Return the best new pairs for at most so many places."""
        roster = self._roster
        possible, value = self._possible(ours, theirs)
        rows, columns = np.nonzero(possible)
        if not len(rows):
            return ()
        most = min(room, *possible.shape)
        worth = _worth(roster, ours, theirs, value, most)
        cell = ours.index[rows], theirs.index[columns]
        chosen = carried = None
        if most > 2 or len(rows) > MOST_TRIED:
            chosen = _without_limits(np.where(possible, worth, -np.inf), room)
            most = len(chosen[0])
            cells = ours.index[chosen[0]], theirs.index[chosen[1]]
            limited = Limited.of(roster.problem, *cells, left)
            carried = limited.carried(np.arange(most))
        if carried is None:
            limited = Limited.of(roster.problem, *cell, left)
            found, carried = best_within(limited, *cell, worth[rows, columns], most)
            cells = cell[0][found], cell[1][found]
        new = zip(*cells, carried, strict=True)
        return tuple((int(row), int(column), int(project)) for row, column, project in new)

    def _possible(self, ours: Free, theirs: Free) -> tuple[Flags, Whole]:
        """Return which pairs may be formed, and what each is worth in points."""
        roster, cell = self._roster, (ours.index[:, None], theirs.index[None, :])
        if self._tables is None:
            possible, value = possible_at(roster, ours, theirs)
        else:
            at = (ours.since[:, None], theirs.since[None, :], *cell)
            possible, value = self._tables[0][at], self._tables[1][at]
        possible = possible & (ours.released[:, None] | (roster.ours.mate[cell[0]] == cell[1]))
        return possible & (theirs.released | (roster.theirs.mate[cell[1]] == cell[0])), value


def possible_at(roster: Roster, ours: Free, theirs: Free) -> tuple[Flags, Whole]:
    """Return which pairs may be formed, if partners are free, and what each is worth in points."""
    problem = roster.problem
    can, also = _coming(roster, roster.ours, ours), _coming(roster, roster.theirs, theirs)
    together = can[:, None, :] & also[None, :, :]
    missed = together.shape[2] - together.sum(axis=2)
    cell = ours.index[:, None], theirs.index[None, :]
    possible = roster.may[cell] & (missed <= problem.max_missed)
    if problem.everyone.any():
        possible &= together[:, :, problem.everyone].all(axis=2)
    asked = roster.ours.only_if_needed[ours.index].astype(np.int64)[:, None, :]
    asked = asked + (roster.theirs.only_if_needed[theirs.index][None] if roster.paired else 0)
    cost = problem.missed_cost * missed + problem.if_needed_cost * (asked * together).sum(axis=2)
    return possible, problem.fit[cell] - cost


def _tables(roster: Roster) -> tuple[Flags, Whole]:
    """Return the same for all pairs and all times at which the two may join, ``(t, t, P, Q)``."""
    sides = [everybody(roster, time) for time in range(len(roster.known))]
    found = [[possible_at(roster, ours, theirs) for _, theirs in sides] for ours, _ in sides]
    possible = np.array([[one for one, _ in row] for row in found])
    return possible, np.array([[value for _, value in row] for row in found])


def _without_limits(worth: NDArray[np.float64], room: int) -> tuple[Whole, Whole]:
    """Return the best of the choices with the most pairs that there can be, up to `room`."""
    finite = worth[np.isfinite(worth)]
    step = float(finite.max() - finite.min()) * (2 * min(worth.shape) + 1) + 1.0
    gain = np.where(np.isfinite(worth), worth - finite.min() + step, 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    formed = gain[rows, columns] > 0
    if formed.sum() <= room:
        return rows[formed], columns[formed]
    nobody = (np.zeros(size, dtype=bool) for size in worth.shape)
    best = best_pairs(worth, Quota(room, *nobody))
    assert best is not None
    return best.rows, best.columns


def everybody(roster: Roster, since: int) -> tuple[Free, Free]:
    """Return all people of both sides as if they were free and joined at one time."""
    sizes = [len(members.ids) for members in (roster.ours, roster.theirs)]
    ours, theirs = (
        Free(
            index=np.arange(size),
            since=np.full(size, since, dtype=np.int64),
            had=np.zeros(size, dtype=bool),
            released=np.ones(size, dtype=bool),
        )
        for size in sizes
    )
    return ours, theirs


def _coming(roster: Roster, members: Members, free: Free) -> Flags:
    """Return who comes; a workshop before somebody's time is none that they missed for silence."""
    return members.can[free.index] | (members.silent[free.index] & roster.known[free.since])


def _worth(
    roster: Roster, ours: Free, theirs: Free, value: Whole, pairs: int
) -> NDArray[np.float64]:
    """Return one number a pair: who had a partner, then reserves, then points, in this order."""
    span = pairs * (int(value.max()) - int(value.min())) + 1
    had = ours.had.astype(np.int64)[:, None] + theirs.had[None, :]
    reserves = roster.ours.reserve[ours.index].astype(np.int64)[:, None]
    if roster.paired:
        reserves = reserves + roster.theirs.reserve[theirs.index][None, :]
    return np.asarray(((2 * pairs + 1) * had - reserves) * span + value, dtype=np.float64)

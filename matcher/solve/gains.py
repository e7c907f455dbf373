"""What a problem offers that an earlier one did not, and the searches that cover all of it.

After a change, a plan that uses nothing new is worth no more than it was, or a few points more
where fits rose. A plan that does use something new takes a date that a workshop could not take, a
step between two dates that was not allowed, somebody who may or can do more, or does without
somebody who had to be in. Each of these is a search of its own with that forced in, mostly small.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from matcher.solve.assignment import best_pairs
from matcher.solve.prices import Quota

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from matcher.solve.problem import People, Problem
    from matcher.solve.search import Task

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]

Kind = TypeVar("Kind", bound=np.generic)

MOST_PEOPLE = 4
"""The gains of so many people at most are searched one by one."""

MOST_DATES = 0.05
"""Where more than this share of dates, or of steps between them, is new, one search is quicker."""


@dataclass(frozen=True)
class Gains:
    """What is new in a problem.

    Attributes
    ----------
    points
        How much a plan that uses nothing of the rest can have gained at most; below 0 where every
        one lost.
    slots, follows
        Dates that a workshop may take, and steps from one to the next, that were not allowed,
        ``(T, D)`` and ``(T - 1, D, D)``.
    rows, columns
        People who may be in pairs, or can come, as they could not.
    free_rows, free_columns
        People who had to be in the plan and need not any more.
    """

    points: float
    slots: Flags
    follows: Flags
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    free_rows: tuple[int, ...]
    free_columns: tuple[int, ...]

    def tasks(self, task: Task) -> Iterator[Task]:
        """Yield searches that together see every plan that uses something new."""
        yield from self._on_dates(task)
        yield from (part for part in self._of_people(task) if part.quota.fits())

    def _on_dates(self, task: Task) -> Iterator[Task]:
        for workshop in np.flatnonzero(self.slots.any(axis=1)):
            slots = task.slots.copy()
            slots[workshop] &= self.slots[workshop]
            yield replace(task, slots=slots)
        for step in np.flatnonzero(self.follows.any(axis=(1, 2))):
            follows = task.follows.copy()
            follows[step] &= self.follows[step]
            yield replace(task, follows=follows)

    def _of_people(self, task: Task) -> Iterator[Task]:
        quota = task.quota
        for row in self.rows:
            yield replace(task, quota=replace(quota, must_rows=_with(quota.must_rows, row)))
        for column in self.columns:
            must = _with(quota.must_columns, column)
            yield replace(task, quota=replace(quota, must_columns=must))
        for row in self.free_rows:
            without = np.where(np.arange(len(task.worth)) == row, -np.inf, 0.0)
            yield replace(task, worth=task.worth + without[:, None])
        for column in self.free_columns:
            without = np.where(np.arange(task.worth.shape[1]) == column, -np.inf, 0.0)
            yield replace(task, worth=task.worth + without)

    @property
    def is_empty(self) -> bool:
        """Whether nothing but points can have been gained."""
        people = (*self.rows, *self.columns, *self.free_rows, *self.free_columns)
        return not (people or self.slots.any() or self.follows.any())


def _with(must: Flags, place: int) -> Flags:
    more = must.copy()
    more[place] = True
    return more


def gains(old: Problem, new: Problem, pairs: int) -> Gains | None:
    """Return what a problem offers that an earlier one did not.

    Reserves are left out of both.

    Parameters
    ----------
    old, new
        Two problems in which an assignment alone decides the pairs on given dates.
    pairs
        How many pairs a plan has.

    Returns
    -------
    Gains or None
        Nothing where more is new than can be told apart.
    """
    dates = _places(old.candidates.days, new.candidates.days)
    if _laxer_rules(old, new, dates):
        return None
    rows = _places(old.patients.ids, new.patients.ids)
    columns = _places(old.professionals.ids, new.professionals.ids)
    if _gone(old.patients, rows) or _gone(old.professionals, columns):
        return None
    before, now = _of_pairs(_firm(old), rows, columns), _firm(new)
    freer_rows = _freer(old.patients, new.patients, rows, dates)
    freer_columns = _freer(old.professionals, new.professionals, columns, dates)
    fresh = now & (~before | freer_rows[:, None] | freer_columns)
    cover = _cover(fresh, freer_rows, freer_columns)
    if cover is None:
        return None
    slots, follows = _dates(old, new, dates)
    if slots.sum() > MOST_DATES * new.slots.sum() or follows.sum() > MOST_DATES * new.follows.sum():
        return None
    own_rows, own_columns = cover
    rise = np.where(now, new.fit - _of_pairs(old.fit, rows, columns), -np.inf)
    rise[list(own_rows)] = -np.inf
    rise[:, list(own_columns)] = -np.inf
    return Gains(
        _most_of(rise, pairs),
        slots,
        follows,
        *cover,
        _released(old.patients, new.patients, rows),
        _released(old.professionals, new.professionals, columns),
    )


def _firm(problem: Problem) -> Flags:
    """Return which pairs without a reserve are allowed, ``(P, Q)``."""
    reserve = problem.patients.reserve[:, None] | problem.professionals.reserve
    return np.asarray(problem.allowed & ~reserve)


def _most_of(rise: Floats, count: int) -> float:
    """Return by how much so many pairs can rise together at most; less than 0 where all fall.

    Minus infinity where there are not so many.
    """
    if not rise[np.isfinite(rise)].any():
        return 0.0
    nobody = [np.zeros(size, dtype=bool) for size in rise.shape]
    best = best_pairs(rise, Quota(count, nobody[0], nobody[1]))
    return -np.inf if best is None else best.value


def _places(old: tuple[object, ...], new: tuple[object, ...]) -> Indices:
    """Return where the new ones were among the old, -1 for those that were not there."""
    place = {one: index for index, one in enumerate(old)}
    return np.array([place.get(one, -1) for one in new], dtype=np.int64)


def _of_pairs(old: NDArray[Kind], rows: Indices, columns: Indices) -> NDArray[Kind]:
    """Return an array over the old pairs as one over the new, zero where there was none."""
    there = (rows >= 0)[:, None] & (columns >= 0)
    found = np.zeros(there.shape, dtype=old.dtype)
    found[there] = old[np.ix_(rows, columns)][there]
    return found


def _gone(old: People, people: Indices) -> bool:
    """Return whether somebody who had to be in the plan is no longer there."""
    return bool(np.delete(old.must, people[people >= 0]).any())


def _released(old: People, new: People, people: Indices) -> tuple[int, ...]:
    there = people >= 0
    released = there & ~new.must
    released[there] &= old.must[people[there]]
    return tuple(int(one) for one in np.flatnonzero(released))


def _freer(old: People, new: People, people: Indices, dates: Indices) -> Flags:
    """Return who comes more often or more gladly to a date that was there, ``(P,)``."""
    freer = np.zeros(len(people), dtype=bool)
    there, same = np.flatnonzero(people >= 0), np.flatnonzero(dates >= 0)
    block, now = np.ix_(people[there], dates[same]), np.ix_(there, same)
    more = new.can[now] & ~old.can[block]
    gladly = new.can[now] & old.only_if_needed[block] & ~new.only_if_needed[now]
    freer[there] = (more | gladly).any(axis=1)
    return freer


def _cover(
    fresh: Flags, freer_rows: Flags, freer_columns: Flags
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Return people among whom every new pair has one; nothing where they are too many."""
    rows = [int(row) for row in np.flatnonzero(freer_rows & fresh.any(axis=1))]
    columns = [int(column) for column in np.flatnonzero(freer_columns & fresh.any(axis=0))]
    left = fresh.copy()
    left[rows] = False
    left[:, columns] = False
    while left.any() and len(rows) + len(columns) <= MOST_PEOPLE:
        by_row, by_column = left.sum(axis=1), left.sum(axis=0)
        if by_row.max() >= by_column.max():
            rows.append(int(by_row.argmax()))
            left[rows[-1]] = False
        else:
            columns.append(int(by_column.argmax()))
            left[:, columns[-1]] = False
    if len(rows) + len(columns) > MOST_PEOPLE:
        return None
    return tuple(rows), tuple(columns)


def _dates(old: Problem, new: Problem, dates: Indices) -> tuple[Flags, Flags]:
    """Return dates and steps that were not allowed; a date that costs less counts as new."""
    same = dates >= 0
    if not same.any():
        return new.slots.copy(), np.zeros_like(new.follows)
    dearer = same & (new.avoid_cost >= old.avoid_cost[dates])
    slots = new.slots & ~(old.slots[:, dates] & dearer)
    before = old.follows[:, dates][:, :, dates] & same[:, None] & same
    step = new.follows & ~before & new.slots[:-1, :, None] & new.slots[1:, None, :]
    return slots, np.asarray(step & ~slots[:-1, :, None] & ~slots[1:, None, :])


def _laxer_rules(old: Problem, new: Problem, dates: Indices) -> bool:
    """Return whether a rule allows more, or costs less, in a way that no date or person shows."""
    if old.workshops != new.workshops or old.wanted != new.wanted:
        return True
    laxer = [
        new.missed_cost < old.missed_cost,
        new.if_needed_cost < old.if_needed_cost,
        new.max_missed > old.max_missed,
        bool((old.everyone & ~new.everyone).any()),
    ]
    return any(laxer) or _laxer_day_rules(old, new, dates)


def _laxer_day_rules(old: Problem, new: Problem, dates: Indices) -> bool:
    """Return whether rules on all dates together allow more, or cost less."""
    one, other = old.days, new.days
    if one is None:
        return False
    if other is None or (one.kept != other.kept).any():
        return True
    same = np.flatnonzero(dates >= 0)
    before = dates[same]
    had = np.bincount(one.weekday[old.slots[~one.kept].any(axis=0)], minlength=len(one.room)) > 0
    tighter = one.budget is None or (other.budget is not None and other.budget <= one.budget)
    laxer = [
        other.repeat_cost < one.repeat_cost,
        not tighter,
        bool((other.price[same] < one.price[before]).any()),
        bool((other.kept_dates[same] != one.kept_dates[before]).any()),
        bool((had & (other.room > one.room)).any()),
    ]
    return any(laxer)

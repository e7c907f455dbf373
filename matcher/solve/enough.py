"""Which dates leave enough pairs: a search by counting alone.

Where hardly any dates leave as many pairs as are asked for, what they are worth says little; what
counts is who can still be paired. A node of this search keeps the pairs that miss few enough of
the workshops so far, and rules out dates in five ways:

*One date.* The pairs that survive it must allow a matching of the size asked for, and matchings of
all those on either side who must be in. That is exact: where both sides can be matched on their
own, one matching holds them all (Mendelsohn and Dulmage).

*Two dates.* A pair survives both if it comes to one and may miss another workshop, or if it comes
to both. So a person is out where no partner is left who may miss one and comes to either date with
them, and not both dates have a partner otherwise. Products of these flags count how many people
any two dates leave.

*Shares.* Where rows have to share fewer places, such as a project of theirs that takes one pair,
they count as so many people, who can be paired with whomever any of them can.

*Weekdays.* Where weekdays are limited, every mix of them is a search of its own (`mixes`), the one
that leaves most pairs first. A pair that can meet on no open date of a weekday misses all workshops
that must still be on it, so they count against the pair before any of them has a date.

*Chains.* What is left must still form a sequence of dates (`Calendar.best_ahead`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from matcher.solve.calendar import Calendar
from matcher.solve.matchings import sizes_of_matchings
from matcher.solve.mixes import by_mix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.day_rules import DayRules
    from matcher.solve.prices import Quota
    from matcher.solve.progress import Budget
    from matcher.solve.search import Found, Task

    Flags = NDArray[np.bool_]
    Counts = NDArray[np.int8]
    Indices = NDArray[np.int64]


class Accept(Protocol):
    """Decides on dates that leave enough pairs."""

    def __call__(self, dates: tuple[int, ...], pairs: int) -> Found | None:
        """Return a plan with so many pairs on these dates, or nothing."""


Share = tuple[tuple[int, ...], int]
"""Rows, and how many of them can be in a plan together."""


@dataclass(frozen=True)
class Answer:
    """The plan with the most pairs that was found, if any, and whether all was searched."""

    found: Found | None
    pairs: int
    complete: bool


@dataclass(frozen=True)
class _Stand:
    """Dates so far, which pairs are left, how many workshops they miss, and dates still open.

    With them, the rules on all dates together, with the room of one mix of weekdays.
    """

    dates: tuple[int, ...]
    left: Flags
    missed: Counts
    open: Indices
    days: DayRules | None


class Enough:
    """One search for dates that leave many pairs.

    Parameters
    ----------
    task
        Which pairs are allowed, what dates cost, and which there are.
    least, most
        How many pairs are of interest, and how many are enough; the first plan with the most
        ends the search.
    accept
        What makes a plan of dates.
    budget
        How long.
    shares
        Rows of which at most so many can be in a plan, in groups that have nobody in common.
    quorum
        How many pairs come to each workshop together at least.
    patience
        How long until a first plan is found, where that may be longer than `budget`.
    """

    def __init__(
        self,
        task: Task,
        least: int,
        most: int,
        accept: Accept,
        budget: Budget,
        shares: tuple[Share, ...] = (),
        quorum: int = 0,
        patience: Budget | None = None,
    ) -> None:
        self._quota: Quota = task.quota
        self._costs = task.costs
        self._calendar = Calendar(task.slots, task.follows)
        days = task.costs.days
        self._mixes = [days] if days is None else by_mix(days, task.slots, task.follows)
        self._allowed = np.isfinite(task.worth)
        self._order = task.order
        self._least, self._most = least, most
        self._accept = accept
        self._budget, self._patience = budget, patience or budget
        self._shares = shares
        self._quorum = quorum
        shared = [row for rows, _ in shares for row in rows]
        self._alone = np.setdiff1d(np.arange(len(self._allowed)), shared)
        self._answer: tuple[Found | None, int] = (None, 0)
        self._stopped = False

    def run(self) -> Answer:
        """Search until enough pairs are found, all is searched, or the budget is spent."""
        if not self._calendar.workshops:
            self._try((), min(int(self._sizes(self._allowed[None])[0]), self._most))
            return self._answered()
        missed = np.zeros(self._allowed.shape, dtype=np.int8)
        dates = np.arange(len(self._order))
        stands = [_Stand((), self._allowed, missed, dates, days) for days in self._mixes]
        if len(stands) > 1:
            sizes = self._sizes(np.array([self._with_owed(here)[0].left for here in stands]))
            stands = [stands[mix] for mix in np.argsort(-sizes, kind="stable") if sizes[mix]]
        for here in stands:
            self._expand(here)
        return self._answered()

    def _answered(self) -> Answer:
        found, pairs = self._answer
        return Answer(found, pairs, complete=not self._stopped or pairs >= self._most)

    def _expand(self, here: _Stand) -> None:
        workshop = len(here.dates)
        here, owed = self._with_owed(here)
        come = self._come(here.left, here.open)
        survive = self._survivors(here, come, owed)
        sizes = self._sizes(survive)
        hopeful = sizes >= self._least
        if self._quorum:
            coming = sizes_of_matchings(come[hopeful])
            hopeful[hopeful] = coming >= self._quorum
        dates, sizes = here.open[hopeful], sizes[hopeful]
        come, survive = come[hopeful], survive[hopeful]
        together = self._together(here, come, owed) & self._calendar.apart(dates)
        if here.days is not None:
            together &= here.days.together(here.dates, dates)
        chains = np.where(together, 0.0, -np.inf)
        ahead = np.isfinite(
            self._calendar.best_ahead(dates, np.zeros(len(dates)), chains, workshop)
        )
        may = self._calendar.next_dates(here.dates)
        if here.days is not None:
            may = may & here.days.may_add(here.dates)
        next_ones = np.flatnonzero(ahead[0] & may[dates])
        if self._costs.everyone[workshop]:
            survive = come
            sizes = self._sizes(survive)
        left = survive[next_ones].sum(axis=(1, 2))
        for index in next_ones[np.lexsort((self._order[dates[next_ones]], -left))]:
            if self._over():
                return
            if sizes[index] < self._least:
                continue
            chosen = (*here.dates, int(dates[index]))
            if len(chosen) == self._calendar.workshops:
                self._try(chosen, min(int(sizes[index]), self._most))
                continue
            later = dates[together[index] & ahead[1:].any(axis=0)]
            missed = here.missed + ~come[index]
            self._expand(_Stand(chosen, survive[index], missed, later, here.days))

    def _try(self, dates: tuple[int, ...], most: int) -> None:
        """Take the most pairs that are accepted; rules beyond counting may leave fewer."""
        for pairs in range(most, self._least - 1, -1):
            found = self._accept(dates, pairs)
            if found is not None:
                self._answer, self._least = (found, pairs), pairs + 1
                return

    def _over(self) -> bool:
        enough = self._answer[1] >= self._most
        budget = self._patience if self._answer[0] is None else self._budget
        self._stopped = self._stopped or enough or budget.spent()
        return self._stopped

    def _come(self, left: Flags, dates: Indices) -> Flags:
        """Return which of the pairs left come on each date, ``(C, rows, columns)``."""
        here, there = self._costs.can_rows[:, dates], self._costs.can_columns[:, dates]
        return np.asarray(here.T[:, :, None] & there.T[:, None, :] & left)

    def _with_owed(self, here: _Stand) -> tuple[_Stand, Counts | None]:
        """Return what weekdays leave of a stand, and how many workshops pairs must miss on each.

        Nothing for the latter, ``(7, rows, columns)``, where no weekday must still be used.
        """
        if here.days is None:
            return here, None
        days = here.days
        needed = days.needed(here.dates)
        here = replace(here, open=here.open[days.open_to(here.dates)[here.open]])
        if not needed.any():
            return here, None
        among = np.zeros(len(self._order), dtype=bool)
        among[here.open] = True
        never = days.never(self._costs.can_rows, self._costs.can_columns, among, needed > 0)
        owed = (needed[:, None, None] * never).astype(np.int8)
        left = here.left & (here.missed + owed.sum(axis=0) <= self._costs.max_missed)
        return replace(here, left=left), owed

    def _survivors(self, here: _Stand, come: Flags, owed: Counts | None) -> Flags:
        """Return the pairs left with each date, at the workshop to come that is easiest to miss."""
        if self._costs.everyone[len(here.dates) :].all():
            return come
        if owed is None or here.days is None:
            return come | (here.left & (here.missed < self._costs.max_missed))
        others = owed.sum(axis=0) - (owed > 0)
        spare = here.left & (here.missed + others < self._costs.max_missed)
        return np.asarray(come | spare[here.days.weekday[here.open]])

    def _sizes(self, left: Flags) -> NDArray[np.int64]:
        """Return how many pairs each graph allows, 0 where somebody who must be in cannot."""
        rows, columns = np.asarray(left.any(axis=2)), np.asarray(left.any(axis=1))
        must_rows, must_columns = self._quota.must_rows, self._quota.must_columns
        likely = np.minimum(rows.sum(axis=1), columns.sum(axis=1)) >= self._least
        likely &= rows[:, must_rows].all(axis=1) & columns[:, must_columns].all(axis=1)
        sizes = np.zeros(len(left), dtype=np.int64)
        if likely.any():
            some = left[likely]
            counted = sizes_of_matchings(self._merged(some))
            if must_rows.any():
                counted[sizes_of_matchings(some[:, must_rows]) < must_rows.sum()] = 0
            if must_columns.any():
                counted[sizes_of_matchings(some[:, :, must_columns]) < must_columns.sum()] = 0
            sizes[likely] = counted
        return sizes

    def _merged(self, left: Flags) -> Flags:
        """Return the graphs in which each share is as many people as it has places."""
        if not self._shares:
            return left
        merged = [
            np.repeat(left[:, rows].any(axis=1, keepdims=True), places, axis=1)
            for rows, places in self._shares
        ]
        return np.concatenate([left[:, self._alone], *merged], axis=1)

    def _together(self, here: _Stand, come: Flags, owed: Counts | None) -> Flags:
        """Return which two dates leave enough people on both sides, ``(C, C)``.

        Of the workshops that a pair must miss, those on the two dates may be one or two.
        """
        total = 0 if owed is None else owed.sum(axis=0)
        spare = here.missed + np.maximum(total - 1, 0) < self._costs.max_missed
        free = here.left & (here.missed + np.maximum(total - 2, 0) < self._costs.max_missed - 1)
        sides = (2, self._quota.must_rows), (1, self._quota.must_columns)
        enough = np.ones((len(come), len(come)), dtype=bool)
        for axis, must in sides:
            either = np.asarray((come & spare).any(axis=axis) | free.any(axis=axis - 1))
            both = np.asarray((come & ~spare).any(axis=axis))
            out = _out(either, both)
            enough &= len(must) - out >= self._least
            if must.any():
                enough &= _out(either[:, must], both[:, must]) == 0
        return enough


def _out(either: Flags, both: Flags) -> NDArray[np.float32]:
    """Return how many people any two dates leave without a partner, ``(C, C)``.

    Parameters
    ----------
    either
        Who is left with a date and any other, ``(C, people)``.
    both
        Who is left only if the other date has them as well, ``(C, people)``.
    """
    not_either = (~either).astype(np.float32)
    saved = (~either & both).astype(np.float32)
    return np.asarray(not_either @ not_either.T - saved @ saved.T)

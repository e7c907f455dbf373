"""Rules on the dates of a plan taken together: repeated weekdays, and what venues cost.

Whether a date may be added, and what it adds, depends on all the dates before it. A bound that
leaves such rules out is still one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.money import in_hundredths, least_prices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.cohort import Cohort
    from matcher.dates import CandidateDates

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

WEEK = 7


@dataclass(frozen=True, eq=False)
class DayRules:
    """Rules on the dates of all workshops together.

    Attributes
    ----------
    weekday
        The weekday of each candidate date, Monday is 0, ``(D,)``.
    kept, kept_dates
        Which workshops keep their dates whatever the rules, ``(T,)``, and these dates, ``(D,)``.
    room
        How many workshops that are still to be planned may be on each weekday, ``(7,)``; 0
        where they have no date there.
    repeat_cost
        Points for each workshop on a weekday on which another one is.
    price
        What a venue costs on each date at least, in hundredths of the currency, ``(D,)``.
    budget
        What all days may cost together; nothing where there is no limit.
    ahead
        What the workshops after one cost at least if it is held on a date, ``(T, D)``.
    """

    weekday: Whole
    kept: Flags
    kept_dates: Flags
    room: Whole
    repeat_cost: int
    price: Whole
    budget: int | None
    ahead: Floats

    def times(self, factor: int) -> DayRules:
        """Return the rules with so many times the points."""
        return replace(self, repeat_cost=self.repeat_cost * factor)

    def may_add(self, dates: Sequence[int]) -> Flags:
        """Return which dates the workshop after these may take, ``(D,)``."""
        workshop = len(dates)
        may = np.ones(len(self.weekday), dtype=bool)
        if not self.kept[workshop]:
            may &= (self._left(dates) > 0)[self.weekday]
        if self.budget is not None:
            own = self.price.astype(np.float64)
            own[list(dates[-1:])] = 0.0
            may &= self.spent(dates) + own + self.ahead[workshop] <= self.budget
        return may

    def together(self, before: Sequence[int], dates: Whole) -> Flags:
        """Return which two dates may be added to some others, ``(C, C)``.

        Parameters
        ----------
        before
            The dates that are there.
        dates
            Candidate indices, ``(C,)``.
        """
        left, weekday, kept = self._left(before), self.weekday[dates], self.kept_dates[dates]
        same = weekday[:, None] == weekday[None, :]
        single = (left[weekday] > 0) | kept
        both = np.where(same, (left[weekday] > 1)[:, None], True)
        either_kept = kept[:, None] | kept[None, :]
        return np.asarray((both | either_kept) & single[:, None] & single[None, :])

    def open_to(self, dates: Sequence[int]) -> Flags:
        """Return which dates some workshop after these may still take, ``(D,)``."""
        return np.asarray((self._left(dates) > 0)[self.weekday] | self.kept_dates)

    def needed(self, dates: Sequence[int]) -> Whole:
        """Return how many workshops after these must at least be on each weekday, ``(7,)``.

        Those that the other weekdays have no room for.
        """
        room = np.maximum(self._left(dates), 0)
        to_plan = int((~self.kept[len(dates) :]).sum())
        return np.asarray(np.maximum(0, to_plan - (room.sum() - room)))

    def never(self, can_rows: Flags, can_columns: Flags, among: Flags, days: Flags) -> Flags:
        """Return which pairs can meet on no date of some weekdays, ``(7, P, Q)``.

        Parameters
        ----------
        can_rows, can_columns
            Who can come, ``(P, D)`` and ``(Q, D)``.
        among, days
            Which dates, ``(D,)``, and weekdays count, ``(7,)``.
        """
        never = np.zeros((WEEK, len(can_rows), len(can_columns)), dtype=bool)
        for day in np.flatnonzero(days):
            on = among & (self.weekday == day)
            here, there = can_rows[:, on], can_columns[:, on]
            never[day] = here.astype(np.float32) @ there.T.astype(np.float32) == 0
        return never

    def _left(self, dates: Sequence[int]) -> Whole:
        """Return how many more workshops that are still to be planned each weekday takes."""
        planned = [date for date, kept in zip(dates, self.kept, strict=False) if not kept]
        return np.asarray(self.room - np.bincount(self.weekday[planned], minlength=WEEK))

    def added_cost(self, dates: Sequence[int]) -> Floats:
        """Return what each date costs more because of the dates that are there, ``(D,)``."""
        used = np.zeros(WEEK, dtype=bool)
        used[self.weekday[list(dates)]] = True
        return np.where(used[self.weekday], float(self.repeat_cost), 0.0)

    def cost(self, dates: Sequence[int]) -> int:
        """Return what repeated weekdays cost, in points."""
        return self.repeat_cost * (len(dates) - len(np.unique(self.weekday[list(dates)])))

    def spent(self, dates: Sequence[int]) -> int:
        """Return what the days cost together, each of them once."""
        return int(self.price[np.unique(np.array(dates, dtype=np.int64))].sum())

    def keep(self, dates: Sequence[int]) -> bool:
        """Return whether the dates of all workshops keep to the rules."""
        planned = [date for date, kept in zip(dates, self.kept, strict=True) if not kept]
        used = np.bincount(self.weekday[planned], minlength=WEEK)
        affordable = self.budget is None or self.spent(dates) <= self.budget
        return affordable and bool((used <= np.maximum(self.room, 0)).all())


def least_ahead(price: Whole, slots: Flags, follows: NDArray[np.bool_]) -> Floats:
    """Return what the workshops after one cost at least if it is held on a date, ``(T, D)``."""
    ahead = np.zeros(slots.shape)
    for workshop in range(len(slots) - 2, -1, -1):
        later = np.where(slots[workshop + 1], price + ahead[workshop + 1], np.inf)
        other_day = np.where(follows[workshop], later, np.inf)
        own = np.diagonal(follows[workshop]) & slots[workshop + 1]
        same_day = np.where(own, ahead[workshop + 1], np.inf)
        ahead[workshop] = np.minimum(other_day.min(axis=1, initial=np.inf), same_day)
    return ahead


def day_rules(
    cohort: Cohort, candidates: CandidateDates, slots: Flags, follows: Flags
) -> DayRules | None:
    """Return the rules of a cohort on all dates together, or nothing where it has none."""
    settings, costs = cohort.programme.workshops, cohort.programme.costs
    budget = cohort.programme.venues.budget if cohort.venues else None
    most = settings.max_same_weekday
    is_ruled = most is not None or costs.same_weekday or budget is not None
    if not settings.count or not is_ruled:
        return None
    weekday = np.array([day.weekday() for day in candidates.days], dtype=np.int64)
    kept = np.array([number + 1 in candidates.kept for number in range(settings.count)])
    past = list(candidates.kept.values())
    used = np.bincount([day.weekday() for day in past], minlength=WEEK)
    has_dates = np.bincount(weekday[slots[~kept].any(axis=0)], minlength=WEEK) > 0
    limit = settings.count if most is None else most
    price = np.array(least_prices(cohort, candidates.days), dtype=np.int64)
    return DayRules(
        weekday=weekday,
        kept=kept,
        kept_dates=np.isin(candidates.ordinals, [day.toordinal() for day in past]),
        room=np.where(has_dates, limit - used, 0),
        repeat_cost=costs.same_weekday,
        price=price,
        budget=None if budget is None else in_hundredths(budget),
        ahead=least_ahead(price, slots, follows),
    )

"""The order of the workshops: which date each may take, and which date may follow which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from matcher.dates import days_between
from matcher.public_holidays import public_holidays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.cohort import Cohort
    from matcher.dates import CandidateDates
    from matcher.programme import Programme, WorkshopSettings

    Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Timetable:
    """Which candidate date each workshop may take, and which date may follow which.

    Attributes
    ----------
    slots
        Whether workshop `t` may be held on candidate date `d`, shape ``(T, D)``.
    follows
        Whether workshop ``t + 1`` may be held on `e` when workshop `t` is held on `d`,
        shape ``(T - 1, D, D)``.
    """

    slots: NDArray[np.bool_]
    follows: NDArray[np.bool_]

    def reachable(self) -> NDArray[np.bool_]:
        """Return which dates of which workshop belong to some complete sequence, ``(T, D)``."""
        ahead = self.slots.copy()
        for step in range(len(ahead) - 2, -1, -1):
            ahead[step] &= (self.follows[step] & ahead[step + 1]).any(axis=1)
        for step in range(1, len(ahead)):
            ahead[step] &= (self.follows[step - 1] & ahead[step - 1][:, None]).any(axis=0)
        return ahead


def fixed_dates(cohort: Cohort) -> dict[int, date]:
    """Return number of a workshop -> the date on which it is fixed; a decision comes first."""
    return {**cohort.programme.workshops.fixed_dates, **cohort.decisions.fixed_dates}


def earliest(programme: Programme) -> date:
    """Return the first day on which a workshop may be held that is still to be planned."""
    settings = programme.workshops
    told = settings.publication_date
    start = programme.programme.start
    return start if told is None else max(start, told + timedelta(weeks=settings.notice_weeks))


def timetable(cohort: Cohort, candidates: CandidateDates) -> Timetable:
    """Return the rules on the order of the workshops as arrays over the candidate dates."""
    settings = cohort.programme.workshops
    slots = np.array(
        [_slot(cohort, candidates, number) for number in range(1, settings.count + 1)], dtype=bool
    ).reshape(settings.count, len(candidates.days))
    gaps = candidates.ordinals[None, :] - candidates.ordinals[:, None]
    apart = (gaps >= settings.min_gap_days) & (gaps <= settings.max_gap_days)
    kinds = {
        Step.APART: apart,
        Step.SAME_DAY: gaps == 0,
        Step.NEXT_DAY: _adjacent(cohort.programme, candidates) if settings.blocks else apart,
    }
    follows = [
        _both_kept(candidates, number, gaps, kinds[step])
        for number, step in enumerate(steps(settings), start=1)
    ]
    shape = max(0, settings.count - 1), *apart.shape
    return Timetable(slots, np.array(follows, dtype=bool).reshape(shape))


class Step(Enum):
    """How a workshop follows the one before."""

    APART = "apart"
    """Its block begins after a gap."""
    NEXT_DAY = "next day"
    """It is on the next working day of the same block."""
    SAME_DAY = "same day"
    """It is another session of the same day."""


def steps(settings: WorkshopSettings) -> list[Step]:
    """Return how each workshop but the first follows the one before."""
    found = [
        Step.SAME_DAY if session else Step.NEXT_DAY if place else Step.APART
        for block in settings.days
        for place, sessions in enumerate(block)
        for session in range(sessions)
    ]
    return found[1:]


def _slot(cohort: Cohort, candidates: CandidateDates, number: int) -> list[bool]:
    """Return which candidate dates a workshop may take, whatever the others."""
    kept = candidates.kept.get(number)
    if kept is not None:
        return [day == kept for day in candidates.days]
    settings, first = cohort.programme.workshops, earliest(cohort.programme)
    fixed = fixed_dates(cohort).get(number)
    windows, weekdays = settings.windows_of(number), settings.weekdays_of(number)
    numbers = {day.number for day in weekdays}
    return [
        day >= first
        and day not in candidates.only_kept
        and day == (fixed or day)
        and day.weekday() in numbers
        and all(window.covers(day) for window in windows)
        for day in candidates.days
    ]


def _both_kept(
    candidates: CandidateDates,
    number: int,
    gaps: NDArray[np.int64],
    follows: Flags,
) -> Flags:
    """Return which date may follow which; two workshops that keep their dates ask for no gap."""
    if number in candidates.kept and number + 1 in candidates.kept:
        return np.asarray(gaps >= 0)
    return follows


def _adjacent(programme: Programme, candidates: CandidateDates) -> NDArray[np.bool_]:
    """Return which dates are neighbours: no working day lies between them, shape ``(D, D)``."""
    settings = programme.programme
    free = public_holidays(settings.country, settings.subdivision, settings.start, settings.end)
    working = {0, 1, 2, 3, 4} | {day.number for day in programme.workshops.weekdays}
    position: dict[date, int] = {}
    for day in days_between(settings.start, settings.end):
        if day.weekday() in working and day not in free:
            position[day] = len(position)
    places = np.array([position.get(day, -2) for day in candidates.days], dtype=np.int64)
    after = places[None, :] - places[:, None] == 1
    return np.asarray(after & (places >= 0)[:, None])

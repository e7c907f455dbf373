"""What a region's people can do on which days, before anybody is in a cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.cohort import CalendarRow
from matcher.dates import facilitators_per_day, window
from matcher.solve.calendar import Calendar

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.cohort import Cohort
    from matcher.solve.problem import People, Problem

    Floats = NDArray[np.float64]


def without_places(cohort: Cohort) -> Cohort:
    """Return a cohort that names no venues and facilitators, but keeps free what they cannot do.

    A day is closed where no venue is open that holds a small cohort, or too few facilitators can
    come. What a single cohort needs beyond that is settled when its own plan is made.
    """
    settings = cohort.programme
    days = window(settings)
    room = 2 * settings.intake.smallest + settings.workshops.facilitators
    large = [
        one
        for one in cohort.venues
        if one.capacity is None or one.capacity >= room or not settings.venues.check_capacity
    ]
    leaders = facilitators_per_day(cohort, days)
    closed = [
        day
        for day, coming in zip(days, leaders, strict=True)
        if (cohort.venues and not any(one.is_open(day) for one in large))
        or (cohort.facilitators and coming < settings.workshops.facilitators)
    ]
    rows = tuple(CalendarRow(date_from=day, date_to=day, kind="blocked") for day in closed)
    return cohort.model_copy(
        update={"venues": (), "facilitators": (), "calendar": (*cohort.calendar, *rows)}
    )


def least_costs(people: People, problem: Problem) -> Floats:
    """Return what the best dates of all cost each person at least, in points, ``(people,)``.

    Whatever pair somebody is in, and whatever its dates, it loses no less: a day on which they
    cannot come is missed by the pair, and one on which they come only if needed costs that, or is
    missed. Infinite where they miss too many workshops on any dates.
    """
    missed = np.where(people.can, 0.0, 1.0)
    asked = min(problem.if_needed_cost, problem.missed_cost)
    cost = missed * problem.missed_cost + np.where(people.only_if_needed, float(asked), 0.0)
    if not problem.workshops:
        return np.zeros(len(people.ids))
    if not problem.candidates.days:
        return np.full(len(people.ids), np.inf)
    calendar = Calendar(problem.slots, problem.follows)
    least = np.array([calendar.least_loss(row, 0).min(initial=np.inf) for row in cost])
    fewest = np.array([calendar.least_loss(row, 0).min(initial=np.inf) for row in missed])
    return np.where(fewest <= problem.max_missed, least.reshape(-1), np.inf)

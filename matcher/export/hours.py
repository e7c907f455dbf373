"""From when to when each workshop of a plan is."""

from __future__ import annotations

from collections import Counter
from datetime import date, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.plans import Plan


def hours_of_workshops(plan: Plan) -> dict[int, tuple[time, time]]:
    """Return the hours of each workshop by its number: those of one day follow each other."""
    settings = plan.cohort.programme.workshops
    before: Counter[date] = Counter()
    hours = {}
    for one in sorted(plan.workshops, key=lambda one: one.number):
        hours[one.number] = settings.hours(min(before[one.date], settings.sessions_per_day - 1))
        before[one.date] += 1
    return hours

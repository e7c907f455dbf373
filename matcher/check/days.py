"""The dates of a plan's workshops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from matcher.check.facts import differs
from matcher.dates import closed_days
from matcher.plans import WorkshopState
from matcher.programme import Weekday
from matcher.public_holidays import public_holidays
from matcher.timetable import Step, earliest, fixed_dates, steps

if TYPE_CHECKING:
    from datetime import date

    from matcher.check.facts import Check, Facts
    from matcher.plans import Workshop


def candidate(facts: Facts) -> Iterator[str]:
    """Every date is one on which a workshop may be held, or is kept."""
    candidates = facts.candidates
    days, dropped = set(candidates.days) - candidates.only_kept, candidates.dropped
    for workshop in _planned(facts):
        if workshop.date not in days:
            why = [reason for reason, those in dropped.items() if workshop.date in those]
            found = f"{workshop.date} ({why[0] if why else 'outside the programme'})"
            yield differs(_at(workshop), "a candidate date", found)


def blocked(facts: Facts) -> Iterator[str]:
    """No workshop is planned on a blocked day."""
    planned = _planned(facts)
    closed = closed_days(facts.cohort, [workshop.date for workshop in planned])
    for workshop in planned:
        if workshop.date in closed:
            yield differs(_at(workshop), "a day that is not blocked", workshop.date)


def kept(facts: Facts) -> Iterator[str]:
    """What was held or announced keeps its date."""
    for workshop in facts.plan.workshops:
        day = facts.candidates.kept.get(workshop.number, workshop.date)
        if workshop.date != day:
            yield differs(_at(workshop), f"{day}, as it was told or held", workshop.date)


def state(facts: Facts) -> Iterator[str]:
    """A workshop is as far as the plan that is running says, where it keeps its date."""
    running = facts.cohort.current_plan
    known = {workshop.number: workshop.state for workshop in running.workshops} if running else {}
    for workshop in facts.plan.workshops:
        is_kept = facts.candidates.kept.get(workshop.number) == workshop.date
        expected = known[workshop.number] if is_kept else WorkshopState.PLANNED
        if workshop.state is not expected:
            where = f"state of workshop {workshop.number}"
            yield differs(where, expected.value, workshop.state.value)


def order(facts: Facts) -> Iterator[str]:
    """Each workshop is later than the one before, or another session of its day."""
    for step, one, other in _steps(facts):
        may_share = step is Step.SAME_DAY or _both_kept(facts, one, other)
        if other.date < one.date or (other.date == one.date and not may_share):
            yield differs(_at(other), f"a date after {one.date}", other.date)


def min_gap(facts: Facts) -> Iterator[str]:
    """Workshops, or blocks of them, are far enough apart."""
    least = facts.cohort.programme.workshops.min_gap_days
    for step, one, other in _steps(facts):
        days = (other.date - one.date).days
        if step is Step.APART and days < least and not _both_kept(facts, one, other):
            yield differs(_between(one, other), f"at least {least} days", days)


def max_gap(facts: Facts) -> Iterator[str]:
    """Workshops, or blocks of them, are not too far apart."""
    most = facts.cohort.programme.workshops.max_gap_days
    for step, one, other in _steps(facts):
        days = (other.date - one.date).days
        if step is Step.APART and days > most and not _both_kept(facts, one, other):
            yield differs(_between(one, other), f"at most {most} days", days)


def blocks(facts: Facts) -> Iterator[str]:
    """Inside a block no working day lies between one workshop and the next."""
    for step, one, other in _steps(facts):
        if step is not Step.NEXT_DAY or _both_kept(facts, one, other):
            continue
        if other.date <= one.date:
            yield differs(_between(one, other), "the next working day", other.date)
            continue
        between = _working_days(facts, one.date + timedelta(days=1), other.date)
        if between:
            yield differs(_between(one, other), "no working day", f"{len(between)} of them")


def sessions(facts: Facts) -> Iterator[str]:
    """Sessions of one day are on that day."""
    for step, one, other in _steps(facts):
        if step is Step.SAME_DAY and one.date != other.date and not _both_kept(facts, one, other):
            yield differs(_at(other), f"{one.date}, the day of the session before", other.date)


def fixed(facts: Facts) -> Iterator[str]:
    """Workshops whose date was fixed are held on it."""
    dates = fixed_dates(facts.cohort)
    for workshop in _planned(facts):
        day = dates.get(workshop.number, workshop.date)
        if workshop.date != day:
            yield differs(_at(workshop), f"{day}, it was fixed", workshop.date)


def windows(facts: Facts) -> Iterator[str]:
    """Workshops with a window of their own are held in it."""
    for workshop in _planned(facts):
        for window in facts.cohort.programme.workshops.windows_of(workshop.number):
            if not window.covers(workshop.date):
                expected = f"a date from {window.first} to {window.last}"
                yield differs(_at(workshop), expected, workshop.date)


def weekdays_for(facts: Facts) -> Iterator[str]:
    """Workshops with weekdays of their own are held on one of them."""
    for workshop in _planned(facts):
        allowed = facts.cohort.programme.workshops.weekdays_of(workshop.number)
        weekday = list(Weekday)[workshop.date.weekday()]
        if weekday not in allowed:
            yield differs(_at(workshop), f"one of {', '.join(allowed)}", weekday.value)


def notice(facts: Facts) -> Iterator[str]:
    """Nothing that is still to be planned comes sooner than people were promised."""
    first = earliest(facts.cohort.programme)
    for workshop in _planned(facts):
        if workshop.date < first:
            yield differs(_at(workshop), f"a date from {first} on", workshop.date)


def max_same_weekday(facts: Facts) -> Iterator[str]:
    """No weekday has too many workshops, unless they were held or announced there."""
    most = facts.cohort.programme.workshops.max_same_weekday
    if most is None:
        return
    used = Counter(workshop.date.weekday() for workshop in facts.plan.workshops)
    for number in sorted({workshop.date.weekday() for workshop in _planned(facts)}):
        if used[number] > most:
            where = f"workshops on {list(Weekday)[number].value}"
            yield differs(where, f"at most {most}", used[number])


def _planned(facts: Facts) -> list[Workshop]:
    """Return the workshops that keep no date from before."""
    kept = facts.candidates.kept
    return [one for one in facts.plan.workshops if kept.get(one.number) != one.date]


def _both_kept(facts: Facts, one: Workshop, other: Workshop) -> bool:
    kept = facts.candidates.kept
    return all(kept.get(workshop.number) == workshop.date for workshop in (one, other))


def _at(workshop: Workshop) -> str:
    return f"workshop {workshop.number}"


def _between(one: Workshop, other: Workshop) -> str:
    return f"between workshops {one.number} and {other.number}"


def _steps(facts: Facts) -> Iterator[tuple[Step, Workshop, Workshop]]:
    """Yield each workshop with the one before, and how it follows; numbers that lack are left."""
    expected = steps(facts.cohort.programme.workshops)
    for one, other in pairwise(facts.ordered):
        if other.number == one.number + 1 <= len(expected) + 1:
            yield expected[one.number - 1], one, other


def _working_days(facts: Facts, first: date, end: date) -> list[date]:
    """Return the working days from one date on and before another one.

    Monday to Friday, and whatever other weekday workshops are held on, without public holidays.
    """
    settings = facts.cohort.programme
    country, part = settings.programme.country, settings.programme.subdivision
    free = public_holidays(country, part, first, end)
    weekdays = {0, 1, 2, 3, 4} | {day.number for day in settings.workshops.weekdays}
    days = [first + timedelta(days=offset) for offset in range((end - first).days)]
    return [day for day in days if day.weekday() in weekdays and day not in free]


CHECKS: dict[str, Check] = {
    "workshops.candidate": candidate,
    "workshops.blocked": blocked,
    "workshops.kept": kept,
    "workshops.state": state,
    "workshops.order": order,
    "workshops.min_gap_days": min_gap,
    "workshops.max_gap_days": max_gap,
    "workshops.blocks": blocks,
    "workshops.sessions_per_day": sessions,
    "workshops.fixed": fixed,
    "workshops.windows": windows,
    "workshops.weekdays_for": weekdays_for,
    "workshops.notice_weeks": notice,
    "workshops.max_same_weekday": max_same_weekday,
}

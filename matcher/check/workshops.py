"""The workshops of a plan: their dates, and who comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from matcher.check.facts import differs, name
from matcher.dates import Code
from matcher.plans import WorkshopState
from matcher.public_holidays import public_holidays

if TYPE_CHECKING:
    from datetime import date

    from matcher.check.facts import Check, Facts
    from matcher.cohort import CalendarRow
    from matcher.decisions import DateRange
    from matcher.plans import Workshop

Step = tuple["Workshop", "Workshop"]


def numbers(facts: Facts) -> Iterator[str]:
    """Workshops are numbered from 1 to their count, in order."""
    expected = list(range(1, facts.cohort.programme.workshops.count + 1))
    found = [workshop.number for workshop in facts.plan.workshops]
    if facts.has_plan and found != expected:
        yield differs("numbers of the workshops", expected, found)


def candidate(facts: Facts) -> Iterator[str]:
    """Every date is one on which a workshop may be held."""
    days, dropped = set(facts.candidates.days), facts.candidates.dropped
    for workshop in facts.plan.workshops:
        if workshop.date not in days:
            why = [reason for reason, those in dropped.items() if workshop.date in those]
            found = f"{workshop.date} ({why[0] if why else 'outside the programme'})"
            yield differs(_at(workshop), "a candidate date", found)


def blocked(facts: Facts) -> Iterator[str]:
    """No workshop is held on a blocked day."""
    calendar = (row for row in facts.cohort.calendar if row.kind == "blocked" and not row.area)
    rows: list[CalendarRow | DateRange] = [*calendar, *facts.cohort.decisions.blocked]
    for workshop in facts.plan.workshops:
        if any(row.covers(workshop.date) for row in rows):
            yield differs(_at(workshop), "a day that is not blocked", workshop.date)


def order(facts: Facts) -> Iterator[str]:
    """Each workshop is later than the one before."""
    for one, other in pairwise(facts.ordered):
        if other.date <= one.date:
            yield differs(_at(other), f"a date after {one.date}", other.date)


def min_gap(facts: Facts) -> Iterator[str]:
    """Workshops, or blocks of them, are far enough apart."""
    least = facts.cohort.programme.workshops.min_gap_days
    for one, other in _steps(facts, inside_block=False):
        days = (other.date - one.date).days
        if days < least:
            yield differs(_between(one, other), f"at least {least} days", days)


def max_gap(facts: Facts) -> Iterator[str]:
    """Workshops, or blocks of them, are not too far apart."""
    most = facts.cohort.programme.workshops.max_gap_days
    for one, other in _steps(facts, inside_block=False):
        days = (other.date - one.date).days
        if days > most:
            yield differs(_between(one, other), f"at most {most} days", days)


def blocks(facts: Facts) -> Iterator[str]:
    """Inside a block no working day lies between one workshop and the next."""
    for one, other in _steps(facts, inside_block=True):
        if other.date <= one.date:
            yield differs(_between(one, other), "the next working day", other.date)
            continue
        between = _working_days(facts, one.date + timedelta(days=1), other.date)
        if between:
            yield differs(_between(one, other), "no working day", f"{len(between)} of them")


def fixed(facts: Facts) -> Iterator[str]:
    """Workshops whose date was fixed are held on it."""
    for workshop in facts.plan.workshops:
        day = facts.cohort.decisions.fixed_dates.get(workshop.number, workshop.date)
        if workshop.date != day:
            yield differs(_at(workshop), f"{day}, it was fixed", workshop.date)


def max_missed(facts: Facts) -> Iterator[str]:
    """No pair misses more workshops than it may."""
    most = facts.cohort.programme.workshops.max_missed
    for one in facts.recomputed:
        if len(one.missed) > most:
            yield differs(f"missed by {name(one.pair)}", f"at most {most}", len(one.missed))


def everyone(facts: Facts) -> Iterator[str]:
    """Every pair attends the workshops that are for everyone."""
    for one in facts.recomputed:
        for number in facts.cohort.programme.workshops.everyone:
            if number in one.missed:
                yield differs(f"workshop {number}", "every pair", f"{name(one.pair)} cannot come")


def absent(facts: Facts) -> Iterator[str]:
    """Each workshop lists the people of the pairs who cannot come, by id."""
    for workshop in facts.plan.workshops:
        expected = tuple(
            identity
            for identity in sorted(facts.paired)
            if facts.code(identity, workshop.date) < Code.IF_NEEDED
        )
        if workshop.absent != expected:
            yield differs(f"absent from workshop {workshop.number}", expected, workshop.absent)


def state(facts: Facts) -> Iterator[str]:
    """A workshop is announced or held only where the plan that is running says so."""
    running = facts.cohort.current_plan
    known = {workshop.number: workshop.state for workshop in running.workshops} if running else {}
    for workshop in facts.plan.workshops:
        before = known.get(workshop.number, WorkshopState.PLANNED)
        if workshop.state not in (WorkshopState.PLANNED, before):
            expected = " or ".join(dict.fromkeys((WorkshopState.PLANNED.value, before.value)))
            yield differs(f"state of workshop {workshop.number}", expected, workshop.state.value)


def _at(workshop: Workshop) -> str:
    return f"workshop {workshop.number}"


def _between(one: Workshop, other: Workshop) -> str:
    return f"between workshops {one.number} and {other.number}"


def _steps(facts: Facts, *, inside_block: bool) -> Iterator[Step]:
    """Yield the steps from a workshop to the next that stay inside a block, or leave one."""
    settings = facts.cohort.programme.workshops
    last_of_block = set(accumulate(settings.blocks or (1,) * settings.count))
    for one, other in pairwise(facts.ordered):
        if (one.number not in last_of_block) == inside_block:
            yield one, other


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
    "workshops.count": numbers,
    "workshops.candidate": candidate,
    "workshops.blocked": blocked,
    "workshops.order": order,
    "workshops.min_gap_days": min_gap,
    "workshops.max_gap_days": max_gap,
    "workshops.blocks": blocks,
    "decisions.fixed_dates": fixed,
    "workshops.max_missed": max_missed,
    "workshops.everyone": everyone,
    "workshops.absent": absent,
    "workshops.state": state,
}

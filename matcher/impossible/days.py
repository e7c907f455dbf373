"""Reasons that lie with the days: fixed ones, and too few that follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.plans import Reason
from matcher.timetable import timetable

if TYPE_CHECKING:
    from matcher.impossible.case import Case

DROPPED_WORDS = {
    "blocked": "blocked",
    "venue": "without a suitable venue",
    "facilitators": "with too few facilitators",
}


def fixed_date_impossible(case: Case) -> Reason | None:
    """A workshop is fixed on a day that is no candidate date."""
    candidates = case.problem.candidates
    for number, fixed in case.cohort.decisions.fixed_dates.items():
        if fixed not in candidates.days:
            why = next((why for why, those in candidates.dropped.items() if fixed in those), None)
            said = f" ({DROPPED_WORDS[why]})" if why else ""
            return Reason(
                rule="date",
                text=f"Workshop {number} is fixed on {fixed.isoformat()}, on which no workshop can "
                f"be held{said}.",
                remedies=("fix it on another day",),
            )
    return None


def fixed_dates_do_not_follow(case: Case) -> Reason | None:
    """There are dates that follow each other, but none with those that are fixed."""
    fixed = case.cohort.decisions.fixed_dates
    if not fixed or case.problem.slots.any(axis=1).all():
        return None
    decisions = case.cohort.decisions.model_copy(update={"fixed_dates": {}})
    free = case.cohort.model_copy(update={"decisions": decisions})
    if not timetable(free, case.problem.candidates).reachable().any(axis=1).all():
        return None
    listed = ", ".join(f"{number} on {day.isoformat()}" for number, day in fixed.items())
    return Reason(
        rule="date",
        text=f"No dates for all workshops {_order(case)} when these are fixed: {listed}.",
        remedies=("take back a fixed date, or fix it on another day",),
    )


def no_sequence(case: Case) -> Reason | None:
    """The candidate dates hold no sequence of workshops."""
    if case.problem.slots.any(axis=1).all():
        return None
    window = case.cohort.programme.programme
    candidates = case.problem.candidates
    lost = [f"{len(days)} {DROPPED_WORDS[why]}" for why, days in candidates.dropped.items() if days]
    left_out = f" ({', '.join(lost)})" if lost else ""
    between = f"between {window.start.isoformat()} and {window.end.isoformat()}"
    if not candidates.days:
        text = f"There is no candidate date {between}{left_out}."
    else:
        text = (
            f"No {case.problem.workshops} dates {between} {_order(case)}: there are "
            f"{len(candidates.days)} candidate dates{left_out}."
        )
    return Reason(
        rule="workshops.min_gap_days" if candidates.days else "programme.start",
        text=text,
        remedies=("widen the window, allow other gaps or more weekdays, or hold fewer workshops",),
    )


def _order(case: Case) -> str:
    settings = case.cohort.programme.workshops
    apart = f"lie {settings.min_gap_days} to {settings.max_gap_days} days apart"
    sizes = ", ".join(map(str, settings.blocks))
    return f"{apart} in blocks of {sizes} adjacent days" if sizes else apart

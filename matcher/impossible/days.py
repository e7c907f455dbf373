"""Reasons that lie with the days: fixed ones, and too few that follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.plans import Reason
from matcher.timetable import fixed_dates, timetable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from matcher.impossible.case import Case

DROPPED_WORDS = {
    "blocked": "blocked",
    "venue": "without a suitable venue",
    "facilitators": "with too few facilitators",
}


def fixed_date_impossible(case: Case) -> Reason | None:
    """A workshop is fixed on a day that is no candidate date."""
    candidates = case.problem.candidates
    for number, fixed in _still_fixed(case).items():
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
    fixed = _still_fixed(case)
    if not fixed or case.problem.slots.any(axis=1).all():
        return None
    decisions = case.cohort.decisions.model_copy(update={"fixed_dates": {}})
    settings = case.cohort.programme.workshops.model_copy(update={"fixed": ()})
    programme = case.cohort.programme.model_copy(update={"workshops": settings})
    free = case.cohort.model_copy(update={"decisions": decisions, "programme": programme})
    if not timetable(free, case.problem.candidates).reachable().any(axis=1).all():
        return None
    listed = ", ".join(f"{number} on {day.isoformat()}" for number, day in fixed.items())
    return Reason(
        rule="date",
        text=f"No dates for all workshops {_order(case)} when these are fixed: {listed}.",
        remedies=("take back a fixed date, or fix it on another day",),
    )


def _what_would_help(case: Case) -> Iterator[str]:
    """Yield what keeps the most days away, where that is no rule on dates; then those rules."""
    dropped = case.problem.candidates.dropped
    lost = {why: len(days) for why, days in dropped.items()}
    if lost.get("venue", 0) > len(case.problem.candidates.days):
        yield (
            "find a venue for more days that fits everybody and has what they need, or ask for "
            "fewer pairs"
        )
    if lost.get("facilitators", 0) > len(case.problem.candidates.days):
        yield "find facilitators who can come on more days"
    yield "widen the window, allow other gaps or more weekdays, or hold fewer workshops"


def _still_fixed(case: Case) -> dict[int, date]:
    """Return the fixed dates of workshops that have not been held or announced on them."""
    kept = case.problem.candidates.kept
    return {number: day for number, day in fixed_dates(case.cohort).items() if number not in kept}


def no_sequence(case: Case) -> Reason | None:
    """The candidate dates hold no sequence of workshops."""
    if case.problem.slots.any(axis=1).all():
        return None
    window = case.cohort.programme.programme
    candidates = case.problem.candidates
    named = _rules_on_single_ones(case)
    rules = f" These rules narrow them further: {', '.join(named)}." if named else ""
    lost = [f"{len(days)} {DROPPED_WORDS[why]}" for why, days in candidates.dropped.items() if days]
    left_out = f" ({', '.join(lost)})" if lost else ""
    between = f"between {window.start.isoformat()} and {window.end.isoformat()}"
    if not candidates.days:
        text = f"There is no candidate date {between}{left_out}."
    else:
        text = (
            f"No {case.problem.workshops} dates {between} {_order(case)}: there are "
            f"{len(candidates.days)} candidate dates{left_out}.{rules}"
        )
    return Reason(
        rule="workshops.min_gap_days" if candidates.days else "programme.start",
        text=text,
        remedies=tuple(_what_would_help(case)),
    )


def _order(case: Case) -> str:
    settings = case.cohort.programme.workshops
    apart = f"lie {settings.min_gap_days} to {settings.max_gap_days} days apart"
    sizes = ", ".join(map(str, settings.blocks))
    return f"{apart} in blocks of {sizes} adjacent days" if sizes else apart


def _rules_on_single_ones(case: Case) -> list[str]:
    """Return the keys of the rules that speak of single workshops, and of what is kept."""
    settings = case.cohort.programme.workshops
    keys = ("windows", "weekdays_for", "fixed", "notice_weeks", "publication_date")
    named = [f"workshops.{key}" for key in keys if getattr(settings, key)]
    kept = case.problem.candidates.kept
    return [*named, *(["what was held or announced"] if kept else [])]

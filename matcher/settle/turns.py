"""The check-ins that pairs still need, and the room that facilitators have for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from matcher.plans import CheckInKind
from matcher.programme.settling import CheckInMode

if TYPE_CHECKING:
    from datetime import date

    from matcher.plans import CatchUp, CheckIn
    from matcher.settle.care_case import CareCase
    from matcher.settle.meeting_days import Gap


class Taken(NamedTuple):
    """The days that catch-up days take, of facilitators and of pairs, each with their place."""

    leaders: frozenset[tuple[int, date]]
    rows: frozenset[tuple[int, date]]


def days_taken(case: CareCase, catch_ups: Sequence[CatchUp]) -> Taken:
    """Return the days that catch-up days take, of facilitators and of pairs."""
    return Taken(
        leaders=frozenset(
            (case.leaders[one.facilitator], one.date)
            for one in catch_ups
            if one.facilitator in case.leaders
        ),
        rows=frozenset(
            (case.rows[one.couple], one.date) for one in catch_ups if one.couple in case.rows
        ),
    )


class Turn(NamedTuple):
    """A check-in that a pair still needs in a gap.

    Attributes
    ----------
    part
        Near the middle of which part of the window it should be.
    callers
        With which sides, 0 or 1, calls stand in for it; with nobody where there are no calls.
    """

    row: int
    gap: Gap
    part: int
    callers: tuple[int, ...]


def turns_needed(case: CareCase) -> tuple[Turn, ...]:
    """Return the check-ins that are still needed, in the gaps that are not over."""
    return tuple(
        turn
        for gap in case.open_gaps
        for row in range(len(case.couples))
        for turn in _turns(case, row, gap)
    )


def standing_between(case: CareCase, row: int, gap: Gap) -> list[CheckIn]:
    """Return the check-ins of a pair in a gap that stay, by date."""
    ours = (
        one
        for one in case.standing.check_ins
        if one.couple == case.ids[row] and one.after_workshop == gap.number
    )
    return sorted(ours, key=lambda one: one.date)


def _turns(case: CareCase, row: int, gap: Gap) -> Iterator[Turn]:
    """Yield the parts of the window for which a check-in is missing.

    What stays takes the nearest parts. Two calls count as one check-in; where only one of them
    took place, the other partner's is owed.
    """
    settings, ids = case.cohort.programme.check_ins, case.ids[row]
    ours = standing_between(case, row, gap)
    calls = Counter(one.person for one in ours if one.mode is CheckInKind.CALL)
    whole = min(calls[ids[0]], calls[ids[1]])
    owed = calls[ids[0]] - calls[ids[1]]
    days = [one.date for one in ours if one.mode is CheckInKind.TOGETHER]
    days += [one.date for one in ours if one.person == ids[0]][:whole]
    parts = list(range(settings.per_gap))
    for day in sorted(days)[: settings.per_gap]:
        parts.remove(min(parts, key=lambda part: gap.distance(day, part, settings.per_gap)))
    may_call = settings.mode == CheckInMode.OR_CALLS and ids[1] is not None
    for index, part in enumerate(parts):
        callers = (0, 1) if index >= abs(owed) else (1,) if owed > 0 else (0,)
        yield Turn(row, gap, part, callers if may_call else ())


def busy_days(case: CareCase, row: int, gap: Gap) -> tuple[set[date], set[date]]:
    """Return for each side the days on which the pair, or that one, has a check-in that stays."""
    ours = standing_between(case, row, gap)
    first, second = (
        {one.date for one in ours if one.person in (None, identity)} for identity in case.ids[row]
    )
    return first, second


def room(case: CareCase, taken: Taken) -> dict[tuple[int, date], int]:
    """Return how many check-ins facilitators still take on days on which that is not the most.

    A catch-up day takes the day.
    """
    most = case.cohort.programme.check_ins.max_per_facilitator_day
    left = dict.fromkeys(taken.leaders, 0)
    for one in case.standing.check_ins:
        if one.facilitator in case.leaders:
            place = case.leaders[one.facilitator], one.date
            left[place] = max(0, left.get(place, most) - 1)
    return left

"""What stays around the pairs: meetings that happened or were announced, and facilitators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.dates import Code
from matcher.happened import held
from matcher.plans import CheckInKind, MeetingState
from matcher.settle.meeting_days import catch_up_days

if TYPE_CHECKING:
    from datetime import date

    from matcher.cohort import Cohort
    from matcher.plans import CatchUp, CheckIn, Plan
    from matcher.settle.care_case import CareCase

Ids = tuple[str, str | None]


@dataclass(frozen=True)
class Standing:
    """What stays, and what is good to keep.

    Attributes
    ----------
    check_ins, catch_ups
        The meetings that stay, those of pairs that are no more included.
    facilitators
        Pair -> the facilitator that it must keep, by their places.
    before
        Pair -> the facilitator that it has in the plan that is running, by their places.
    """

    check_ins: tuple[CheckIn, ...]
    catch_ups: tuple[CatchUp, ...]
    facilitators: dict[int, int]
    before: dict[int, int]


def meetings_before(cohort: Cohort) -> tuple[tuple[CheckIn, ...], tuple[CatchUp, ...]]:
    """Return the check-ins and catch-up days of the plan that is running."""
    running = cohort.current_plan
    return ((), ()) if running is None else (running.check_ins, running.catch_ups)


def done_meetings(cohort: Cohort) -> tuple[tuple[CheckIn, ...], tuple[CatchUp, ...]]:
    """Return the check-ins and catch-up days that took place."""
    check_ins, catch_ups = meetings_before(cohort)
    return (
        tuple(one for one in check_ins if one.state is MeetingState.DONE),
        tuple(one for one in catch_ups if one.state is MeetingState.DONE),
    )


def what_stands(case: CareCase) -> Standing:
    """Return what stays of the plan that is running."""
    cohort = case.cohort
    if cohort.current_plan is None:
        return Standing((), (), {}, {})
    before = _facilitators_before(case, cohort.current_plan)
    stay = _facilitators_that_stay(case, cohort.current_plan, before)
    done, caught = done_meetings(cohort)
    check_ins, catch_ups = meetings_before(cohort)
    open_calls = [one for one in check_ins if _announced_check_in_stays(case, stay, one)]
    return Standing(
        check_ins=(*done, *_both_or_none(done, open_calls)),
        catch_ups=_once_each(
            (*caught, *(one for one in catch_ups if _announced_catch_up_stays(case, one)))
        ),
        facilitators=stay,
        before=before,
    )


def _facilitators_before(case: CareCase, running: Plan) -> dict[int, int]:
    """Return pair -> facilitator in the plan that is running, where both are still there."""
    met = {one.couple: one.facilitator for one in sorted(running.check_ins, key=lambda it: it.date)}
    found = {}
    for pair in running.pairs:
        identity = pair.facilitator or met.get(pair.couple)
        if pair.couple in case.rows and identity in case.leaders:
            found[case.rows[pair.couple]] = case.leaders[identity]
    return found


def _facilitators_that_stay(
    case: CareCase, running: Plan, before: dict[int, int]
) -> dict[int, int]:
    """Return who must stay with the pairs that began, as far as `max_pairs` lets them.

    Where it does not, those stay whom the plan names, rather than who only met the pair; then
    those with whom most has happened, then the first by id.
    """
    any_held = bool(held(case.cohort))
    met = Counter(one.couple for one in running.check_ins if one.state is not MeetingState.PLANNED)
    began = [
        (row, leader)
        for row, leader in before.items()
        if (any_held or met[case.ids[row]]) and not case.conflicts[row, leader]
    ]
    named = {case.rows.get(pair.couple) for pair in running.pairs if pair.facilitator}
    began.sort(key=lambda one: (one[0] not in named, -met[case.ids[one[0]]], one[0]))
    load: Counter[int] = Counter()
    stay = {}
    for row, leader in began:
        most = case.cohort.facilitators[leader].max_pairs
        if most is None or load[leader] < most:
            stay[row] = leader
            load[leader] += 1
    return stay


def _announced_check_in_stays(case: CareCase, stay: dict[int, int], meeting: CheckIn) -> bool:
    row = case.rows.get(meeting.couple)
    leader = case.leaders.get(meeting.facilitator)
    gap = case.gap_after.get(meeting.after_workshop)
    return (
        meeting.state is MeetingState.ANNOUNCED
        and row is not None
        and leader is not None
        and gap is not None
        and stay.get(row) == leader
        and meeting.date in gap.days
        and _can_come(case, row, leader, meeting.date, meeting.person)
    )


def _announced_catch_up_stays(case: CareCase, meeting: CatchUp) -> bool:
    row = case.rows.get(meeting.couple)
    leader = case.leaders.get(meeting.facilitator)
    return (
        meeting.state is MeetingState.ANNOUNCED
        and row is not None
        and leader is not None
        and not case.conflicts[row, leader]
        and meeting.workshop in case.missed[row]
        and meeting.date in catch_up_days(case.cohort, case.days[meeting.workshop - 1], case.days)
        and _can_come(case, row, leader, meeting.date, None)
    )


def _can_come(case: CareCase, row: int, leader: int, day: date, person: str | None) -> bool:
    """Return whether the pair, or one of the two, and the facilitator can come."""
    column = case.diary.at[day]
    codes = [case.diary.leaders[leader, column]]
    if person is None:
        codes.append(case.diary.both[row, column])
    elif person in case.ids[row]:
        codes.append(case.diary.members[row, case.ids[row].index(person), column])
    else:
        return False
    return bool(min(codes) >= Code.IF_NEEDED)


def _once_each(catch_ups: Iterable[CatchUp]) -> tuple[CatchUp, ...]:
    """Return the catch-up days without announced ones for what was made good, or is twice."""
    kept: list[CatchUp] = []
    for one in catch_ups:
        again = any((it.couple, it.workshop) == (one.couple, one.workshop) for it in kept)
        if one.state is MeetingState.DONE or not again:
            kept.append(one)
    return tuple(kept)


def _both_or_none(done: Sequence[CheckIn], announced: Iterable[CheckIn]) -> list[CheckIn]:
    """Return the announced check-ins without calls to which the other partner's is missing."""
    kept = []
    calls: dict[tuple[Ids, int], list[CheckIn]] = {}
    for one in sorted(announced, key=lambda it: it.date):
        if one.mode is CheckInKind.CALL:
            calls.setdefault((one.couple, one.after_workshop), []).append(one)
        else:
            kept.append(one)
    for (couple, number), ours in calls.items():
        were = Counter(
            one.person
            for one in done
            if one.couple == couple
            and one.after_workshop == number
            and one.mode is CheckInKind.CALL
        )
        theirs = Counter(one.person for one in ours)
        most = max(
            *(were[person] for person in couple),
            min(were[person] + theirs[person] for person in couple),
        )
        for one in ours:
            if were[one.person] < most:
                were[one.person] += 1
                kept.append(one)
    return kept

"""What could not be settled for a pair, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from matcher.dates import Code
from matcher.plans import CheckInKind, Unplaced
from matcher.programme.settling import CheckInMode
from matcher.settle.catch_ups import needs, possible_days, window
from matcher.settle.meeting_days import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from matcher.plans import CatchUp, CheckIn
    from matcher.settle.care_case import CareCase
    from matcher.settle.catch_ups import Need
    from matcher.settle.meeting_days import Gap


def unplaced(
    case: CareCase,
    leaders: Sequence[int],
    check_ins: Sequence[CheckIn],
    catch_ups: Sequence[CatchUp],
) -> tuple[Unplaced, ...]:
    """Return everything that is missing, by pair.

    Parameters
    ----------
    leaders
        Who looks after each pair, -1 for nobody.
    check_ins, catch_ups
        What there is, with what stays of the plan that is running.
    """
    found = [
        *_without_facilitator(case, leaders),
        *_without_check_in(case, leaders, check_ins, catch_ups),
        *_without_catch_up(case, catch_ups),
    ]
    return tuple(sorted(found, key=lambda one: (one.patient, one.professional or "")))


def _without_facilitator(case: CareCase, leaders: Sequence[int]) -> Iterator[Unplaced]:
    for row, leader in enumerate(leaders):
        if leader >= 0:
            continue
        if case.may[row].any():
            reason = "every facilitator who may look after them has as many pairs as they take"
        else:
            conflicts = int(case.conflicts[row].sum())
            others = len(case.names) - conflicts
            reason = (
                f"no facilitator may look after them: {conflicts} in conflict with one of the two, "
                f"{others} without a language that all three speak"
            )
        yield _unplaced(case, "facilitator", row, None, reason)


def _without_check_in(
    case: CareCase,
    leaders: Sequence[int],
    check_ins: Sequence[CheckIn],
    catch_ups: Sequence[CatchUp],
) -> Iterator[Unplaced]:
    per_gap = case.cohort.programme.check_ins.per_gap
    for row, leader in enumerate(leaders):
        for gap in case.open_gaps:
            ours = [
                one
                for one in check_ins
                if one.couple == case.ids[row] and one.after_workshop == gap.number
            ]
            missing = per_gap - _whole(case, row, ours)
            if missing > 0:
                reason = _why_no_check_in(case, row, leader, gap, ours, catch_ups)
                for _ in range(missing):
                    yield _unplaced(case, "check_in", row, gap.number, reason)


def _whole(case: CareCase, row: int, ours: Sequence[CheckIn]) -> int:
    """Return how many check-ins these are; two calls, one with each partner, are one."""
    calls = Counter(one.person for one in ours if one.mode is CheckInKind.CALL)
    together = sum(one.mode is CheckInKind.TOGETHER for one in ours)
    return together + min(calls[identity] for identity in case.ids[row] if identity is not None)


def _why_no_check_in(
    case: CareCase,
    row: int,
    leader: int,
    gap: Gap,
    ours: Sequence[CheckIn],
    catch_ups: Sequence[CatchUp],
) -> str:
    if leader < 0:
        return "the pair has no facilitator"
    if gap.last < gap.opens:
        return (
            f"there is no day for it between workshops {gap.number} and {gap.number + 1}: they lie "
            "too close together"
        )
    if gap.last < gap.first:
        return f"the days for it, up to {gap.last}, are over before people are told of the plan"
    if not gap.usable:
        return f"there is no working day from {gap.first} to {gap.last}"
    days = [day for day in gap.usable if _all_come(case, row, leader, day)]
    calls = case.cohort.programme.check_ins.mode == CheckInMode.OR_CALLS and case.ids[row][1]
    if not days and not (calls and _could_call(case, row, leader, gap)):
        also = f", and {case.names[leader]} cannot call each of them either" if calls else ""
        return f"{_nobody_on(case, row, leader, gap)}{also}"
    return _why_no_room(case, row, leader, gap, bool(ours), days, catch_ups)


def _why_no_room(
    case: CareCase,
    row: int,
    leader: int,
    gap: Gap,
    has_some: bool,
    days: Sequence[date],
    catch_ups: Sequence[CatchUp],
) -> str:
    """Return why there is none though all could come, or could be called."""
    name, three = case.names[leader], _listed([*case.members(row), case.names[leader]])
    most = case.cohort.programme.check_ins.max_per_facilitator_day
    limit = f"({most} a day at most; a catch-up day takes the whole day)"
    if not days:
        no_day = _nobody_on(case, row, leader, gap)
        return f"{no_day}, and {name} has no room left to call each of them {limit}"
    if has_some:
        return f"on no further day that suits {three} is there room for one more"
    calls = case.cohort.programme.check_ins.mode == CheckInMode.OR_CALLS
    also = ", nor for a call with each of the two" if calls and case.ids[row][1] else ""
    own = {one.date for one in catch_ups if one.couple == case.ids[row]}
    who = f"the pair or {name}" if own & set(days) else name
    return f"{who} has no room left on the days that suit {three}{also} {limit}"


def _nobody_on(case: CareCase, row: int, leader: int, gap: Gap) -> str:
    three = _listed([*case.members(row), case.names[leader]])
    return f"on no working day from {gap.first} to {gap.last} can {three} all come"


def _could_call(case: CareCase, row: int, leader: int, gap: Gap) -> bool:
    """Return whether each of the two has some day on which the facilitator can call."""
    columns = [case.diary.at[day] for day in gap.usable]
    codes = np.minimum(case.diary.members[row][:, columns], case.diary.leaders[leader, columns])
    return bool((codes >= Code.IF_NEEDED).any(axis=1).all())


def _without_catch_up(case: CareCase, catch_ups: Sequence[CatchUp]) -> Iterator[Unplaced]:
    there = {(one.couple, one.workshop) for one in catch_ups}
    for need in needs(case):
        for number in need.numbers:
            if (case.ids[need.row], number) not in there:
                reason = _why_no_catch_up(case, need)
                yield _unplaced(case, "catch_up", need.row, number, reason)


def _why_no_catch_up(case: CareCase, need: Need) -> str:
    within = case.cohort.programme.catch_ups.within_days
    span = f"within {within} days after workshop {need.numbers[0]}"
    told = case.cohort.programme.workshops.publication_date
    if told is not None and told > case.days[need.numbers[0] - 1] + DAY:
        span += f", from {told} on,"
    if not window(case, need):
        return f"no working day is left for it {span}"
    people = _listed([*case.members(need.row), "a facilitator"])
    if not possible_days(case, need):
        barred = [
            name for name, out in zip(case.names, case.conflicts[need.row], strict=True) if out
        ]
        without = f" ({_listed(barred)} must not meet them)" if barred else ""
        return f"on no working day {span} can {people} all come{without}"
    return f"on the days {span} that suit {people} there are other meetings"


def _all_come(case: CareCase, row: int, leader: int, day: date) -> bool:
    column = case.diary.at[day]
    codes = case.diary.both[row, column], case.diary.leaders[leader, column]
    return bool(min(codes) >= Code.IF_NEEDED)


def _unplaced(case: CareCase, what: str, row: int, workshop: int | None, reason: str) -> Unplaced:
    patient, professional = case.ids[row]
    return Unplaced.model_validate(
        {
            "what": what,
            "patient": patient,
            "professional": professional,
            "workshop": workshop,
            "reason": reason,
        }
    )


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]

"""The check-ins of a plan, where it has any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from matcher.check.facts import differs
from matcher.check.meetings import (
    is_new,
    is_to_come,
    is_too_soon,
    is_working_day,
    leader_cannot_come,
    name,
    to_come,
)
from matcher.dates import Code
from matcher.plans import CheckInKind, MeetingState
from matcher.programme.settling import CheckInMode
from matcher.timetable import Step, steps

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts
    from matcher.plans import CheckIn

DAY = timedelta(days=1)


def of_a_pair(facts: Facts) -> Iterator[str]:
    """A check-in that is not history is a meeting of a pair of the plan."""
    for meeting in to_come(facts.plan.check_ins):
        if meeting.couple not in facts.couples:
            yield differs(_at(meeting), "a pair of the plan", "no such pair")


def window(facts: Facts) -> Iterator[str]:
    """A check-in lies between two workshops, late enough after one and well before the next."""
    settings = facts.cohort.programme.check_ins
    day_of = {workshop.number: workshop.date for workshop in facts.plan.workshops}
    for meeting in to_come(facts.plan.check_ins):
        before, after = (day_of.get(meeting.after_workshop + step) for step in (0, 1))
        if before is None or after is None:
            yield differs(_at(meeting), "two workshops around it", meeting.after_workshop)
            continue
        first = before + timedelta(days=settings.earliest_days_after)
        last = after - timedelta(days=settings.latest_days_before)
        first, last = max(first, before + DAY), min(last, after - DAY)
        if not first <= meeting.date <= last:
            yield differs(_at(meeting), f"a date from {first} to {last}", meeting.date)


def working_day(facts: Facts) -> Iterator[str]:
    """A check-in is on a working day that is not blocked, once people have been told."""
    for meeting in to_come(facts.plan.check_ins):
        if not is_working_day(facts, meeting.date):
            yield differs(_at(meeting), "a working day that is not blocked", meeting.date)
        if is_too_soon(facts, meeting):
            told = facts.cohort.programme.workshops.publication_date
            yield differs(_at(meeting), f"a date from {told} on", meeting.date)


def gaps(facts: Facts) -> Iterator[str]:
    """A check-in follows the last workshop of a block, not one inside it or of a fuller day."""
    order = steps(facts.cohort.programme.workshops)
    for meeting in to_come(facts.plan.check_ins):
        number = meeting.after_workshop
        if number <= len(order) and order[number - 1] is not Step.APART:
            yield differs(_at(meeting), "a gap between workshops", "the inside of a block")


def per_gap(facts: Facts) -> Iterator[str]:
    """No pair has more check-ins after a workshop than the programme asks for, but for old ones."""
    most = facts.cohort.programme.check_ins.per_gap
    new = {(one.couple, one.after_workshop) for one in facts.plan.check_ins if is_new(one)}
    for (couple, number), found in check_ins_held(facts).items():
        if found > most and (couple, number) in new:
            where = f"check-ins of {'+'.join(filter(None, couple))} after workshop {number}"
            yield differs(where, f"at most {most}", found)


def check_ins_held(facts: Facts) -> dict[tuple[tuple[str, str | None], int], int]:
    """Return how many check-ins each pair has in each gap; two calls, one with each, are one."""
    together: Counter[tuple[tuple[str, str | None], int]] = Counter()
    calls: Counter[tuple[tuple[str, str | None], int, str | None]] = Counter()
    for one in facts.plan.check_ins:
        if one.mode is CheckInKind.CALL:
            calls[one.couple, one.after_workshop, one.person] += 1
        else:
            together[one.couple, one.after_workshop] += 1
    for couple, number in {(couple, number) for couple, number, _ in calls}:
        members = [identity for identity in couple if identity is not None]
        together[couple, number] += min(calls[couple, number, one] for one in members)
    return dict(together)


def different_days(facts: Facts) -> Iterator[str]:
    """Nobody of a pair has two check-ins on one day; what was announced twice stays."""
    times: Counter[tuple[str, object]] = Counter()
    new = set()
    for meeting in to_come(facts.plan.check_ins):
        for identity in _called(meeting):
            times[identity, meeting.date] += 1
            if is_new(meeting):
                new.add((identity, meeting.date))
    for (identity, day), found in times.items():
        if found > 1 and (identity, day) in new:
            yield differs(f"check-ins of {identity} on {day}", "at most 1", found)


def mode(facts: Facts) -> Iterator[str]:
    """Calls are planned only where the programme lets them, and are with one of the two."""
    allowed = facts.cohort.programme.check_ins.mode is CheckInMode.OR_CALLS
    for meeting in facts.plan.check_ins:
        is_call = meeting.mode is CheckInKind.CALL
        if is_call and not allowed and is_new(meeting):
            yield differs(_at(meeting), "a meeting together", "a call")
        if is_call != (meeting.person in meeting.members):
            expected = "one of the two to be called" if is_call else "nobody to be called"
            yield differs(_at(meeting), expected, meeting.person)


def both_called(facts: Facts) -> Iterator[str]:
    """Calls come as one with each partner, but for what took place with one of them only."""
    calls: Counter[tuple[str | None, tuple[str, str | None], int]] = Counter()
    done: Counter[tuple[str | None, tuple[str, str | None], int]] = Counter()
    for one in facts.plan.check_ins:
        if one.mode is CheckInKind.CALL:
            calls[one.person, one.couple, one.after_workshop] += 1
            done[one.person, one.couple, one.after_workshop] += not is_to_come(one)
    for couple, number in sorted({(couple, number) for _, couple, number in calls}, key=str):
        members = [identity for identity in couple if identity is not None]
        fewest = min(calls[identity, couple, number] for identity in members)
        for identity in members:
            place = identity, couple, number
            if calls[place] > max(fewest, done[place]):
                where = f"calls with {'+'.join(members)} after workshop {number}"
                yield differs(where, "as many with each partner", f"more with {identity}")


def partners_come(facts: Facts) -> Iterator[str]:
    """Both partners can come, or the one who is called."""
    for meeting in to_come(facts.plan.check_ins):
        for identity in _called(meeting):
            paired = identity in facts.paired
            if paired and facts.code(identity, meeting.date) < Code.IF_NEEDED:
                yield differs(_at(meeting), "both partners", f"{identity} cannot come")


def leader_known(facts: Facts) -> Iterator[str]:
    """The facilitator is one of the cohort's."""
    for meeting in to_come(facts.plan.check_ins):
        if meeting.facilitator not in facts.leaders:
            yield differs(_at(meeting), "a facilitator of the cohort", meeting.facilitator)


def leader_comes(facts: Facts) -> Iterator[str]:
    """The facilitator can come."""
    for meeting in to_come(facts.plan.check_ins):
        known = meeting.facilitator in facts.leaders
        if known and leader_cannot_come(facts, meeting.facilitator, meeting.date):
            yield differs(_at(meeting), "a facilitator who can come", meeting.facilitator)


def leader_day(facts: Facts) -> Iterator[str]:
    """No facilitator has more check-ins on a day than the programme allows."""
    most = facts.cohort.programme.check_ins.max_per_facilitator_day
    times = Counter((meeting.facilitator, meeting.date) for meeting in facts.plan.check_ins)
    new = {(one.facilitator, one.date) for one in facts.plan.check_ins if is_new(one)}
    for (identity, day), found in times.items():
        if found > most and (identity, day) in new:
            yield differs(f"check-ins of {identity} on {day}", f"at most {most}", found)


def state(facts: Facts) -> Iterator[str]:
    """What was done stays, and nothing is done or announced that the running plan does not say."""
    running = facts.cohort.current_plan
    known = set(running.check_ins) if running else set()
    for meeting in facts.plan.check_ins:
        if meeting.state is not MeetingState.PLANNED and meeting not in known:
            yield differs(_at(meeting), "planned", meeting.state.value)
    there = set(facts.plan.check_ins)
    for meeting in sorted(known - there, key=str):
        if facts.has_plan and meeting.state is MeetingState.DONE:
            yield differs(_at(meeting), f"the one that was done on {meeting.date}", "none")


def _called(meeting: CheckIn) -> tuple[str, ...]:
    """Return who must be there besides the facilitator."""
    return meeting.members if meeting.person is None else (meeting.person,)


def _at(meeting: CheckIn) -> str:
    return f"check-in of {name(meeting)} after workshop {meeting.after_workshop}"


CHECKS: dict[str, Check] = {
    "check_ins.pair": of_a_pair,
    "check_ins.window": window,
    "check_ins.working_day": working_day,
    "check_ins.gaps": gaps,
    "check_ins.per_gap": per_gap,
    "check_ins.different_days": different_days,
    "check_ins.mode": mode,
    "check_ins.both_called": both_called,
    "check_ins.partners": partners_come,
    "check_ins.facilitator_known": leader_known,
    "check_ins.facilitator_comes": leader_comes,
    "check_ins.max_per_facilitator_day": leader_day,
    "check_ins.state": state,
}

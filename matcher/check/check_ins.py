"""The check-ins of a plan, where it has any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from matcher.check.facts import differs
from matcher.dates import Code, facilitator_answers

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts
    from matcher.plans import CheckIn


def of_a_pair(facts: Facts) -> Iterator[str]:
    """A check-in is a meeting of a pair of the plan."""
    for meeting in facts.plan.check_ins:
        if meeting.couple not in facts.couples:
            yield differs(_at(meeting), "a pair of the plan", "no such pair")


def window(facts: Facts) -> Iterator[str]:
    """A check-in lies between two workshops, late enough after one and well before the next."""
    settings = facts.cohort.programme.check_ins
    day_of = {workshop.number: workshop.date for workshop in facts.plan.workshops}
    for meeting in facts.plan.check_ins:
        before, after = (day_of.get(meeting.after_workshop + step) for step in (0, 1))
        if before is None or after is None:
            yield differs(_at(meeting), "two workshops around it", meeting.after_workshop)
            continue
        first = before + timedelta(days=settings.earliest_days_after)
        last = after - timedelta(days=settings.latest_days_before)
        if not first <= meeting.date <= last:
            yield differs(_at(meeting), f"a date from {first} to {last}", meeting.date)


def per_gap(facts: Facts) -> Iterator[str]:
    """No pair has more check-ins after a workshop than the programme asks for."""
    most = facts.cohort.programme.check_ins.per_gap
    times = Counter(
        (meeting.patient, meeting.professional, meeting.after_workshop)
        for meeting in facts.plan.check_ins
    )
    for (patient, professional, number), found in times.items():
        if found > most:
            where = f"check-ins of {patient}+{professional} after workshop {number}"
            yield differs(where, f"at most {most}", found)


def partners_come(facts: Facts) -> Iterator[str]:
    """Both partners can come."""
    for meeting in facts.plan.check_ins:
        for identity in meeting.members:
            paired = identity in facts.paired
            if paired and facts.code(identity, meeting.date) < Code.IF_NEEDED:
                yield differs(_at(meeting), "both partners", f"{identity} cannot come")


def leader_known(facts: Facts) -> Iterator[str]:
    """The facilitator is one of the cohort's."""
    for meeting in facts.plan.check_ins:
        if meeting.facilitator not in facts.leaders:
            yield differs(_at(meeting), "a facilitator of the cohort", meeting.facilitator)


def leader_comes(facts: Facts) -> Iterator[str]:
    """The facilitator can come."""
    row = {identity: index for index, identity in enumerate(facts.leaders)}
    days = sorted({meeting.date for meeting in facts.plan.check_ins})
    grid = facilitator_answers(facts.cohort, days)
    for meeting in facts.plan.check_ins:
        at = (row.get(meeting.facilitator, -1), days.index(meeting.date))
        if meeting.facilitator in row and grid[at] < Code.IF_NEEDED:
            yield differs(_at(meeting), "a facilitator who can come", meeting.facilitator)


def leader_conflicts(facts: Facts) -> Iterator[str]:
    """No facilitator looks after somebody whom they must not."""
    for meeting in facts.plan.check_ins:
        leader = facts.leaders.get(meeting.facilitator)
        for identity in meeting.members:
            if leader is not None and identity in leader.conflicts:
                expected = f"a facilitator other than {meeting.facilitator}"
                yield differs(_at(meeting), expected, f"a conflict with {identity}")


def leader_pairs(facts: Facts) -> Iterator[str]:
    """No facilitator looks after more pairs than they take."""
    looked_after = {
        (meeting.facilitator, meeting.patient, meeting.professional)
        for meeting in facts.plan.check_ins
    }
    times = Counter(leader for leader, _, _ in sorted(looked_after))
    for identity, found in times.items():
        leader = facts.leaders.get(identity)
        if leader is not None and leader.max_pairs is not None and found > leader.max_pairs:
            yield differs(f"pairs of {identity}", f"at most {leader.max_pairs}", found)


def leader_day(facts: Facts) -> Iterator[str]:
    """No facilitator has more check-ins on a day than the programme allows."""
    most = facts.cohort.programme.check_ins.max_per_facilitator_day
    times = Counter((meeting.facilitator, meeting.date) for meeting in facts.plan.check_ins)
    for (identity, day), found in times.items():
        if found > most:
            yield differs(f"check-ins of {identity} on {day}", f"at most {most}", found)


def _at(meeting: CheckIn) -> str:
    return (
        f"check-in of {meeting.patient}+{meeting.professional} "
        f"after workshop {meeting.after_workshop}"
    )


CHECKS: dict[str, Check] = {
    "check_ins.pair": of_a_pair,
    "check_ins.window": window,
    "check_ins.per_gap": per_gap,
    "check_ins.partners": partners_come,
    "check_ins.facilitator_known": leader_known,
    "check_ins.facilitator_comes": leader_comes,
    "facilitators.conflicts": leader_conflicts,
    "facilitators.max_pairs": leader_pairs,
    "check_ins.max_per_facilitator_day": leader_day,
}

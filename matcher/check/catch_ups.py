"""The catch-up days of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.check.facts import differs
from matcher.check.meetings import (
    in_conflict,
    is_new,
    is_too_soon,
    is_working_day,
    leader_cannot_come,
    name,
    to_come,
    within,
)
from matcher.dates import Code
from matcher.plans import MeetingState

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts
    from matcher.plans import CatchUp


def missed(facts: Facts) -> Iterator[str]:
    """A catch-up day is for a workshop that its pair misses, and there is one for each at most."""
    gone = {one.pair.couple: one.missed for one in facts.recomputed}
    for one in to_come(facts.plan.catch_ups):
        if one.workshop not in gone.get(one.couple, ()):
            yield differs(_at(one), "a workshop that the pair misses", one.workshop)
    times = Counter((one.couple, one.workshop) for one in facts.plan.catch_ups)
    for one in to_come(facts.plan.catch_ups):
        if times[one.couple, one.workshop] > 1:
            yield differs(_at(one), "one", times[one.couple, one.workshop])


def window(facts: Facts) -> Iterator[str]:
    """A catch-up day is a working day soon after the workshop, and on no day of a workshop."""
    days = facts.cohort.programme.catch_ups.within_days
    day_of = {workshop.number: workshop.date for workshop in facts.plan.workshops}
    for one in to_come(facts.plan.catch_ups):
        held = day_of.get(one.workshop)
        if held is not None and not held < one.date <= within(held, days):
            yield differs(_at(one), f"a day after {held} up to {within(held, days)}", one.date)
        if one.date in day_of.values() or not is_working_day(facts, one.date):
            yield differs(_at(one), "a working day without a workshop", one.date)
        if is_too_soon(facts, one):
            told = facts.cohort.programme.workshops.publication_date
            yield differs(_at(one), f"a date from {told} on", one.date)


def come(facts: Facts) -> Iterator[str]:
    """Both partners come, and a facilitator who may meet them."""
    for one in to_come(facts.plan.catch_ups):
        for identity in one.members:
            if facts.code(identity, one.date) < Code.IF_NEEDED:
                yield differs(_at(one), "both partners", f"{identity} cannot come")
        leader = facts.leaders.get(one.facilitator)
        if leader is None:
            yield differs(_at(one), "a facilitator of the cohort", one.facilitator)
        elif leader_cannot_come(facts, one.facilitator, one.date):
            yield differs(_at(one), "a facilitator who can come", one.facilitator)
        elif in_conflict(facts, leader, one.members):
            yield differs(_at(one), f"somebody other than {one.facilitator}", "a conflict")


def whole_day(facts: Facts) -> Iterator[str]:
    """A catch-up day takes the day: neither facilitator nor pair has a check-in planned then."""
    check_ins = to_come(facts.plan.check_ins)
    for one in to_come(facts.plan.catch_ups):
        for other in check_ins:
            same = other.facilitator == one.facilitator or other.couple == one.couple
            if same and other.date == one.date and (is_new(one) or is_new(other)):
                yield differs(_at(one), "a day without a check-in", one.date)


def one_place(facts: Facts) -> Iterator[str]:
    """Nobody is with two facilitators on one day, or makes good two days of workshops on one."""
    day_of = {workshop.number: workshop.date for workshop in facts.plan.workshops}
    ways: dict[tuple[tuple[str, str | None], object], set[tuple[object, str]]] = {}
    new = set()
    for one in to_come(facts.plan.catch_ups):
        place = one.couple, one.date
        ways.setdefault(place, set()).add((day_of.get(one.workshop), one.facilitator))
        if is_new(one):
            new.add(place)
    for (couple, day), found in ways.items():
        if len(found) > 1 and (couple, day) in new:
            yield differs(
                f"catch-ups of {'+'.join(filter(None, couple))} on {day}", "1", len(found)
            )


def state(facts: Facts) -> Iterator[str]:
    """What was done stays, and nothing is done or announced that the running plan does not say."""
    running = facts.cohort.current_plan
    known = set(running.catch_ups) if running else set()
    for one in facts.plan.catch_ups:
        if one.state is not MeetingState.PLANNED and one not in known:
            yield differs(_at(one), "planned", one.state.value)
    for one in sorted(known - set(facts.plan.catch_ups), key=str):
        if facts.has_plan and one.state is MeetingState.DONE:
            yield differs(_at(one), f"the one that was done on {one.date}", "none")


def _at(one: CatchUp) -> str:
    return f"catch-up of {name(one)} for workshop {one.workshop}"


CHECKS: dict[str, Check] = {
    "catch_ups.missed": missed,
    "catch_ups.window": window,
    "catch_ups.come": come,
    "catch_ups.whole_day": whole_day,
    "catch_ups.one_place": one_place,
    "catch_ups.state": state,
}

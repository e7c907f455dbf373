"""What check-ins and catch-up days have in common: history, working days, who can come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from matcher.dates import Code, closed_days, facilitator_answers
from matcher.plans import MeetingState
from matcher.public_holidays import public_holidays

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.check.facts import Facts
    from matcher.cohort import Facilitator
    from matcher.plans import CatchUp, CheckIn

    Meeting = CheckIn | CatchUp

M = TypeVar("M", bound="CheckIn | CatchUp")


def to_come(meetings: Iterable[M]) -> list[M]:
    """Return the meetings that are not history."""
    return [one for one in meetings if is_to_come(one)]


def is_to_come(one: Meeting) -> bool:
    """Return whether a meeting is not history."""
    return one.state is not MeetingState.DONE


def is_new(one: Meeting) -> bool:
    """Return whether a meeting is planned now, and so has to leave room for what stays."""
    return one.state is MeetingState.PLANNED


def name(one: Meeting) -> str:
    """Return what findings call the pair of a meeting."""
    return "+".join(one.members)


def is_working_day(facts: Facts, day: date) -> bool:
    """Return whether people can meet on a day: a working day that is not blocked."""
    settings = facts.cohort.programme
    country, part = settings.programme.country, settings.programme.subdivision
    weekdays = {0, 1, 2, 3, 4} | {one.number for one in settings.workshops.weekdays}
    holidays = public_holidays(country, part, day, day)
    return (
        day.weekday() in weekdays and day not in holidays and not closed_days(facts.cohort, [day])
    )


def is_too_soon(facts: Facts, one: Meeting) -> bool:
    """Return whether a meeting is planned before people are told of the plan."""
    told = facts.cohort.programme.workshops.publication_date
    return told is not None and is_new(one) and one.date < told


def leader_cannot_come(facts: Facts, identity: str, day: date) -> bool:
    """Return whether a facilitator of the cohort cannot come on a day."""
    row = list(facts.leaders).index(identity)
    return bool(facilitator_answers(facts.cohort, [day])[row, 0] < Code.IF_NEEDED)


def in_conflict(facts: Facts, leader: Facilitator, members: Iterable[str]) -> bool:
    """Return whether a facilitator must not look after somebody, or somebody asks for another."""
    identity = leader.facilitator_id
    people = [facts.people[one] for one in members if one in facts.people]
    return any(
        person.person_id in leader.conflicts
        or identity in person.conflicts
        or identity in person.avoids
        for person in people
    )


def within(day: date, days: int) -> date:
    """Return the day so many days later."""
    return day + timedelta(days=days)

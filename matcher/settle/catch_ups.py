"""Catch-up days: for each workshop that a pair misses, a day with a facilitator soon after."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from matcher.dates import Code
from matcher.plans import CatchUp
from matcher.settle.choosing import choose
from matcher.settle.faces import Rules
from matcher.settle.meeting_days import catch_up_days, from_telling_on

if TYPE_CHECKING:
    from datetime import date

    from matcher.settle.care_case import CareCase
    from matcher.settle.faces import Whole


class Need(NamedTuple):
    """A workshop that a pair misses and has not made good."""

    row: int
    number: int


class Day(NamedTuple):
    """A day on which a pair can make good a workshop with a facilitator."""

    choice: int
    need: Need
    leader: int
    day: date
    asked: int
    """How many come only if needed, and one more on a day that is better avoided."""


def needs(case: CareCase) -> tuple[Need, ...]:
    """Return what is still to be made good; nothing where catch-up days are not wanted."""
    if not case.cohort.programme.catch_ups.within_days:
        return ()
    stand = {(one.couple, one.workshop) for one in case.standing.catch_ups}
    return tuple(
        Need(row, number)
        for row, missed in enumerate(case.missed)
        for number in missed
        if (case.ids[row], number) not in stand
    )


def window(case: CareCase, need: Need) -> tuple[date, ...]:
    """Return the working days on which a workshop can still be made good."""
    after = catch_up_days(case.cohort, case.days[need.number - 1], case.days)
    return from_telling_on(case.cohort, after)


def possible_days(case: CareCase, need: Need) -> list[tuple[int, date, int]]:
    """Return facilitator, day and how many are asked, wherever all three can come."""
    found = []
    for day in window(case, need):
        column = case.diary.at[day]
        people = case.diary.members[need.row, :, column]
        if people.min() < Code.IF_NEEDED:
            continue
        shunned = int(case.diary.shunned[column])
        for leader in range(len(case.names)):
            code = case.diary.leaders[leader, column]
            if code >= Code.IF_NEEDED and not case.conflicts[need.row, leader]:
                asked = int((people == Code.IF_NEEDED).sum()) + int(code == Code.IF_NEEDED)
                found.append((leader, day, asked + shunned))
    return found


def settle_catch_ups(
    case: CareCase, leaders: list[int], effort: float
) -> tuple[tuple[CatchUp, ...], bool]:
    """Return the catch-up days that are planned, and whether none are better.

    Most workshops are made good; on as few days of facilitators as possible, since several pairs
    can share one; with the fewest who come only if needed; with the pair's own facilitator; early.

    Parameters
    ----------
    leaders
        Who looks after each pair, -1 for nobody.
    effort
        How long each search may take, in the solver's deterministic seconds.
    """
    rules = Rules()
    days = _offered(case, rules)
    if not days:
        return (), True
    opened: dict[tuple[int, date], int] = {}
    for one in days:
        place = one.leader, one.day
        if place not in opened:
            opened[place] = rules.choices(1)[0]
        rules.at_most(0, ([one.choice], 1), ([opened[place]], -1))
    found = choose(rules, _goals(case, rules, days, opened, leaders), effort)
    planned = tuple(
        CatchUp(
            patient=case.ids[one.need.row][0],
            professional=case.ids[one.need.row][1],
            workshop=one.need.number,
            date=one.day,
            facilitator=case.names[one.leader],
        )
        for one in days
        if found.taken[one.choice]
    )
    return planned, found.proven


def _offered(case: CareCase, rules: Rules) -> list[Day]:
    """Return the days to choose from: one for each need, and each day once for a pair."""
    busy = {(one.couple, one.date) for one in case.standing.check_ins}
    busy |= {(one.couple, one.date) for one in case.standing.catch_ups}
    away = {(one.facilitator, one.date) for one in case.standing.check_ins}
    days = []
    for need in needs(case):
        for leader, day, asked in possible_days(case, need):
            if (case.ids[need.row], day) in busy or (case.names[leader], day) in away:
                continue
            days.append(Day(rules.choices(1)[0], need, leader, day, asked))
    once: dict[object, list[int]] = defaultdict(list)
    for one in days:
        once[one.need].append(one.choice)
        once[one.need.row, one.day].append(one.choice)
    for choices in once.values():
        rules.at_most(1, (choices, 1))
    return days


def _goals(
    case: CareCase,
    rules: Rules,
    days: list[Day],
    opened: dict[tuple[int, date], int],
    leaders: list[int],
) -> list[Whole]:
    stand = {(one.facilitator, one.date) for one in case.standing.catch_ups}
    new = [
        choice for (leader, day), choice in opened.items() if (case.names[leader], day) not in stand
    ]
    return [
        rules.goal(dict.fromkeys((one.choice for one in days), -1)),
        rules.goal(dict.fromkeys(new, 1)),
        rules.goal({one.choice: one.asked for one in days}),
        rules.goal({one.choice: -1 for one in days if leaders[one.need.row] == one.leader}),
        rules.goal({one.choice: (one.day - case.days[one.need.number - 1]).days for one in days}),
        rules.goal({one.choice: one.leader for one in days}),
    ]

"""What is good about facilitators and check-ins, each goal as what the choices cost."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from matcher.settle.offers import TOGETHER

if TYPE_CHECKING:
    from matcher.settle.check_ins import Meetings, Option
    from matcher.settle.faces import Whole

Costs = dict[int, int]
"""Choice -> what it costs."""


def of_facilitators(meetings: Meetings) -> tuple[list[Whole], Whole]:
    """Return the goals by which facilitators are chosen, and what decides among equals.

    Most pairs with a facilitator and, with that, most check-ins are one goal in two digits. On
    which days they meet is left to the dates, and only decides among equals.
    """
    case, rules = meetings.case, meetings.rules
    before = {
        choice: -1
        for (row, leader), choice in meetings.looks_after.items()
        if case.standing.before.get(row) == leader
    }
    most, fewest_calls = placing(meetings)
    costs = [
        {**dict.fromkeys(meetings.looks_after.values(), -1 - meetings.turns), **most},
        fewest_calls,
        before,
        asking(meetings),
        meetings.loads,
    ]
    ties = nearness(meetings) or {
        choice: drawn(*case.ids[row], case.names[leader])
        for (row, leader), choice in meetings.looks_after.items()
    }
    return [rules.goal(one) for one in filter(None, costs)], rules.goal(ties)


def of_dates(meetings: Meetings) -> tuple[list[Whole], Whole]:
    """Return the goals by which dates are chosen, and what decides among equals."""
    rules = meetings.rules
    early = {option.choice: _day(option) for option in meetings.options}
    names = {
        option.choice: drawn(
            *meetings.case.ids[option.turn.row], option.turn.part, option.side, option.day
        )
        for option in meetings.options
    }
    costs = [*placing(meetings), asking(meetings), nearness(meetings), early]
    return [rules.goal(one) for one in filter(None, costs)], rules.goal(names)


def placing(meetings: Meetings) -> tuple[Costs, Costs]:
    """Most check-ins, then fewest for which calls stand in."""
    together = (option.choice for option in meetings.options if option.side == TOGETHER)
    return (
        dict.fromkeys((*together, *meetings.stand_ins), -1),
        dict.fromkeys(meetings.stand_ins, 1),
    )


def asking(meetings: Meetings) -> Costs:
    """Fewest who come only if needed, and days that are better avoided."""
    return {option.choice: option.asked for option in meetings.options if option.asked}


def nearness(meetings: Meetings) -> Costs:
    """Dates near the middles of equal parts of the window."""
    parts = meetings.case.cohort.programme.check_ins.per_gap
    return {
        option.choice: option.turn.gap.distance(option.day, option.turn.part, parts)
        for option in meetings.options
    }


def drawn(*names: object) -> int:
    """Return a number that depends on nothing but names: it decides where all else is equal."""
    text = "|".join(map(str, names))
    return int.from_bytes(sha256(text.encode()).digest()[:2], "big")


def _day(option: Option) -> int:
    return (option.day - option.turn.gap.first).days

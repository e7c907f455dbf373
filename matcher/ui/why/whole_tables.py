"""What answers about a whole plan hold, as tables: near ties, and who has a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.explaining.fairness import BY, Fairness
from matcher.explaining.near import Near
from matcher.ui.speech import say, spoken

if TYPE_CHECKING:
    from matcher.explaining.near import NearTie
    from matcher.export.names import Names
    from matcher.records import Record

Table = tuple[str, tuple[str, ...], list[tuple[object, ...]]]
"""Its title, its headings and its rows."""


def tables(data: Record, names: Names) -> list[Table]:
    """Return the tables that show an answer at a glance; none for most of them."""
    if isinstance(data, Near) and data.answered:
        return _near(data, names)
    if isinstance(data, Fairness) and data.answered:
        return _fair(data, names)
    return []


def _near(data: Near, names: Names) -> list[Table]:
    ties = [*data.by_pairs_or_dates.plans, *data.by_pairs.plans]
    once = sorted({(one.pairs, one.dates): one for one in ties}.values(), key=lambda one: one.loses)
    number = spoken().number
    headings = (say("Plan"), say("Points in all"), say("Less"), say("Dates"), say("Other pairs"))
    rows: list[tuple[object, ...]] = [
        (
            place,
            spoken().number(one.total),
            spoken().number(one.loses),
            _dates(one),
            _pairs(one, names),
        )
        for place, one in enumerate(once, start=1)
    ]
    firm: list[tuple[object, ...]] = [
        (
            names.person(one.patient),
            names.person(one.professional),
            _firm(one.in_every),
            number(one.total_without) if one.total_without is not None else "",
        )
        for one in data.pairs
    ]
    firm_headings = (
        say("One"),
        say("The other"),
        say("In every plan within 1 %"),
        say("Best total without the pair"),
    )
    shown: list[Table] = [(say("Plans nearly as good"), headings, rows)] if rows else []
    return [*shown, (say("How firm each pair is"), firm_headings, firm)] if firm else shown


def _dates(one: NearTie) -> str:
    if not one.moved:
        return say("the same")
    return spoken().listed(
        say("{number} on {day}", number=number, day=spoken().day(one.dates[number - 1], year=False))
        for number in one.moved
    )


def _pairs(one: NearTie, names: Names) -> str:
    if not one.new_pairs:
        return say("the same")
    return spoken().parted(" + ".join(map(names.person, two)) for two in one.new_pairs)


def _firm(in_every: bool | None) -> str:
    if in_every is None:
        return say("not known")
    return say("yes") if in_every else say("no")


def _fair(data: Fairness, names: Names) -> list[Table]:
    groups: list[tuple[object, ...]] = [
        (
            say(BY[one.by]),
            one.group,
            say("{placed} of {applied}", placed=one.placed, applied=one.applied),
            spoken().percent(one.placed / one.applied) if one.applied else "",
            "" if one.mean_fit is None else one.mean_fit,
        )
        for one in data.shares
        if one.applied is not None and one.placed is not None
    ]
    headings = (say("By"), say("Group"), say("Have a place"), say("In percent"), say("Mean fit"))
    shown: list[Table] = [(say("Places and fits by group"), headings, groups)] if groups else []
    if data.frontier is not None and len(data.frontier.points) > 1:
        points: list[tuple[object, ...]] = [
            (spoken().number(one.worst_fit), spoken().number(one.total))
            for one in data.frontier.points
        ]
        columns = (say("Lowest fit"), say("Points in all"))
        shown.append((say("What a higher lowest fit costs"), columns, points))
    return shown

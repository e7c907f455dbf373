"""Workshops, check-ins and catch-up days that differ, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from matcher.comparing.differences import Fate

if TYPE_CHECKING:
    from matcher.comparing.differences import MeetingDifference, WorkshopDifference
    from matcher.export.names import Names
    from matcher.language import Words


def workshop_lines(
    those: Sequence[WorkshopDifference], words: Words, names: Names, *, paired: bool
) -> Iterator[str]:
    """Yield what differs in dates, attendance, venues and facilitators."""
    for one in those:
        yield from _date(one, words, names)
        if one.date_before is None or one.date_after is None:
            continue
        number = one.number
        if "venue" in one.changes:
            place = names.venue(one.venue_after) or words.say("nothing")
            yield words.say("Workshop {number} is now at: {place}.", number=number, place=place)
        if "facilitators" in one.changes:
            leaders = words.listed(names.facilitator(who) for who in one.facilitators_after)
            yield words.say(
                "Workshop {number} is now led by {leaders}.",
                number=number,
                leaders=leaders or words.say("nobody"),
            )
        if one.together_before != one.together_after:
            yield _attendance(one, words, paired=paired)
        if one.cannot_come:
            people = words.listed(names.person(who) for who in one.cannot_come)
            yield words.say(
                "No longer able to come to workshop {number}: {people}.",
                number=number,
                people=people,
            )


def _attendance(one: WorkshopDifference, words: Words, *, paired: bool) -> str:
    numbers = {
        "number": one.number,
        "before": one.together_before,
        "after": one.together_after,
    }
    if not paired:
        return words.say(
            "People who come to workshop {number}: {after}, before {before}.", **numbers
        )
    return words.say(
        "Pairs that come together to workshop {number}: {after}, before {before}.", **numbers
    )


def _date(one: WorkshopDifference, words: Words, names: Names) -> Iterator[str]:
    if one.date_before is not None and one.date_after is not None:
        if "date" in one.changes:
            yield words.say(
                "Workshop {number} moves from {old} to {new}.",
                number=one.number,
                old=words.long_day(one.date_before),
                new=words.long_day(one.date_after),
            )
    elif one.date_after is not None:
        day = words.long_day(one.date_after)
        yield words.say("New workshop {number} on {day}.", number=one.number, day=day)
    elif one.date_before is not None:
        day = words.long_day(one.date_before)
        yield words.say("No workshop {number} on {day}.", number=one.number, day=day)


def meeting_lines(those: Sequence[MeetingDifference], words: Words, names: Names) -> Iterator[str]:
    """Yield how many check-ins and catch-up days differ, and which."""
    counted = Counter((one.kind, one.fate) for one in those)
    if any(one.kind == "check_in" for one in those):
        yield words.say(
            "Check-ins: {moved} moved, {made} new, {gone} dropped.",
            moved=counted["check_in", Fate.CHANGED],
            made=counted["check_in", Fate.MADE],
            gone=counted["check_in", Fate.GONE],
        )
        yield from (_meeting(one, words, names) for one in those if one.kind == "check_in")
    if any(one.kind == "catch_up" for one in those):
        yield words.say(
            "Catch-up days: {moved} moved, {made} new, {gone} dropped.",
            moved=counted["catch_up", Fate.CHANGED],
            made=counted["catch_up", Fate.MADE],
            gone=counted["catch_up", Fate.GONE],
        )
        yield from (_meeting(one, words, names) for one in those if one.kind == "catch_up")


def _meeting(one: MeetingDifference, words: Words, names: Names) -> str:
    who = " + ".join(names.person(member) for member in one.members)
    nothing = words.say("none")
    before, after = (
        f"{words.day(day)}, {names.facilitator(leader)}" if day and leader else nothing
        for day, leader in (
            (one.date_before, one.facilitator_before),
            (one.date_after, one.facilitator_after),
        )
    )
    return f"  {who}: {before} → {after}"

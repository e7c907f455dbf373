"""What is new for one person since they were told last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from matcher.export.letters.standings import Role, Standing

if TYPE_CHECKING:
    from matcher.export.names import Names
    from matcher.language import Words
    from matcher.plans import Workshop


class Change(StrEnum):
    """A kind of news, as it stands in the column `changes`."""

    NEW = "new"
    PLACE_OFFERED = "place_offered"
    PLACE_WITHDRAWN = "place_withdrawn"
    NO_LONGER_WAITING = "no_longer_waiting"
    PARTNER = "new_partner"
    PROJECT = "new_project"
    DATE = "changed_date"
    VENUE = "changed_venue"
    FACILITATOR = "changed_facilitator"
    PAIRS = "changed_pairs"
    CHECK_INS = "changed_check_ins"
    CATCH_UPS = "changed_catch_ups"
    NOTHING = "nothing_new"


@dataclass(frozen=True)
class News:
    """A kind of news, and the sentence that tells it."""

    change: Change
    text: str


def news(before: Standing | None, now: Standing, words: Words, names: Names) -> tuple[News, ...]:
    """Return what is new for somebody.

    Parameters
    ----------
    before
        What they were told last; nothing where they were never told anything.
    now
        What the plan means for them.
    words, names
        What it is said with.
    """
    if before is None or before.role is Role.NONE:
        return (News(Change.NEW, _first(now, words)),)
    if before.role is not now.role:
        return tuple(_other_role(before, now, words))
    found = (
        *_partner(before, now, words, names),
        *_workshops(before, now, words, names),
        *_care(before, now, words, names),
    )
    return found or (News(Change.NOTHING, words.say("Nothing has changed.")),)


def _first(now: Standing, words: Words) -> str:
    return {
        Role.PLACED: words.say("You have a place."),
        Role.WAITING: words.say("You are on the waiting list."),
        Role.FACILITATOR: words.say("You are asked to facilitate."),
        Role.NONE: "",
    }[now.role]


def _other_role(before: Standing, now: Standing, words: Words) -> Iterator[News]:
    if now.role is Role.PLACED:
        yield News(Change.PLACE_OFFERED, words.say("You now have a place."))
    elif before.role is Role.WAITING:
        yield News(Change.NO_LONGER_WAITING, words.say("You are no longer on the waiting list."))
    elif before.role is Role.FACILITATOR:
        yield News(Change.PLACE_WITHDRAWN, words.say("You are no longer asked to facilitate."))
    else:
        text = words.say("You no longer have a place.")
        if now.role is Role.WAITING:
            text += " " + words.say("You are on the waiting list.")
        yield News(Change.PLACE_WITHDRAWN, text)


def _partner(before: Standing, now: Standing, words: Words, names: Names) -> Iterator[News]:
    if now.partner != before.partner:
        text = (
            words.say("Your partner is now {name}.", name=names.person(now.partner))
            if now.partner
            else words.say("You no longer have a partner.")
        )
        yield News(Change.PARTNER, text)
    if now.project != before.project:
        text = (
            words.say("Your project is now: {title}.", title=names.project(now.project))
            if now.project
            else words.say("Your pair has no project now.")
        )
        yield News(Change.PROJECT, text)


def _workshops(before: Standing, now: Standing, words: Words, names: Names) -> Iterator[News]:
    old = {one.number: one for one in before.workshops}
    new = {one.number: one for one in now.workshops}
    for number in sorted(old | new):
        yield from _workshop(number, old.get(number), new.get(number), words, names)


def _workshop(
    number: int, old: Workshop | None, new: Workshop | None, words: Words, names: Names
) -> Iterator[News]:
    if new is None and old is not None:
        day = words.long_day(old.date)
        said = words.say("You need not come to workshop {number} on {day}.", number=number, day=day)
        yield News(Change.DATE, said)
    elif old is None and new is not None:
        day = words.long_day(new.date)
        said = words.say("New for you: workshop {number} on {day}.", number=number, day=day)
        yield News(Change.DATE, said)
    elif old is not None and new is not None:
        if old.date != new.date:
            said = words.say(
                "Workshop {number} moves from {old} to {new}.",
                number=number,
                old=words.long_day(old.date),
                new=words.long_day(new.date),
            )
            yield News(Change.DATE, said)
        if old.venue != new.venue and new.venue:
            place = names.venue(new.venue)
            said = words.say("Workshop {number} is now at: {place}.", number=number, place=place)
            yield News(Change.VENUE, said)
        elif old.venue != new.venue:
            said = words.say("The place of workshop {number} is open again.", number=number)
            yield News(Change.VENUE, said)


def _care(before: Standing, now: Standing, words: Words, names: Names) -> Iterator[News]:
    if now.facilitator != before.facilitator:
        text = (
            words.say("{name} now looks after you.", name=names.facilitator(now.facilitator))
            if now.facilitator
            else words.say("Nobody looks after you at present.")
        )
        yield News(Change.FACILITATOR, text)
    if set(now.pairs) != set(before.pairs):
        yield News(Change.PAIRS, words.say("You look after other pairs than before."))
    if now.check_ins != before.check_ins:
        yield News(Change.CHECK_INS, words.say("Your check-ins have changed."))
    if now.catch_ups != before.catch_ups:
        yield News(Change.CATCH_UPS, words.say("Your catch-up days have changed."))

"""What is new for one person since they were told last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from matcher.comparing.meetings import matched
from matcher.comparing.standings import Meeting, Role, Standing

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


def with_whom(now: Standing, words: Words, names: Names) -> str:
    """Say with whom somebody works now."""
    called = [names.person(one) for one in now.partners]
    if not called:
        return words.say("You no longer have a partner.")
    if len(called) == 1:
        return words.say("Your partner is now {name}.", name=called[0])
    return words.say("You now work with {names}.", names=words.listed(called))


def _partner(before: Standing, now: Standing, words: Words, names: Names) -> Iterator[News]:
    if set(now.partners) != set(before.partners):
        yield News(Change.PARTNER, with_whom(now, words, names))
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
        yield News(Change.PAIRS, _pairs_now(now, words, names))
    is_leader = now.role is Role.FACILITATOR
    follows = now.facilitator if now.facilitator != before.facilitator else None
    for was, is_now in _differing(before.check_ins, now.check_ins, is_leader):
        if was and is_now and was.date == is_now.date and is_now.facilitator == follows:
            continue  # said already: somebody else looks after them
        yield News(Change.CHECK_INS, _check_in(was, is_now, is_leader, words, names))
    for was, is_now in _differing(before.catch_ups, now.catch_ups, is_leader):
        yield News(Change.CATCH_UPS, _catch_up(was, is_now, is_leader, words, names))


def _pairs_now(now: Standing, words: Words, names: Names) -> str:
    if not now.pairs:
        return words.say("You look after no pair now.")
    said = (" + ".join(names.person(one) for one in pair) for pair in now.pairs)
    return words.say("You now look after: {pairs}.", pairs=words.parted(said))


def _differing(
    before: tuple[Meeting, ...], now: tuple[Meeting, ...], is_leader: bool
) -> Iterator[tuple[Meeting | None, Meeting | None]]:
    """Yield the meetings that differ; with another partner it is still one's own meeting."""
    return matched(
        before,
        now,
        lambda one: (one.workshop, one.members if is_leader else ()),
        lambda one: (one.date, one.facilitator),
    )


def _check_in(
    was: Meeting | None, now: Meeting | None, is_leader: bool, words: Words, names: Names
) -> str:
    values = _values(was, now, is_leader, words, names)
    if was is None:
        return words.say("New: a check-in on {new} with {whom}.", **values)
    if now is None:
        return words.say("The check-in on {old} with {whom} is off.", **values)
    if was.date == now.date:
        return words.say("The check-in on {new} is now with {whom}.", **values)
    return words.say("The check-in with {whom} moves from {old} to {new}.", **values)


def _catch_up(
    was: Meeting | None, now: Meeting | None, is_leader: bool, words: Words, names: Names
) -> str:
    values = _values(was, now, is_leader, words, names)
    if was is None:
        return words.say("New: a catch-up day on {new} with {whom}.", **values)
    if now is None:
        return words.say("The catch-up day on {old} with {whom} is off.", **values)
    if was.date == now.date:
        return words.say("The catch-up day on {new} is now with {whom}.", **values)
    return words.say("The catch-up day with {whom} moves from {old} to {new}.", **values)


def _values(
    was: Meeting | None, now: Meeting | None, is_leader: bool, words: Words, names: Names
) -> dict[str, str]:
    """Return when a meeting was and is, and with whom."""
    days = {"old": was, "new": now}
    values = {key: words.long_day(one.date) for key, one in days.items() if one is not None}
    one = was if now is None else now
    if one is not None and is_leader:
        values["whom"] = " + ".join(names.person(who) for who in one.members)
    elif one is not None:
        values["whom"] = names.facilitator(one.facilitator)
    return values

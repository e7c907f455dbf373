"""What people were told and what holds now -> the next version of every event.

A UID has one row of numbers across all files, so that somebody who took in several of them never
keeps a version that is behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.export.calendars.event import Event
    from matcher.language import Words

Calendars = Mapping[str, tuple["Event", ...]]
"""What each calendar holds, by its name."""


def next_versions(
    told: Calendars, now: Calendars, happened: frozenset[str], words: Words
) -> dict[str, tuple[Event, ...]]:
    """Return what every calendar says next; those that are empty are left out.

    Parameters
    ----------
    told
        What they said before.
    now
        What they would say had nobody been told anything; each one of `told` is among them.
    happened
        The UIDs of what was held or done: it is never cancelled.
    words
        What writes in the language of those who read it.
    """
    highest = _highest(told.values())
    kept = {
        name: tuple(
            _numbered(
                before, _follow(before, _find(now[name], before.uid), happened, words), highest
            )
            for before in events
        )
        for name, events in told.items()
    }
    for uid, sequence in _highest(kept.values()).items():
        highest[uid] = max(sequence, highest[uid])
    whole = {}
    for name, events in now.items():
        known = kept.get(name, ())
        uids = {event.uid for event in known}
        added = (
            event.model_copy(update={"sequence": highest.get(event.uid, 0)})
            for event in events
            if event.uid not in uids
        )
        whole[name] = tuple(sorted((*known, *added), key=lambda one: (one.day, one.uid)))
    return {name: whole[name] for name in sorted(whole) if whole[name]}


def _follow(before: Event, now: Event | None, happened: frozenset[str], words: Words) -> Event:
    """Return what becomes of an event, still without its number."""
    if now is None:
        if before.cancelled:
            return before
        if before.happened or before.uid in happened:
            return before.model_copy(update={"happened": True})
        summary = words.say("Cancelled: {what}", what=before.summary)
        return before.model_copy(update={"cancelled": True, "summary": summary})
    if now.happened and now.day == before.day and not before.cancelled:
        return before.model_copy(update={"happened": True})
    return now


def _numbered(before: Event, after: Event, highest: Mapping[str, int]) -> Event:
    same = after.says_the_same(before)
    sequence = before.sequence if same else highest[before.uid] + 1
    return after.model_copy(update={"sequence": sequence})


def _find(events: Iterable[Event], uid: str) -> Event | None:
    return next((event for event in events if event.uid == uid), None)


def _highest(calendars: Iterable[Iterable[Event]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for events in calendars:
        for event in events:
            found[event.uid] = max(event.sequence, found.get(event.uid, 0))
    return found

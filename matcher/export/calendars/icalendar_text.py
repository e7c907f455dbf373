"""Events -> the text of a calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import icalendar

if TYPE_CHECKING:
    from matcher.export.calendars.event import Event
    from matcher.language import Language

PRODUCT = "-//Matcher//Matcher//EN"


def calendar_text(title: str, events: Sequence[Event], stamp: date, language: Language) -> bytes:
    """Return the text of a calendar file: to be taken in, with nobody to answer to.

    Parameters
    ----------
    title
        What the calendar is called.
    events
        What it holds; at least one.
    stamp
        From which day time stamps count.
    language
        In which language it is written.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title, parameters={"language": language.value})
    calendar.add("x-wr-calname", title)
    years = [event.day.year for event in events]
    for zone in sorted({event.zone for event in events if event.zone and event.starts}):
        calendar.add_component(_zone(zone, min(years), max(years)))
    for event in events:
        calendar.add_component(_event(event, stamp))
    text: bytes = calendar.to_ical()
    return text


@cache
def _zone(name: str, first: int, last: int) -> icalendar.Timezone:
    """Return when the clocks change in a zone, from a year to another."""
    return icalendar.Timezone.from_tzid(
        name, first_date=date(first, 1, 1), last_date=date(last + 1, 1, 1)
    )


def _event(event: Event, stamp: date) -> icalendar.Event:
    written = icalendar.Event()
    made = datetime.combine(stamp, time(), UTC) + timedelta(seconds=event.sequence)
    written.add("uid", event.uid)
    written.add("dtstamp", made)
    written.add("last-modified", made)
    written.add("sequence", event.sequence)
    written.add("summary", event.summary)
    if event.starts is None or event.ends is None:
        written.add("dtstart", event.day)
        written.add("dtend", event.day + timedelta(days=1))
    else:
        zone = ZoneInfo(event.zone) if event.zone else None
        written.add("dtstart", datetime.combine(event.day, event.starts, zone))
        written.add("dtend", datetime.combine(event.day, event.ends, zone))
    if event.location:
        written.add("location", event.location)
    if event.description:
        written.add("description", event.description)
    written.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    takes_time = event.starts is not None and not event.cancelled
    written.add("transp", "OPAQUE" if takes_time else "TRANSPARENT")
    return written

"""Calendar files (RFC 5545): one for everybody, one a pair, one a person, one a facilitator.

Nothing here reads a clock. Each event carries the number of its version and a time stamp that is
made from it; `sequences.json` keeps what every file said, so that the next export says what is new
and cancels what is gone.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from matcher.export.calendars.audiences import Audience, audiences_of
from matcher.export.calendars.diary import Diary
from matcher.export.calendars.icalendar_text import calendar_text
from matcher.export.calendars.told import SEQUENCES, told_before
from matcher.export.calendars.versions import next_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matcher.export.kinds import Wanted

__all__ = ["files"]


def files(wanted: Wanted) -> Mapping[str, bytes]:
    """Return the calendars of a plan; none where there never was anything to tell.

    Parameters
    ----------
    wanted
        The plan, the language, and what people were told before.
    """
    told = told_before(wanted)
    diary = Diary(wanted.plan, wanted.words, told.programme)
    audiences = {one.name: one for one in audiences_of(wanted.plan)}
    audiences |= {name: Audience.called(name) for name in told.calendars}
    now = {name: diary.events_for(one) for name, one in audiences.items()}
    versions = next_versions(told.calendars, now, diary.happened(), wanted.words)
    if not versions:
        return {}
    told = told.model_copy(update={"calendars": versions})
    written = {
        f"calendars/{file}.ics": calendar_text(
            diary.title(audiences[name]), versions[name], told.stamp, wanted.words.language
        )
        for name, file in _file_names(versions).items()
    }
    return {**written, SEQUENCES: told.text().encode()}


def _file_names(names: Iterable[str]) -> dict[str, str]:
    """Return a file name for each; those that some disks take for the same get an addition."""
    same = Counter(name.casefold() for name in names)
    return {
        name: name
        if same[name.casefold()] == 1
        else f"{name}.{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        for name in names
    }

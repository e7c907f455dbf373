"""Names and addresses that files repeat in a text, out of sight while ids stand for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matcher.files.findings import HIDDEN
from matcher.ui import frame
from matcher.ui.data.places import PEOPLE, PRIVATE, meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.ui.sittings.files import Files
    from matcher.ui.sittings.sittings import Sitting

ADDRESS = re.compile(r"[\w.+'-]+@[\w.-]*\w")
SHORTEST = 3
"""A name of fewer letters is as good as any word."""


def masked(text: str) -> str:
    """Return a text as it may be shown: as it is, unless ids stand for people."""
    if not frame.names_are_hidden():
        return text
    text = ADDRESS.sub(HIDDEN, text)
    sitting = frame.current()
    if sitting is None:
        return text
    found = {name: who for name, who in _names(sitting) if name.casefold() in text.casefold()}
    for name in sorted(found, key=len, reverse=True):
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        text = whole.sub(found[name].replace("\\", r"\\"), text)
    return text


def _names(sitting: Sitting) -> Iterator[tuple[str, str]]:
    """Yield every name that the files and the cohort know, and what stands for it."""
    if sitting.files is not None:
        for name in _typed(sitting.files):
            yield name, HIDDEN
    if sitting.known is not None:
        for one in sitting.known.people:
            yield from _long_enough(one.name, one.person_id)
        for leader in sitting.known.facilitators:
            yield from _long_enough(leader.name, leader.facilitator_id)


def _typed(files: Files) -> Iterator[str]:
    for sheet in files.draft.sheets:
        if sheet.table in PEOPLE:
            private = [
                place
                for place, heading in enumerate(sheet.header)
                if meaning(files, sheet, heading).casefold() in PRIVATE
            ]
            for _, cells in sheet.rows:
                for place in private:
                    yield from (one for one, _ in _long_enough(cells[place], HIDDEN))


def _long_enough(name: str, shown: str) -> Iterator[tuple[str, str]]:
    if len(name.strip()) >= SHORTEST:
        yield name.strip(), shown

"""Lists that are separated by something else than `;`, or that a spreadsheet took for a date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from matcher.files.cells import LIST_SEPARATOR, Refused
from matcher.files.clean.outcome import Cleaned, Hints
from matcher.files.clean.words import folded, months
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.files.cells import Kind

SINGLE_WORDS = frozenset({"languages", "access_needs", "features"})
"""Columns whose items are names that hold no commas."""

MOST_PIECES = 60
"""How many pieces between commas are looked at."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T].*)?")
_SHORT_DAY = re.compile(r"([0-9]{1,2})[-/ ]([^\W\d_]{3,5})\.?(?:[-/ ][0-9]{2,4})?")
_BETWEEN_IDS = re.compile(r"[\n,;|/&+]|\s(?:and|et)\s")
_CONNECTING = {"and", "et", "&", "+"}

_TURNED = "this looks like a date that a spreadsheet made from something else, such as 1-2"
_TURNED_REMEDY = (
    "Look up what was written, format the cells as text, and write it with ; between the items."
)
_UNCLEAR_COMMAS = "the commas may separate items or be part of one; it counts as one item"


def clean_ids(text: str, kind: Kind, hints: Hints) -> Cleaned | Refused | None:
    """Return a list of ids, or of other words without blanks, with `;` between them.

    Blanks alone separate only what is known to be an id: "the nurse" is none.
    """
    if is_turned(text):
        return Refused(_TURNED, _TURNED_REMEDY)
    items = [item for item in map(str.strip, _BETWEEN_IDS.split(text)) if item]
    if any(" " in item for item in items):
        words = [word for word in text.split() if word not in _CONNECTING]
        items = words if all(plain(word) in hints.known for word in words) else []
    joined = LIST_SEPARATOR.join(items)
    if not items or joined == text or isinstance(kind.read(joined), Refused):
        return None
    return Cleaned(joined, "the items of this list are not separated by ;")


def clean_texts(text: str, kind: Kind, hints: Hints) -> Cleaned | Refused | None:
    """Return a list of wordings with `;` between them, or a warning where that is unclear."""
    if LIST_SEPARATOR in text or plain(text) in hints.known:
        return None
    if is_turned(text):
        return Refused(_TURNED, _TURNED_REMEDY)
    for separator in ("\n", "|"):
        if separator in text:
            return _separated(text.replace("\r", "\n").split(separator))
    if "," not in text:
        return None
    pieces = [piece.strip() for piece in text.split(",")]
    if hints.known and len(pieces) <= MOST_PIECES:
        parsed = _in_known_items(pieces, hints.known)
        if len(parsed) == 1:
            return _separated(parsed[0])
    if hints.commas_separate:
        return _separated(pieces)
    return Cleaned(
        text,
        _UNCLEAR_COMMAS,
        "Write ; between the items; where it is one item, write ; behind it.",
    )


def commas_separate(column: str, texts: Iterable[str]) -> bool | None:
    """Return whether commas separate the items of a column's lists.

    They do where the items are single words, and where no cell has another separator and every
    piece between commas stands in a second cell too.
    """
    if column in SINGLE_WORDS:
        return True
    cells = [text for text in texts if text]
    if any(separator in text for text in cells for separator in (LIST_SEPARATOR, "\n", "|")):
        return None
    pieces: dict[str, int] = {}
    for text in cells:
        for piece in {plain(piece) for piece in text.split(",")}:
            pieces[piece] = pieces.get(piece, 0) + 1
    with_commas = [text for text in cells if "," in text]
    return (
        all(pieces[plain(piece)] > 1 for text in with_commas for piece in text.split(",")) or None
    )


def _separated(pieces: Iterable[str]) -> Cleaned | None:
    items = [piece.strip() for piece in pieces if piece.strip()]
    if not items:
        return None
    # A lone item keeps the separator: it says that this is a list already.
    joined = LIST_SEPARATOR.join(items) + (LIST_SEPARATOR if len(items) == 1 else "")
    return Cleaned(joined, "the items of this list are not separated by ;")


def _in_known_items(pieces: list[str], known: frozenset[str]) -> list[list[str]]:
    """Return at most two ways of joining pieces to known items, some of which hold commas."""
    ways: list[list[list[str]]] = [[] for _ in pieces] + [[[]]]
    for start in reversed(range(len(pieces))):
        for end in range(start + 1, len(pieces) + 1):
            item = ", ".join(pieces[start:end])
            if plain(item) in known:
                ways[start] += [[item, *rest] for rest in ways[end]][:2]
        ways[start] = ways[start][:2]
    return ways[0]


def is_turned(text: str) -> bool:
    """Return whether a text looks like a date that was made from the items of a list."""
    short = _SHORT_DAY.fullmatch(text)
    if short is not None:
        return folded(short[2]) in months()
    return _DAY.fullmatch(text) is not None

"""What sentences look like that have names in the places of what differs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ID = r"(?:(?!: ).)+?"
_PLACE = re.compile(r"\{(\w+)\}")

ALLOWED = {
    "allowed": r"(?:(?![.?] [A-Z]).)+?",
    "hint": ".*?",
    "form": r"[a-z_]+=\S+",
    **dict.fromkeys(("person", "people", "one", "other", "pair", "key"), _ID),
    **dict.fromkeys(("least", "most"), r"\S+"),
    "fate": "kept|left out",
    "sides": r"an? .+? and an? .+?",
}
"""What may stand in a place, by its name, where not just anything may."""


@dataclass(frozen=True)
class Pattern:
    """A sentence with places in it, and how to find again what stands in them."""

    sentence: str

    @cached_property
    def _pieces(self) -> list[str]:
        return _PLACE.split(self.sentence)

    @cached_property
    def telling(self) -> int:
        """How many characters of it are always the same: of two that fit, the longer tells more."""
        return sum(map(len, self._pieces[::2]))

    @cached_property
    def first_word(self) -> str | None:
        """The word that it begins with; nothing where that may differ."""
        word, blank, _ = self._pieces[0].partition(" ")
        return word if blank else None

    @cached_property
    def longest(self) -> str:
        """The longest piece of it that is always the same."""
        return max(self._pieces[::2], key=len)

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        shapes = [
            f"(?P<{piece}>{ALLOWED.get(piece, '.+?')})" if place % 2 else re.escape(piece)
            for place, piece in enumerate(self._pieces)
        ]
        return re.compile("".join(shapes), re.DOTALL)

    def values(self, text: str) -> dict[str, str] | None:
        """Return what stands in the places; nothing where the text does not look like this."""
        found = self._shape.fullmatch(text)
        return None if found is None else found.groupdict()


class Patterns:
    """Many patterns, the most telling first."""

    def __init__(self, sentences: Iterable[str]) -> None:
        ordered = sorted(map(Pattern, sentences), key=lambda one: -one.telling)
        self._any = [(one.longest, one) for one in ordered if one.first_word is None]
        self._by_word = {
            word: [(one.longest, one) for one in ordered if one.first_word in (None, word)]
            for word in {one.first_word for one in ordered}
        }

    def like(self, text: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the sentences that a text looks like, with what stands in their places."""
        # To look for one piece is far quicker than the whole shape, and nearly always enough.
        alike = self._by_word.get(text.partition(" ")[0], self._any)
        for pattern in [one for piece, one in alike if piece in text]:
            values = pattern.values(text)
            if values is not None:
                yield pattern.sentence, values

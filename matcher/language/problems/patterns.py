"""What sentences look like that have names in the places of what differs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    def _longest(self) -> str:
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
        if self._longest not in text:  # far quicker than the shape, and nearly always enough
            return None
        found = self._shape.fullmatch(text)
        return None if found is None else found.groupdict()


def patterns(sentences: Iterable[str]) -> tuple[Pattern, ...]:
    """Return the patterns of sentences, the most telling first."""
    return tuple(sorted(map(Pattern, sentences), key=lambda one: -one.telling))

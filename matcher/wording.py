"""How people's own words are compared."""

from __future__ import annotations


def plain(text: str) -> str:
    """Return a wording as it is compared: case and surplus blanks do not matter."""
    return " ".join(text.split()).casefold()

"""How words are compared, and made into sentences."""

from __future__ import annotations


def plain(text: str) -> str:
    """Return a wording as it is compared: case and surplus blanks do not matter."""
    return " ".join(text.split()).casefold()


def sentence(text: str) -> str:
    """Return a text with a full stop at its end, unless it has one."""
    return text if text.endswith((".", "…")) else f"{text}."

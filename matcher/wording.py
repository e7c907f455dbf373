"""How words are compared, and made into sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.programme.labels import LabelSettings

_SIDES = re.compile(r"\b(?:(?P<article>[Aa]) )?(?P<word>patients?|professionals?)\b")


def plain(text: str) -> str:
    """Return a wording as it is compared: case and surplus blanks do not matter."""
    return " ".join(text.split()).casefold()


def sentence(text: str) -> str:
    """Return a text with a full stop at its end, unless it has one."""
    return text if text.endswith((".", "…")) else f"{text}."


def in_labels(text: str, labels: LabelSettings) -> str:
    """Return a text of ours with what a programme calls patients and professionals."""

    def named(found: re.Match[str]) -> str:
        label = str(getattr(labels, found["word"]))
        if not found["article"]:
            return label
        return f"{found['article']}{'n' if label[0] in 'aeiouAEIOU' else ''} {label}"

    return _SIDES.sub(named, text)


def capitalised(text: str) -> str:
    """Return a text that begins with a capital."""
    return f"{text[:1].upper()}{text[1:]}"

"""A cell that holds several of the words of which one may stand there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matcher.files.cells import Refused
from matcher.files.clean.outcome import Cleaned, Hints

if TYPE_CHECKING:
    from matcher.files.cells import Kind

_BETWEEN = re.compile(r"\s*(?:[,;/&+|\n]|\band\b|\bet\b|\bor\b|\bou\b|\bboth\b)\s*", re.IGNORECASE)

LONGEST = 200


def clean_choice(text: str, kind: Kind, hints: Hints) -> Cleaned | Refused | None:
    """Refuse a cell that names two of the choices: somebody who is both nurse and carer."""
    if len(text) > LONGEST:
        return None
    pieces = [piece.strip(" .") for piece in _BETWEEN.split(text)]
    read = [kind.read(piece) for piece in pieces if piece]
    named = {str(value) for value in read if not isinstance(value, Refused)}
    if len(named) > 1:
        return Refused(
            f"this names more than one: {', '.join(sorted(named))}",
            f"Decide in which capacity they take part. Write {kind.allowed}.",
        )
    if len(read) == 1 and named:
        return Cleaned(next(iter(named)))
    return None

"""What people write: who they are, why they do something, what a scenario is called."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sqlalchemy import insert

from matcher.store.errors import StoreError
from matcher.store.tables import WORDING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

LONGEST = {"who": 200, "why": 4000, "name": 200}
"""How many characters may be written."""

ASKS = {
    "who": "Say who you are: a person answers for this (--by NAME).",
    "why": "Say why, in a few words (--why TEXT).",
    "name": "Give the scenario a name (--name NAME).",
}


def checked(text: str, what: str) -> str:
    """Return what somebody wrote, without blanks at its ends.

    Parameters
    ----------
    text
        What was written.
    what
        ``"who"``, ``"why"`` or ``"name"``.

    Raises
    ------
    StoreError
        When there is no letter in it, when it is too long, or when it cannot be kept.
    """
    clean = text.strip()
    if not any(character.isalpha() for character in clean):
        raise StoreError(ASKS[what])
    if len(clean) > LONGEST[what]:
        raise StoreError(
            f"This is too long ({len(clean)} characters): {clean[:40]}… "
            f"Write at most {LONGEST[what]}."
        )
    allowed = "\n\t" if what == "why" else ""
    if any(unicodedata.category(one) in ("Cc", "Cs") and one not in allowed for one in clean):
        raise StoreError(
            f"There are characters that cannot be shown in {clean!a}. Write plain text."
        )
    return clean


def write_down(connection: Connection, text: str) -> int:
    """Keep a wording, and return its key."""
    made = insert(WORDING).values(text=text).returning(WORDING.c.id)
    return int(connection.execute(made).scalar_one())

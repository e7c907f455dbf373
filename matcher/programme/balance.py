"""`[balance]`: at least or at most so many pairs from somewhere."""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from pydantic import field_validator

from matcher.records import Record

FORM = (
    'texts such as "organisation: St Olave\'s <= 3", "patient.area: North >= 2" or '
    '"theme: * <= 4" (organisation, area, profession or theme, a colon, a name or *, then <= or '
    ">= and a whole number)"
)
EACH = "*"
"""Stands for every name that occurs, each counted on its own."""

PATTERN = re.compile(
    r"(?:(?P<side>patient|professional)\.)?(?P<field>organisation|area|profession|theme)"
    r"\s*:\s*(?P<name>.*\S)\s*(?P<sign><=|>=|≤|≥)\s*(?P<number>\d{1,6})"
)


class Limit(NamedTuple):
    """At most, or at least, so many pairs with somebody from somewhere."""

    side: Literal["patient", "professional"] | None
    """Whose; either partner's where nothing is said."""
    field: Literal["organisation", "area", "profession", "theme"]
    name: str
    is_most: bool
    number: int


def read_limit(text: str) -> Limit:
    """Return the limit that a text stands for.

    Raises
    ------
    ValueError
        When it stands for none; it says what may stand there.
    """
    found = PATTERN.fullmatch(" ".join(text.split()))
    if found is None:
        raise ValueError(FORM)
    side: Any = found["side"]
    field: Any = found["field"]
    is_most = found["sign"] in ("<=", "≤")
    return Limit(side, field, found["name"], is_most, int(found["number"]))


class BalanceSettings(Record):
    """`[balance]`: at least or at most so many pairs from somewhere."""

    limits: tuple[str, ...] = ()
    """How many pairs there may be from an organisation, area, profession or theme, such as
    `organisation: St Olave's <= 3`; a pair counts where one of the two is from there."""

    @field_validator("limits")
    @classmethod
    def _readable(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            read_limit(text)
        return tuple(" ".join(text.split()) for text in value)

    @property
    def read(self) -> tuple[Limit, ...]:
        """The limits, in their order."""
        return tuple(map(read_limit, self.limits))

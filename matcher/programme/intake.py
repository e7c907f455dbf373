"""`[intake]`: how a large intake becomes cohorts; only `matcher intake` asks for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, field_validator

from matcher.records import Record

JOIN = "+"
"""Stands between areas whose people may meet in one cohort."""

FORM = 'texts such as "Leeds + Bradford" (two areas or more with + between them)'

Size = Annotated[int, Field(ge=1, le=1000, validate_default=True)]


class Organisations(StrEnum):
    """Whether the people of one organisation share a cohort."""

    ANY = "any"
    TOGETHER = "together"
    APART = "apart"


def read_areas(text: str) -> tuple[str, ...]:
    """Return the areas that a text joins.

    Raises
    ------
    ValueError
        When it joins none; it says what may stand there.
    """
    areas = tuple(part.strip() for part in text.split(JOIN))
    if len(areas) < 2 or not all(areas):
        raise ValueError(FORM)
    return areas


class IntakeSettings(Record):
    """`[intake]`: how a large intake becomes cohorts; only `matcher intake` asks for it."""

    pairs: Size = 12
    """How many pairs a cohort is meant to have."""
    smallest: Size = 10
    """How many pairs a cohort has at least; people for whom there are too few others wait."""
    largest: Size = 14
    """How many pairs a cohort has at most."""
    join_areas: tuple[str, ...] = ()
    """Areas whose people may meet in one cohort, such as `Leeds + Bradford`; otherwise a cohort is
    for one area."""
    organisations: Organisations = Organisations.ANY
    """Whether an organisation's people share a cohort: `any` (it does not matter), `together` (as
    few cohorts as possible) or `apart` (see `most_from_organisation`)."""
    most_from_organisation: Annotated[int, Field(ge=1, le=1000)] = 2
    """With `apart`: in how many pairs of a cohort an organisation may be at most."""
    neighbours: Annotated[int, Field(ge=12, le=500)] = 120
    """Among how many pairs people are exchanged between cohorts; more may be better, and takes
    longer."""
    seconds_per_cohort: Annotated[float, Field(ge=0, le=86_400)] = 20
    """When the proof for a single cohort ends and its best plan so far is kept."""

    @field_validator("smallest")
    @classmethod
    def _at_most_pairs(cls, value: int, info: Any) -> int:
        aim = info.data.get("pairs")
        if aim is not None and value > aim:
            raise ValueError(f"a whole number from 1 to intake.pairs ({aim})")
        return value

    @field_validator("largest")
    @classmethod
    def _at_least_pairs(cls, value: int, info: Any) -> int:
        aim = info.data.get("pairs")
        if aim is not None and value < aim:
            raise ValueError(f"a whole number from intake.pairs ({aim}) on")
        return value

    @field_validator("join_areas")
    @classmethod
    def _readable(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f" {JOIN} ".join(read_areas(text)) for text in value)

    @property
    def joined(self) -> tuple[tuple[str, ...], ...]:
        """The areas of each text, in their order."""
        return tuple(map(read_areas, self.join_areas))

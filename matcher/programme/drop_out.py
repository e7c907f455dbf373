"""`[drop_out]`: how likely people are to leave, and when; only `stress` asks for it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from matcher.records import Record

Chance = Annotated[float, Field(ge=0, le=1)]


class DropOutSettings(Record):
    """`[drop_out]`: how likely people are to leave, and when. It changes no plan."""

    patient: Chance = 0.15
    """How likely somebody on the patient side is to leave before the end; from 0 to 1."""
    professional: Chance = 0.10
    """The same on the professional side."""
    by_workshop: tuple[Annotated[float, Field(ge=0, le=1000)], ...] = ()
    """Of those who leave, how many leave before workshop 1, between 1 and 2, and so on, relative to
    each other, such as 1;3;2;1;1; equally many where nothing is said."""

    @field_validator("by_workshop")
    @classmethod
    def _some_share(cls, value: tuple[float, ...]) -> tuple[float, ...]:
        if value and not any(value):
            raise ValueError("at least one share above 0")
        return value

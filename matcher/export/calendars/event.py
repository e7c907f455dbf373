"""An event in a calendar, as a value that knows nothing of the file format."""

from __future__ import annotations

import hashlib
import json
from datetime import date, time
from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from matcher.records import Record
from matcher.time_zones import known_zones

DOMAIN = "matcher.invalid"
"""Stands behind every UID; no such domain can exist."""


class Event(Record):
    """An event, and the number of its version."""

    uid: Annotated[str, Field(pattern=r"^[0-9a-f]{32}@matcher\.invalid$")]
    day: date
    starts: time | None = None
    """When it begins; nothing where it is all day long and its time is still to be agreed."""
    ends: time | None = None
    zone: str | None = None
    """In which time zone the times are meant; nothing where they are those of the place."""
    summary: str
    location: str = ""
    description: str = ""
    happened: bool = False
    """Whether it was held or done, as far as is known."""
    cancelled: bool = False
    sequence: Annotated[int, Field(ge=0, lt=2**31)] = 0
    """How often it has changed since people were first told."""

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        if zone is not None and zone not in known_zones():
            raise ValueError("this time zone is not known")
        return zone

    @model_validator(mode="after")
    def _both_times_in_order(self) -> Self:
        if (self.starts is None) is not (self.ends is None):
            raise ValueError("starts and ends must both be given, or neither")
        if self.starts is not None and self.ends is not None and self.ends <= self.starts:
            raise ValueError("ends must lie after starts")
        return self

    def says_the_same(self, other: Event) -> bool:
        """Return whether somebody who reads both learns nothing new."""
        return self._said() == other._said()

    def _said(self) -> dict[str, Any]:
        return self.model_dump(exclude={"sequence", "happened"})


def uid_of(programme: str, *what: str | int | None) -> str:
    """Return what an event is known by, whatever its date: the same for the same programme and
    words, and telling neither.
    """
    text = json.dumps([programme, *what])
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}@{DOMAIN}"

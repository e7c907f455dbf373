"""`[programme]`: what it is called, when it runs, how many pairs it wants."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from matcher.records import Record

LONGEST_WINDOW_DAYS = 1100


class ProgrammeSettings(Record):
    """`[programme]`: what it is called, when it runs, how many pairs it wants."""

    name: str = "Collaborative Pairs"
    """What the programme is called."""
    start: date
    """The first day on which a workshop may be held."""
    end: date
    """The last day on which a workshop may be held."""
    pairs: Annotated[int, Field(ge=1, le=100_000)] = 12
    """How many pairs are wanted; fewer are formed only when no plan has as many.
    A venue needs room for all of them.
    """
    country: str = "GB"
    """Whose public holidays are kept free, as a two-letter code: GB, FR, …"""
    subdivision: str | None = None
    """The part of the country, for its own holidays: ENG, SCT, …; ENG by default for GB only."""
    timezone: str | None = None
    """In which time zone times of day are meant, such as Europe/London; that of the country by
    default, where it has one."""
    locale: str = "en-GB"
    """The language and the customs in which people are written to."""

    @field_validator("subdivision", "timezone", mode="before")
    @classmethod
    def _blank_is_none(cls, value: Any) -> Any:
        return None if value == "" else value

    @model_validator(mode="before")
    @classmethod
    def _england_by_default(cls, data: Any) -> Any:
        if (
            isinstance(data, dict)
            and "subdivision" not in data
            and data.get("country") in (None, "GB")
        ):
            return {**data, "subdivision": "ENG"}
        return data

    @field_validator("end")
    @classmethod
    def _window(cls, end: date, info: Any) -> date:
        start = info.data.get("start")
        if start is not None and end < start:
            raise ValueError(f"a date from programme.start ({start.isoformat()}) on")
        if start is not None and (end - start).days > LONGEST_WINDOW_DAYS:
            raise ValueError(f"a date at most {LONGEST_WINDOW_DAYS} days after programme.start")
        return end

    @field_validator("subdivision")
    @classmethod
    def _known_place(cls, subdivision: str | None, info: Any) -> str | None:
        from matcher.public_holidays import known_subdivisions

        country = info.data.get("country")
        if subdivision is not None and country is not None:
            known = known_subdivisions(country)
            if subdivision not in known:
                raise ValueError(f"one of {', '.join(sorted(known)) or 'nothing'} for {country}")
        return subdivision

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, timezone: str | None) -> str | None:
        from matcher.time_zones import known_zones

        if timezone is not None and timezone not in known_zones():
            raise ValueError("the name of a time zone such as Europe/London or Europe/Paris")
        return timezone

    @property
    def zone(self) -> str | None:
        """The time zone; nothing where none is given and the country has several that matter."""
        from matcher.time_zones import zone_of

        return self.timezone or zone_of(self.country, self.subdivision)

    @field_validator("country")
    @classmethod
    def _known_country(cls, country: str) -> str:
        from matcher.public_holidays import known_countries

        if country not in known_countries():
            raise ValueError("a two-letter country code such as GB or FR")
        return country

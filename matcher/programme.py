"""The rules and dates that one cohort runs under: every key of `programme.toml`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from matcher.records import Record

LONGEST_WINDOW_DAYS = 1100


class Weekday(StrEnum):
    """The days of the week, by the names that the files use."""

    MON = "Mon"
    TUE = "Tue"
    WED = "Wed"
    THU = "Thu"
    FRI = "Fri"
    SAT = "Sat"
    SUN = "Sun"

    @property
    def number(self) -> int:
        """Monday is 0, as in `datetime.date.weekday`."""
        return list(Weekday).index(self)


class Fairness(StrEnum):
    """Whether the worst pair is lifted before the total."""

    TOTAL = "total"
    WORST_FIRST = "worst_first"


def _in_week_order(days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    return tuple(sorted(set(days), key=lambda day: day.number))


class ProgrammeSettings(Record):
    """`[programme]`: what it is called, when it runs, how many pairs it wants."""

    name: str = "Collaborative Pairs"
    """What the programme is called."""
    start: date
    """The first day on which a workshop may be held."""
    end: date
    """The last day on which a workshop may be held."""
    pairs: Annotated[int, Field(ge=1, le=100_000)] = 12
    """How many pairs are wanted; fewer are formed only when no plan has as many."""
    country: str = "GB"
    """Whose public holidays are kept free, as a two-letter code: GB, FR, …"""
    subdivision: str | None = None
    """The part of the country, for its own holidays: ENG, SCT, …; ENG by default for GB only."""
    locale: str = "en-GB"
    """The language and the customs in which people are written to."""

    @field_validator("subdivision", mode="before")
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

    @field_validator("country")
    @classmethod
    def _known_country(cls, country: str) -> str:
        from matcher.public_holidays import known_countries

        if country not in known_countries():
            raise ValueError("a two-letter country code such as GB or FR")
        return country


class WorkshopSettings(Record):
    """`[workshops]`: how many, on which days, how far apart, who must come."""

    count: Annotated[int, Field(ge=1, le=52)] = 5
    """How many workshops there are."""
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)] = tuple(Weekday)[:5]
    """The weekdays on which a workshop may be held."""
    min_gap_days: Annotated[int, Field(ge=1, le=1000)] = 21
    """The fewest days from one workshop to the next (the difference of the two dates)."""
    max_gap_days: Annotated[int, Field(ge=1, le=1000, validate_default=True)] = 56
    """The most days from one workshop to the next."""
    blocks: tuple[Annotated[int, Field(ge=1, le=52)], ...] = ()
    """Workshops held on adjacent working days, as sizes in their order; the gaps then count
    from the last day of one block to the first day of the next."""
    max_missed: Annotated[int, Field(ge=0, le=52)] = 1
    """How many workshops a pair may miss; one counts as missed when either partner cannot come."""
    everyone: tuple[Annotated[int, Field(ge=1, le=52)], ...] = ()
    """The numbers of the workshops that every pair must attend together."""
    facilitators: Annotated[int, Field(ge=0, le=1000)] = 2
    """How many facilitators each workshop needs."""

    _sorted_weekdays = field_validator("weekdays")(_in_week_order)

    @field_validator("max_gap_days")
    @classmethod
    def _gap_order(cls, value: int, info: Any) -> int:
        least = info.data.get("min_gap_days")
        if least is not None and value < least:
            raise ValueError(f"a whole number from workshops.min_gap_days ({least}) on")
        return value

    @field_validator("blocks")
    @classmethod
    def _blocks_cover(cls, value: tuple[int, ...], info: Any) -> tuple[int, ...]:
        count = info.data.get("count")
        if value and count is not None and sum(value) != count:
            raise ValueError(f"sizes that add up to workshops.count ({count}), or an empty list")
        return value

    @field_validator("everyone")
    @classmethod
    def _everyone_exists(cls, value: tuple[int, ...], info: Any) -> tuple[int, ...]:
        count = info.data.get("count")
        if count is not None and any(number > count for number in value):
            raise ValueError(f"numbers of workshops from 1 to workshops.count ({count})")
        return tuple(sorted(set(value)))


class PairingSettings(Record):
    """`[pairing]`: which pairs are good enough, and what is lifted first."""

    require_shared_project: bool = False
    """Whether a pair needs a theme or a project that both named."""
    min_fit: Annotated[int, Field(ge=0, le=1000)] = 0
    """No pair below this fit is formed."""
    fairness: Fairness = Fairness.TOTAL
    """`total`, or `worst_first`: lift the worst pair before the total."""


Weight = Annotated[float, Field(ge=0, le=1000)]


class WeightSettings(Record):
    """`[weights]`: what each criterion is worth in a pair's fit, relative to the others.

    A weight is a number from 0 to 1000 with at most three decimals.
    """

    shared_project: Weight = 30
    """A theme or a project that both want."""
    motivation: Weight = 20
    """Both are keen, statement by statement; the less keen of the two counts."""
    mutual_preference: Weight = 15
    """They ask for each other."""
    joint_dates: Weight = 15
    """The days in the window on which both can come."""
    locality: Weight = 10
    """They live or work in the same area."""
    check_in_overlap: Weight = 5
    """Weekdays that both can do."""
    complementary: Weight = 5
    """They bring different goals."""

    @field_validator("*")
    @classmethod
    def _three_decimals(cls, value: float) -> float:
        if (Fraction(str(value)) * 1000).denominator != 1:
            raise ValueError("a number from 0 to 1000 with at most three decimals")
        return value

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        if not any(self.thousandths().values()):
            raise ValueError("at least one weight above 0")
        return self

    def thousandths(self) -> dict[str, int]:
        """Return every weight as a whole number of thousandths, so that arithmetic is exact."""
        return {name: int(Fraction(str(weight)) * 1000) for name, weight in self}


Cost = Annotated[int, Field(ge=0, le=100_000)]


class CostSettings(Record):
    """`[costs]`: points that are taken off."""

    missed_workshop: Cost = 100
    """For each workshop that a pair cannot attend together."""
    if_needed: Cost = 20
    """For each partner who comes only "if needed" to a workshop that the pair attends."""
    avoided_date: Cost = 50
    """For each workshop on a date that a calendar row without area says to avoid."""


class CheckInSettings(Record):
    """`[check_ins]`: meetings of a pair with its facilitator between workshops."""

    per_gap: Annotated[int, Field(ge=0, le=10)] = 1
    """How many check-ins there are between one workshop and the next."""
    earliest_days_after: Annotated[int, Field(ge=0, le=365)] = 10
    """How many days after a workshop the first one may be."""
    latest_days_before: Annotated[int, Field(ge=0, le=365)] = 7
    """How many days before the next workshop the last one may be."""
    max_per_facilitator_day: Annotated[int, Field(ge=1, le=100)] = 2
    """How many check-ins a facilitator takes on one day."""


class SolveSettings(Record):
    """`[solve]`: how the search runs."""

    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    """Decides among plans that are equally good."""
    time_limit_seconds: Annotated[float, Field(ge=0, le=604_800)] = 60
    """When to stop and keep the best plan found so far."""


class Programme(Record):
    """Everything in `programme.toml`."""

    programme: ProgrammeSettings
    workshops: WorkshopSettings = WorkshopSettings()
    pairing: PairingSettings = PairingSettings()
    weights: WeightSettings = WeightSettings()
    costs: CostSettings = CostSettings()
    check_ins: CheckInSettings = CheckInSettings()
    solve: SolveSettings = SolveSettings()

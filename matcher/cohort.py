"""A cohort: a programme, its people, its places and its dates, as immutable values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, field_validator, model_validator

from matcher.decisions import Decisions
from matcher.follow_up import FollowUp
from matcher.plans import Plan
from matcher.programme import Programme, Weekday
from matcher.records import Identifier, Record

if TYPE_CHECKING:
    from matcher.changes import Change


class Side(StrEnum):
    """A role in the pair, not a diagnosis."""

    PATIENT = "patient"
    PROFESSIONAL = "professional"


class Status(StrEnum):
    """Where an application stands."""

    APPLIED = "applied"
    CONFIRMED = "confirmed"
    RESERVE = "reserve"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What somebody answered for a date. Unknown never counts as yes."""

    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"
    UNKNOWN = "unknown"


Agreement = Annotated[int, Field(ge=1, le=5)]
Names = tuple[str, ...]


def _in_week_order(days: tuple[Weekday, ...] | None) -> tuple[Weekday, ...] | None:
    """Return the days in order; an empty list says no more than no list."""
    return tuple(sorted(set(days), key=lambda day: day.number)) if days else None


def _by_content(record: Record) -> tuple[str, ...]:
    """Order rows by everything in them, whatever the order of their extra columns."""
    return tuple(
        repr(sorted(value.items())) if isinstance(value, dict) else str(value)
        for _, value in record
    )


def _without_repeats(items: tuple[str, ...]) -> tuple[str, ...]:
    """Return the items in their order, each once and none of them blank."""
    return tuple(item for item in dict.fromkeys(items) if item.strip())


class Person(Record):
    """Somebody who applied, on one side or the other."""

    person_id: Identifier
    """An id of their own."""
    side: Side
    """`patient` or `professional`: roles, not diagnoses. A carer or a Healthwatch lead is on the
    patient side, a receptionist or a manager on the professional side."""
    name: str = ""
    """What they are called; never scored."""
    email: str = ""
    """Their e-mail address; never scored."""
    organisation: str = ""
    """Where they work, or which group they belong to; never scored."""
    area: str = ""
    """Where they live or work."""
    profession: str = ""
    """What they do; never scored."""
    themes: Names = ()
    """Themes or project ids, strongest first. The first five count."""
    project_id: Identifier | None = None
    """A project of their own."""
    motivation: dict[str, Agreement] = {}
    """Agreement from 1 to 5 with each statement that they answered, by the statement's name."""
    goals: Names = ()
    """What they want from the programme, strongest first. The first five count."""
    prefers: tuple[Identifier, ...] = ()
    """Ids of people whom they ask for, strongest first. The first five count."""
    avoids: tuple[Identifier, ...] = ()
    """Ids of people whom they ask not to be paired with."""
    conflicts: tuple[Identifier, ...] = ()
    """Ids that must never be paired with them. No reason is stored."""
    not_from: Names = ()
    """Organisations, such as their own practice, whose people are never paired with them."""
    languages: Names = ()
    """What they speak. Where both partners name any, they need one in common."""
    access_needs: Names = ()
    """Features that a venue must have for them: `step_free`, `hearing_loop`, …"""
    supporters: Annotated[int, Field(ge=0, le=100)] = 0
    """How many come along."""
    interpreters: Annotated[int, Field(ge=0, le=10)] = 0
    """How many interpreters come along. With one, no shared language is needed."""
    weekdays: tuple[Weekday, ...] | None = None
    """The weekdays that they can do. They decide about dates without an entry in
    `availability`."""
    max_travel_minutes: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """How long their journey to a workshop may be."""
    remote_ok: bool | None = None
    """Whether meeting online suits them; it also counts in `locality`."""
    consent: bool
    """Whether they agreed to take part. Anything that is not a clear yes counts as no, and is
    listed."""
    status: Status = Status.APPLIED
    """`applied` (the default), `confirmed` (must be in the plan), `reserve` (only when needed) or
    `withdrawn`."""
    applied_on: date | None = None
    """The day on which they applied; never scored. Of people who could step in, those who have
    waited longest are named first."""
    partner_id: Identifier | None = None
    """Whom they applied together with: paired with each other or not at all. It is enough that
    one says so."""
    withdrawn_after_workshop: Annotated[int, Field(ge=0, le=52)] | None = None
    """With `withdrawn`: after which workshop."""
    extra: dict[str, str] = {}
    """Columns that the programme does not know, as they stood."""

    _week = field_validator("weekdays")(_in_week_order)
    _once = field_validator(
        "themes",
        "goals",
        "prefers",
        "avoids",
        "conflicts",
        "not_from",
        "languages",
        "access_needs",
    )(_without_repeats)

    @property
    def is_applicant(self) -> bool:
        """Whether they consented and have not withdrawn."""
        return self.consent and self.status is not Status.WITHDRAWN


class Project(Record):
    """A local project that pairs can work on."""

    project_id: Identifier
    """An id of its own."""
    title: str
    """What it is called."""
    theme: str = ""
    """The theme that it belongs to, in the words of `themes`."""
    organisation: str = ""
    """Who runs it."""
    area: str = ""
    """Where it takes place."""
    max_pairs: Annotated[int, Field(ge=0)] | None = None
    """At most so many pairs; no limit where nothing is said."""
    min_pairs: Annotated[int, Field(ge=0)] = 0
    """At least so many pairs, or none."""
    extra: dict[str, str] = {}


class Venue(Record):
    """A place for workshops."""

    venue_id: Identifier
    """An id of its own."""
    name: str = ""
    """What it is called."""
    area: str = ""
    """Where it is."""
    capacity: Annotated[int, Field(ge=0)] | None = None
    """How many people it holds; no limit where nothing is said."""
    features: Names = ()
    """What it offers, in the words of `access_needs`: `step_free`, `hearing_loop`, …"""
    online: bool = False
    """Whether what is held there is held online."""
    hybrid: bool = False
    """Whether people may join from home what is held there."""
    cost_per_day: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    """What a day costs, in the programme's currency."""
    dates: tuple[date, ...] | None = None
    """The dates on which it is free; nothing means every candidate date."""
    extra: dict[str, str] = {}

    _once = field_validator("features")(_without_repeats)

    @field_validator("dates")
    @classmethod
    def _sorted_dates(cls, dates: tuple[date, ...] | None) -> tuple[date, ...] | None:
        return None if dates is None else tuple(sorted(set(dates)))

    def is_open(self, day: date) -> bool:
        """Return whether the venue is free on a day."""
        return self.dates is None or day in self.dates


class Journey(Record):
    """How long it takes from an area to a venue."""

    area: str
    """Where people set out, in the words of `area` in `participants`."""
    venue_id: Identifier
    """Where they go to."""
    minutes: Annotated[int, Field(ge=0)]
    """How long that takes, one way."""
    extra: dict[str, str] = {}


class Facilitator(Record):
    """Somebody who leads workshops and follows up with pairs."""

    facilitator_id: Identifier
    """An id of their own, which no participant has."""
    name: str = ""
    """What they are called."""
    languages: Names = ()
    """What they speak."""
    max_pairs: Annotated[int, Field(ge=0)] | None = None
    """At most so many pairs to look after; no limit where nothing is said."""
    weekdays: tuple[Weekday, ...] | None = None
    """The weekdays that they can do. They decide about dates without an entry in
    `availability`."""
    conflicts: tuple[Identifier, ...] = ()
    """Ids of people whom they must not look after."""
    area: str = ""
    """Where they work, for an intake of many cohorts; anywhere where nothing is said."""
    extra: dict[str, str] = {}

    _week = field_validator("weekdays")(_in_week_order)
    _once = field_validator("languages", "conflicts")(_without_repeats)


class CalendarRow(Record):
    """Days that are blocked, or better avoided, for everybody or for one area."""

    date_from: date
    """The first day."""
    date_to: date
    """The last day; the same as the first where nothing is said."""
    label: str = ""
    """What the days are, such as school holidays."""
    kind: Literal["blocked", "avoid"]
    """`blocked` (no workshop), or `avoid` (a workshop on such a day takes points off)."""
    area: str = ""
    """Whose people it speaks for; the whole programme where nothing is said."""
    extra: dict[str, str] = {}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.date_to < self.date_from:
            raise ValueError("date_to must not lie before date_from")
        return self

    def covers(self, day: date) -> bool:
        """Return whether a day lies in the row, both ends included."""
        return self.date_from <= day <= self.date_to


Answers = dict[str, dict[date, Answer]]


class Cohort(Record):
    """One folder or one workbook: a programme, its people, places and dates.

    Whatever the order of the rows that it was made from, everything stands in a canonical order,
    so that two cohorts with the same content are equal and are planned alike.
    """

    programme: Programme
    people: tuple[Person, ...]
    availability: Answers = {}
    """Person or facilitator id -> date -> answer, for the entries that exist."""
    projects: tuple[Project, ...] = ()
    venues: tuple[Venue, ...] = ()
    travel: tuple[Journey, ...] = ()
    facilitators: tuple[Facilitator, ...] = ()
    calendar: tuple[CalendarRow, ...] = ()
    follow_up: tuple[FollowUp, ...] = ()
    """What people said to their invitations to the plan that is running, and whether they came."""
    current_plan: Plan | None = None
    """A plan already running."""
    decisions: Decisions = Decisions()
    """What was fixed or forbidden by hand, on top of the files."""

    _base: Cohort | None = PrivateAttr(default=None)
    _changes: tuple[Any, ...] = PrivateAttr(default=())

    @field_validator("people", "projects", "venues", "facilitators")
    @classmethod
    def _by_id(cls, records: tuple[Any, ...], info: Any) -> tuple[Any, ...]:
        key = f"{ID_FIELDS[info.field_name]}"
        ordered = tuple(sorted(records, key=lambda record: str(getattr(record, key))))
        ids = [getattr(record, key) for record in ordered]
        twice = sorted({one for one, other in pairwise(ids) if one == other})
        if twice:
            raise ValueError(f"each {key} once; more than once: {', '.join(twice)}")
        return ordered

    @field_validator("travel")
    @classmethod
    def _journeys_in_order(cls, rows: tuple[Journey, ...]) -> tuple[Journey, ...]:
        return tuple(sorted(rows, key=_by_content))

    @field_validator("calendar")
    @classmethod
    def _calendar_in_order(cls, rows: tuple[CalendarRow, ...]) -> tuple[CalendarRow, ...]:
        return tuple(sorted(rows, key=_by_content))

    @field_validator("follow_up")
    @classmethod
    def _one_row_each(cls, rows: tuple[FollowUp, ...]) -> tuple[FollowUp, ...]:
        ordered = tuple(sorted(rows, key=lambda row: row.key))
        twice = [one.person_id for one, other in pairwise(ordered) if one.key == other.key]
        if twice:
            raise ValueError(f"one row a person and workshop or check-in: {', '.join(twice)}")
        return ordered

    @field_validator("availability")
    @classmethod
    def _answers_in_order(cls, answers: Answers) -> Answers:
        return {who: dict(sorted(answers[who].items())) for who in sorted(answers) if answers[who]}

    @property
    def patients(self) -> tuple[Person, ...]:
        """The patient side, by id."""
        return self.side(Side.PATIENT)

    @property
    def professionals(self) -> tuple[Person, ...]:
        """The professional side, by id."""
        return self.side(Side.PROFESSIONAL)

    def side(self, side: Side) -> tuple[Person, ...]:
        """Return everybody on one side, by id."""
        return tuple(person for person in self.people if person.side is side)

    @property
    def applicants(self) -> tuple[Person, ...]:
        """Everybody who consented and has not withdrawn, by id."""
        return tuple(person for person in self.people if person.is_applicant)

    @classmethod
    def from_frames(
        cls,
        frames: Mapping[str, Any],
        settings: Mapping[str, Any] | Programme | None = None,
        current_plan: Plan | None = None,
    ) -> Cohort:
        """Return the cohort in some pandas frames, read and checked as files are.

        Parameters
        ----------
        frames
            Table -> frame: ``participants``, ``availability`` (long, or with a column a date),
            ``projects``, ``venues``, …, with the columns of the files. Missing values are blank
            cells; lists and arrays may stand in a cell; an index that has a name is a column.
            ``programme`` may hold the settings themselves, as a dict.
        settings
            As in `programme.toml`, nested or with dotted names such as ``workshops.count``.
        current_plan
            A plan already running.

        Raises
        ------
        matcher.InputError
            With every problem. Its file is the name of the frame, or ``settings``; its row is that
            of a spreadsheet, so that the first row of a frame is row 2.
        """
        from matcher.files.frames import inspect_frames

        return inspect_frames(frames, settings, current_plan).require()

    @property
    def base(self) -> Cohort:
        """The cohort as it was before any change."""
        return self if self._base is None else self._base

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that led from `base` to here, in their order."""
        return self._changes

    def with_changes(self, *changes: str | Change | Iterable[str | Change]) -> Cohort:
        """Return the cohort after some more changes; this one stays as it is.

        Parameters
        ----------
        changes
            Changes, or texts such as ``"lock=P07+H03"``.

        Raises
        ------
        matcher.InputError
            When a change cannot be read, names somebody absent, or contradicts another one.
        """
        from matcher.changes import apply_changes, parse_changes

        return apply_changes(self, parse_changes(changes))


ID_FIELDS = {
    "people": "person_id",
    "projects": "project_id",
    "venues": "venue_id",
    "facilitators": "facilitator_id",
}

"""Which columns each file has: derived from the records, so that there is no second list."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from matcher.cohort import CalendarRow, Facilitator, Journey, Person, Project, Venue
from matcher.files.cells import (
    DATE,
    IDENTIFIER,
    TEXT,
    YES_OR_NO,
    Kind,
    choice,
    listing,
    number,
    short_text,
    whole_number,
)
from matcher.follow_up import FollowUp
from matcher.records import Identifier, Record

MOTIVATION = "motivation_"
"""What the name of a column starts with that holds agreement with a statement."""


class VenueDate(Record):
    """A row of `venue_dates`: a day on which a venue is free."""

    venue_id: Identifier
    """Which venue. One without a row here is free on every candidate date."""
    date: datetime.date
    """A day on which it is free."""


class Reply(Record):
    """A row of a long `availability`: what somebody answered for a day."""

    person_id: Identifier
    """Who answers; facilitators too, by their `facilitator_id`."""
    date: datetime.date
    """The day that they answer for."""
    state: Literal["yes", "if_needed", "no"] | None = None
    """`yes`, `if_needed` or `no`. A blank cell means unknown, which never counts as yes."""


class Setting(Record):
    """A row of a workbook's sheet `programme`."""

    key: str
    """The section and the name of a setting, such as `workshops.count`."""
    value: str = ""
    """What it is set to; the default where nothing is said."""
    default: str = ""
    """For people to read; it decides nothing."""
    meaning: str = ""
    """For people to read; it decides nothing."""


RECORDS: dict[str, type[Record]] = {
    "participants": Person,
    "projects": Project,
    "venues": Venue,
    "venue_dates": VenueDate,
    "travel": Journey,
    "facilitators": Facilitator,
    "calendar": CalendarRow,
    "follow_up": FollowUp,
}
"""The files whose rows are records, and the record of each."""

AVAILABILITY = "availability"
PROGRAMME = "programme"

TABLES: dict[str, type[Record]] = {**RECORDS, AVAILABILITY: Reply}
"""Every table of a cohort, and what a row of it says (in its long form, where it has several)."""

TABLE_NAMES = tuple(TABLES)
"""The name of every table."""

NOT_COLUMNS = {"dates", "extra", "motivation"}
"""Fields that come from elsewhere than a column of their own name."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a file may have."""

    name: str
    kind: Kind
    required: bool
    default: Any = None
    """What a blank cell means."""
    unclear: Any = None
    """What a cell that is blank or cannot be read counts as, with a warning."""
    same_as: str | None = None
    """The column whose value a blank cell takes."""


SPECIAL: dict[tuple[type[Record], str], dict[str, Any]] = {
    (Person, "consent"): {"unclear": False},
    (CalendarRow, "date_to"): {"same_as": "date_from", "required": False},
}
"""What the records cannot say about a column."""


def kind_of(schema: dict[str, Any], definitions: dict[str, Any]) -> Kind | None:
    """Return the kind of cell that a field of a record stands in, from its JSON Schema."""
    if "$ref" in schema:
        return kind_of(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:
        some = [option for option in schema["anyOf"] if option.get("type") != "null"]
        return kind_of(some[0], definitions)
    if "enum" in schema:
        return choice(schema["enum"])
    if schema.get("type") == "array":
        item = kind_of(schema["items"], definitions)
        return None if item is None else listing(item)
    if schema.get("type") == "integer":
        return whole_number(schema.get("minimum"), schema.get("maximum"))
    if schema.get("type") == "number":
        return number(schema.get("minimum"), schema.get("maximum"))
    if schema.get("type") == "boolean":
        return YES_OR_NO
    if schema.get("type") == "string":
        return _kind_of_string(schema)
    return None


def _kind_of_string(schema: dict[str, Any]) -> Kind:
    if schema.get("format") == "date":
        return DATE
    if "pattern" in schema:
        return IDENTIFIER
    most = schema.get("maxLength")
    return TEXT if most is None else short_text(schema.get("minLength", 0), most)


@cache
def columns_of(record: type[Record]) -> tuple[Column, ...]:
    """Return the columns of the file whose rows are such records, in their order."""
    schema = record.model_json_schema()
    columns = []
    for name, field in record.model_fields.items():
        kind = kind_of(schema["properties"][name], schema.get("$defs", {}))
        if name in NOT_COLUMNS or kind is None:
            continue
        required = field.is_required()
        default = None if required else field.default
        given = {"required": required, "default": default, **SPECIAL.get((record, name), {})}
        columns.append(Column(name, kind, **given))
    return tuple(columns)


@cache
def agreement() -> Kind:
    """Return the kind of a cell that holds agreement with a statement."""
    values = Person.model_json_schema()["properties"]["motivation"]["additionalProperties"]
    kind = kind_of(values, {})
    assert kind is not None
    return kind

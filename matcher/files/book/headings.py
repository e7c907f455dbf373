"""The columns of a sheet, each with what its cells hold and what people are told about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matcher.cohort import Side
from matcher.files.book.shapes import Form, Shape, how_to_write, shapes_of
from matcher.files.cells import YES_OR_NO, Refused
from matcher.files.columns import AVAILABILITY, MOTIVATION, TABLES, Reply, columns_of
from matcher.files.labels import sides
from matcher.files.meanings import column_meaning, unmarked
from matcher.files.rows import ID_COLUMNS

if TYPE_CHECKING:
    from matcher.files.contents import Contents
    from matcher.language import Words
    from matcher.programme.labels import LabelSettings

NAMED_IN = {
    **{ID_COLUMNS[record]: name for name, record in TABLES.items() if record in ID_COLUMNS},
    "partner_id": "participants",
}
"""Column with ids -> the sheet that they stand in."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet."""

    name: str
    shape: Shape
    says: str = ""
    """What the column means; nothing for a column of somebody's own."""
    hint: str = ""
    """What people write into it."""
    required: bool = False
    choices: tuple[str, ...] = ()
    """The words to choose from."""
    is_key: bool = False
    """Whether it names the row, so that nothing may stand there twice."""
    ids_in: str | None = None
    """The sheet whose ids it holds."""


def yes_no(words: Words) -> tuple[str, str]:
    """Return what people write for yes and for no, as far as it is read back so."""
    said = (words.say("yes"), words.say("no"))
    is_read = YES_OR_NO.read(said[0]) is True and YES_OR_NO.read(said[1]) is False
    return said if is_read else ("yes", "no")


def side_words(labels: LabelSettings) -> dict[Side, str]:
    """Return what stands in the column `side` for each of the two."""
    read = sides(labels).read
    called = {Side.PATIENT: labels.patient, Side.PROFESSIONAL: labels.professional}
    return {
        side: word if not isinstance(read(word), Refused) and read(word) == side else side.value
        for side, word in called.items()
    }


def headings(table: Contents, labels: LabelSettings, words: Words) -> tuple[Heading, ...]:
    """Return the columns of a table, in their order."""
    return tuple(
        Heading(name, Shape(Form.TEXT))
        if name in table.own
        else _heading(table.name, name, labels, words)
        for name in table.header
    )


def _heading(table: str, name: str, labels: LabelSettings, words: Words) -> Heading:
    record = TABLES[table]
    field = _field(table, name)
    shape = shapes_of(record)[field]
    if name == "side":
        shape = replace(shape, options=tuple(side_words(labels).values()))
    is_key = ID_COLUMNS.get(record) == name
    holds_ids = shape.form is Form.ID and not shape.is_list and not is_key
    return Heading(
        name,
        shape,
        says=unmarked(words.say(column_meaning(record, field))),
        hint=how_to_write(shape, words),
        required=is_required(table, name),
        choices=_choices(shape, words),
        is_key=is_key,
        ids_in=NAMED_IN.get(name) if holds_ids else None,
    )


def _field(table: str, name: str) -> str:
    """Return the field that a column holds: statements and the days of a grid share one."""
    if table == "participants" and name.startswith(MOTIVATION):
        return "motivation"
    return "state" if table == AVAILABILITY and name not in Reply.model_fields else name


def is_required(table: str, name: str) -> bool:
    """Return whether a column must be filled in."""
    if table == AVAILABILITY:
        return name in Reply.model_fields
    return any(column.name == name and column.required for column in columns_of(TABLES[table]))


def _choices(shape: Shape, words: Words) -> tuple[str, ...]:
    if shape.is_list:
        return ()
    return yes_no(words) if shape.form is Form.YES_NO else shape.options

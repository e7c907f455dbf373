"""The rows of a table -> records, with every problem on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from matcher.cohort import Facilitator, Person, Project, Venue
from matcher.files.cells import Kind, Refused
from matcher.files.clashes import has_clash
from matcher.files.columns import MOTIVATION, Column, agreement, columns_of
from matcher.files.headings import suggestion
from matcher.records import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matcher.files.findings import Findings
    from matcher.files.tables import Table

R = TypeVar("R", bound=Record)

ID_COLUMNS: dict[type[Record], str] = {
    Person: "person_id",
    Project: "project_id",
    Venue: "venue_id",
    Facilitator: "facilitator_id",
}

MOST_SUGGESTED = 100
"""For how many unknown columns one is looked for that they resemble."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[R]):
    """The records of one file, and where they stand."""

    file: str
    placed: tuple[tuple[int, R], ...] = ()
    """Row number and record, for the rows without an error."""
    ids: dict[str, int] = field(default_factory=dict)
    """Every id that stands in the file -> its row, even where the rest of the row is wrong."""
    complete: bool = True
    """Whether the file could be read at all (a file that is not there has no rows)."""

    @property
    def records(self) -> tuple[R, ...]:
        """The records without their rows."""
        return tuple(record for _, record in self.placed)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the columns of a record stand in a table, the free ones by name."""

    known: tuple[tuple[int, Column], ...]
    statements: tuple[tuple[int, str], ...]
    others: tuple[tuple[int, str], ...]
    copied: tuple[tuple[str, str], ...]
    """Column, and the column whose value it takes where it is blank or not there."""


def read_rows(
    table: Table, record: type[R], findings: Findings, kinds: Mapping[str, Kind] | None = None
) -> Rows[R]:
    """Return the records in a table, and note everything that is wrong with its rows.

    Parameters
    ----------
    table
        What was read.
    record
        What its rows are.
    findings
        Where problems are noted.
    kinds
        Columns whose cells are of another kind in this cohort.
    """
    layout = _layout(table, record, kinds or {}, findings)
    if layout is None:
        return Rows(table.file, complete=False)
    placed: list[tuple[int, R]] = []
    ids: dict[str, int] = {}
    for row, cells in table.rows:
        values, refused = _values(table, layout, row, cells, findings)
        is_sound = not refused
        if record in ID_COLUMNS:
            is_sound &= _is_new(table, ID_COLUMNS[record], row, values, ids, findings)
        is_sound &= not has_clash(table, record, row, values, refused, findings)
        made = _make(table, record, row, values, findings) if is_sound else None
        if made is not None:
            placed.append((row, made))
    return Rows(table.file, tuple(placed), ids)


def _layout(
    table: Table, record: type[Record], kinds: Mapping[str, Kind], findings: Findings
) -> _Layout | None:
    columns = [
        replace(column, kind=kinds.get(column.name, column.kind)) for column in columns_of(record)
    ]
    has_statements = "motivation" in record.model_fields
    known = [(table.position(column.name), column) for column in columns]
    names = {column.name.casefold() for column in columns}
    statements, others = [], []
    for index, name in enumerate(table.header):
        folded = name.casefold()
        if has_statements and folded.startswith(MOTIVATION) and folded != MOTIVATION:
            statements.append((index, name[len(MOTIVATION) :]))
        elif name and folded not in names:
            others.append((index, name))
    say_unknown_columns(table, [name for _, name in others], record, findings)
    missing = [column.name for index, column in known if index is None and column.required]
    for column in missing:
        findings.error(
            table.file,
            f"the column {column} is missing",
            f"Add a column with the heading {column} and fill it in.",
            row=table.header_row,
            column=column,
        )
    if missing:
        return None
    there = tuple((index, column) for index, column in known if index is not None)
    by_name = itemgetter(1)
    kept = sorted(others, key=by_name) if "extra" in record.model_fields else []
    copied = tuple((column.name, column.same_as) for column in columns if column.same_as)
    return _Layout(there, tuple(sorted(statements, key=by_name)), tuple(kept), copied)


def say_unknown_columns(
    table: Table, names: list[str], record: type[Record], findings: Findings
) -> None:
    """Warn once about each column that the programme does not know."""
    fate = "kept" if "extra" in record.model_fields else "left out"
    for number, name in enumerate(names):
        close = suggestion(table.name, name, table.header) if number < MOST_SUGGESTED else None
        said, hint = "", ""
        if close:
            said = f"; “{name}” looks like {close}"
            hint = f"Rename it, or map it in mapping.toml, if it is meant to be {close.word}. "
        findings.warning(
            table.file,
            f"this column is not one of those that are used; it is {fate}{said}",
            f"{hint}Otherwise there is nothing to do." if hint else "There is nothing to do.",
            row=table.header_row,
            column=name,
            value=name,
        )


def _values(
    table: Table, layout: _Layout, row: int, cells: tuple[str, ...], findings: Findings
) -> tuple[dict[str, Any], set[str]]:
    """Return the values of a row by field, and the columns whose cells could not be read."""
    values: dict[str, Any] = {}
    refused: set[str] = set()
    for index, column in layout.known:
        value = _value(table, column, (row, index), cells[index], findings)
        if isinstance(value, Refused):
            refused.add(column.name)
        elif value is not None:
            values[column.name] = value
    for name, other in layout.copied:
        if other in values and name not in refused:
            values.setdefault(name, values[other])
    statements = {}
    for index, statement in layout.statements:
        place, text = (row, index), cells[index]
        value = _read(table, table.header[index], agreement(), place, text, findings)
        if isinstance(value, Refused):
            refused.add(table.header[index])
        elif value is not None:
            statements[statement] = value
    extra = {name: cells[index] for index, name in layout.others if cells[index]}
    values.update({"motivation": statements} if statements else {})
    values.update({"extra": extra} if extra else {})
    return values, refused


def _value(
    table: Table, column: Column, place: tuple[int, int], text: str, findings: Findings
) -> Any:
    """Return the value of a cell, `None` for a blank one, or `Refused` after an error.

    `place` is the row and the position of the column.
    """
    row, _ = place
    if column.unclear is not None:
        value = column.kind.read(text) if text else Refused("this is blank")
        if isinstance(value, Refused):
            meant = column.kind.write(column.unclear)
            who = table.cell(row, "person_id")
            findings.warning(
                table.file,
                f"{value.message}; it counts as {meant}{who and f' for {who}'}",
                f"Ask, and write {column.kind.allowed}. Nothing unclear is taken for a yes.",
                row=row,
                column=column.name,
                value=text,
            )
            return column.unclear
        return value
    if not text and column.required:
        findings.error(
            table.file,
            "this must be filled in",
            f"Write {column.kind.allowed}.",
            row=row,
            column=column.name,
            value="",
        )
        return Refused("this must be filled in")
    return _read(table, column.name, column.kind, place, text, findings)


def _read(
    table: Table, column: str, kind: Kind, place: tuple[int, int], text: str, findings: Findings
) -> Any:
    value = table.refusal(place[1], text) or (kind.read(text) if text else None)
    if isinstance(value, Refused):
        findings.error(
            table.file,
            value.message,
            value.remedy or f"Write {kind.allowed}.",
            row=place[0],
            column=column,
            value=text,
        )
    return value


def _is_new(
    table: Table,
    column: str,
    row: int,
    values: dict[str, Any],
    ids: dict[str, int],
    findings: Findings,
) -> bool:
    if column not in values:
        return False
    first = ids.setdefault(values[column], row)
    if first != row:
        findings.error(
            table.file,
            f"the same {column} stands in row {first} and in row {row}",
            "Remove one of the rows, or give one of them another id.",
            row=row,
            column=column,
            value=values[column],
        )
    return first == row


def _make(
    table: Table, record: type[R], row: int, values: dict[str, Any], findings: Findings
) -> R | None:
    try:
        return record(**values)
    except ValidationError as error:
        # Only for a rule of a record that no kind of cell and no clash knows yet.
        for detail in error.errors(include_url=False):
            column = ".".join(str(part) for part in detail["loc"]) or None
            findings.error(
                table.file,
                f"this is not allowed: {detail['msg']}",
                "Correct the row.",
                row=row,
                column=column,
                value=values.get(column) if column else None,
            )
        return None

"""The tables of a comparison: a column for each field, lists with `;` between their items."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from matcher.comparing.differences import (
    ApplicantDifference,
    Comparison,
    MeetingDifference,
    Message,
    OfPlan,
    PairDifference,
    PersonDifference,
    SettingDifference,
    WorkshopDifference,
    Worth,
)
from matcher.export.csv_text import csv_text
from matcher.export.tables import LIST_SEPARATOR, Table

if TYPE_CHECKING:
    from matcher.records import Record

TABLES: dict[str, type[Record]] = {
    "worths": Worth,
    "settings": SettingDifference,
    "applicants": ApplicantDifference,
    "pairs": PairDifference,
    "people": PersonDifference,
    "workshops": WorkshopDifference,
    "meetings": MeetingDifference,
    "told": Message,
}
"""Every table, by the name of its field, with what a row is made of."""

ENCODING = "utf-8-sig"
"""With a byte-order mark: without one, spreadsheets garble accents."""

IDS = frozenset({"id", "members", "person", "venue_before", "venue_after"})


def table(comparison: Comparison, name: str) -> Table:
    """Return one of `TABLES`."""
    rows = getattr(comparison, name)
    columns = tuple(_columns(TABLES[name]))
    return Table(columns, [tuple(_cells(row)) for row in rows], IDS & {*columns})


def told_csv(comparison: Comparison) -> bytes:
    """Return who must be told what, as a CSV file that a spreadsheet opens and never runs."""
    return csv_text(table(comparison, "told")).encode(ENCODING)


def _columns(record: type[Record]) -> list[str]:
    names: list[str] = []
    for name in record.model_fields:
        nested = record is PairDifference and name in ("before", "after")
        names += [f"{one}_{name}" for one in OfPlan.model_fields] if nested else [name]
    return names


def _cells(row: Record) -> list[Any]:
    cells: list[Any] = []
    for name, value in row:
        if isinstance(row, PairDifference) and name in ("before", "after"):
            cells += [getattr(value, one, None) for one in OfPlan.model_fields]
        else:
            cells.append(_cell(value))
    return cells


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(str(one) for one in value)
    return value.value if isinstance(value, StrEnum) else value

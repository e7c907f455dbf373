"""The tables of a plan under stress: a column for each field, lists with `;` between items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matcher.export.csv_text import csv_text
from matcher.export.tables import LIST_SEPARATOR, Table
from matcher.futures.answers import Anybody, Finishing, Leaning, Reserves, WeakPair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.futures.answers import Stress
    from matcher.records import Record

TABLES: dict[str, type[Record]] = {
    "finishing": Finishing,
    "leaning": Leaning,
    "reserves": Reserves,
    "anybody": Anybody,
    "weakest": WeakPair,
}
"""Every table, with what a row is made of."""

IDS = frozenset({"person", "people", "members", "open"})


def table(stress: Stress, name: str) -> Table:
    """Return one of `TABLES`."""
    rows: Sequence[Record] = stress.polls.weakest if name == "weakest" else getattr(stress, name)
    columns = tuple(TABLES[name].model_fields)
    cells = [tuple(_cell(value) for _, value in row) for row in rows]
    return Table(columns, cells, IDS & {*columns})


def finishing_csv(stress: Stress) -> bytes:
    """Return in how many futures how many pairs finish, as a CSV file for a spreadsheet."""
    return csv_text(table(stress, "finishing")).encode("utf-8-sig")


def _cell(value: Any) -> Any:
    return LIST_SEPARATOR.join(value) if isinstance(value, tuple) else value

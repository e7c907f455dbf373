"""The table of a sweep: a row for each point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.export.csv_text import csv_text
from matcher.export.tables import LIST_SEPARATOR, Table

if TYPE_CHECKING:
    from matcher.sweeps.results import Sweep

COLUMNS = ("status", "pairs", "worst_fit", "total", "bound", "gap", "dates", "seconds", "reason")
"""What stands behind the settings."""

ENCODING = "utf-8-sig"
"""With a byte-order mark: without one, spreadsheets garble accents."""


def table(sweep: Sweep) -> Table:
    """Return the table: the settings that are varied, then what came of them."""
    keys = [one.key for one in sweep.varied]
    rows = []
    for row in sweep.rows:
        dates = LIST_SEPARATOR.join(day.isoformat() for day in row.dates)
        known = {**dict(row), "status": row.status.value, "dates": dates}
        rows.append((*(row.settings[key] for key in keys), *(known[name] for name in COLUMNS)))
    return Table((*keys, *COLUMNS), rows)


def table_csv(sweep: Sweep) -> bytes:
    """Return the table as a CSV file that a spreadsheet opens and never runs."""
    return csv_text(table(sweep)).encode(ENCODING)

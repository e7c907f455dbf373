"""A table as the text of a CSV file that a spreadsheet opens and never runs."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from matcher.export.tables import LIST_SEPARATOR
from matcher.files.cells import escape_formula
from matcher.records import ID_PATTERN

if TYPE_CHECKING:
    from matcher.export.tables import Table

_IDENTIFIER = re.compile(ID_PATTERN)


def csv_text(table: Table) -> str:
    """Return a table as CSV: commas, a header, ``\\n`` at the end of each line.

    Text that a spreadsheet would take for a formula gets a leading apostrophe. Numbers and ids
    are written as they are, so that programs find them again.
    """
    is_id = [column in table.ids for column in table.columns]
    lines = [_line([escape_formula(column) for column in table.columns])]
    for row in table.rows:
        lines.append(_line([_cell(value, of_id) for value, of_id in zip(row, is_id, strict=True)]))
    return "".join(lines)


def _line(cells: list[str]) -> str:
    """Return one line; `csv` puts a lone ``\\r`` in quotes only where it ends lines with one."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()[:-2] + "\n"


def _cell(value: Any, of_id: bool) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    if of_id and all(_IDENTIFIER.match(one) for one in value.split(LIST_SEPARATOR)):
        return value
    return escape_formula(value)

"""What stands in the cells of a frame -> what people would type there."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import Enum
from numbers import Number
from typing import TYPE_CHECKING, Any
from uuid import UUID

from matcher.files.cells import LIST_SEPARATOR
from matcher.files.columns import AVAILABILITY, TABLES, columns_of
from matcher.files.workbooks import cell_text

if TYPE_CHECKING:
    from matcher.files.findings import Findings

SEVERAL = (list, tuple, set, frozenset)
PLAIN = (str, Number, Decimal, datetime.date, datetime.time, datetime.timedelta, UUID, Enum)
"""What can be written down as it is, beside a period of pandas."""


class Cells:
    """Writes down the cells of one table, and says which cannot be.

    Parameters
    ----------
    table
        Its name.
    findings
        Where problems go.
    """

    def __init__(self, table: str, findings: Findings) -> None:
        self._table, self._findings = table, findings
        known = columns_of(TABLES[table]) if table in TABLES else ()
        self._dates = {one.name for one in known if one.kind.form == "date"}

    def heading(self, name: Any) -> str:
        """Return a heading; days may be headings of `availability`."""
        is_day = self._table == AVAILABILITY and isinstance(name, datetime.date)
        return self._text(name, 1, None, is_day=is_day)

    def text(self, cell: Any, row: int, column: str) -> str:
        """Return a cell as people would type it; nothing for what stands for no value."""
        return self._text(cell, row, column, is_day=column in self._dates)

    def _text(self, cell: Any, row: int, column: str | None, *, is_day: bool) -> str:
        if is_list(cell):
            items = sorted(cell, key=str) if isinstance(cell, set | frozenset) else cell
            texts = (self._text(item, row, column, is_day=is_day) for item in items)
            return f"{LIST_SEPARATOR} ".join(texts)
        value = own_value(cell)
        if value is None:
            return ""
        if not isinstance(value, PLAIN) and type(value).__name__ != "Period":
            said = f"something of the type {type(value).__name__} stands here"
            remedy = "Give text, a number, a date, or a list of them."
            self._findings.error(self._table, said, remedy, row=row, column=column)
            return ""
        if is_day and _is_moment(value):
            said = "this is a moment in universal time, which falls on different days elsewhere"
            remedy = "Give days: convert to your own time zone first (`tz_convert`), or use dates."
            self._findings.error(self._table, said, remedy, row=row, column=column, value=value)
            return ""
        return _encodable(cell_text(value))


def is_list(value: Any) -> bool:
    """Return whether several items stand in one cell: a list, or an array of one dimension."""
    return isinstance(value, SEVERAL) or getattr(value, "ndim", 0) == 1


def own_value(value: Any) -> Any:
    """Return a value of Python's own; nothing for NaN, NaT and the like."""
    item = getattr(value, "item", None)
    value = item() if callable(item) and getattr(value, "ndim", None) == 0 else value
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    return None if isinstance(value, float) and value != value else value


def _is_moment(value: Any) -> bool:
    """Return whether a time is given in universal time, and is no midnight there."""
    if not isinstance(value, datetime.datetime) or value.utcoffset() is None:
        return False
    return not value.utcoffset() and value.time() != datetime.time()


def _encodable(text: str) -> str:
    """Return a text without halves of characters, which no file could hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")

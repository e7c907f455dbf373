"""One `.xlsx` workbook -> the cells of its sheets, as text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matcher.files.workbook_bounds import is_bounded

if TYPE_CHECKING:
    from pathlib import Path

    from matcher.files.findings import Findings

_SAVE_AGAIN = "Open it in your spreadsheet program, save it as .xlsx again and try once more."

Cell = str | int | float | bool | datetime.time | datetime.date | datetime.timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it stands in the workbook, from its first row on."""

    name: str
    records: list[list[str]]


def read_workbook(path: Path, findings: Findings) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; none after an error."""
    try:
        if not is_bounded(path, findings):
            return ()
        return tuple(_sheets(path))
    except MemoryError:
        raise
    except Exception as error:
        # The reader and the zip module have many ways of refusing a damaged file.
        findings.error(path.name, _reason(error), _SAVE_AGAIN)
    except BaseException as error:
        # A panic of the reader's native code is no `Exception`.
        if type(error).__name__ != "PanicException":
            raise
        findings.error(path.name, _reason(error), _SAVE_AGAIN)
    return ()


def _reason(error: BaseException) -> str:
    from python_calamine import PasswordError

    if isinstance(error, PasswordError):
        return "the workbook is protected by a password"
    if isinstance(error, OSError) and error.strerror:
        return f"the file cannot be opened: {error.strerror}"
    return "the workbook is damaged, protected, or no .xlsx workbook at all"


def _sheets(path: Path) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    with CalamineWorkbook.from_path(path) as workbook:
        for sheet in workbook.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                yield Sheet(sheet.name, [[cell_text(cell) for cell in row] for row in rows])


def cell_text(cell: Any) -> str:
    """Return a cell as people would type it: 5 and not 5.0, a date in the ISO form."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    return "" if cell is None else str(cell)

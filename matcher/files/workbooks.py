"""One `.xlsx` workbook -> the cells of its sheets, as text."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from matcher.files.findings import Findings

LARGEST_CONTENT = 200_000_000
"""How many bytes a workbook may have once it is unpacked."""

MOST_CELLS = 20_000_000
"""How many cells may lie between the first and the last filled cell of a sheet."""

_FILLED_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'](?:[^<>]*[^<>/])?>"
)
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,3}[0-9]{1,7})[\"'](?:[^<>]*[^<>/])?>\s*"
    rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]{0,2000}</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CHUNK = 1 << 20
_OVERLAP = 1 << 12

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
        if not _is_bounded(path, findings):
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


def _is_bounded(path: Path, findings: Findings) -> bool:
    """Return whether a workbook can be read without using up the memory."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)
        if size > LARGEST_CONTENT:
            findings.error(
                path.name,
                f"the workbook holds {size / 1e6:,.0f} MB; at most "
                f"{LARGEST_CONTENT / 1e6:,.0f} MB are read",
                "Remove sheets, pictures and formatting that are not needed.",
            )
            return False
        for member in members:
            # Every member is read to its end, which also proves that its stated size is true.
            width, height, no_result = _extent(archive, member)
            if no_result:
                findings.warning(
                    path.name,
                    f"cell {no_result} of a sheet holds a formula without its result; such cells "
                    "are read as blank",
                    "Open it in your spreadsheet program, which works out the results, and save "
                    "it again.",
                    value=no_result,
                )
            if width * height > MOST_CELLS:
                findings.error(
                    path.name,
                    f"a sheet reaches to row {height:,} and column {width:,}: too large to read",
                    "Look for stray cells far to the right or far down, and delete them.",
                )
                return False
    return True


def _extent(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int, str]:
    """Return the last column and row that hold a filled cell, and a formula without a result.

    There are none in other members than sheets.
    """
    width, height, rest, no_result = 0, 0, b"", ""
    with archive.open(member) as content:
        while chunk := content.read(_CHUNK):
            if not no_result and (found := _NO_RESULT.search(rest + chunk)):
                no_result = found[1].decode()
            for letters, digits in _FILLED_CELL.findall(rest + chunk):
                column = 0
                for char in letters.upper():
                    column = column * 26 + char - 64
                width, height = max(width, column), max(height, int(digits))
            rest = chunk[-_OVERLAP:]
    return width, height, no_result


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

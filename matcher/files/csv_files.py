"""One CSV file -> the cells of its rows."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from matcher.files.tables import Table, make_table

if TYPE_CHECKING:
    from pathlib import Path

    from matcher.files.findings import Findings

LARGEST_FILE = 100_000_000
"""How many bytes a text file may have."""

_QUOTED = re.compile(r'"[^"]*"')
_WORKBOOK_START = "PK\x03\x04"
_SAVE_AS = "In your spreadsheet program, save the sheet as “CSV UTF-8” and try again."


def read_text(
    path: Path, findings: Findings, remedy: str = _SAVE_AS, largest: int = LARGEST_FILE
) -> str | None:
    """Return the text of a UTF-8 file without its byte-order mark, or nothing after an error."""
    file = path.name
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= largest else b""
    except OSError as error:
        findings.error(
            file,
            f"the file cannot be opened: {error.strerror or 'no reason is given'}",
            "Check that it is not open elsewhere and that you may read it.",
        )
        return None
    if size > largest:
        findings.error(
            file,
            f"the file has {size / 1e6:,.0f} MB; at most {largest / 1e6:,.0f} MB are read",
            "Remove what is not needed.",
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.error(file, f"line {line} is not text in UTF-8", remedy)
        return None
    if "\0" in text or text.startswith(_WORKBOOK_START):
        findings.error(file, "this is not a text file", remedy)
        return None
    return text


def read_csv(path: Path, name: str, findings: Findings) -> Table | None:
    """Return the table in a CSV file, or nothing after an error in the file as a whole."""
    text = read_text(path, findings)
    if text is None:
        return None
    # Without `newline=""` a line break within a quoted cell would change.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        _say_broken(path.name, len(records) + 1, str(error), findings)
        return None
    return make_table(name, path.name, records, findings)


def separator(text: str) -> str:
    """Return what separates the cells: a comma, or `;` or a tab where the header has no comma."""
    header = _QUOTED.sub("", text.lstrip()[:1_000_000]).partition("\n")[0].partition("\r")[0]
    if "," in header:
        return ","
    most = max(";\t", key=header.count)
    return most if most in header else ","


def _say_broken(file: str, row: int, reason: str, findings: Findings) -> None:
    if "field larger" in reason:
        message = "a cell is longer than 131,072 characters"
        remedy = "Shorten it. A quotation mark that is never closed also has this effect."
    else:
        message = "a quotation mark opens a cell and is not closed where the cell ends"
        remedy = (
            "Put quotation marks around the whole cell, and write one within it twice; "
            "or save the file again from a spreadsheet program."
        )
    findings.error(file, message, remedy, row=row)

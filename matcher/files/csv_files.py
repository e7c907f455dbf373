"""One CSV file -> the cells of its rows."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from matcher.files.encodings import decode
from matcher.files.findings import shown
from matcher.files.separators import separator, stated
from matcher.files.tables import Table, make_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from matcher.files.findings import Findings

LARGEST_FILE = 100_000_000
"""How many bytes a text file may have."""

MOST_KNOWN_CELLS = 10_000
"""How many different cells are remembered in order to keep equal ones once."""

MOST_LINES = 2_000_000
"""How many lines a table may have, blank ones included."""

MOST_CELLS = 20_000_000
"""How many cells a table may have, blank ones included."""

WORKBOOK_STARTS = ("PK\x03\x04", "%PDF-", "<!DOCTYPE", "<html", "{\\rtf")
"""How the text of a file begins that only has the name of a table of text."""

_SAVE_AS = "In your spreadsheet program, save the sheet as “CSV UTF-8” and try again."


def read_text(
    path: Path,
    findings: Findings,
    remedy: str = _SAVE_AS,
    largest: int = LARGEST_FILE,
    *,
    tolerant: bool = False,
) -> str | None:
    """Return the text of a file without its byte-order mark, or nothing after an error.

    Parameters
    ----------
    path
        The file.
    findings
        Where problems go.
    remedy
        What to do where it is no text.
    largest
        How many bytes it may have.
    tolerant
        Whether another encoding than UTF-8 is read too, and noted as a repair.
    """
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
    found = decode(data)
    if found is None or found.text.startswith(WORKBOOK_STARTS):
        findings.error(file, "this is not a text file", remedy)
        return None
    if found.encoding and not tolerant:
        findings.error(file, f"line {found.line} is not text in UTF-8", remedy)
        return None
    if found.encoding:
        line = found.text.split("\n", found.line)[found.line - 1].strip()
        findings.repair(
            file,
            f"the file is not saved in UTF-8; it is read as {found.encoding}",
            before=found.encoding,
            after="utf-8",
            row=None if found.line == 1 else found.line,
            remedy=f"Check the accents, such as in: {shown(line)}",
        )
    return found.text


def read_csv(path: Path, name: str, findings: Findings) -> Table | None:
    """Return the table in a CSV file, or nothing after an error in the file as a whole."""
    records = read_records(path, name, findings)
    return None if records is None else make_table(name, path.name, records, findings)


def read_records(path: Path, name: str, findings: Findings) -> list[list[str]] | None:
    """Return the cells of a CSV file, row by row; nothing after an error in the file as a whole."""
    text = read_text(path, findings, tolerant=True)
    if text is None:
        return None
    told = stated(text)
    # The rest of a line that states the separator stays, blank, so that rows keep their numbers.
    text, delimiter = (text, separator(text, name)) if told is None else (text[told[1] :], told[0])
    text = text.removeprefix('"') if told is not None else text
    if not _is_bounded(path.name, text, delimiter, findings):
        return None
    # Without `newline=""` a line break within a quoted cell would change.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        records.extend(_with_equal_cells_once(reader))
    except csv.Error as error:
        _say_broken(path.name, len(records) + 1, str(error), findings)
        return None
    return records


def _with_equal_cells_once(records: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield records in which equal cells are one object: a large poll holds few words."""
    known: dict[str, str] = {}
    for record in records:
        if len(known) > MOST_KNOWN_CELLS:
            known.clear()
        yield [known.setdefault(cell, cell) for cell in record]


def _is_bounded(file: str, text: str, delimiter: str, findings: Findings) -> bool:
    """Return whether a table is small enough to be taken apart; blank cells take memory too."""
    lines = text.count("\n") + 1
    counts = (("lines", lines, MOST_LINES), ("cells", text.count(delimiter) + lines, MOST_CELLS))
    for what, number, most in counts:
        if number > most:
            findings.error(
                file,
                f"there are about {number:,} {what}; at most {most:,} are read",
                "Remove blank rows and columns, and what is not needed.",
            )
            return False
    return True


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

"""A table as people see it: named columns, and rows with the numbers that a spreadsheet shows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from matcher.files.cells import Literal, Refused, unescape
from matcher.files.clean.text import repaired
from matcher.files.columns import AVAILABILITY
from matcher.files.headers import Row, without_other_headers
from matcher.files.month_rows import with_joined_months

if TYPE_CHECKING:
    from matcher.files.findings import Findings

MOST_COLUMNS = 5_000

ODD = "there are blanks or marks in this that nobody sees, or letters that an encoding spoilt"

NO_RESULTS = frozenset(
    ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
)
"""What a spreadsheet shows in place of a formula's result."""

_FORMULA = re.compile(r"=[+\-@\"(]?[A-Za-z0-9_(\"$']")


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one file or sheet, stripped, every row as long as the header."""

    name: str
    """The name in the contract, such as `participants`."""
    file: str
    """The file or sheet as people know it."""
    header: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Row number, and the cells; rows without any are left out."""
    refusals: Mapping[int, Mapping[str, Refused]] = field(default_factory=dict)
    """Why cells cannot be put right, by the position of their column and by what stands there."""

    def position(self, column: str) -> int | None:
        """Return where a column stands, whatever the case of its name."""
        wanted = column.casefold()
        for index, name in enumerate(self.header):
            if name.casefold() == wanted:
                return index
        return None

    def refusal(self, index: int, text: str) -> Refused | None:
        """Return why a cell cannot be put right; one that is marked as literal never was tried."""
        why = self.refusals.get(index)
        return why.get(text) if why is not None and not isinstance(text, Literal) else None

    def cell(self, row: int, column: str) -> str:
        """Return what stands in a row under a heading; nothing where there is no such place."""
        place = self.position(column)
        at = bisect_left(self.rows, row, key=itemgetter(0))
        is_there = place is not None and at < len(self.rows) and self.rows[at][0] == row
        return self.rows[at][1][place] if is_there and place is not None else ""


def letter(index: int) -> str:
    """Return the letters by which a spreadsheet calls a column; the first, A, is 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def make_table(
    name: str, file: str, records: Iterable[Sequence[str]], findings: Findings
) -> Table | None:
    """Return the table of some records, the header of which is found by its names.

    Parameters
    ----------
    name
        The name in the contract.
    file
        What problems call it.
    records
        The cells of every row of the file from the first on, blank rows included.
    findings
        Where problems go; nothing is returned after an error in the header.
    """
    filled: Sequence[Row] | None = list(_without_blank_rows(records))
    if not filled:
        _say_empty(name, file, findings)
        return None
    if not _is_narrow(file, filled, findings):
        return None
    if name == AVAILABILITY:
        filled = with_joined_months(file, filled, findings)
    if filled is None:
        return None
    (header_row, names), rows_below = without_other_headers(name, file, filled, findings)
    if not _is_header_sound(file, header_row, names, findings):
        return None
    width = len(names)
    _say_stray(file, names, rows_below, findings)
    _say_formulas(file, names, rows_below, findings)
    padding = ("",) * width
    padded = [(row, (cells + padding)[:width]) for row, cells in rows_below]
    rows = _repaired(file, [(header_row, names), *padded], findings)
    return Table(name, file, rows[0][1], header_row, rows[1:])


def _repaired(file: str, rows: Iterable[Row], findings: Findings) -> tuple[Row, ...]:
    """Return rows without characters that nobody sees and without mojibake; the first is headings.

    What is marked as literal stays.
    """
    made: list[Row] = []
    for row, cells in rows:
        if "".join(cells).isascii():
            made.append((row, cells))
            continue
        new = list(cells)
        for index, text in enumerate(cells):
            if text.isascii() or isinstance(text, Literal):
                continue
            new[index] = repaired(text).strip()
            if new[index] != text:
                column = made[0][1][index] if made else new[index]
                findings.repair(
                    file, ODD, before=text, after=new[index], row=row, column=column or None
                )
        made.append((row, tuple(new)))
    return tuple(made)


def _say_stray(
    file: str,
    names: tuple[str, ...],
    rows: Sequence[Row],
    findings: Findings,
) -> None:
    """Note, once a column, what stands below no heading."""
    unnamed = [index for index, name in enumerate(names) if not name]
    stray: dict[int, tuple[int, str]] = {}
    for row, cells in rows:
        for index in (*unnamed, *range(len(names), len(cells))):
            if index < len(cells) and cells[index]:
                stray.setdefault(index, (row, cells[index]))
    for index, (row, cell) in sorted(stray.items()):
        findings.error(
            file,
            f"there is something in column {letter(index)}, which has no heading",
            "Give the column a heading in the first row, or empty it. "
            "If the cells of this row have slipped to the right, look for a separator too many.",
            row=row,
            column=letter(index),
            value=cell,
        )


def _say_formulas(
    file: str, names: tuple[str, ...], rows: Sequence[Row], findings: Findings
) -> None:
    """Warn of cells that hold a formula, or what a spreadsheet shows in place of its result."""
    for row, cells in rows:
        for name, text in zip(names, cells, strict=False):
            if text[:1] not in ("=", "#") or isinstance(text, Literal):
                continue
            if _FORMULA.match(text) or text.upper() in NO_RESULTS:
                findings.warning(
                    file,
                    "a formula stands here, or the sign that it has no result",
                    "Write the result itself. A text that is meant so gets an apostrophe before "
                    "it.",
                    row=row,
                    column=name or None,
                    value=text,
                )


def _without_blank_rows(records: Iterable[Sequence[str]]) -> Iterator[Row]:
    for row, record in enumerate(records, start=1):
        cells = [unescape(text) if text[:1] == "'" else text for text in map(str.strip, record)]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield row, tuple(cells)


def _say_empty(name: str, file: str, findings: Findings) -> None:
    say = findings.error if name == "participants" else findings.warning
    say(file, "nothing stands here", "Fill it in, with the headings in the first row.")


def _is_narrow(file: str, rows: Sequence[Row], findings: Findings) -> bool:
    """Return whether no row has more cells than a table may have columns."""
    row, width = max(((row, len(cells)) for row, cells in rows), key=itemgetter(1))
    if width > MOST_COLUMNS:
        findings.error(
            file,
            f"there are {width:,} columns, more than {MOST_COLUMNS:,}",
            "Remove the columns that are not needed, and stray cells far to the right.",
            row=row,
        )
    return width <= MOST_COLUMNS


def _is_header_sound(file: str, row: int, names: tuple[str, ...], findings: Findings) -> bool:
    seen: dict[str, int] = {}
    sound = True
    for index, name in enumerate(names):
        if not name:
            continue
        first = seen.setdefault(name.casefold(), index)
        if first != index:
            sound = False
            findings.error(
                file,
                f"two columns have this heading: {letter(first)} and {letter(index)}",
                "Rename or remove one of them.",
                row=row,
                column=name,
                value=name,
            )
    return sound

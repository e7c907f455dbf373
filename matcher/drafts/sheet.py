"""One table as it lies before its owner: every cell as text, rows counted from 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from matcher.files.cells import escape, unescape
from matcher.files.findings import Findings
from matcher.files.tables import make_table
from matcher.wording import plain

Cells = tuple[str, ...]


@dataclass(frozen=True)
class DraftSheet:
    """A sheet of a workbook, or a CSV file.

    Attributes
    ----------
    name
        What it is called: ``participants.csv``, or a sheet's name.
    table
        What it was taken for, such as ``participants``; blank where it belongs to no cohort.
    cells
        Every row from the first on, whatever stands above the headings included. As they are in
        the file: text that a spreadsheet would take for a formula has an apostrophe before it.
    """

    name: str
    table: str
    cells: tuple[Cells, ...]

    @cached_property
    def header_row(self) -> int:
        """The row of the headings, as a spreadsheet counts; the first where none is found."""
        found = make_table(self.table, self.name, self.cells, Findings()) if self.table else None
        return 1 if found is None else found.header_row

    @property
    def header(self) -> Cells:
        """The headings as they stand in the file."""
        return self.cells[self.header_row - 1] if self.cells else ()

    @property
    def rows(self) -> tuple[tuple[int, Cells], ...]:
        """The rows below the headings that are not blank: their numbers, and their cells."""
        width = len(self.header)
        return tuple(
            (number, _wide(cells, width))
            for number, cells in enumerate(self.cells, start=1)
            if number > self.header_row and any(cell.strip() for cell in cells)
        )

    def cell(self, row: int, column: str | int) -> str:
        """Return what stands in a cell; nothing where there is no such place."""
        place = self.place(column)
        cells = self.cells[row - 1] if 0 < row <= len(self.cells) else ()
        return unescape(cells[place]) if place is not None and place < len(cells) else ""

    def place(self, column: str | int) -> int | None:
        """Return where a column stands, by its heading or its place; nothing where it is not."""
        if isinstance(column, int):
            return column
        wanted = _compared(column)
        return next((i for i, one in enumerate(self.header) if _compared(one) == wanted), None)

    def with_cell(self, row: int, column: str | int, value: str) -> DraftSheet:
        """Return the sheet with another text in a cell; a column that is new is added.

        Parameters
        ----------
        row
            As a spreadsheet counts, at most one below the last.
        column
            Its heading, or its place from 0 on.
        value
            What somebody typed: always text, never a formula.
        """
        place = self.place(column)
        sheet = self
        if place is None:
            sheet, place = self._with_column(str(column)), len(self.header)
        return sheet._put(row, place, escape(value.strip()))

    def with_texts(self, texts: Mapping[tuple[int, int], str]) -> DraftSheet:
        """Return the sheet with other texts in many cells that are there, by row and place."""
        rows = {row: list(self.cells[row - 1]) for row, _ in texts}
        for (row, place), text in texts.items():
            rows[row] = list(_wide(rows[row], place + 1))
            rows[row][place] = escape(text.strip())
        cells = (tuple(rows.get(row, one)) for row, one in enumerate(self.cells, start=1))
        return replace(self, cells=tuple(cells))

    def with_row(self, values: Iterable[str]) -> DraftSheet:
        """Return the sheet with a row more at its end, in the order of the headings."""
        cells = tuple(escape(value.strip()) for value in values)
        return replace(self, cells=(*self.cells, _wide(cells, len(self.header))))

    def without_row(self, row: int) -> DraftSheet:
        """Return the sheet with a row emptied; the others keep their numbers."""
        return self._with_cells(row, ())

    def without_column(self, place: int) -> DraftSheet:
        """Return the sheet with a column emptied, its heading too; the others keep their places."""

        def emptied(cells: Cells) -> Cells:
            return (*cells[:place], "", *cells[place + 1 :]) if place < len(cells) else cells

        return replace(self, cells=tuple(map(emptied, self.cells)))

    def _with_column(self, heading: str) -> DraftSheet:
        header = (*self.header, escape(heading))
        if not self.cells:
            return replace(self, cells=(header,))
        return self._with_cells(self.header_row, header)

    def _put(self, row: int, place: int, text: str) -> DraftSheet:
        before = self.cells[row - 1] if row <= len(self.cells) else ()
        cells = list(_wide(before, max(place + 1, len(before))))
        cells[place] = text
        return self._with_cells(row, tuple(cells))

    def _with_cells(self, row: int, cells: Cells) -> DraftSheet:
        rows = list(self.cells)
        rows += [()] * (row - len(rows))
        rows[row - 1] = cells
        return replace(self, cells=tuple(rows))


def _wide(cells: Sequence[str], width: int) -> Cells:
    return (*cells, *("",) * (width - len(cells)))


def _compared(heading: str) -> str:
    return plain(unescape(heading))

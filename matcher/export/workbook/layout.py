"""What a sheet holds, as values: columns, rows and how a cell looks; nothing is written yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Shape(StrEnum):
    """How the cells of a column are shown."""

    TEXT = "text"
    CENTRED = "centred"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    SIGNED = "signed"
    """A sign and a word, in the colour of what it means."""


class Tone(StrEnum):
    """What a cell means, beyond what it says."""

    PLAIN = "plain"
    QUIET = "quiet"
    """Of less weight, such as ids."""
    STRONG = "strong"
    """A heading within the rows, or a total."""
    GOOD = "good"
    FAIR = "fair"
    ELSEWHERE = "elsewhere"
    BAD = "bad"


Value = str | int | float | date | None


@dataclass(frozen=True)
class Cell:
    """A value with a tone of its own, or a link to another sheet.

    Attributes
    ----------
    value
        What stands there; text is never taken for a formula.
    tone
        What it means.
    sheet
        The name of the sheet that a click leads to; blank for none.
    """

    value: Value
    tone: Tone = Tone.PLAIN
    sheet: str = ""


Row = tuple[Value | Cell, ...]


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes
    ----------
    heading
        What stands above it.
    shape
        How its cells are shown.
    most
        Its greatest width, in characters; longer text goes on in the next line of its cell.
    tone
        The tone of its cells that have none of their own.
    full
        The number that fills a bar behind the cells; nothing for no bar.
    is_optional
        Whether it is left out where every row leaves it blank.
    """

    heading: str
    shape: Shape = Shape.TEXT
    most: int = 40
    tone: Tone = Tone.PLAIN
    full: int | None = None
    is_optional: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook.

    Attributes
    ----------
    name
        What stands on its tab.
    lead
        The sentence below its title that says what the sheet tells.
    columns, rows
        The table.
    totals
        Rows below the table that no filter touches.
    notes
        Sentences below everything.
    frozen
        How many columns stay in sight.
    """

    name: str
    lead: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    frozen: int = 0
    is_filtered: bool = True

    def without_blank_columns(self) -> Sheet:
        """Return the sheet without its optional columns that hold nothing."""
        kept = [
            place
            for place, column in enumerate(self.columns)
            if not (column.is_optional and all(_is_blank(row[place]) for row in self.rows))
        ]

        def of(rows: tuple[Row, ...]) -> tuple[Row, ...]:
            return tuple(tuple(row[place] for place in kept) for row in rows)

        columns = tuple(self.columns[place] for place in kept)
        return replace(self, columns=columns, rows=of(self.rows), totals=of(self.totals))


def _is_blank(cell: Value | Cell) -> bool:
    return (cell.value if isinstance(cell, Cell) else cell) in (None, "")

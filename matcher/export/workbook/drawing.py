"""Sheets as values -> the bytes of one `.xlsx`, ready to be read, filtered and printed."""

from __future__ import annotations

import io
from datetime import date, datetime
from textwrap import wrap
from typing import TYPE_CHECKING

import xlsxwriter

from matcher.export.workbook.layout import Cell, Shape, Sheet, Value
from matcher.export.workbook.looks import BAR, Looks
from matcher.files.cells import escape_formula
from matcher.language import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from matcher.export.workbook.layout import Column, Row
    from matcher.language import Words

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Nothing that people wrote becomes a formula or a link, and no file lies about meanwhile."""

MADE = datetime(1980, 1, 1)
"""When the workbook says that it was made: the same plan always gives the same bytes."""

TITLE, LEAD, HEADINGS, FIRST = 0, 1, 3, 4
"""Rows of a sheet."""

LONGEST = 32_000
"""How much text a cell holds; a spreadsheet refuses more than 32,767 characters."""
LEAST_WIDTH, DATE_WIDTH, PERCENT_WIDTH, FILTER_WIDTH = 7, 16, 5, 0.5
"""In characters."""
LEAD_WIDTH = 70
"""The least width of the sentence below the title, in characters."""
LINE = 15.5
"""The height of a line, in points."""
MARGIN = 0.5
A4 = 9
PAGE_WIDTH = 170
"""How wide a sheet is at most that is printed on one page across, in characters."""
ONE_PAGE = 45
"""So many rows of a sheet without filters still go on one page."""


def workbook(title: str, sheets: Sequence[Sheet], words: Words) -> bytes:
    """Return a workbook with a title on every sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": _text(title), "created": MADE})
        looks = Looks(book, date_format(words.language))
        for sheet in (given.without_blank_columns() for given in sheets):
            page = book.add_worksheet(sheet.name)
            _draw(page, title, sheet, looks)
            _set_page(page, title, sheet, words)
    return out.getvalue()


def date_format(language: Language) -> str:
    """Return how a spreadsheet shows a date in a language, whatever the computer's."""
    country = {Language.ENGLISH: "809", Language.FRENCH: "40C"}[language]
    return f"[$-{country}]ddd d mmm yyyy"


def _draw(page: Worksheet, title: str, sheet: Sheet, looks: Looks) -> None:
    widths = _widths(sheet)
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    page.write_string(TITLE, 0, _text(f"{title} · {sheet.name}"), looks.title)
    page.set_row(TITLE, 26)
    # What repeats on every page across would be cut there if it reached further.
    across = widths[: sheet.frozen] if _is_on_two_pages(sheet) else widths
    _sentence(page, LEAD, sheet.lead, across, looks)
    for place, column in enumerate(sheet.columns):
        page.write_string(HEADINGS, place, _text(column.heading), looks.heading(column.shape))
    page.set_row(HEADINGS, LINE * _heading_lines(sheet, widths) + 4)
    for number, row in enumerate((*sheet.rows, *sheet.totals), FIRST):
        _write_row(page, number, row, sheet.columns, looks)
        lines = max(_lines(cell, width) for cell, width in zip(row, widths, strict=True))
        if lines > 1:
            page.set_row(number, LINE * lines)
    _bars(page, sheet)
    below = FIRST + len(sheet.rows) + len(sheet.totals) + 1
    for number, note in enumerate(sheet.notes, below):
        _sentence(page, number, note, across, looks)


def _write_row(
    page: Worksheet, number: int, row: Row, columns: Sequence[Column], looks: Looks
) -> None:
    for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
        given = cell if isinstance(cell, Cell) else Cell(cell, column.tone)
        value, look = given.value, looks.cell(column.shape, given.tone)
        if given.sheet:
            target = given.sheet.replace("'", "''")
            page.write_url(number, place, f"internal:'{target}'!A1", looks.link, str(value))
        elif value is None or value == "":
            page.write_blank(number, place, None, look)
        elif isinstance(value, str):
            page.write_string(number, place, _text(value), look)
        elif isinstance(value, date):
            page.write_datetime(
                number, place, datetime(value.year, value.month, value.day), looks.date(given.tone)
            )
        else:
            page.write_number(number, place, value, look)


def _bars(page: Worksheet, sheet: Sheet) -> None:
    for place, column in enumerate(sheet.columns):
        if column.full is not None and sheet.rows:
            bar = {"type": "data_bar", "bar_color": BAR, "bar_solid": True}
            ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": column.full}
            last = FIRST + len(sheet.rows) - 1
            page.conditional_format(FIRST, place, last, place, {**bar, **ends})


def _sentence(
    page: Worksheet, number: int, text: str, widths: Sequence[float], looks: Looks
) -> None:
    """Write a sentence across the table, as high as it needs to be."""
    room = sum(widths)
    if len(widths) > 1:
        page.merge_range(number, 0, number, len(widths) - 1, "", looks.sentence)
    page.write_string(number, 0, _text(text), looks.sentence)
    page.set_row(number, LINE * _lines_of(text, 0.9 * room) + 2)


def _set_page(page: Worksheet, title: str, sheet: Sheet, words: Words) -> None:
    last_row = FIRST + len(sheet.rows) + len(sheet.totals) + len(sheet.notes)
    last_column = len(sheet.columns) - 1
    page.hide_gridlines(2)
    page.freeze_panes(FIRST, sheet.frozen)
    page.repeat_rows(HEADINGS)
    page.print_area(0, 0, last_row, last_column)
    page.set_landscape()
    page.set_paper(A4)
    if _is_on_two_pages(sheet):
        # Smaller nobody could read it: two pages across, each with the names.
        page.repeat_columns(0, sheet.frozen - 1)
        page.fit_to_pages(2, 0)
    else:
        page.fit_to_pages(1, 0 if sheet.is_filtered or last_row > ONE_PAGE else 1)
    page.set_margins(left=MARGIN, right=MARGIN, top=0.6, bottom=0.7)
    pages = words.say("page {page} of {pages}", page="&P", pages="&N")
    page.set_footer(f"&L{title[:80].replace('&', '&&')}&C{sheet.name}&R{pages}")
    if sheet.is_filtered and sheet.rows:
        page.autofilter(HEADINGS, 0, FIRST + len(sheet.rows) - 1, last_column)


def _is_on_two_pages(sheet: Sheet) -> bool:
    """Return whether a sheet prints on two pages across, each with its first columns."""
    return bool(sheet.frozen) and sum(_widths(sheet)) > PAGE_WIDTH


def _widths(sheet: Sheet) -> list[float]:
    return [_width(column, place, sheet) for place, column in enumerate(sheet.columns)]


def _width(column: Column, place: int, sheet: Sheet) -> float:
    """Return the width of a column: that of what stands in it, up to its greatest."""
    longest = max(
        (_shown_length(row[place], column) for row in (*sheet.rows, *sheet.totals)), default=0
    )
    word = max(map(len, column.heading.split()), default=0) + 3
    wide = min(max(LEAST_WIDTH, word, longest + 2), max(column.most, word) + 2)
    if place < len(sheet.columns) - 1:
        return wide
    others = sum(_width(one, at, sheet) for at, one in enumerate(sheet.columns[:-1]))
    return max(wide, LEAD_WIDTH - others)


def _shown_length(cell: Value | Cell, column: Column) -> int:
    value = cell.value if isinstance(cell, Cell) else cell
    if isinstance(value, date):
        return DATE_WIDTH
    if isinstance(value, float) and column.shape is Shape.PERCENT:
        return PERCENT_WIDTH
    return max(map(len, str("" if value is None else value).splitlines()), default=0)


def _lines(cell: Value | Cell, width: float) -> int:
    """Return how many lines a cell takes."""
    value = cell.value if isinstance(cell, Cell) else cell
    return _lines_of(value, width) if isinstance(value, str) else 1


def _lines_of(text: str, width: float) -> int:
    return sum(max(1, len(wrap(line, max(1, int(width) - 1)))) for line in text.split("\n"))


def _heading_lines(sheet: Sheet, widths: Sequence[float]) -> int:
    """Return how many lines the highest heading takes, beside the button of its filter."""
    return max(
        _lines_of(column.heading, width - FILTER_WIDTH)
        for column, width in zip(sheet.columns, widths, strict=True)
    )


def _text(text: str) -> str:
    return escape_formula(text)[:LONGEST]

"""A cohort's tables and settings -> an `.xlsx` workbook that people can fill in."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from matcher.files.book.guide import draw_guide
from matcher.files.book.headings import Heading, headings, yes_no
from matcher.files.book.looks import BAND, LINE, LINE_HEIGHT, Looks, width
from matcher.files.book.rules import Window, rule_of, setting_rule
from matcher.files.book.settings_rows import SHEET, SettingRow, setting_rows
from matcher.files.book.shapes import NUMBERS, Form, Shape
from matcher.files.cells import DATE, escape
from matcher.files.columns import AVAILABILITY, Setting
from matcher.files.workbooks import cell_text
from matcher.programme.labels import LabelSettings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from matcher.files.contents import Contents
    from matcher.language import Words

ROOM = {AVAILABILITY: 5_000}
"""For how many rows cells are prepared, where that is not `USUAL_ROOM`."""

USUAL_ROOM = 1_000

ORDER = (
    *("participants", "availability", "projects", "venues", "venue_dates", "travel"),
    *("facilitators", "calendar", "follow_up"),
)
"""The tables in the order in which people need them; `programme` follows the first."""

_MEANING = 96
"""How wide the column is in which settings are explained."""

MOST_ON_A_PAGE = 10
"""With more columns, a printed page is not made to hold them all."""

_FIRST_DAY_AS_DATE = date(1900, 3, 1)
_NO_TIME = datetime(2000, 1, 1)
"""What is noted as the time of writing, so that the same cohort gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Book:
    """A finished workbook.

    Attributes
    ----------
    content
        The bytes of the file.
    cells
        The text that each cell is read back as: sheet -> (row, column), both from 0 -> text.
    """

    content: bytes
    cells: Mapping[str, Mapping[tuple[int, int], str]]


def draw_book(
    tables: Sequence[Contents], settings: Mapping[str, str], words: Words, file: str
) -> Book:
    """Return the workbook with some tables and settings.

    Parameters
    ----------
    tables
        Every table, empty ones included.
    settings
        Dotted name of a setting -> its text; a setting that is not named is left blank.
    words
        What writes in the language of the workbook.
    file
        What the workbook is called.
    """
    artist = _Artist(settings, words)
    by_name = {table.name: table for table in tables}
    first, *others = (by_name[name] for name in ORDER)
    labels = LabelSettings.model_validate(
        {key[7:]: text for key, text in settings.items() if key.startswith("labels.") and text}
    )
    drawn = {table.name: headings(table, labels, words) for table in (first, *others)}
    artist.guide(drawn, file)
    artist.table(first, drawn[first.name])
    artist.settings()
    for table in others:
        artist.table(table, drawn[table.name])
    return artist.finished()


class _Artist:
    """Draws one workbook, sheet after sheet."""

    def __init__(self, settings: Mapping[str, str], words: Words) -> None:
        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._out,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._book.set_properties({"created": _NO_TIME})
        self._looks = Looks(self._book)
        self._words = words
        self._cells: dict[str, dict[tuple[int, int], str]] = {}
        self._rows = setting_rows(settings, words, yes_no(words))
        places = {row.key: number for number, row in enumerate(self._rows, start=2)}
        self._window = Window(
            *(f"{SHEET}!$B${places[key]}" for key in ("programme.start", "programme.end"))
        )

    def finished(self) -> Book:
        self._book.close()
        return Book(self._out.getvalue(), self._cells)

    def guide(self, drawn: Mapping[str, tuple[Heading, ...]], file: str) -> None:
        """Draw what to do, before everything else."""
        draw_guide(self._book, self._looks, drawn, self._words, file)

    def table(self, table: Contents, columns: tuple[Heading, ...]) -> None:
        """Draw the sheet of one table."""
        sheet = self._sheet(table.name, needed=table.name == "participants")
        if len(columns) > MOST_ON_A_PAGE:
            sheet.repeat_columns(0)
            sheet.fit_to_pages(0, 0)
        last = max(ROOM.get(table.name, USUAL_ROOM), 2 * len(table.rows)) + 1
        for index, heading in enumerate(columns):
            texts = [row[index] for row in table.rows]
            look = self._looks.cell(heading.shape)
            is_day = isinstance(DATE.read(heading.name), date)
            across = 18 if is_day else width(heading.name, heading.shape, texts)
            sheet.set_column(index, index, across, look)
            self._head(sheet, index, heading, is_day)
            rule = rule_of(heading, xl_col_to_name(index), last, self._window, self._words)
            sheet.data_validation(1, index, last - 1, index, rule)
            for row, text in enumerate(texts, start=1):
                self._put(sheet, row, index, text, heading.shape, look)

    def _head(self, sheet: Worksheet, index: int, heading: Heading, is_day: bool) -> None:
        look = self._looks.head(needed=heading.required and not is_day, is_day=is_day)
        shape = Shape(Form.DATE if is_day else Form.TEXT)
        self._put(sheet, 0, index, heading.name, shape, look)
        if heading.says and not is_day:
            must = self._words.say("Must be filled in.") if heading.required else ""
            self._note(sheet, 0, index, "\n".join(filter(None, (heading.says, heading.hint, must))))

    def settings(self) -> None:
        """Draw the sheet of the settings."""
        sheet = self._sheet(SHEET, needed=True)
        names = tuple(Setting.model_fields)
        for index, across in enumerate((34, 34, 28, _MEANING)):
            sheet.set_column(index, index, across)
            look = self._looks.head(needed=index < 2)
            self._put(sheet, 0, index, names[index], Shape(Form.TEXT), look)
        banded, section = True, ""
        for row, setting in enumerate(self._rows, start=1):
            is_first = setting.section != section
            banded ^= is_first
            section = setting.section
            self._setting(sheet, row, setting, is_first, {"bg_color": BAND} if banded else {})

    def _setting(
        self, sheet: Worksheet, row: int, setting: SettingRow, is_first: bool, back: dict[str, Any]
    ) -> None:
        """Draw one setting; the first of a section says what the section is about."""
        text = Shape(Form.TEXT)
        top = {"valign": "top", "text_wrap": True}
        look = self._looks.cell(setting.shape, border=1, border_color=LINE, **top)
        quiet = self._looks.cell(text, **top, **back)
        bold = self._looks.cell(text, bold=setting.required, **top, **back)
        for index, each in enumerate((bold, look, quiet, quiet)):
            sheet.write_blank(row, index, None, each)
        self._put(sheet, row, 0, setting.key, text, bold)
        self._put(sheet, row, 1, setting.value, setting.shape, look)
        self._put(sheet, row, 2, setting.default, text, quiet)
        lines = 1 + len(setting.says) // _MEANING
        if is_first:
            about = f"{setting.about}\n"
            sheet.write_rich_string(row, 3, self._looks["about"], about, setting.says, quiet)
            lines += 1
        else:
            self._put(sheet, row, 3, setting.says, text, quiet)
        sheet.set_row(row, LINE_HEIGHT * lines)
        sheet.data_validation(row, 1, row, 1, setting_rule(setting, self._words))

    def _sheet(self, name: str, *, needed: bool) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        look = self._looks.head(needed=needed)
        sheet.set_tab_color(look.bg_color)
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 24)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        self._cells[name] = {}
        return sheet

    def _note(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        lines = sum(1 + len(line) // 44 for line in text.split("\n"))
        size = {"width": 300, "height": 18 * lines + 12}
        sheet.write_comment(row, column, text, {"author": "", "font_size": 10, **size})

    def _put(
        self, sheet: Worksheet, row: int, column: int, text: str, shape: Shape, look: Format
    ) -> None:
        """Write a cell as what it is, and keep the text that it is to be read back as."""
        if not text:
            return
        self._cells[sheet.name][row, column] = escape(text)
        if not shape.is_list and shape.form is Form.DATE:
            day = DATE.read(text)
            if isinstance(day, date) and day >= _FIRST_DAY_AS_DATE:
                sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), look)
                return
        if not shape.is_list and shape.form in NUMBERS and _is_exact(text):
            sheet.write_number(row, column, float(text), look)
            return
        sheet.write_string(row, column, escape(text), look)


def _is_exact(text: str) -> bool:
    """Return whether a number stands in a cell to its last digit."""
    return cell_text(float(f"{float(text):.16G}")) == text

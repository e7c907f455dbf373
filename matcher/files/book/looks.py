"""What the cells of a workbook look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matcher.files.book.shapes import NUMBERS, Form, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

DAY = "ddd d mmm yyyy"
"""A date with its weekday; spreadsheets name both in their user's language."""

DARK, PALE, BAND, LINE = "#1F4E5F", "#D5E5EA", "#F1F6F8", "#9DB8C1"

NARROWEST, WIDEST = 12, 44
_USUAL = {Form.TEXT: 22, Form.ID: 13, Form.DATE: 18, Form.YES_NO: 12, Form.CHOICE: 14}

LINE_HEIGHT = 16
"""How high a line of text is, in points."""

LOOKS: dict[str, dict[str, Any]] = {
    "needed": {"bold": True, "font_color": "#FFFFFF", "bg_color": DARK, "border_color": LINE},
    "optional": {"bold": True, "font_color": DARK, "bg_color": PALE, "border_color": LINE},
    "title": {"bold": True, "font_size": 20, "font_color": DARK},
    "part": {"bold": True, "font_size": 13, "font_color": DARK},
    "about": {"bold": True, "font_color": DARK},
    "command": {"bold": True, "font_name": "Consolas", "font_color": DARK},
    "body": {"text_wrap": True, "valign": "top"},
    "number": {"bold": True, "font_color": DARK, "valign": "top", "align": "right"},
    "row": {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": LINE},
    "link": {"bold": True, "font_color": DARK, "underline": 1, "valign": "top"},
    "row_strong": {"bold": True, "valign": "top", "bottom": 1, "bottom_color": LINE},
}


class Looks:
    """Formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        """Return the format of a name in `LOOKS`."""
        return self.of(**LOOKS[name])

    def of(self, **properties: Any) -> Format:
        """Return the format with some properties."""
        key = repr(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    def head(self, *, needed: bool, is_day: bool = False) -> Format:
        """Return the format of a heading."""
        day = {"num_format": DAY, "align": "left"} if is_day else {"num_format": "@"}
        look = LOOKS["needed" if needed else "optional"]
        return self.of(**look, **day, bottom=1, valign="vcenter")

    def cell(self, shape: Shape, **more: Any) -> Format:
        """Return the format of a cell: text stays text, whatever it looks like."""
        if shape.form in NUMBERS and not shape.is_list:
            return self.of(num_format="General", align="left", **more)
        if shape.form is Form.DATE and not shape.is_list:
            return self.of(num_format=DAY, align="left", **more)
        return self.of(num_format="@", **more)


def width(heading: str, shape: Shape, texts: Iterable[str]) -> int:
    """Return how many characters wide a column is: as its contents are, within bounds."""
    usual = 26 if shape.is_list else _USUAL.get(shape.form, NARROWEST)
    longest = max((len(text) for text in texts), default=0)
    return max(len(heading) + 3, min(WIDEST, max(usual, longest + 2)))

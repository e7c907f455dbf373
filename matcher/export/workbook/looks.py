"""How cells look: colours that colour-blind people tell apart, always beside a sign and a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matcher.export.workbook.layout import Shape, Tone

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

INK, GREY, ACCENT, RULE, BAR = "#1F2933", "#5F6B76", "#005EB8", "#D5DBE1", "#BBD6EE"

TONES: dict[Tone, dict[str, Any]] = {
    Tone.PLAIN: {},
    Tone.QUIET: {"font_color": GREY},
    Tone.STRONG: {"bold": True, "bg_color": "#EEF2F6"},
    Tone.GOOD: {"bg_color": "#DCEBF7"},
    Tone.FAIR: {"bg_color": "#FDEBC4"},
    Tone.ELSEWHERE: {"bg_color": "#E8E0F2"},
    Tone.BAD: {"bg_color": "#F3B9A2", "bold": True},
}

SHAPES: dict[Shape, dict[str, Any]] = {
    Shape.TEXT: {"text_wrap": True, "align": "left"},
    Shape.CENTRED: {"align": "center"},
    Shape.NUMBER: {"num_format": "#,##0", "align": "right", "indent": 1},
    Shape.PERCENT: {"num_format": "0%", "align": "center"},
    Shape.DATE: {"align": "left"},
    Shape.SIGNED: {"align": "left", "text_wrap": True},
}

BASE: dict[str, Any] = {
    "font_name": "Calibri",
    "font_size": 11,
    "font_color": INK,
    "valign": "top",
    "bottom": 1,
    "bottom_color": RULE,
}


class Looks:
    """The formats of one workbook, each made once.

    Parameters
    ----------
    book
        The workbook that they belong to.
    date_format
        How dates are shown.
    """

    def __init__(self, book: Workbook, date_format: str) -> None:
        self._book = book
        self._made: dict[tuple[str, Tone], Format] = {}
        self._dated = SHAPES[Shape.DATE] | {"num_format": date_format}
        plain = {"font_name": "Calibri", "font_color": INK}
        self.title = book.add_format(plain | {"bold": True, "font_size": 16})
        self.sentence = book.add_format(
            plain | {"font_size": 11, "text_wrap": True, "valign": "top"}
        )
        self.link = book.add_format(BASE | {"font_color": ACCENT, "underline": 1})

    def heading(self, shape: Shape) -> Format:
        """Return how a heading looks above cells of a shape."""
        kept = {key: SHAPES[shape][key] for key in ("align", "indent") if key in SHAPES[shape]}
        values = {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True}
        return self._format(f"heading {shape}", Tone.PLAIN, values | kept)

    def cell(self, shape: Shape, tone: Tone) -> Format:
        """Return how a cell looks."""
        return self._format(shape.value, tone, SHAPES[shape])

    def date(self, tone: Tone) -> Format:
        """Return how a date looks, in whatever column."""
        return self._format("dated", tone, self._dated)

    def _format(self, name: str, tone: Tone, values: dict[str, Any]) -> Format:
        if (name, tone) not in self._made:
            self._made[name, tone] = self._book.add_format(BASE | values | TONES[tone])
        return self._made[name, tone]

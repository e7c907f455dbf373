"""What a spreadsheet lets people type into a cell, and what it tells them meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matcher.files.book.headings import yes_no
from matcher.files.book.shapes import NUMBERS, Form, Shape

if TYPE_CHECKING:
    from matcher.files.book.headings import Heading
    from matcher.files.book.settings_rows import SettingRow
    from matcher.language import Words

Rule = dict[str, Any]

LONGEST_MESSAGE, LONGEST_TITLE, LONGEST_LIST = 255, 32, 255
"""How many characters a spreadsheet allows."""

MOST_NUMBER = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Window:
    """The cells that hold the first and the last day of the programme."""

    first: str
    last: str


def rule_of(heading: Heading, place: str, last_row: int, window: Window, words: Words) -> Rule:
    """Return the rule for the cells of a column.

    Parameters
    ----------
    heading
        The column.
    place
        The letter of the column.
    last_row
        The last row for which ids are looked up.
    window
        Where the days of the programme stand.
    words
        What writes in the language of the workbook.
    """
    rule = _checked(heading, place, last_row, window, words)
    rule.setdefault("validate", "any")
    rule |= {"input_title": heading.name[:LONGEST_TITLE], "input_message": _hint(heading)}
    if rule["validate"] != "any":
        rule.setdefault("error_type", "stop")
        rule["error_title"] = heading.name[:LONGEST_TITLE]
        rule.setdefault("error_message", heading.hint[:LONGEST_MESSAGE])
    return rule


def _checked(heading: Heading, place: str, last_row: int, window: Window, words: Words) -> Rule:
    if heading.is_key:
        cells = f"${place}$2:${place}${last_row}"
        return {
            "validate": "custom",
            "value": f"=COUNTIF({cells},{place}2)=1",
            "error_type": "warning",
            "error_message": words.say("This id stands in another row already."),
        }
    if heading.ids_in:
        ids = f"{heading.ids_in}!$A$2"
        return {
            "validate": "list",
            "source": f"=OFFSET({ids},0,0,MAX(1,COUNTA({ids}:$A${last_row})),1)",
            "error_type": "warning",
            "error_message": words.say(
                "This id does not stand in the sheet {sheet} yet.", sheet=heading.ids_in
            ),
        }
    if heading.name == "date":
        return {
            **_between("date", _day(window.first, 1990), _day(window.last, 2100)),
            "error_type": "warning",
            "error_message": words.say("A date between the programme's first and last day."),
        }
    return plain_rule(heading.shape, heading.choices)


def plain_rule(shape: Shape, choices: tuple[str, ...]) -> Rule:
    """Return what a cell of a shape lets people type; nothing where anything may stand there."""
    if choices and len(",".join(choices)) <= LONGEST_LIST:
        return {"validate": "list", "source": list(choices)}
    if shape.is_list:
        return {}
    if shape.form is Form.DATE:
        return _between("date", "=DATE(1990,1,1)", "=DATE(2100,12,31)")
    if shape.form in NUMBERS:
        least = -MOST_NUMBER if shape.least is None else shape.least
        most = MOST_NUMBER if shape.most is None else shape.most
        return _between("integer" if shape.form is Form.WHOLE else "decimal", least, most)
    return {}


def setting_rule(setting: SettingRow, words: Words) -> Rule:
    """Return the rule for the value of a setting."""
    shape = setting.shape
    choices = () if shape.is_list else shape.options
    if shape.form is Form.YES_NO:
        choices = yes_no(words)
    rule = {"validate": "any", **plain_rule(shape, choices)}
    told = setting.hint[:LONGEST_MESSAGE]
    rule["input_message"] = told
    return rule if rule["validate"] == "any" else {**rule, "error_message": told}


def _between(what: str, least: float | str, most: float | str) -> Rule:
    return {"validate": what, "criteria": "between", "minimum": least, "maximum": most}


def _day(cell: str, otherwise: int) -> str:
    return f'=IF({cell}="",DATE({otherwise},1,1),{cell})'


def _hint(heading: Heading) -> str:
    whole = f"{heading.says}\n{heading.hint}".strip()
    if len(whole) <= LONGEST_MESSAGE:
        return whole
    return heading.hint if len(heading.hint) <= LONGEST_MESSAGE else ""

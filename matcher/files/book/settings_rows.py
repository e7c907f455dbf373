"""The settings of a programme as rows of the sheet `programme`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matcher.files.book.shapes import Form, Shape, how_to_write, shapes_of
from matcher.files.contents import CHANGED, KEPT, stripped
from matcher.files.meanings import section_meaning, section_record, setting_meaning, unmarked
from matcher.files.settings import Key, keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matcher.files.findings import Findings
    from matcher.language import Words
    from matcher.programme import Programme

SHEET = "programme"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting as it stands in the sheet."""

    key: str
    value: str
    default: str
    says: str
    about: str
    """What its section is about."""
    hint: str
    shape: Shape
    required: bool

    @property
    def section(self) -> str:
        """The section that it belongs to."""
        return self.key.partition(".")[0]


def setting_rows(
    values: Mapping[str, str], words: Words, yes_no: tuple[str, str]
) -> tuple[SettingRow, ...]:
    """Return every setting, with the values that are given."""
    return tuple(
        _row(name, key, values.get(name, ""), words, yes_no) for name, key in keys().items()
    )


def _row(dotted: str, key: Key, value: str, words: Words, yes_no: tuple[str, str]) -> SettingRow:
    section, _, name = dotted.partition(".")
    record = section_record(section)
    field, shape = record.model_fields[name], shapes_of(record)[name]

    def local(text: str) -> str:
        is_answer = shape.form is Form.YES_NO and text
        return {"yes": yes_no[0], "no": yes_no[1]}[text] if is_answer else text

    default = "" if field.is_required() else _text(key, field.get_default())
    return SettingRow(
        dotted,
        local(value),
        words.say("required") if field.is_required() else local(default),
        unmarked(words.say(setting_meaning(section, name))),
        unmarked(words.say(section_meaning(section))),
        how_to_write(shape, words),
        shape,
        field.is_required(),
    )


def _text(key: Key, value: Any) -> str:
    return "" if value is None else key.cell.write(value)


def values_of(programme: Programme, findings: Findings) -> dict[str, str]:
    """Return every setting as text, and note what a cell could not hold as it is."""
    texts = {}
    for dotted, key in keys().items():
        section, _, name = dotted.partition(".")
        value = getattr(getattr(programme, section), name)
        text = _text(key, value)
        found = stripped(text)
        blank = None if key.may_be_blank else section_record(section).model_fields[name].default
        if (key.cell.read(found) if found else blank) != value:
            findings.error(SHEET, CHANGED, KEPT, column=dotted, value=value)
        texts[dotted] = text
    return texts

"""Settings as somebody types them, one by one, -> a programme, or what is wrong with which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from matcher.files.cells import Kind, Refused
from matcher.files.clean.cell import clean_cell
from matcher.files.clean.outcome import Cleaned, Hints
from matcher.files.findings import Findings
from matcher.files.settings import Sections, keys, nested_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matcher.programme import Programme

WRITE, MARKS = "Write ", " in quotation marks"
"""What stands around what may stand in a file."""


@dataclass(frozen=True, slots=True)
class TypedSettings:
    """What came of it.

    Attributes
    ----------
    programme
        The programme; nothing where any value is wrong.
    wrong
        Setting -> what may stand there; a whole section, such as `weights`, where its settings do
        not go together.
    """

    programme: Programme | None
    wrong: Mapping[str, str]


def read_typed(values: Mapping[str, Any]) -> TypedSettings:
    """Return the programme with some settings, and all that is wrong with them at once.

    Parameters
    ----------
    values
        Dotted name -> a value, or the text of one as in a cell; nothing, or no text, for none.
    """
    sections: Sections = {}
    for name, value in values.items():
        section, _, last = name.partition(".")
        sections.setdefault(section, {})[last] = _plain(name, value)
    findings = Findings()
    programme = nested_settings(sections, "", findings)
    wrong = {
        one.column: one.remedy.removeprefix(WRITE).removesuffix(".").removesuffix(MARKS)
        for one in findings.problems()
        if one.column is not None
    }
    return TypedSettings(programme, wrong)


def _plain(name: str, value: Any) -> Any:
    """Return a value as TOML would hold it, as far as that can be seen."""
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return [_word(one) for one in value]
    key, value = keys()[name], _word(value)
    if not isinstance(value, str) or key.fits(value):
        return value
    text = value.strip()
    if not text:
        return [] if key.fits([]) else ""
    found = _read(text, key.cell)
    if isinstance(found, Refused):
        return value
    return list(found) if isinstance(found, tuple) else found


def _word(value: Any) -> Any:
    """Return the plain text of a word that stands for an option."""
    return value.value if isinstance(value, StrEnum) else value


def _read(text: str, kind: Kind) -> Any:
    cleaned = clean_cell(text, kind, Hints())
    return kind.read(cleaned.text if isinstance(cleaned, Cleaned) and not cleaned.remedy else text)

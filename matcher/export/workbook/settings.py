"""The sheet of settings: every key of `programme.toml`, its value and what it means."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from matcher.export.workbook.layout import Cell, Column, Row, Sheet, Tone, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.export.workbook.source import Source
    from matcher.language import Words
    from matcher.programme import Programme


def settings(source: Source) -> Sheet:
    """Return the sheet of settings."""
    words = source.words
    return Sheet(
        name=words.say("Settings"),
        lead=words.say(
            "The rules that this plan was made under; bold where you changed a default."
        ),
        columns=(
            Column(words.say("Setting"), most=36),
            Column(words.say("Value"), most=36),
            Column(words.say("Default"), most=26, tone=Tone.QUIET),
            Column(words.say("Meaning"), most=80),
        ),
        rows=tuple(_rows(source.cohort.programme, words)),
        frozen=1,
    )


def _rows(programme: Programme, words: Words) -> Iterator[Row]:
    for section in type(programme).model_fields:
        values = getattr(programme, section)
        for key, field in type(values).model_fields.items():
            value = getattr(values, key)
            is_own = field.is_required() or value != field.get_default()
            shown = _shown(value, words)
            default = None if field.is_required() else _shown(field.get_default(), words)
            meaning = " ".join((field.description or "").split())
            strong = Cell(shown, Tone.STRONG) if is_own else shown
            yield f"{section}.{key}", strong, default, words.say(meaning)


def _shown(value: Any, words: Words) -> Value:
    """Return a value as people read it; numbers and dates stay what they are."""
    if value is None or value == ():
        return words.say("none")
    if isinstance(value, bool):
        return words.say("yes") if value else words.say("no")
    if isinstance(value, int | float | date):
        return value
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)

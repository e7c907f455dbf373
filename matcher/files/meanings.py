"""What columns, sections and settings mean: the sentences that stand with the records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from matcher.files.columns import NOT_COLUMNS, TABLES
from matcher.programme import Programme

if TYPE_CHECKING:
    from matcher.records import Record


def column_meaning(record: type[Record], field: str) -> str:
    """Return what a column of a table means, by the field of the record that it holds."""
    return _one_line(record.model_fields[field].description)


def section_meaning(section: str) -> str:
    """Return what a section of the settings is about."""
    first = (section_record(section).__doc__ or "").partition("\n\n")[0]
    about = _one_line(first).partition(": ")[2]
    return about[:1].upper() + about[1:]


def setting_meaning(section: str, name: str) -> str:
    """Return what a setting means."""
    return _one_line(section_record(section).model_fields[name].description)


def section_record(section: str) -> type[Record]:
    """Return the record of a section of the settings."""
    record: Any = Programme.model_fields[section].annotation
    return cast("type[Record]", record)


def all_meanings() -> frozenset[str]:
    """Return every such sentence, so that each can be translated."""
    columns = (
        _one_line(field.description)
        for record in TABLES.values()
        for name, field in record.model_fields.items()
        if name not in NOT_COLUMNS - {"motivation"}
    )
    settings = (
        setting_meaning(section, name)
        for section in Programme.model_fields
        for name in section_record(section).model_fields
    )
    return frozenset([*columns, *settings, *map(section_meaning, Programme.model_fields)])


def unmarked(text: str) -> str:
    """Return a sentence without the marks by which the documentation sets off names."""
    return text.replace("`", "").replace("*", "")


def _one_line(text: str | None) -> str:
    assert text, "every column and every setting says what it means"
    return " ".join(text.split())

"""The value of a setting as text, and back; and what the setting means."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from matcher.files.cells import Refused
from matcher.files.settings import keys
from matcher.programme import Programme
from matcher.records import Record


def read_setting(key: str, text: str) -> Any:
    """Return the value of a known setting: a value of TOML where possible, or a bare word.

    Raises
    ------
    ValueError
        When it can be no value of the setting.
    """
    known = keys()[key]
    if known.may_be_blank and text in ("", '""'):
        return None
    try:
        table = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        table = {}
    if len(table) == 1 and known.fits(table["value"]):
        return table["value"]
    found = known.cell.read(text)
    if isinstance(found, Refused):
        raise ValueError(found.message)
    return found


def write_setting(key: str, value: Any) -> str:
    """Return a text that `read_setting` reads as this value of a setting."""
    if value is None:
        return ""
    text = keys()[key].cell.write(value)
    plain = text == text.strip() and "\n" not in text
    if isinstance(value, str) and not (plain and read_setting(key, text) == value):
        return json.dumps(str(value), ensure_ascii=False)
    return text


def setting_of(programme: Programme, key: str) -> Any:
    """Return the value of a known setting in a programme."""
    section, _, name = key.partition(".")
    return getattr(getattr(programme, section), name)


def meaning(key: str) -> str:
    """Return what a setting means, in brackets after a blank; nothing where it is unknown."""
    section, _, name = key.partition(".")
    record = Programme.model_fields[section].annotation if key in keys() else None
    if not (isinstance(record, type) and issubclass(record, Record)):
        return ""
    said = str(record.model_fields[name].description).partition(";")[0].partition(" (")[0]
    plain = " ".join(said.replace("`", "").split()).rstrip(".")
    return f" ({plain[:1].lower()}{plain[1:]})"


def read_number(text: str, kind: type[int] | type[float]) -> int | float:
    """Return the number that a text stands for.

    Raises
    ------
    ValueError
        When it stands for none.
    """
    try:
        return kind(text.strip().replace("_", "no number"))
    except ValueError:
        what = "a whole number" if kind is int else "a number"
        raise ValueError(f'"{text}" is not {what}') from None

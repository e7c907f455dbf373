"""`programme.toml`, or a workbook's sheet `programme`, -> a programme."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from matcher.files.cells import DATE, Kind, Refused
from matcher.files.clean.cell import clean_cell
from matcher.files.clean.outcome import Cleaned, Hints
from matcher.files.columns import Setting, kind_of
from matcher.files.rows import read_rows
from matcher.programme import Programme

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.tables import Table

Sections = dict[str, dict[str, Any]]

START = ("programme.start", "programme.end")
"""The settings without a default."""


@dataclass(frozen=True, slots=True)
class Key:
    """A setting: how it stands in a cell, and how in `programme.toml`."""

    cell: Kind
    fits: Callable[[Any], bool]
    """Whether a value from `programme.toml` has the right form, whatever its range."""
    allowed: str
    """What may stand in `programme.toml`."""
    may_be_blank: bool = False


def _is_day(value: Any) -> bool:
    return type(value) is date or (isinstance(value, str) and isinstance(DATE.read(value), date))


FORMS: dict[str, Callable[[Any], bool]] = {
    "integer": lambda value: type(value) is int,
    "number": lambda value: type(value) in (int, float),
    "boolean": lambda value: type(value) is bool,
    "string": lambda value: type(value) is str,
    "date": _is_day,
    "array": lambda value: isinstance(value, list),
}
"""What a value of each form is; `true` is no number here."""


@cache
def keys() -> dict[str, Key]:
    """Return every setting by its dotted name."""
    schema = Programme.model_json_schema()
    definitions = schema["$defs"]
    found = {}
    for section, reference in schema["properties"].items():
        fields = definitions[reference["$ref"].rpartition("/")[2]]["properties"]
        for name, field in fields.items():
            key = _key(field, definitions)
            texts = _texts(section, name) if field.get("items") == {"type": "string"} else None
            found[f"{section}.{name}"] = key if texts is None else _list_of(key, texts)
    return found


def _texts(section: str, name: str) -> str | None:
    """Return what a record says that the texts in a list must look like, where it says so."""
    record: Any = Programme.model_fields[section].annotation
    try:
        record.model_validate({name: ["?"]})
    except ValidationError as error:
        details = error.errors(include_url=False)
        said = [detail for detail in details if detail["loc"] == (name,)]
        return str(said[0]["ctx"]["error"]) if said else None
    return None


def _list_of(key: Key, texts: str) -> Key:
    return replace(
        key,
        cell=replace(key.cell, allowed=f"a list with ; between its items: {texts}"),
        allowed=f"a list in square brackets: {texts}, each in quotation marks",
    )


def _key(field: dict[str, Any], definitions: dict[str, Any]) -> Key:
    may_be_blank = "anyOf" in field
    field = field["anyOf"][0] if may_be_blank else field
    if "$ref" in field:
        field = definitions[field["$ref"].rpartition("/")[2]]
    cell = kind_of(field, definitions)
    assert cell is not None, f"no cell can hold {field}"
    form = FORMS[field.get("format", field["type"])]
    if field["type"] == "array":
        item = _key(field["items"], definitions)
        allowed = f"a list in square brackets, each item of it {item.allowed}"
        return Key(cell, lambda value: form(value) and all(map(item.fits, value)), allowed)
    marks = " in quotation marks" if field["type"] == "string" and cell is not DATE else ""
    allowed = "true or false" if field["type"] == "boolean" else f"{cell.allowed}{marks}"
    return Key(cell, form, allowed, may_be_blank)


def parse_settings(text: str, file: str, findings: Findings) -> Programme | None:
    """Return the programme in the text of a `programme.toml`."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        findings.error(
            file,
            f"this is not TOML: {str(error)[:200]}",
            'Write a section in square brackets and then lines such as count = 5 or name = "A".',
        )
        return None
    return nested_settings(data, file, findings)


def nested_settings(data: Mapping[str, Any], file: str, findings: Findings) -> Programme | None:
    """Return the programme in sections of settings, as TOML holds them."""
    sections: Sections = {}
    wrong: set[str] = set()
    for section, body in data.items():
        if section not in Programme.model_fields:
            _say_unknown(file, section, body, None, findings)
        elif not isinstance(body, dict):
            wrong.update(key for key in keys() if key.startswith(f"{section}."))
            findings.error(
                file,
                "this is the name of a section, not of a setting",
                f"Write [{section}] on a line of its own and its settings below it.",
                column=section,
                value=body,
            )
        else:
            sections[section] = _sound(file, section, body, wrong, findings)
    return _validate(file, sections, wrong, {}, findings)


def _sound(
    file: str, section: str, body: dict[str, Any], wrong: set[str], findings: Findings
) -> dict[str, Any]:
    """Return the known settings of a section whose values have the right form."""
    sound = {}
    for name, value in body.items():
        key = keys().get(f"{section}.{name}")
        if key is None:
            _say_unknown(file, f"{section}.{name}", value, None, findings)
        elif key.fits(value):
            sound[name] = value
        elif key.may_be_blank and value == "":
            sound[name] = None
        else:
            wrong.add(f"{section}.{name}")
            _refuse(file, f"{section}.{name}", value, key.allowed, None, findings)
    return sound


def read_settings(table: Table, findings: Findings) -> Programme | None:
    """Return the programme in a sheet with the columns `key` and `value`."""
    sections: Sections = {}
    places: dict[str, int] = {}
    wrong: set[str] = set()
    for row, setting in read_rows(table, Setting, findings).placed:
        name = setting.key.casefold()
        key = keys().get(name)
        if key is None:
            _say_unknown(table.file, setting.key, setting.value, row, findings)
            continue
        first = places.setdefault(name, row)
        if first != row:
            findings.error(
                table.file,
                f"this setting stands in row {first} and in row {row}",
                "Remove one of the rows.",
                row=row,
                column=name,
                value=setting.value,
            )
            continue
        if not setting.value and not key.may_be_blank:
            continue
        value = _value(table.file, name, setting.value, row, findings) if setting.value else None
        if isinstance(value, Refused):
            wrong.add(name)
            _refuse(table.file, name, setting.value, key.cell.allowed, row, findings)
        else:
            section, _, rest = name.partition(".")
            sections.setdefault(section, {})[rest] = value
    return _validate(table.file, sections, wrong, places, findings)


def _value(file: str, name: str, text: str, row: int, findings: Findings) -> Any:
    """Return the value of a setting in a cell, put right where it is clear what is meant."""
    kind = keys()[name].cell
    cleaned = clean_cell(text, kind, Hints())
    if isinstance(cleaned, Cleaned) and not cleaned.remedy:
        findings.repair(
            file, cleaned.message, before=text, after=cleaned.text, row=row, column=name
        )
        return kind.read(cleaned.text)
    return kind.read(text)


def say_missing(file: str, findings: Findings) -> None:
    """Say that the settings without a default are missing."""
    for column in START:
        findings.error(
            file, "this must be given", f"Write {keys()[column].cell.allowed}.", column=column
        )


def _validate(
    file: str, sections: Sections, wrong: set[str], places: dict[str, int], findings: Findings
) -> Programme | None:
    """Return the programme; `wrong` holds the settings about which something was said already."""
    try:
        programme = Programme.model_validate({"programme": {}, **sections})
    except ValidationError as error:
        said = set(wrong)
        for detail in error.errors(include_url=False):
            column = ".".join(str(part) for part in detail["loc"][:2])
            if column in said:
                continue
            said.add(column)
            key = keys().get(column)
            allowed = key.allowed if key else "what is allowed here"
            if key and places:
                allowed = key.cell.allowed
            if detail["type"] == "value_error":
                allowed = str(detail["ctx"]["error"])
            missing = detail["type"] == "missing"
            found = detail["input"]
            value = ";".join(map(str, found)) if isinstance(found, tuple) else found
            findings.error(
                file,
                "this must be given" if missing else "this is not allowed here",
                f"Write {allowed}.",
                row=places.get(column),
                column=column,
                value=None if missing or isinstance(value, dict) else value,
            )
        return None
    return None if wrong else programme


def _refuse(
    file: str, column: str, value: Any, allowed: str, row: int | None, findings: Findings
) -> None:
    findings.error(
        file,
        "this is not allowed here",
        f"Write {allowed}.",
        row=row,
        column=column,
        value=value,
    )


def _say_unknown(file: str, column: str, value: Any, row: int | None, findings: Findings) -> None:
    section, _, last = column.casefold().rpartition(".")
    known = [key for key in keys() if key.startswith(f"{section or last}.")]
    moved = [key for key in keys() if key.partition(".")[2] == last]
    close = moved or _like(column.casefold(), known if section else list(Programme.model_fields))
    remedy = f"Did you mean {close[0]}? " if close else ""
    findings.error(
        file,
        "there is no such setting",
        f"{remedy}There are: {', '.join(known or Programme.model_fields)}.",
        row=row,
        column=column,
        value=None if isinstance(value, dict) else value,
    )


def _like(column: str, names: list[str]) -> list[str]:
    """Return the name whose last part is most like that of a column, if any is."""
    last = {name.rpartition(".")[2]: name for name in names}
    close = difflib.get_close_matches(column.rpartition(".")[2], last, n=1, cutoff=0.6)
    return [last[one] for one in close]

"""What a cell of a column or a setting holds, as a spreadsheet and its users need to know it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.language import Words
    from matcher.records import Record


class Form(StrEnum):
    """What stands in a cell."""

    TEXT = "text"
    ID = "id"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    WHOLE = "whole"
    NUMBER = "number"


NUMBERS = {Form.WHOLE, Form.NUMBER}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a cell may hold."""

    form: Form
    is_list: bool = False
    options: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


@cache
def shapes_of(record: type[Record]) -> dict[str, Shape]:
    """Return the shape of every field of a record that one cell can hold, from its JSON Schema."""
    schema = record.model_json_schema()
    definitions = schema.get("$defs", {})
    found = {}
    for name, field in schema["properties"].items():
        whole = _resolved(field, definitions)
        inner = whole.get("additionalProperties") or whole
        shape = _shape(inner if isinstance(inner, dict) else whole, definitions)
        if shape is not None:
            found[name] = shape
    return found


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _resolved(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:
        some = [option for option in schema["anyOf"] if option.get("type") != "null"]
        return _resolved(some[0], definitions)
    return schema


def _shape(schema: dict[str, Any], definitions: dict[str, Any]) -> Shape | None:
    if schema.get("type") == "array":
        item = _shape(_resolved(schema["items"], definitions), definitions)
        return item and Shape(item.form, True, item.options, item.least, item.most)
    if "enum" in schema:
        return Shape(Form.CHOICE, options=tuple(schema["enum"]))
    if schema.get("type") == "boolean":
        return Shape(Form.YES_NO)
    if schema.get("type") in ("integer", "number"):
        form = Form.WHOLE if schema["type"] == "integer" else Form.NUMBER
        return Shape(form, least=schema.get("minimum"), most=schema.get("maximum"))
    if schema.get("type") != "string":
        return None
    if schema.get("format") == "date":
        return Shape(Form.DATE)
    return Shape(Form.ID if "pattern" in schema else Form.TEXT)


def how_to_write(shape: Shape, words: Words) -> str:
    """Return what people write into such a cell, as a short sentence."""
    if shape.is_list:
        if shape.options:
            return words.say(
                "Some of {options}, with ; between them.", options=", ".join(shape.options)
            )
        return words.say("One or several, with ; between them.")
    if shape.form is Form.CHOICE:
        return words.say("One of {options}.", options=", ".join(shape.options))
    if shape.form in NUMBERS:
        return _range(shape, words)
    plain = {
        Form.TEXT: words.say("Text."),
        Form.ID: words.say("Letters without accents, digits and the signs _ . - only."),
        Form.DATE: words.say("A date."),
        Form.YES_NO: words.say("Yes or no."),
    }
    return plain[shape.form]


def _range(shape: Shape, words: Words) -> str:
    least = words.number(shape.least or 0)
    if shape.most is not None:
        most = words.number(shape.most)
        if shape.form is Form.WHOLE:
            return words.say("A whole number from {least} to {most}.", least=least, most=most)
        return words.say("A number from {least} to {most}.", least=least, most=most)
    if shape.form is Form.WHOLE:
        return words.say("A whole number, {least} or more.", least=least)
    return words.say("A number, {least} or more.", least=least)

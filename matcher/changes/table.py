"""Every kind of change, and how changes are read from texts and kept as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Union

from pydantic import Field, TypeAdapter, ValidationError

from matcher.changes.base import FILE, Change, nearest
from matcher.changes.days import Block, FixDate, Unblock, Unfix
from matcher.changes.decided_pairs import Allow, Forbid, Lock, Unlock
from matcher.changes.joining import Add, Unadd
from matcher.changes.participation import ChangeAnswer, Pause, Return, Unanswer, Withdraw
from matcher.changes.places import CloseVenue, FacilitatorAway, FacilitatorBack, OpenVenue
from matcher.changes.settings import SetPairs, SetRule, SetWeekdays, SetWeight
from matcher.changes.thirds import Join, Leave
from matcher.errors import InputError, Problem
from matcher.files.findings import shown

CHANGES: Mapping[str, type[Change]] = {
    change.model_fields["kind"].default: change
    for change in (
        Withdraw,
        Return,
        Pause,
        Add,
        Unadd,
        Lock,
        Unlock,
        Forbid,
        Allow,
        Join,
        Leave,
        FixDate,
        Unfix,
        Block,
        Unblock,
        SetWeekdays,
        SetPairs,
        SetRule,
        SetWeight,
        CloseVenue,
        OpenVenue,
        FacilitatorAway,
        FacilitatorBack,
        ChangeAnswer,
        Unanswer,
    )
}
"""Kind -> the class of such changes. A new change is a class, and its name here."""

Items = str | Change | Iterable[Any]
"""A text, a change, or any nesting of those."""


def parse_changes(items: Items) -> tuple[Change, ...]:
    """Return changes from texts such as ``"lock=P07+H03"``; changes stay as they are.

    Parameters
    ----------
    items
        A text, a change, or any nesting of lists, tuples, … of those.

    Raises
    ------
    matcher.InputError
        With everything that cannot be read.
    """
    changes: list[Change] = []
    problems: list[Problem] = []
    for item in _flat(items):
        if isinstance(item, Change):
            changes.append(item)
            continue
        try:
            changes.append(_parse(item))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return tuple(changes)


def dump(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return changes as JSON objects, each with its `kind`; the people of `add` are in them."""
    return [change.model_dump(mode="json") for change in changes]


def restore(entries: Iterable[Any]) -> tuple[Change, ...]:
    """Return the changes that `dump` was given. Texts may stand among the objects.

    Raises
    ------
    matcher.InputError
        With everything that is no change.
    """
    changes: list[Change] = []
    problems: list[Problem] = []
    for entry in entries:
        try:
            changes.append(_parse(entry) if isinstance(entry, str) else _restore(entry))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return tuple(changes)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a list of changes as `dump` writes it."""
    kinds: Any = Union[tuple(CHANGES.values())]  # noqa: UP007 (the members are those of the table)
    return TypeAdapter(list[Annotated[kinds, Field(discriminator="kind")]]).json_schema()


def _flat(items: Any) -> Iterable[str | Change]:
    if isinstance(items, (str, Change)):
        yield items
    elif isinstance(items, Iterable):
        for item in items:
            yield from _flat(item)
    else:
        raise TypeError(f"a change is a text or a Change, not {type(items).__name__}")


def _parse(text: str) -> Change:
    kind, equals, argument = text.strip().partition("=")
    change = CHANGES.get(kind.strip().casefold())
    if change is None or not equals:
        raise InputError([_unknown(kind.strip(), text)])
    try:
        return change.parse(argument.strip())
    except ValidationError as error:
        message = "; ".join(_said(detail) for detail in error.errors(include_url=False))
    except ValueError as error:
        message = str(error)
    raise InputError([_problem(message, f"Write {change.form}.", kind.strip(), text)])


def _restore(entry: Any) -> Change:
    kind = entry.get("kind") if isinstance(entry, dict) else None
    change = CHANGES.get(kind) if isinstance(kind, str) else None
    if change is None:
        raise InputError([_unknown(str(kind), str(entry))])
    try:
        return change.model_validate(entry)
    except ValidationError as error:
        message = "; ".join(_said(detail) for detail in error.errors(include_url=False))
    remedy = "Restore it as it was saved, or write the change as text."
    raise InputError([_problem(message, remedy, str(kind), str(entry))])


def _unknown(kind: str, text: str) -> Problem:
    if kind.casefold() in CHANGES:
        remedy = f"Write {CHANGES[kind.casefold()].form}."
        return _problem("a = and what it is about are missing", remedy, kind, text)
    close = nearest(kind, CHANGES)
    form = next((c.form for name, c in CHANGES.items() if f" {name}?" in close), None)
    remedy = f"{close}Write {form}." if form else f"Write one of {', '.join(CHANGES)}, and a =."
    return _problem(f'there is no change called "{shown(kind)}"', remedy, kind, text)


def _problem(message: str, remedy: str, kind: str, text: str) -> Problem:
    return Problem(file=FILE, column=shown(kind), value=shown(text), message=message, remedy=remedy)


def _said(detail: Any) -> str:
    """Return what is wrong with a field of a change."""
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    if detail["type"] == "string_pattern_mismatch":
        return (
            f'"{shown(detail["input"])}" is not an id '
            "(1 to 64 letters without accents, digits, or the signs _ . -)"
        )
    where = ".".join(str(part) for part in detail["loc"])
    return f"{where}: {str(detail['msg'])[:1].lower()}{str(detail['msg'])[1:]}"

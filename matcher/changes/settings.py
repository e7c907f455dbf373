"""Changes to the rules: any key of `programme.toml`, and the ones that people change most."""

from __future__ import annotations

import json
import tomllib
from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, field_validator

from matcher.changes.base import Change, nearest
from matcher.errors import InputError
from matcher.files.cells import Refused
from matcher.files.settings import keys
from matcher.programme import Programme, Weekday

if TYPE_CHECKING:
    from matcher.changes.base import Called
    from matcher.cohort import Cohort
    from matcher.errors import Problem

PAIRS, WEEKDAYS, WEIGHTS = "programme.pairs", "workshops.weekdays", "weights."


class SettingChange(Change):
    """A change to one key of `programme.toml`. The last word on a key counts."""

    @property
    @abstractmethod
    def key(self) -> str:
        """The dotted name of the setting."""

    @abstractmethod
    def setting(self) -> Any:
        """Return the value, as it could stand in `programme.toml`.

        Raises
        ------
        ValueError
            With what is wrong, as half a sentence.
        """

    def altered(self, cohort: Cohort) -> Cohort:
        """Change the setting."""
        return with_settings(cohort, [self])


class SetPairs(SettingChange):
    """How many pairs are wanted."""

    kind: Literal["pairs"] = "pairs"
    form = "pairs=10"

    pairs: int

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read a whole number."""
        return cls.model_validate({"pairs": _number(argument, int)})

    @property
    def argument(self) -> str:
        """The number."""
        return str(self.pairs)

    @property
    def key(self) -> str:
        """`programme.pairs`."""
        return PAIRS

    def setting(self) -> int:
        """Return the number."""
        return self.pairs

    def sentence(self, called: Called = str) -> str:
        """Say how many pairs are wanted."""
        return f"Form {self.pairs} {'pair' if self.pairs == 1 else 'pairs'}"

    def opposite(self, before: Cohort) -> Change | None:
        """Return the earlier number."""
        return SetPairs(pairs=before.programme.programme.pairs)


class SetWeekdays(SettingChange):
    """The weekdays on which a workshop may be held."""

    kind: Literal["weekdays"] = "weekdays"
    form = "weekdays=Tue;Thu"

    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)]

    @field_validator("weekdays")
    @classmethod
    def _in_week_order(cls, weekdays: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
        return tuple(day for day in Weekday if day in weekdays)

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read weekdays with ``;`` between them."""
        found = keys()[WEEKDAYS].cell.read(argument)
        if isinstance(found, Refused):
            raise ValueError(found.message)
        if not found:
            raise ValueError("at least one weekday is needed")
        return cls(weekdays=found)

    @property
    def argument(self) -> str:
        """The weekdays with ``;`` between them."""
        return ";".join(self.weekdays)

    @property
    def key(self) -> str:
        """`workshops.weekdays`."""
        return WEEKDAYS

    def setting(self) -> list[Weekday]:
        """Return the weekdays."""
        return list(self.weekdays)

    def sentence(self, called: Called = str) -> str:
        """Say on which weekdays there are workshops."""
        *others, last = self.weekdays
        return f"Workshops on {', '.join(others)}{' and ' if others else ''}{last} only"

    def opposite(self, before: Cohort) -> Change | None:
        """Return the earlier weekdays."""
        return SetWeekdays(weekdays=before.programme.workshops.weekdays)


class SetWeight(SettingChange):
    """What a criterion is worth in a pair's fit, relative to the others."""

    kind: Literal["weight"] = "weight"
    form = "weight=motivation=40"

    criterion: str
    weight: Annotated[float, Field(allow_inf_nan=False)]

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read the name of a criterion, a ``=`` and a number."""
        criterion, equals, weight = argument.partition("=")
        if not equals:
            raise ValueError("the name of a criterion, a = and a number are needed")
        return cls.model_validate(
            {"criterion": criterion.strip(), "weight": _number(weight, float)}
        )

    @property
    def argument(self) -> str:
        """The name of the criterion, a ``=`` and the number."""
        whole = self.weight == int(self.weight)
        return f"{self.criterion}={int(self.weight) if whole else self.weight!r}"

    @property
    def key(self) -> str:
        """The criterion's key."""
        return f"{WEIGHTS}{self.criterion}"

    def setting(self) -> float:
        """Return the number."""
        return self.weight

    def sentence(self, called: Called = str) -> str:
        """Say what the criterion is worth."""
        said = _meaning(self.key)
        return f"Weight {self.argument.partition('=')[2]} for {self.criterion}{said and f': {said}'}"

    def opposite(self, before: Cohort) -> Change | None:
        """Return the earlier weight."""
        if self.key not in keys():
            return None
        return self.model_copy(update={"weight": _standing(before.programme, self.key)})


class SetRule(SettingChange):
    """Any key of `programme.toml`, with its value as text."""

    kind: Literal["rule"] = "rule"
    form = "rule=workshops.min_gap_days=28"

    name: str
    """The dotted name of the setting."""
    value: str
    """As it stands in `programme.toml`, or in a workbook's sheet `programme`."""

    @field_validator("name", "value", mode="before")
    @classmethod
    def _text(cls, value: Any) -> Any:
        if isinstance(value, (bool, int, float, list, tuple)):
            return json.dumps(value)
        if isinstance(value, date):
            return value.isoformat()
        return value.strip() if isinstance(value, str) else value

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read a dotted name, a ``=`` and a value."""
        name, equals, value = argument.partition("=")
        if not equals:
            raise ValueError("the name of a setting, a = and a value are needed")
        return cls(name=name, value=value)

    @property
    def argument(self) -> str:
        """The dotted name, a ``=`` and the value."""
        return f"{self.name}={self.value}"

    @property
    def key(self) -> str:
        """The dotted name of the setting."""
        return self.name

    def setting(self) -> Any:
        """Return the value that the text stands for."""
        return read_setting(self.key, self.value)

    def sentence(self, called: Called = str) -> str:
        """Say which rule changes to what."""
        said = _meaning(self.name)
        return f"{said or self.name}: {self.value or 'nothing'}"

    def opposite(self, before: Cohort) -> Change | None:
        """Return the earlier value."""
        if self.name not in keys():
            return None
        value = _standing(before.programme, self.name)
        return SetRule(name=self.name, value=write_setting(self.name, value))


def read_setting(key: str, text: str) -> Any:
    """Return the value of a known setting: a value of TOML where possible, or a bare word.

    Raises
    ------
    ValueError
        When it can be no value of the setting.
    """
    known = keys()[key]
    if not text and known.may_be_blank:
        return text
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


def with_settings(cohort: Cohort, changes: Sequence[SettingChange]) -> Cohort:
    """Return the cohort with some settings changed together, the last change of a key last.

    Raises
    ------
    matcher.InputError
        With every setting that is unknown or out of range, alone or beside the others.
    """
    problems: list[Problem] = []
    sections = cohort.programme.model_dump()
    blamed: dict[str, SettingChange] = {}
    for change in changes:
        section, _, name = change.key.partition(".")
        try:
            if change.key not in keys():
                problems.append(_unknown(change))
                continue
            sections[section][name] = change.setting()
            blamed[change.key] = change
        except ValueError as error:
            problems.append(_refused(change, change.key, change.argument, str(error), None))
    try:
        programme = Programme.model_validate(sections)
    except ValidationError as error:
        problems += [_out_of_range(detail, blamed) for detail in error.errors(include_url=False)]
    if problems:
        raise InputError(problems)
    return cohort.model_copy(update={"programme": programme})


def _out_of_range(detail: Any, blamed: dict[str, SettingChange]) -> Problem:
    """Return what is wrong, at the change of that key, or of one that it depends on."""
    key = ".".join(str(part) for part in detail["loc"][:2])
    section = key.partition(".")[0]
    near = [change for name, change in blamed.items() if name.startswith(f"{section}.")]
    change = blamed.get(key) or [*blamed.values(), *near][-1]
    allowed = str(detail["ctx"]["error"]) if detail["type"] == "value_error" else None
    found = detail["input"]
    value = None if isinstance(found, dict) else _shown(found)
    return _refused(change, key, value, None, allowed)


def _refused(
    change: SettingChange, key: str, value: str | None, why: str | None, allowed: str | None
) -> Problem:
    known = keys().get(key)
    allowed = allowed or (known.cell.allowed if known else "what is allowed")
    said = "" if value is None else f" {value}"
    because = f": {why}" if why else ""
    return change.problem(f"{key} cannot be{said or ' so'}{because}", f"Write {allowed}.")


def _unknown(change: SettingChange) -> Problem:
    section = change.key.partition(".")[0]
    known = [key for key in keys() if key.startswith(f"{section}.")]
    same = [key for key in keys() if key.partition(".")[2] == change.key.casefold()]
    close = f"Did you mean {same[0]}? " if same else nearest(change.key, keys())
    listed = known or list(Programme.model_fields)
    return change.problem(
        f"there is no setting {change.key}", f"{close}There are: {', '.join(listed)}."
    )


def _standing(programme: Programme, key: str) -> Any:
    section, _, name = key.partition(".")
    return getattr(getattr(programme, section), name)


def _meaning(key: str) -> str:
    """Return the first sentence of what a setting means, or nothing where it is unknown."""
    section, _, name = key.partition(".")
    annotation = Programme.model_fields[section].annotation if key in keys() else None
    if annotation is None:
        return ""
    return str(annotation.model_fields[name].description).partition(";")[0].partition(" (")[0].rstrip(".")


def _number(text: str, kind: type[int] | type[float]) -> int | float:
    try:
        return kind(text.strip())
    except ValueError:
        what = "a whole number" if kind is int else "a number"
        raise ValueError(f'"{text}" is not {what}') from None


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(_shown(one) for one in value)
    return str(value.value if isinstance(value, StrEnum) else value)

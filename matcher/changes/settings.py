"""Changes to the rules: any key of `programme.toml`, and the ones that people change most."""

from __future__ import annotations

import json
from abc import abstractmethod
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, field_validator

from matcher.changes.base import ENGLISH, Change
from matcher.changes.programme_changes import with_settings
from matcher.changes.setting_values import (
    meaning,
    read_number,
    read_setting,
    setting_of,
    write_setting,
)
from matcher.files.cells import Refused
from matcher.files.settings import keys
from matcher.language import Language
from matcher.programme import Weekday

if TYPE_CHECKING:
    from matcher.changes.base import Called
    from matcher.cohort import Cohort
    from matcher.language import Words

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
        return cls.model_validate({"pairs": read_number(argument, int)})

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

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say how many pairs are wanted."""
        return words.say("Form {pairs}", pairs=words.pairs(self.pairs))

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

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say on which weekdays there are workshops."""
        days = words.listed(words.weekday_names()[day.number] for day in self.weekdays)
        return words.say("Workshops on {days} only", days=days)

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
            {"criterion": criterion.strip(), "weight": read_number(weight, float)}
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

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say what the criterion is worth."""
        weight = self.argument.partition("=")[2]
        said = words.say(
            "Give {criterion} the weight {weight}", criterion=self.criterion, weight=weight
        )
        return f"{said}{_meaning(self.key, words)}"

    def opposite(self, before: Cohort) -> Change | None:
        """Return the earlier weight."""
        if self.key not in keys():
            return None
        return self.model_copy(update={"weight": setting_of(before.programme, self.key)})


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

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say which rule changes to what."""
        value = self.value or words.say("nothing")
        said = words.say("Set {name} to {value}", name=self.name, value=value)
        return f"{said}{_meaning(self.name, words)}"

    def opposite(self, before: Cohort) -> Change | None:
        """Return the earlier value."""
        if self.name not in keys():
            return None
        value = setting_of(before.programme, self.name)
        return SetRule(name=self.name, value=write_setting(self.name, value))


def _meaning(key: str, words: Words) -> str:
    """Return what a setting means, in brackets; it is written in English, and told there only."""
    return meaning(key) if words.language is Language.ENGLISH else ""

"""What a sweep varies: settings, each with the values that it takes in turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, cast

from matcher.changes import SetRule, parse_changes
from matcher.changes.programme_changes import refused_alone
from matcher.changes.settings import PAIRS, WEEKDAYS, WEIGHTS, SettingChange
from matcher.errors import InputError, Problem
from matcher.files.findings import shown
from matcher.files.settings import keys
from matcher.sweeps.ranges import HOW, MOST_POINTS, texts_of

if TYPE_CHECKING:
    from matcher.cohort import Cohort

Over = Mapping[str, Any] | Iterable[str]
"""Settings and their values; or texts such as ``"workshops.min_gap_days=21..56:7"``."""

Value = bool | int | float | str

FILE = "sweep"
"""Where the problems of a sweep are said to stand."""


@dataclass(frozen=True)
class Axis:
    """A setting, and a change for each value that it takes.

    Attributes
    ----------
    key
        The dotted name of the setting.
    changes
        The changes that set it, in the order in which they were asked for.
    """

    key: str
    changes: tuple[SettingChange, ...]

    @property
    def values(self) -> tuple[Value, ...]:
        """What the setting is set to, as it stands in a table."""
        return tuple(value_of(change) for change in self.changes)


@dataclass(frozen=True)
class Point:
    """One combination of values.

    Attributes
    ----------
    number
        From 1 on; the last setting varies fastest.
    changes
        The changes that lead there, one a setting.
    """

    number: int
    changes: tuple[SettingChange, ...]


def value_of(change: SettingChange) -> Value:
    """Return what a change sets, as it stands in a table."""
    value = change.setting()
    if isinstance(value, (list, tuple)):
        return ";".join(str(one) for one in value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value


def points_of(axes: tuple[Axis, ...]) -> Iterator[Point]:
    """Yield every combination of values, the last setting varying fastest."""
    for number, changes in enumerate(product(*(axis.changes for axis in axes)), start=1):
        yield Point(number, changes)


def axes_of(cohort: Cohort, over: Over) -> tuple[Axis, ...]:
    """Return what a sweep varies.

    Raises
    ------
    matcher.InputError
        With everything that is wrong: a setting or a value that does not exist, one that is out
        of range whatever stands beside it, a range without values, too many points.
    """
    problems: list[Problem] = []
    axes: list[Axis] = []
    for name, values in _items(over, problems):
        axis = _axis(cohort, name, values, problems)
        if axis is None:
            continue
        if axis.key in [one.key for one in axes]:
            problems.append(
                _problem(axis.key, name, "this setting is varied twice", "Name it once.")
            )
        axes.append(axis)
    points = prod(len(axis.changes) for axis in axes)
    if points > MOST_POINTS:
        message = f"these are {points:,} points, and at most {MOST_POINTS:,} are planned at once"
        sizes = " x ".join(str(len(axis.changes)) for axis in axes)
        problems.append(_problem(None, sizes, message, "Vary less, or in larger steps."))
    if not axes and not problems:
        message = "nothing is varied"
        problems.append(_problem(None, None, message, "Name a setting and its values."))
    if problems:
        raise InputError(problems)
    return tuple(axes)


def _items(over: Over, problems: list[Problem]) -> Iterator[tuple[str, object]]:
    if isinstance(over, Mapping):
        yield from over.items()
        return
    for text in [over] if isinstance(over, str) else over:
        name, equals, values = text.partition("=")
        if name.strip() in ("rule", "weight") and "=" in values:
            inner, _, values = values.partition("=")
            name = f"{name.strip()}={inner}"
        if equals:
            yield name.strip(), values
        else:
            problems.append(_problem(None, text, "a = and the values are missing", HOW))


def _axis(cohort: Cohort, name: str, values: object, problems: list[Problem]) -> Axis | None:
    kind, _, rest = name.partition("=")
    named = {"pairs": PAIRS, "weekdays": WEEKDAYS, "weight": f"{WEIGHTS}{rest}", "rule": rest}
    key = named.get(kind, name).strip()
    if key not in keys():
        unknown = refused_alone(cohort, SetRule(name=key, value=""))
        problems += [_placed(one, key, name) for one in unknown]
        return None
    try:
        texts = texts_of(values, of_lists=keys()[key].cell.item is not None)
    except ValueError as error:
        problems.append(_problem(key, values, str(error), HOW))
        return None
    found = [_change(cohort, key, text, problems) for text in texts]
    changes = tuple(change for change in found if change is not None)
    if len(changes) == len(found):
        problems += _repeated(key, changes)
    return Axis(key, changes) if changes else None


def _change(cohort: Cohort, key: str, text: str, problems: list[Problem]) -> SettingChange | None:
    """Return the change that sets a setting, or nothing where it cannot be set to that."""
    try:
        change = cast("SettingChange", parse_changes(f"{_kind(key)}={text}")[0])
        wrong = refused_alone(cohort, change)
    except InputError as error:
        wrong = list(error.problems)
    problems += [_placed(one, key, text) for one in wrong]
    return None if wrong else change


def _repeated(key: str, changes: Iterable[SettingChange]) -> Iterator[Problem]:
    counted = Counter(value_of(change) for change in changes)
    for value, times in counted.items():
        if times > 1:
            yield _problem(key, value, "this value stands twice", "Write each value once.")


def _kind(key: str) -> str:
    """Return what stands before the value in the text of the change of a setting."""
    if key.startswith(WEIGHTS):
        return f"weight={key.removeprefix(WEIGHTS)}"
    return {PAIRS: "pairs", WEEKDAYS: "weekdays"}.get(key, f"rule={key}")


def _placed(problem: Problem, key: str, text: str) -> Problem:
    return problem.model_copy(update={"file": FILE, "column": shown(key), "value": shown(text)})


def _problem(key: str | None, value: object, message: str, remedy: str) -> Problem:
    return Problem(
        file=FILE,
        column=key,
        value=None if value is None else shown(str(value)),
        message=message,
        remedy=remedy,
    )

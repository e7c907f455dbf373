"""Many problems of one kind, as people want to see them: the first few, and how many more."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from matcher.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from matcher.errors import Problem

MOST_ALIKE = 20
"""How many problems of one kind are shown."""

MOST_SHOWN = 1_000
"""How many problems are shown in all."""

ROWS_NAMED = 3
"""How many rows are named of those in which the same was put right."""

_NAME = re.compile(r"[^\s,:;()]*[0-9][^\s,:;()]*")
"""A word with a digit in it: an id, a date, or the number of a row."""


class Kind(NamedTuple):
    """What problems have in common that differ in rows, values, ids, dates and numbers only."""

    file: str
    severity: Severity
    column: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """What is shown in one line: a problem, or the same thing put right in several rows."""

    problem: Problem
    """The first of them."""
    rows: tuple[int, ...] = ()
    """The first few rows, where it was put right in several."""
    times: int = 1
    """How often it was."""
    more: int = 0
    """How many more of the kind follow: 0 but for the last one shown of a kind."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """What is shown of many problems."""

    shown: tuple[Line, ...]
    left_out: int
    """How many problems there are besides, of any kind."""


def shortened(problems: Sequence[Problem]) -> Shortened:
    """Return the first few lines of each kind, in their order.

    Problems are of one kind that differ in nothing but the row, the value, and the ids, dates and
    numbers that they speak of. What was put right in the same way in several rows of a column is
    one line.
    """
    left: Counter[Kind] = Counter()
    for problem in problems:
        left[_kind(problem)] += 1 + problem.more
    seen: Counter[Kind] = Counter()
    shown: list[Line] = []
    for same in _the_same(problems):
        kind = _kind(same[0])
        seen[kind] += 1
        if seen[kind] <= MOST_ALIKE and len(shown) < MOST_SHOWN:
            left[kind] -= len(same)
            shown.append(_line(same))
    last = {_kind(line.problem): number for number, line in enumerate(shown)}
    for kind, number in last.items():
        line = shown[number]
        shown[number] = Line(line.problem, line.rows, line.times, left.pop(kind))
    return Shortened(tuple(shown), left.total())


def kind_of(file: str, severity: Severity, column: str | None, message: str, remedy: str) -> Kind:
    """Return of what kind a problem is."""
    return Kind(file, severity, column, _without_names(f"{message}\n{remedy}"))


def _kind(problem: Problem) -> Kind:
    return kind_of(problem.file, problem.severity, problem.column, problem.message, problem.remedy)


@lru_cache(maxsize=4096)
def _without_names(words: str) -> str:
    return _NAME.sub("#", words)


def _the_same(problems: Iterable[Problem]) -> Iterable[list[Problem]]:
    """Return problems one by one, but together what was put right in the same way."""
    groups: dict[Hashable, list[Problem]] = {}
    for number, problem in enumerate(problems):
        is_repair = problem.severity is Severity.REPAIRED and problem.row is not None
        same = (
            (_kind(problem), problem.value, problem.after, problem.message) if is_repair else number
        )
        groups.setdefault(same, []).append(problem)
    return groups.values()


def _line(same: list[Problem]) -> Line:
    if len(same) == 1:
        return Line(same[0])
    rows = tuple(problem.row for problem in same[:ROWS_NAMED] if problem.row is not None)
    return Line(same[0], rows, len(same))

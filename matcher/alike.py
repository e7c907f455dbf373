"""Many problems of one kind, as people want to see them: the first few, and how many more."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from matcher.errors import Problem

MOST_ALIKE = 20
"""How many problems of one kind are shown."""

MOST_SHOWN = 1_000
"""How many problems are shown in all."""

_NAME = re.compile(r"[^\s,:;()]*[0-9][^\s,:;()]*")
"""A word with a digit in it: an id, a date, or the number of a row."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """What is shown of many problems."""

    shown: tuple[tuple[Problem, int], ...]
    """A problem, and how many more of its kind follow: 0 but for the last one shown of a kind."""
    left_out: int
    """How many problems there are besides, of any kind."""


def shortened(problems: Sequence[Problem]) -> Shortened:
    """Return the first few problems of each kind, in their order.

    Problems are of one kind that differ in nothing but the row, the value, and the ids, dates and
    numbers that they speak of.
    """
    kinds = [_kind(problem) for problem in problems]
    times = Counter(kinds)
    seen: Counter[Hashable] = Counter()
    shown: list[tuple[Problem, int]] = []
    for problem, kind in zip(problems, kinds, strict=True):
        seen[kind] += 1
        if seen[kind] <= MOST_ALIKE and len(shown) < MOST_SHOWN:
            shown.append((problem, times[kind] - MOST_ALIKE if seen[kind] == MOST_ALIKE else 0))
    counted = sum(1 + more for _, more in shown)
    return Shortened(tuple(shown), len(problems) - counted)


def _kind(problem: Problem) -> Hashable:
    words = _NAME.sub("#", f"{problem.message}\n{problem.remedy}")
    return problem.file, problem.severity, problem.column, words

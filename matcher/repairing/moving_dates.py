"""Which workshops move: every choice of them, those that disturb least first."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.repairing.reference import Reference
    from matcher.solve.problem import Problem


class Moves(NamedTuple):
    """How many workshop dates move: announced ones first, then all of them."""

    announced: int
    dates: int


def choices(problem: Problem, reference: Reference) -> Iterator[tuple[Moves, list[Problem]]]:
    """Yield the problems in which only some workshops may move, grouped by how much that disturbs.

    The first group with a plan moves the fewest. A workshop that the earlier plan does not have
    may take any date and moves nothing.
    """
    kept = _kept_dates(problem, reference)
    numbers = sorted(kept)
    ways = [
        (Moves(sum(number in reference.announced for number in moved), len(moved)), moved)
        for size in range(len(numbers) + 1)
        for moved in combinations(numbers, size)
        if all(kept[number] is not None or number in moved for number in numbers)
    ]
    ways.sort()
    for moves, group in groupby(ways, key=lambda way: way[0]):
        yield moves, [_staying(problem, kept, moved) for _, moved in group]


def _kept_dates(problem: Problem, reference: Reference) -> dict[int, int | None]:
    """Return number of a workshop -> the place of its earlier date, or nothing where it is gone."""
    place = {day: index for index, day in enumerate(problem.candidates.days)}
    found: dict[int, int | None] = {}
    for number, day in reference.days.items():
        if number <= problem.workshops:
            index = place.get(day)
            found[number] = (
                index if index is not None and problem.slots[number - 1, index] else None
            )
    return found


def _staying(problem: Problem, kept: dict[int, int | None], moved: tuple[int, ...]) -> Problem:
    """Return the problem in which all workshops but those that move are on their earlier dates."""
    slots = problem.slots.copy()
    for number, date in kept.items():
        if number not in moved and date is not None:
            slots[number - 1] &= np.arange(slots.shape[1]) == date
    return replace(problem, slots=slots)

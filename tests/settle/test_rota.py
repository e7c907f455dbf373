"""Rotas of least cost, against all that there are."""

from __future__ import annotations

from itertools import accumulate, combinations, product
from random import Random
from typing import Any

import numpy as np
import pytest

from matcher.settle.rota import rota

Choice = tuple[tuple[int, ...], ...]


def taken(found: Any) -> Choice:
    return tuple(tuple(np.flatnonzero(row).tolist()) for row in found)


def by_hand(costs: Any, possible: Any, needed: list[int], turns: Any) -> Choice | None:
    """Return the cheapest choice, and of several the one that comes first."""
    days, ones = possible.shape
    options = [
        [some for some in combinations(range(ones), count) if all(possible[day, list(some)])]
        for day, count in zip(range(days), needed, strict=True)
    ]

    def cost(choice: Choice) -> int:
        times = [sum(one in some for some in choice) for one in range(ones)]
        own = sum(costs[day][one] for day, some in enumerate(choice) for one in some)
        return int(own + sum(sum(turns[one][:often]) for one, often in enumerate(times)))

    return min(product(*options), key=lambda one: (cost(one), one), default=None)


@pytest.mark.parametrize("unit", [1, 10**25])
def test_no_other_rota_is_cheaper_or_comes_first(unit: int) -> None:
    for seed in range(300):
        random = Random(seed)
        days, ones = random.randint(1, 4), random.randint(1, 5)
        costs = [[random.randint(-2, 3) * unit for _ in range(ones)] for _ in range(days)]
        steps = [[random.choice([0, 0, 1, 2]) * unit for _ in range(days)] for _ in range(ones)]
        turns = np.array([list(accumulate(each)) for each in steps], dtype=object)
        possible = np.array([[random.random() < 0.75 for _ in range(ones)] for _ in range(days)])
        needed = [random.randint(0, 2) for _ in range(days)]
        best = by_hand(costs, possible, needed, turns)
        found = rota(np.array(costs, dtype=object), possible, needed, turns)
        assert (None if found is None else taken(found)) == best, seed


def test_a_rota_without_days_or_without_anybody_is_empty() -> None:
    nothing = np.zeros((0, 3), dtype=np.int64)
    assert taken(rota(nothing, nothing.astype(bool), [], np.zeros((3, 0)))) == ()
    nobody = np.zeros((2, 0), dtype=np.int64)
    assert taken(rota(nobody, nobody.astype(bool), [0, 0], np.zeros((0, 2)))) == ((), ())
    assert rota(nobody, nobody.astype(bool), [0, 1], np.zeros((0, 2))) is None


def test_too_few_are_no_rota() -> None:
    costs = np.zeros((1, 2), dtype=np.int64)
    assert rota(costs, np.array([[True, False]]), [2], np.zeros((2, 1), dtype=np.int64)) is None

"""New pairs under limits: the best of every choice there is."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from matcher.futures import limits
from matcher.futures.limits import Left, Limited, best_within


def drawn(seed: int) -> tuple[Limited, np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    cells = [(row, column) for row in range(4) for column in range(4) if random.random() < 0.6]
    at = np.array(cells or [(0, 0)])
    places, kinds = random.integers(0, 3, 2), random.integers(0, 3, 1)
    options = random.random((2, len(at))) < 0.5
    limited = Limited(
        options=options & (places > 0)[:, None],
        free=random.random(len(at)) < 0.2,
        counts=random.random((1, len(at))) < 0.3,
        left=Left(places, kinds),
    )
    return limited, at[:, 0], at[:, 1], random.integers(1, 50, len(at)).astype(float)


def by_hand(
    limited: Limited, rows: np.ndarray, columns: np.ndarray, worth: np.ndarray, most: int
) -> tuple[int, float]:
    for number in range(most, 0, -1):
        values = [
            float(worth[list(some)].sum())
            for some in combinations(range(len(rows)), number)
            if len(set(rows[list(some)])) == len(set(columns[list(some)])) == number
            and limited.carried(np.array(some)) is not None
        ]
        if values:
            return number, max(values)
    return 0, 0.0


@pytest.mark.parametrize("tried", [0, 400])
def test_the_best_pairs_under_limits_are_those_of_every_choice(
    tried: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_TRIED", tried)
    numbers = set()
    for seed in range(40):
        limited, rows, columns, worth = drawn(seed)
        most = 1 + seed % 3
        found, carried = best_within(limited, rows, columns, worth, most)
        value = float(worth[found].sum())
        assert (len(found), value) == by_hand(limited, rows, columns, worth, most), seed
        for pair, project in zip(found, carried, strict=True):
            assert limited.free[pair] if project < 0 else limited.options[project, pair]
        numbers.add(len(found))
    assert numbers == {0, 1, 2, 3}


def test_a_project_with_one_place_is_carried_once() -> None:
    options = np.array([[True, True]])
    one = Limited(
        options, np.zeros(2, bool), np.zeros((0, 2), bool), Left(np.array([1]), np.zeros(0, int))
    )
    assert one.carried(np.array([0])) is not None
    assert one.carried(np.array([0, 1])) is None

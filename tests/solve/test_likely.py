"""The best pairs found among the likely ones, beside the best of all."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.solve import likely
from matcher.solve.assignment import best_pairs
from matcher.solve.likely import best_likely_pairs
from matcher.solve.prices import Quota, column_prices, price_bound


def random_case(seed: int) -> tuple[np.ndarray, Quota]:
    """Return a matrix of whole numbers with ties and gaps, and a quota with or without musts."""
    random = np.random.default_rng(seed)
    height, width = random.integers(3, 40, 2)
    worth = random.integers(-5, random.choice([6, 1000]), (height, width)).astype(np.float64)
    worth[random.random((height, width)) < random.choice([0.0, 0.3, 0.8])] = -np.inf
    pairs = int(random.integers(1, min(height, width) + 1))
    must = [random.random(size) < 0.1 * (seed % 3) for size in (height, width)]
    return worth, Quota(pairs, *must)


@pytest.mark.parametrize("often", [1, 4, 30])
def test_it_is_the_best_of_all_whatever_the_prices(
    often: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likely, "LIKELY", often)
    decided = 0
    for seed in range(150):
        worth, quota = random_case(seed)
        if not quota.fits():
            continue
        prices = np.random.default_rng(seed).integers(-50, 50, worth.shape[1]).astype(np.float64)
        best = best_pairs(worth, quota)
        if best is not None:
            near = column_prices(worth, best, quota)
            prices = near + (prices if seed % 2 else 0)
        found = best_likely_pairs(worth, quota, prices)
        if found is None:
            continue
        decided += 1
        assert best is not None
        assert found.value == best.value == worth[found.rows, found.columns].sum()
        assert len(found.rows) == len(set(found.rows)) == len(set(found.columns)) == quota.pairs
        assert set(np.flatnonzero(quota.must_rows)) <= set(found.rows)
        assert set(np.flatnonzero(quota.must_columns)) <= set(found.columns)
        assert found.prices is not None
        content = (worth - found.prices).max(axis=1)
        assert price_bound(content, found.prices, quota) == found.value
        assert column_prices(worth, found, quota) is found.prices
    assert decided > 60


def test_where_the_likely_pairs_are_too_few_the_whole_matrix_decides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(likely, "LIKELY", 1)
    worth = np.where(np.eye(6) > 0, 1.0, 0.0)
    worth[:, 0] = 100.0
    quota = Quota(6, np.zeros(6, bool), np.zeros(6, bool))
    assert best_likely_pairs(worth, quota, np.zeros(6)) is None
    monkeypatch.setattr("matcher.solve.assignment.LARGE", 0)
    found = best_pairs(worth, quota, np.zeros(6))
    assert found is not None
    assert found.value == 105.0

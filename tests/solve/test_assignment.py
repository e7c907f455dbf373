"""Assignments of exactly n pairs, beside an enumeration of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from matcher.solve.assignment import best_pairs
from matcher.solve.prices import Quota, arc_slack, column_prices, price_bound

Floats = NDArray[np.float64]
Cells = tuple[tuple[int, int], ...]
Case = tuple[Floats, Quota]


@st.composite
def cases(draw: st.DrawFn, most: int = 4) -> Case:
    """Draw a small matrix with cells that are out, and how many pairs must include whom."""
    height, width = draw(st.integers(1, most)), draw(st.integers(1, most))
    cell = st.one_of(st.integers(-9, 9), st.integers(-10_000, 10_000), st.just(None))
    cells = draw(st.lists(cell, min_size=height * width, max_size=height * width))
    worth = np.array([-np.inf if one is None else float(one) for one in cells])
    pairs = draw(st.integers(1, min(height, width)))
    must = st.lists(st.sampled_from([False, False, True]), min_size=most, max_size=most)
    rows, columns = np.array(draw(must))[:height], np.array(draw(must))[:width]
    return worth.reshape(height, width), Quota(pairs, rows, columns)


def prices_for(case: Case) -> st.SearchStrategy[Floats]:
    width = case[0].shape[1]
    price = st.integers(-20_000, 20_000).map(float)
    return st.lists(price, min_size=width, max_size=width).map(np.array)


def ways(worth: Floats, quota: Quota) -> Iterator[tuple[float, Cells]]:
    """Yield every choice of pairs that a quota allows, with its value."""
    height, width = worth.shape
    for rows in combinations(range(height), quota.pairs):
        for columns in permutations(range(width), quota.pairs):
            if set(np.flatnonzero(quota.must_rows)) <= set(rows) and (
                set(np.flatnonzero(quota.must_columns)) <= set(columns)
            ):
                value = sum(worth[row, column] for row, column in zip(rows, columns, strict=True))
                if np.isfinite(value):
                    yield float(value), tuple(zip(rows, columns, strict=True))


def bound_at(worth: Floats, prices: Floats, quota: Quota) -> float:
    return float(price_bound((worth - prices).max(axis=1), prices, quota))


@settings(max_examples=200, deadline=None)
@given(cases())
def test_the_best_pairs_are_the_best_of_all_choices(case: Case) -> None:
    worth, quota = case
    values = [value for value, _ in ways(worth, quota)]
    found = best_pairs(worth, quota)
    if not values:
        assert found is None
        return
    assert found is not None
    cells = tuple(zip(found.rows.tolist(), found.columns.tolist(), strict=True))
    assert found.value == max(values)
    assert (found.value, cells) in list(ways(worth, quota))
    assert sorted(found.rows.tolist()) == found.rows.tolist()


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_prices_from_any_start_prove_the_best_pairs(data: st.DataObject) -> None:
    worth, quota = data.draw(cases())
    found = best_pairs(worth, quota)
    if found is None:
        return
    start = data.draw(st.none() | prices_for((worth, quota)))
    prices = column_prices(worth, found, quota, start)
    assert bound_at(worth, prices, quota) == found.value


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_prices_at_all_bound_every_choice_of_pairs(data: st.DataObject) -> None:
    worth, quota = data.draw(cases())
    prices = data.draw(prices_for((worth, quota)))
    bound = bound_at(worth, prices, quota)
    assert all(value <= bound for value, _ in ways(worth, quota))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_choice_with_a_pair_comes_nearer_to_the_bound_than_the_slack_of_the_pair(
    data: st.DataObject,
) -> None:
    worth, quota = data.draw(cases())
    if not quota.fits():
        return
    prices = data.draw(prices_for((worth, quota)))
    found = best_pairs(worth, quota)
    if found is not None and data.draw(st.booleans()):
        prices = column_prices(worth, found, quota, prices)
    bound, slack = bound_at(worth, prices, quota), arc_slack(worth, prices, quota)
    for value, cells in ways(worth, quota):
        assert all(value <= bound - slack[cell] for cell in cells)


def test_a_pair_that_is_out_has_endless_slack() -> None:
    worth = np.array([[3.0, -np.inf], [1.0, 2.0]])
    nobody = np.zeros(2, dtype=bool)
    assert arc_slack(worth, np.zeros(2), Quota(1, nobody, nobody))[0, 1] == np.inf


@pytest.mark.parametrize(("pairs", "must"), [(3, [0, 0]), (1, [1, 1])], ids=["many", "must"])
def test_a_quota_that_cannot_be_met_has_no_pairs(pairs: int, must: list[int]) -> None:
    quota = Quota(pairs, np.array(must, dtype=bool), np.zeros(2, dtype=bool))
    assert not quota.fits()
    assert best_pairs(np.ones((2, 2)), quota) is None


def test_bounds_come_for_many_rows_of_contents_at_once() -> None:
    random = np.random.default_rng(1)
    contents, prices = random.integers(-9, 9, (5, 4)) * 1.0, random.integers(-9, 9, 3) * 1.0
    quota = Quota(2, np.array([0, 1, 0, 0], dtype=bool), np.array([0, 0, 1], dtype=bool))
    bounds = price_bound(contents, prices, quota)
    assert bounds.tolist() == [float(price_bound(one, prices, quota)) for one in contents]


@pytest.mark.parametrize("seed", range(6))
def test_larger_assignments_are_proven_by_their_prices_too(seed: int) -> None:
    random = np.random.default_rng(seed)
    worth = random.integers(-2_000, 1_000, (40, 55)) * 1.0
    worth[random.random(worth.shape) < 0.6] = -np.inf
    quota = Quota(25, random.random(40) < 0.1, random.random(55) < 0.1)
    found = best_pairs(worth, quota)
    assert found is not None
    cold = column_prices(worth, found, quota)
    warm = column_prices(worth, found, quota, random.integers(-9_999, 9_999, 55) * 1.0)
    assert bound_at(worth, cold, quota) == bound_at(worth, warm, quota) == found.value

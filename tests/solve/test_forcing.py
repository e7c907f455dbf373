"""Losses of forced pairs, beside assignments in which the pair is forced."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from matcher.solve.assignment import best_pairs
from matcher.solve.forcing import Forcing, forced_losses
from matcher.solve.prices import Quota

Floats = NDArray[np.float64]


def forced(worth: Floats, quota: Quota, row: int, column: int) -> float:
    """Return what the best pairs with one of them given are worth, solved afresh."""
    left = worth.copy()
    left[row], left[:, column] = -np.inf, -np.inf
    left[row, column] = worth[row, column]
    rows, columns = quota.must_rows.copy(), quota.must_columns.copy()
    rows[row] = columns[column] = True
    best = best_pairs(left, Quota(quota.pairs, rows, columns))
    return -np.inf if best is None else best.value


@st.composite
def cases(draw: st.DrawFn) -> tuple[Floats, Quota]:
    """Draw a matrix with many ties or none, cells that are out, a quota and people who must be."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    height, width = random.integers(1, 8, 2)
    spread = random.choice([1, 3, 1000])
    worth = random.integers(-spread, spread + 1, (height, width)).astype(float)
    worth[random.random((height, width)) < random.choice([0, 0.2, 0.6])] = -np.inf
    must = [random.random(size) < random.choice([0, 0.3]) for size in (height, width)]
    return worth, Quota(int(random.integers(1, min(height, width) + 1)), *must)


@settings(max_examples=500, deadline=None)
@given(cases())
def test_losses_equal_those_of_solving_again_with_the_pair(case: tuple[Floats, Quota]) -> None:
    worth, quota = case
    best = best_pairs(worth, quota)
    if best is None:
        return
    losses = forced_losses(worth, quota, best)
    again = np.empty_like(worth)
    for row, column in np.ndindex(worth.shape):
        again[row, column] = forced(worth, quota, row, column)
    np.testing.assert_array_equal(best.value - losses, again)
    assert losses.min() >= 0
    assert not losses[best.rows, best.columns].any()


@pytest.mark.parametrize("must", [False, True])
def test_someone_who_must_be_in_leaves_no_place_to_take(must: bool) -> None:
    worth = np.array([[9.0], [5.0]])
    quota = Quota(1, np.array([must, False]), np.array([False]))
    best = best_pairs(worth, quota)
    assert best is not None
    assert forced_losses(worth, quota, best).tolist() == [[0.0], [np.inf if must else 4.0]]


@settings(max_examples=300, deadline=None)
@given(cases())
def test_losses_among_more_pairs_equal_those_that_are_found_afresh(
    case: tuple[Floats, Quota],
) -> None:
    worth, quota = case
    some = worth.copy()
    some.flat[::3] = -np.inf
    fewer, best = best_pairs(some, quota), best_pairs(worth, quota)
    if fewer is None or best is None:
        return
    more = Forcing.of(some, quota, fewer).with_more(worth)
    assert (more is None) == (best.value > fewer.value)
    if more is not None:
        np.testing.assert_array_equal(more.losses, forced_losses(worth, quota, best))

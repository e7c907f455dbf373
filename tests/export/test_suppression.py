"""No hidden count can be computed: every table that would look the same is tried."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.export.pseudonymised.counts import LEAST
from matcher.export.pseudonymised.guessing import Hidden, possible_values
from matcher.export.pseudonymised.suppression import SPREAD, suppress

Grid = np.ndarray
PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=3)


def block(groups: list[tuple[int, int]]) -> Grid:
    """Return counts of groups, each by placed and waiting, below those of everybody."""
    rows = np.array([(placed + waiting, placed, waiting) for placed, waiting in groups])
    return np.vstack([rows.sum(axis=0), rows])


def lookalikes(counts: Grid, hidden: Grid, most: int) -> list[Grid]:
    """Return every table with the same shown counts, whose hidden ones are small where they are."""
    free = range(most + 1)
    groups = len(counts) - 1
    options = [
        [(p, w) for p, w in product(free, free) if fits(p, w, counts[row], hidden[row])]
        for row in range(1, groups + 1)
    ]
    tables = (block(list(chosen)) for chosen in product(*options))
    return [one for one in tables if row_fits(one[0], counts[0], hidden[0])]


def fits(placed: int, waiting: int, row: Grid, hidden: Grid) -> bool:
    return row_fits(np.array([placed + waiting, placed, waiting]), row, hidden)


def row_fits(guess: Grid, row: Grid, hidden: Grid) -> bool:
    return all(
        (guess[at] < LEAST) == (row[at] < LEAST) if hidden[at] else guess[at] == row[at]
        for at in range(3)
    )


@settings(max_examples=30, deadline=None)
@given(PAIRS)
def test_every_hidden_count_could_be_one_of_three_at_least(groups: list[tuple[int, int]]) -> None:
    counts = block(groups)
    (mask,) = suppress([counts], [False])
    if mask is None:
        return
    assert mask[counts < LEAST].all()
    tables = lookalikes(counts, mask, 14)
    assert any((one == counts).all() for one in tables)
    for row, column in np.argwhere(mask):
        values = {int(one[row, column]) for one in tables}
        assert max(values) - min(values) >= SPREAD, (row, column)


def test_large_counts_are_all_shown() -> None:
    (mask,) = suppress([block([(10, 12), (8, 9)])], [False])
    assert mask is not None
    assert not mask.any()


def test_a_lone_small_count_takes_others_with_it() -> None:
    counts = block([(30, 3), (20, 10), (15, 12)])
    (mask,) = suppress([counts], [False])
    assert mask is not None
    assert mask[1, 2]
    assert mask[1].sum() >= 2
    assert mask[1:, 2].sum() >= 2
    assert not mask[0].any()


def test_two_small_counts_that_their_sum_gives_away_are_hidden_with_it() -> None:
    counts = block([(4, 4), (20, 20)])
    (mask,) = suppress([counts], [False])
    assert mask is not None
    assert mask[1].all()


def test_sides_with_as_many_placed_do_not_give_each_other_away() -> None:
    counts = block([(3, 9), (3, 12)])
    (mask,) = suppress([counts], [True])
    assert mask is None  # six have a place, so it is three of each side
    (mask,) = suppress([block([(8, 9), (8, 2), (8, 4)])], [True])
    assert mask is not None
    assert not mask[:, 1].any()


def test_groupings_share_what_is_hidden_of_everybody() -> None:
    counts = [block([(3, 9), (7, 6)]), block([(10, 15)]), block([(2, 1), (8, 14)])]
    masks = suppress(counts, [False, False, False])
    shown = [mask[0].tolist() for mask in masks if mask is not None]
    assert all(one == shown[0] for one in shown)
    together = [
        Hidden(one, mask) for one, mask in zip(counts, masks, strict=True) if mask is not None
    ]
    for least, most in possible_values(together, LEAST).values():
        assert most - least >= SPREAD


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 12), st.integers(0, 6), st.data())
def test_several_groupings_of_few_people_are_safe_together(
    placed: int, waiting: int, data: st.DataObject
) -> None:
    def split() -> Grid:
        p = data.draw(st.integers(0, placed))
        w = data.draw(st.integers(0, waiting))
        return block([(p, w), (placed - p, waiting - w)])

    counts = [split(), split()]
    masks = suppress(counts, [False, False])
    together = [
        Hidden(one, mask) for one, mask in zip(counts, masks, strict=True) if mask is not None
    ]
    for least, most in possible_values(together, LEAST).values():
        assert most - least >= SPREAD


@pytest.mark.parametrize("groups", [[(0, 0)], [(1, 0), (0, 1)], [(5, 0), (0, 5)]])
def test_tiny_programmes_end_in_something_safe(groups: list[tuple[int, int]]) -> None:
    counts = block(groups)
    (mask,) = suppress([counts], [False])
    assert mask is None or mask[counts < LEAST].all()

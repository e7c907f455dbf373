"""The best pairs of any matrix, beside an enumeration and beside SciPy."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from matcher.errors import MatcherError
from matcher.pairing import Found, OfMatrix, best_pairs

Matrix = NDArray[np.signedinteger]
Flags = NDArray[np.bool_]


@st.composite
def matrices(draw: st.DrawFn, most: int = 4) -> tuple[Matrix, Flags]:
    """Draw a small matrix with many ties, and cells that are out."""
    height, width = draw(st.integers(1, most)), draw(st.integers(1, most))
    size = height * width
    cell = draw(st.sampled_from([st.integers(0, 2), st.integers(-9, 9), st.integers(0, 10**9)]))
    worth = draw(st.lists(cell, min_size=size, max_size=size))
    flag = draw(st.sampled_from([st.just(True), st.booleans()]))
    allowed = draw(st.lists(flag, min_size=size, max_size=size))
    shape = height, width
    return np.array(worth, dtype=np.int64).reshape(shape), np.array(allowed).reshape(shape)


def best_by_hand(worth: Matrix, allowed: Flags, wanted: int) -> tuple[int, int]:
    """Return the most pairs up to those wanted, and what so many are worth at most."""
    for pairs in range(min(*worth.shape, wanted), 0, -1):
        values = [
            sum(int(worth[cell]) for cell in zip(rows, columns, strict=True))
            for rows in combinations(range(worth.shape[0]), pairs)
            for columns in permutations(range(worth.shape[1]), pairs)
            if all(allowed[cell] for cell in zip(rows, columns, strict=True))
        ]
        if values:
            return pairs, max(values)
    return 0, 0


def check(found: Found | None, worth: Matrix, allowed: Flags) -> Found:
    """Assert that what was found are pairs, and worth what it says."""
    assert found is not None
    assert len(set(found.rows.tolist())) == len(set(found.columns.tolist())) == len(found.rows)
    assert allowed[found.rows, found.columns].all()
    assert (worth[found.rows, found.columns] == found.worth).all()
    assert found.value == found.worth.sum() <= found.bound
    assert found.rows.tolist() == sorted(found.rows.tolist())
    return found


@settings(max_examples=400, deadline=None)
@given(matrices(), st.integers(0, 5), st.integers(1, 3), st.integers(1, 9))
def test_the_best_pairs_are_the_best_of_all_choices(
    case: tuple[Matrix, Flags], wanted: int, breadth: int, cells: int
) -> None:
    worth, allowed = case
    found = best_pairs(OfMatrix(worth, allowed), wanted, breadth=breadth, cells=cells)
    check(found, worth, allowed)
    assert found is not None
    assert (len(found.rows), found.value) == best_by_hand(worth, allowed, wanted)
    assert found.proven


def scipy_value(worth: Matrix) -> int:
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return int(worth[rows, columns].sum())


def made(kind: str, shape: tuple[int, int], seed: int) -> Matrix:
    """Return a matrix of one kind."""
    random = np.random.default_rng(seed)
    height, width = shape
    if kind == "random":
        return random.integers(0, 1001, shape)
    if kind == "one value":
        return np.full(shape, 7, dtype=np.int16)
    if kind == "few values":
        ours, theirs = random.integers(0, 3, (height, 4)), random.integers(0, 3, (width, 4))
        return (250 * (ours[:, None] == theirs[None]).sum(axis=2)).astype(np.int16)
    if kind == "everybody wants the same":
        return (np.outer(random.random(height), random.random(width)) * 1000).astype(np.int16)
    if kind == "large and negative":
        return random.integers(-(10**12), 10**12, shape)
    raise ValueError(kind)


KINDS = ("random", "one value", "few values", "everybody wants the same", "large and negative")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [(150, 150), (90, 160), (170, 80)])
def test_medium_matrices_agree_with_scipy(kind: str, shape: tuple[int, int]) -> None:
    worth = made(kind, shape, seed=1)
    found = best_pairs(OfMatrix(worth), 1000, breadth=4, cells=2000)
    found = check(found, worth, np.ones(shape, dtype=bool))
    assert found.proven
    assert len(found.rows) == min(shape)
    assert found.value == scipy_value(worth)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wanted", [1, 12, 79])
def test_fewer_pairs_than_people_agree_with_a_padded_assignment(kind: str, wanted: int) -> None:
    worth = made(kind, (80, 100), seed=2)
    padded = np.full((80 + 100 - wanted, 80 + 100 - wanted), -(10**14), dtype=np.int64)
    padded[:80, :100] = worth
    padded[:80, 100:] = 0
    padded[80:, :100] = 0
    found = best_pairs(OfMatrix(worth), wanted, breadth=3)
    found = check(found, worth, np.ones(worth.shape, dtype=bool))
    assert found.proven
    assert (len(found.rows), found.value) == (wanted, scipy_value(padded))


@pytest.mark.parametrize("seed", range(6))
def test_the_most_pairs_are_counted_where_much_is_forbidden(seed: int) -> None:
    random = np.random.default_rng(seed)
    worth = random.integers(0, 50, (120, 110))
    allowed = random.random(worth.shape) < 0.02
    allowed[:30, 5:] = False
    found = check(best_pairs(OfMatrix(worth, allowed), 500, breadth=1), worth, allowed)
    weight = np.where(allowed, worth + 10**6, 0)
    best = scipy_value(weight)
    assert (len(found.rows), found.value) == divmod(best, 10**6)
    assert found.proven


def test_pairs_that_only_few_can_form_are_found_though_their_worth_is_low() -> None:
    worth = np.full((200, 200), 900, dtype=np.int16)
    allowed = np.zeros((200, 200), dtype=bool)
    allowed[:, :100] = True
    allowed[100:, 100:] = True
    worth[:, 100:] = 0
    found = check(best_pairs(OfMatrix(worth, allowed), 200, breadth=1), worth, allowed)
    assert (len(found.rows), found.value) == (200, 100 * 900)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_has_no_pairs(shape: tuple[int, int]) -> None:
    found = best_pairs(OfMatrix(np.zeros(shape, dtype=np.int16)), 3)
    assert found is not None
    assert (len(found.rows), found.value, found.bound) == (0, 0, 0)


def test_where_nothing_is_allowed_there_are_no_pairs() -> None:
    nothing = np.zeros((3, 4), dtype=bool)
    found = best_pairs(OfMatrix(np.ones((3, 4), dtype=np.int16), nothing), 3)
    assert found is not None
    assert (len(found.rows), found.proven) == (0, True)


@settings(max_examples=100, deadline=None)
@given(matrices(), st.integers(1, 5), st.integers(0, 3))
def test_whenever_it_is_stopped_the_bound_holds(
    case: tuple[Matrix, Flags], wanted: int, asked: int
) -> None:
    worth, allowed = case
    left = iter([False] * asked)
    found = best_pairs(OfMatrix(worth, allowed), wanted, breadth=1, stop=lambda: next(left, True))
    if found is not None:
        check(found, worth, allowed)
        pairs, value = best_by_hand(worth, allowed, wanted)
        assert len(found.rows) == pairs
        assert found.value <= value <= found.bound


@pytest.mark.parametrize("kind", KINDS)
def test_every_bound_on_the_way_holds(kind: str) -> None:
    worth = made(kind, (120, 130), seed=3)
    best = scipy_value(worth)
    seen: list[Found] = []

    def note(found: Found) -> bool:
        seen.append(found)
        return False

    best_pairs(OfMatrix(worth), 120, enough=note, breadth=1)
    assert all(found.value <= best <= found.bound for found in seen)
    assert all(late.bound <= soon.bound for soon, late in pairwise(seen))


def test_it_ends_as_soon_as_that_will_do() -> None:
    worth = made("random", (100, 100), seed=4)
    found = best_pairs(OfMatrix(worth), 100, enough=lambda found: True, breadth=2)
    assert found is not None
    assert found.sweeps == 1
    assert found.value <= scipy_value(worth) <= found.bound


class Counting(OfMatrix):
    """A matrix that notes how large its blocks are."""

    def __init__(self, worth: Matrix) -> None:
        super().__init__(worth)
        self.sizes: list[int] = []

    def block(self, rows: slice) -> tuple[Matrix, Flags | None]:
        block = super().block(rows)
        self.sizes.append(block[0].size)
        return block


@pytest.mark.parametrize("cells", [100, 1500, 10**6])
def test_no_block_has_more_cells_than_it_may(cells: int) -> None:
    matrix = Counting(made("everybody wants the same", (90, 100), seed=5))
    found = best_pairs(matrix, 90, cells=cells, breadth=3)
    assert found is not None
    assert found.proven
    assert max(matrix.sizes) <= cells
    assert sum(matrix.sizes) >= found.sweeps * 90 * 100


@pytest.mark.parametrize(
    ("worth", "message"),
    [
        (np.ones((2, 2)), "not float64"),
        (np.ones(2, dtype=np.int16), "a matrix"),
        (np.ones((2, 2), dtype=np.uint8), "not uint8"),
    ],
)
def test_a_matrix_must_hold_signed_whole_numbers(worth: Matrix, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        OfMatrix(worth)


@pytest.mark.parametrize("much", [2**59, 2**62])
def test_worth_that_is_too_large_is_refused(much: int) -> None:
    with pytest.raises(MatcherError, match="too large"):
        best_pairs(OfMatrix(np.array([[much, -much], [0, much]])), 2)


def test_flags_must_fit_the_matrix() -> None:
    with pytest.raises(ValueError, match=r"not \(3, 2\)"):
        OfMatrix(np.ones((2, 2), dtype=np.int16), np.ones((3, 2), dtype=bool))

"""The best pairs of a region without regard to cohorts, and the prices that prove it.

No intake plan is worth more: a cohort's pairs are pairs of the region, no person is in two of
them, and dates only cost more than the best dates of all for each person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.intakes.sizes import placed_at_most
from matcher.solve.assignment import best_pairs
from matcher.solve.prices import Quota, column_prices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.programme.intake import IntakeSettings

    Floats = NDArray[np.float64]
    Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Assigned:
    """The best pairs of a region, and a certificate that none are better.

    Attributes
    ----------
    pairs
        Patient and professional, as indices, by patient.
    most
        No plan of the region has more pairs.
    possible
        How many pairs there could be, whatever a cohort's size.
    row_prices, column_prices
        What a person is worth at most, in points and not negative, ``(P,)`` and ``(Q,)``.
    place_price
        What a place is worth at most besides.
    """

    pairs: Pairs
    most: int
    possible: int
    row_prices: tuple[int, ...]
    column_prices: tuple[int, ...]
    place_price: int

    @property
    def bound(self) -> int:
        """No plan of the region has a higher total, however many pairs it has."""
        return sum(self.row_prices) + sum(self.column_prices) + self.place_price * self.most


def assign(worth: Floats, settings: IntakeSettings, wish: Floats | None = None) -> Assigned:
    """Return the best pairs of a region, as many as there is a place for.

    Parameters
    ----------
    worth
        What a pair is worth at most in whole points, minus infinity where it may not be formed,
        ``(P, Q)``.
    settings
        How small and how large a cohort may be.
    wish
        What each pair is worth besides when pairs are chosen, though not in the bound: who should
        have a place first.
    """
    possible = csr_array(np.isfinite(worth))
    matched = maximum_bipartite_matching(possible, perm_type="column")
    possible_pairs = int((matched >= 0).sum())
    most = placed_at_most(possible_pairs, settings)
    anybody = Quota(most, np.zeros(worth.shape[0], bool), np.zeros(worth.shape[1], bool))
    if not most:
        return Assigned((), 0, possible_pairs, (0,) * worth.shape[0], (0,) * worth.shape[1], 0)
    best = best_pairs(worth, anybody)
    assert best is not None, "there are so many pairs"
    prices = column_prices(worth, best, anybody)
    pairs = best
    if wish is not None and wish.any():
        wished = best_pairs(worth + wish, anybody)
        pairs = best if wished is None else wished
    rows, columns, place = _certificate(worth, prices, most)
    return Assigned(
        pairs=tuple(zip(pairs.rows.tolist(), pairs.columns.tolist(), strict=True)),
        most=most,
        possible=possible_pairs,
        row_prices=rows,
        column_prices=columns,
        place_price=place,
    )


def _certificate(
    worth: Floats, prices: Floats, most: int
) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """Return prices of people, and of a place, that no pair is worth more than together.

    From prices for exactly so many pairs come prices for at most so many: what the last person
    counted on each side is worth goes into the price of a place.
    """
    prices = np.round(prices)
    content = (worth - prices).max(axis=1, initial=-np.inf)
    last_row, last_column = _last_counted(content, most), _last_counted(prices, most)
    rows = np.maximum(content - last_row, 0.0)
    columns = np.maximum(prices - last_column, 0.0)
    place = max(0.0, last_row + last_column)
    return tuple(map(int, rows)), tuple(map(int, columns)), int(place)


def _last_counted(values: Floats, count: int) -> float:
    return float(np.partition(values, len(values) - count)[len(values) - count])

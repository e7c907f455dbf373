"""What is chosen among when days get their venues, and what is kept low, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.programme.settling import VenueSettings
    from matcher.settle.venue_marks import VenueMarks

    Whole = NDArray[Any]

HUNDREDTHS = 100
"""How many hundredths a unit of the currency has."""


class Goal(NamedTuple):
    """Something to keep low."""

    mark: Whole
    """What it counts that a day is held at a venue, ``(D, V)``."""
    again: int
    """What it counts besides that an earlier day was held there."""


@dataclass(frozen=True)
class VenueCase:
    """What is to be chosen.

    Attributes
    ----------
    marks
        What speaks against each venue; every day has one that is possible.
    settings
        What counts, and how much.
    used
        The venues at which workshops were held already.
    budget
        What the days may cost together, in hundredths; nothing where there is no limit.
    """

    marks: VenueMarks
    settings: VenueSettings
    used: frozenset[str]
    budget: int | None

    @property
    def goals(self) -> list[Goal]:
        """What is kept low, the most important first; ids stand below all of it."""
        marks = self.marks
        nothing = np.zeros_like(marks.price)
        goals = [
            Goal(marks.price, 0),
            Goal(marks.worst, 0),
            Goal(marks.journeys, 0),
            Goal(nothing, 1),
            Goal(marks.moved, 0),
            Goal(marks.too_far, 0),
        ]
        wish = _wish(marks, self.settings)
        return [wish, *goals] if wish is not None else goals

    def least_money(self) -> int:
        """Return what the days cost at least."""
        dear = np.where(self.marks.possible, self.marks.price, self.marks.price.max(initial=0))
        return int(dear.min(axis=1).sum()) if dear.size else 0

    def money(self, chosen: Sequence[int]) -> int:
        """Return what the venues of the days cost, given by their places."""
        return int(self.marks.price[np.arange(len(chosen)), chosen].sum())


def _wish(marks: VenueMarks, settings: VenueSettings) -> Goal | None:
    """Return the weighted sum as whole numbers, or nothing where no weight is above 0."""
    per_unit = {
        "cost": settings.weight_cost,
        "worst": settings.weight_worst_journey,
        "journeys": settings.weight_journeys,
        "too_far": settings.weight_too_far,
        "again": settings.weight_same_place,
    }
    exact = {name: Fraction(str(weight)) for name, weight in per_unit.items()}
    if not any(exact.values()):
        return None
    scale = lcm(*(weight.denominator for weight in exact.values()))
    whole = {name: int(weight * scale) for name, weight in exact.items()}
    mark = marks.price.astype(object) * whole["cost"]
    for values, name in (
        (marks.worst, "worst"),
        (marks.journeys, "journeys"),
        (marks.too_far, "too_far"),
    ):
        mark = mark + values.astype(object) * (whole[name] * HUNDREDTHS)
    return Goal(mark, whole["again"] * HUNDREDTHS)

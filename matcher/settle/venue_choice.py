"""Which venue each day gets: a flow of least cost, or a solver where a budget stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.settle.rota import rota
from matcher.settle.venue_budget import within_budget
from matcher.settle.venue_case import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.settle.venue_case import VenueCase


def choose_venues(case: VenueCase) -> tuple[list[int], bool]:
    """Return the venue of each day by its place in `VenueMarks.ids`, and whether that is proven.

    Without a budget in the way this is a flow. With one, a solver chooses.
    """
    found = _without_budget(case, case.goals)
    if case.budget is None or case.money(found) <= case.budget:
        return found, True
    cheapest = _without_budget(case, [Goal(case.marks.price, 0), *case.goals])
    if case.money(cheapest) >= case.budget:
        return cheapest, True
    return within_budget(case, cheapest)


def _without_budget(case: VenueCase, goals: Sequence[Goal]) -> list[int]:
    days, venues = case.marks.possible.shape
    costs, again = np.zeros((days, venues), dtype=object), 0
    for goal in goals:
        size = days * (int(goal.mark.max(initial=0)) + goal.again) + 1
        costs, again = costs * size + goal.mark.astype(object), again * size + goal.again
    turns = np.full((venues, days), again, dtype=object)
    turns[[identity not in case.used for identity in case.marks.ids], :1] = 0
    chosen = rota(costs, case.marks.possible, [1] * days, turns)
    assert chosen is not None, "every day has a venue that is possible"
    return [int(place) for place in chosen.argmax(axis=1)] if venues else []

"""The book of a district: which facilitator and which venue is taken on which day.

Cohorts are booked one after the other. What is taken on a day is not offered to the next cohort on
that day; a facilitator's places for pairs count over all their cohorts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from matcher.cohort import Answer
from matcher.dates import Code, facilitator_answers, window

if TYPE_CHECKING:
    from matcher.cohort import Cohort, Facilitator, Venue
    from matcher.plans import Plan

FACILITATOR, VENUE = "facilitator", "venue"

SPARE = 1
"""How many facilitators a cohort is offered beyond those that it needs."""


@dataclass(frozen=True)
class Booking:
    """Somebody or something that one cohort has on a day."""

    kind: str
    who: str
    day: date


def bookings_of(plan: Plan) -> tuple[Booking, ...]:
    """Return what a plan takes, each thing once a day."""
    found = set()
    for workshop in plan.workshops:
        found |= {(FACILITATOR, leader, workshop.date) for leader in workshop.facilitators}
        if workshop.venue is not None:
            found.add((VENUE, workshop.venue, workshop.date))
    found |= {(FACILITATOR, one.facilitator, one.date) for one in plan.check_ins}
    found |= {(FACILITATOR, one.facilitator, one.date) for one in plan.catch_ups}
    return tuple(Booking(*one) for one in sorted(found))


class Book:
    """What is taken in a district.

    Parameters
    ----------
    cohort
        The district as one cohort.
    """

    def __init__(self, cohort: Cohort) -> None:
        self._cohort = cohort
        self._window = window(cohort.programme)
        self._taken: dict[tuple[str, str], set[date]] = {}
        self._places = {one.facilitator_id: one.max_pairs for one in cohort.facilitators}

    def take(self, plan: Plan) -> None:
        """Book what a plan takes."""
        for booking in bookings_of(plan):
            self._taken.setdefault((booking.kind, booking.who), set()).add(booking.day)
        for pair in plan.pairs:
            left = self._places.get(pair.facilitator or "")
            if left is not None and pair.facilitator is not None:
                self._places[pair.facilitator] = left - 1

    def venues(self) -> tuple[Venue, ...]:
        """Return the venues with the days that are left to them."""
        return tuple(self._left(venue) for venue in self._cohort.venues)

    def facilitators(self, days: Sequence[date], pairs: int) -> tuple[Facilitator, ...]:
        """Return a team for a cohort: enough on each of some days, and enough for its pairs.

        Those come first who can do most of the days; where all of them together are too few on a
        day, everybody is in the team.
        """
        free = self.free(days)
        needed = self._cohort.programme.workshops.facilitators
        order = sorted(range(len(free)), key=lambda index: (-int(free[index].sum()), index))
        team: list[int] = []
        spare = SPARE
        for index in order:
            enough = bool((free[team].sum(axis=0) >= needed).all()) if team else not needed
            if enough and self._room(team) >= pairs:
                spare -= 1
                if spare < 0:
                    break
            team.append(index)
        return tuple(self._lessened(self._cohort.facilitators[index]) for index in sorted(team))

    def everybody(self) -> tuple[Facilitator, ...]:
        """Return all facilitators with the places that are left to them."""
        return tuple(map(self._lessened, self._cohort.facilitators))

    def free(self, days: Sequence[date]) -> np.ndarray:
        """Return which facilitators can come on which days and are not taken, ``(F, D)``."""
        can = facilitator_answers(self._cohort, days) >= Code.IF_NEEDED
        for index, leader in enumerate(self._cohort.facilitators):
            taken = self._taken.get((FACILITATOR, leader.facilitator_id), set())
            can[index] &= np.array([day not in taken for day in days], dtype=bool)
        return np.asarray(can)

    def answers(self, who: str) -> dict[date, Answer]:
        """Return what a facilitator answered, with a no on every day that is taken."""
        own = self._cohort.availability.get(who, {})
        taken = dict.fromkeys(self._taken.get((FACILITATOR, who), ()), Answer.NO)
        return dict(sorted({**own, **taken}.items()))

    def _room(self, team: list[int]) -> int:
        leaders = self._cohort.facilitators
        left = [self._places[leaders[index].facilitator_id] for index in team]
        return sum(len(self._cohort.people) if one is None else one for one in left)

    def _lessened(self, leader: Facilitator) -> Facilitator:
        left = self._places[leader.facilitator_id]
        return leader if left is None else leader.model_copy(update={"max_pairs": max(0, left)})

    def _left(self, venue: Venue) -> Venue:
        taken = self._taken.get((VENUE, venue.venue_id), set())
        if not taken:
            return venue
        open_days = self._window if venue.dates is None else venue.dates
        left = tuple(day for day in open_days if day not in taken)
        return venue.model_copy(update={"dates": left})

"""What speaks against each venue on each day: money, journeys, and change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.dates import Code, answers
from matcher.money import in_hundredths
from matcher.venues import from_home, journeys, longest_journey, suitable_venues
from matcher.wording import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Person, Venue

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

UNKNOWN_JOURNEY_MINUTES = 24 * 60
"""What a journey counts that `travel` says nothing about: known ones come first."""


@dataclass(frozen=True)
class VenueMarks:
    """What speaks against each venue on each day, as whole numbers, ``(D, V)``.

    Attributes
    ----------
    ids
        The venues that suit everybody who applied, ``(V,)``.
    possible
        Which of them are free on which day.
    price
        What a day costs, in hundredths of the currency.
    worst
        The minutes of the longest journey.
    journeys
        The minutes of all journeys together.
    moved
        How many workshops would leave the venue that the running plan names for that day.
    too_far
        How many people would have a journey that is too long for them.
    """

    ids: tuple[str, ...]
    possible: Flags
    price: Whole
    worst: Whole
    journeys: Whole
    moved: Whole
    too_far: Whole


def venue_marks(
    cohort: Cohort, people: Sequence[Person], numbers: Mapping[date, Sequence[int]]
) -> VenueMarks:
    """Return what speaks against each suitable venue on each day, whoever can come that day.

    Parameters
    ----------
    cohort
        What is planned.
    people
        Everybody in the plan's pairs.
    numbers
        The days, and the numbers of the workshops on each.
    """
    venues, days = suitable_venues(cohort), list(numbers)
    minutes, too_long = _ways(cohort, people, venues)
    comes = answers(cohort, people, days).T >= Code.IF_NEEDED
    longest = [np.where(there, minutes, 0).max(axis=1, initial=0) for there in comes]
    shape = len(days), len(venues)
    price = [in_hundredths(venue.cost_per_day) for venue in venues]
    return VenueMarks(
        ids=tuple(venue.venue_id for venue in venues),
        possible=np.array(
            [[venue.is_open(day) for venue in venues] for day in days], dtype=bool
        ).reshape(shape),
        price=np.broadcast_to(np.array(price, dtype=np.int64), shape),
        worst=np.array(longest, dtype=np.int64).reshape(shape),
        journeys=comes.astype(np.int64) @ minutes.T,
        moved=_moved(cohort, venues, numbers),
        too_far=comes.astype(np.int64) @ too_long.T,
    )


def _ways(cohort: Cohort, people: Sequence[Person], venues: Sequence[Venue]) -> tuple[Whole, Whole]:
    """Return everybody's minutes to each venue, and whether they are too many, ``(V, people)``."""
    known = journeys(cohort)
    areas = [plain(person.area) for person in people]
    most = np.array([longest_journey(cohort, person) for person in people], dtype=np.int64)
    minutes = np.zeros((len(venues), len(people)), dtype=np.int64)
    for row, venue in enumerate(venues):
        if not venue.online:
            ways = known.get(venue.venue_id, {})
            minutes[row] = [ways.get(area, UNKNOWN_JOURNEY_MINUTES) for area in areas]
            at_home = set(from_home(cohort, venue, people, ways))
            minutes[row, [person.person_id in at_home for person in people]] = 0
    return minutes, (minutes > most[None, :]).astype(np.int64)


def _moved(cohort: Cohort, venues: Sequence[Venue], numbers: Mapping[date, Sequence[int]]) -> Whole:
    running = cohort.current_plan.workshops if cohort.current_plan else ()
    there = {(one.number, one.date): one.venue for one in running if one.venue is not None}
    moved = np.zeros((len(numbers), len(venues)), dtype=np.int64)
    for row, (day, those) in enumerate(numbers.items()):
        before = [there[number, day] for number in those if (number, day) in there]
        moved[row] = [sum(one != venue.venue_id for one in before) for venue in venues]
    return moved

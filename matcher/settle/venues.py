"""The venue of each workshop, and who joins from home."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matcher.dates import Code, answers
from matcher.happened import announced, held
from matcher.money import in_hundredths
from matcher.settle.venue_case import VenueCase
from matcher.settle.venue_choice import choose_venues
from matcher.settle.venue_marks import venue_marks
from matcher.venues import from_home, journeys, suitable_venues

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from matcher.cohort import Cohort, Person
    from matcher.plans import Workshop
    from matcher.settle.venue_marks import VenueMarks

    Numbers = Mapping[date, Sequence[int]]
    Places = dict[date, str | None]


@dataclass(frozen=True)
class Venues:
    """Where the workshops are held.

    Attributes
    ----------
    venues
        The venue of each workshop.
    remote
        Who joins each workshop from home, by id.
    proven
        Whether nothing better exists for these people and days.
    """

    venues: tuple[str | None, ...]
    remote: tuple[tuple[str, ...], ...]
    proven: bool


def settle_venues(cohort: Cohort, people: Sequence[Person], days: Sequence[date]) -> Venues:
    """Return the best venues for people and days; workshops that share a day share its venue.

    What was held stays as it was. An announced workshop keeps its venue while that is there, free
    and suitable; it gives way only where the budget cannot be kept otherwise.

    Parameters
    ----------
    cohort
        What is planned.
    people
        Everybody in the plan's pairs.
    days
        The date of each workshop, ``(T,)``.
    """
    past = {number: one for number, one in held(cohort).items() if _is_on(one, days)}
    where: Places = {}
    for one in past.values():
        where.setdefault(one.date, one.venue)
    ahead: dict[date, list[int]] = {}
    for number, day in enumerate(days, start=1):
        if day not in where:
            ahead.setdefault(day, []).append(number)
    chosen, proven = _chosen(cohort, people, ahead, list(past.values()))
    where |= chosen
    at_home = _at_home(cohort, people, where)
    return Venues(
        venues=tuple(
            past[number].venue if number in past else where[day]
            for number, day in enumerate(days, start=1)
        ),
        remote=tuple(
            past[number].remote if number in past else at_home[day]
            for number, day in enumerate(days, start=1)
        ),
        proven=proven,
    )


def _is_on(workshop: Workshop, days: Sequence[date]) -> bool:
    """Return whether a workshop of the running plan has the same date in this one."""
    return workshop.number <= len(days) and days[workshop.number - 1] == workshop.date


def _chosen(
    cohort: Cohort, people: Sequence[Person], ahead: Numbers, past: Sequence[Workshop]
) -> tuple[Places, bool]:
    """Return the venue of each day that is still ahead, and whether that is proven."""
    suitable = suitable_venues(cohort)
    open_to = {day: ahead[day] for day in ahead if any(one.is_open(day) for one in suitable)}
    marks = venue_marks(cohort, people, open_to)
    price = {venue.venue_id: in_hundredths(venue.cost_per_day) for venue in cohort.venues}
    paid = sum(price.get(venue, 0) for _, venue in {(one.date, one.venue or "") for one in past})
    settings = cohort.programme.venues
    case = VenueCase(
        marks=marks,
        settings=settings,
        used=frozenset(one.venue for one in past if one.venue is not None),
        budget=None if settings.budget is None else in_hundredths(settings.budget) - paid,
    )
    keeping = replace(case, marks=_announced_first(cohort, marks, open_to))
    if case.budget is None or keeping.least_money() <= case.budget:
        case = keeping
    places, proven = choose_venues(case)
    where: Places = dict.fromkeys(ahead)
    where |= {day: marks.ids[place] for day, place in zip(open_to, places, strict=True)}
    return where, proven


def _announced_first(cohort: Cohort, marks: VenueMarks, ahead: Numbers) -> VenueMarks:
    """Return the same with no other venue possible where one was announced that still is."""
    told = announced(cohort)
    possible = marks.possible.copy()
    place = {identity: index for index, identity in enumerate(marks.ids)}
    for row, (day, numbers) in enumerate(ahead.items()):
        before = [told[one].venue for one in numbers if one in told and told[one].date == day]
        kept = [place[one] for one in before if one in place and possible[row, place[one]]]
        if kept:
            possible[row] = False
            possible[row, kept[0]] = True
    return replace(marks, possible=possible)


def _at_home(
    cohort: Cohort, people: Sequence[Person], where: Places
) -> dict[date, tuple[str, ...]]:
    """Return who joins from home on each day."""
    venues = {venue.venue_id: venue for venue in cohort.venues}
    known = journeys(cohort)
    comes = answers(cohort, people, list(where)) >= Code.IF_NEEDED
    found: dict[date, tuple[str, ...]] = {}
    for column, (day, identity) in enumerate(where.items()):
        there = [person for person, it in zip(people, comes[:, column], strict=True) if it]
        venue = venues.get(identity or "")
        found[day] = (
            () if venue is None else from_home(cohort, venue, there, known.get(venue.venue_id, {}))
        )
    return found

"""The venues of workshops."""

from __future__ import annotations

from settling import DAYS, PAIR, cohort_of

from matcher.cohort import Cohort, Journey, Venue
from matcher.settle.venues import settle_venues


def venues_of(cohort: Cohort) -> list[str | None]:
    return list(settle_venues(cohort, cohort.people, DAYS))


def test_without_venues_a_workshop_has_none() -> None:
    assert venues_of(cohort_of(*PAIR)) == [None, None, None]


def test_the_cheapest_venue_that_is_open_is_taken() -> None:
    dear = Venue(venue_id="A", cost_per_day=200)
    cheap = Venue(venue_id="B", cost_per_day=100, dates=DAYS[:2])
    assert venues_of(cohort_of(*PAIR, venues=(dear, cheap))) == ["B", "B", "A"]


def test_of_two_that_cost_the_same_the_nearer_is_taken() -> None:
    venues = (Venue(venue_id="A"), Venue(venue_id="B"), Venue(venue_id="C"))
    minutes = {("North", "A"): 50, ("South", "A"): 10, ("North", "B"): 20, ("South", "B"): 30}
    travel = tuple(
        Journey(area=area, venue_id=venue, minutes=how_long)
        for (area, venue), how_long in minutes.items()
    )
    assert venues_of(cohort_of(*PAIR, venues=venues, travel=travel)) == ["B"] * 3


def test_a_venue_that_is_too_small_or_lacks_what_somebody_needs_is_not_taken() -> None:
    people = (PAIR[0].model_copy(update={"access_needs": ("step_free",)}), PAIR[1])
    small = Venue(venue_id="A", capacity=6, features=("step_free",))
    stairs = Venue(venue_id="B", capacity=40)
    right = Venue(venue_id="C", capacity=7, features=("step_free",), cost_per_day=999)
    assert venues_of(cohort_of(*people, venues=(small, stairs, right))) == ["C"] * 3

"""The choice of venues against all choices, counted from the records."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest
from running_plans import running
from settling import DAYS, cohort_of, person

from matcher.cohort import Answer, Cohort, Journey, Person, Venue
from matcher.plans import Workshop, WorkshopState
from matcher.settle import venue_budget
from matcher.settle.venue_marks import UNKNOWN_JOURNEY_MINUTES
from matcher.settle.venues import settle_venues
from worlds import with_rules

WEIGHTS = ("cost", "worst_journey", "journeys", "same_place", "too_far")
AREAS = ("North", "South", "East")


def random_world(seed: int) -> Cohort:
    random = Random(seed)
    people = [
        person(
            name,
            area=random.choice(AREAS),
            remote_ok=random.choice([True, False, None]),
            max_travel_minutes=random.choice([None, 20, 60]),
        )
        for name in ("P1", "P2", "H1", "H2")
    ]
    venues = [
        Venue(
            venue_id=name,
            cost_per_day=random.choice([0, 0.1, 0.2, 10]),
            hybrid=random.random() < 0.3,
            online=random.random() < 0.1,
            dates=None if name == "A" else tuple(day for day in DAYS if random.random() < 0.8),
        )
        for name in "ABCD"
    ]
    travel = [
        Journey(area=area, venue_id=venue.venue_id, minutes=random.choice([10, 40, 70, 100]))
        for area in AREAS
        for venue in venues
        if random.random() < 0.9
    ]
    gone = {one.person_id: {day: Answer.NO} for one, day in zip(people, DAYS, strict=False)}
    given = cohort_of(*people, venues=tuple(venues), travel=tuple(travel), availability=gone)
    return _wished(_under_way(given, random), random)


def _under_way(given: Cohort, random: Random) -> Cohort:
    if random.random() < 0.4:
        return given
    states = [random.choice([*WorkshopState, WorkshopState.PLANNED]) for _ in DAYS]
    workshops = [
        Workshop(number=number, date=day, venue=random.choice("ABCD"), state=state)
        for number, (day, state) in enumerate(zip(DAYS, states, strict=True), start=1)
        if random.random() < 0.6
    ]
    return running(given, *workshops)


def _wished(given: Cohort, random: Random) -> Cohort:
    wishes: dict[str, Any] = {"far_minutes": 60}
    if random.random() < 0.7:
        wishes |= {f"weight_{name}": random.choice([0, 0.1, 1, 7.5, 300]) for name in WEIGHTS}
    wishes["budget"] = random.choice([None, 0.3, 0.5, 10.2, 20.2])
    return with_rules(given, venues=wishes)


class ByHand:
    """What a choice of venues counts, goal by goal."""

    def __init__(self, cohort: Cohort, days: Sequence[date]) -> None:
        self.cohort, self.days = cohort, days
        self.venues = {venue.venue_id: venue for venue in cohort.venues}
        self.minutes = {(row.area, row.venue_id): row.minutes for row in cohort.travel}
        plan = cohort.current_plan
        self.running = {(one.number, one.date): one for one in plan.workshops} if plan else {}

    def was(self, number: int, state: str) -> str | None:
        one = self.running.get((number, self.days[number - 1]))
        return one.venue if one is not None and one.state == state else None

    def options(self, keeping: bool) -> list[list[str]]:
        """Return the venues of each day that may be taken."""
        found = []
        for number, day in enumerate(self.days, start=1):
            open_ones = [name for name, venue in self.venues.items() if venue.is_open(day)]
            told = self.was(number, "announced")
            if keeping and told in open_ones:
                open_ones = [told]
            held = self.was(number, "held")
            found.append([held] if held else open_ones)
        return found

    def best(self) -> list[str]:
        budget = self.cohort.programme.venues.budget
        for keeping in (True, False):
            choices = list(product(*self.options(keeping)))
            affordable = [
                one for one in choices if budget is None or self.cost(one) <= Fraction(str(budget))
            ]
            if affordable:
                return list(min(affordable, key=self.worth))
        least = min(map(self.cost, choices))
        return list(min((one for one in choices if self.cost(one) == least), key=self.worth))

    def cost(self, choice: Sequence[str]) -> Fraction:
        return sum((Fraction(str(self.venues[one].cost_per_day)) for one in choice), Fraction(0))

    def journey(self, someone: Person, venue: Venue) -> tuple[int, bool]:
        known = self.minutes.get((someone.area, venue.venue_id))
        limit = someone.max_travel_minutes
        limit = self.cohort.programme.venues.far_minutes if limit is None else limit
        at_home = venue.hybrid and someone.remote_ok and known is not None and known > limit
        if venue.online or at_home:
            return 0, False
        minutes = UNKNOWN_JOURNEY_MINUTES if known is None else known
        return minutes, minutes > limit

    def worth(self, choice: Sequence[str]) -> tuple[Any, ...]:
        worst = journeys = too_far = 0
        for day, venue in zip(self.days, choice, strict=True):
            ways = [
                self.journey(someone, self.venues[venue])
                for someone in self.cohort.people
                if self.cohort.availability.get(someone.person_id, {}).get(day) != Answer.NO
            ]
            worst += max((minutes for minutes, _ in ways), default=0)
            journeys += sum(minutes for minutes, _ in ways)
            too_far += sum(far for _, far in ways)
        again = len(choice) - len(set(choice))
        before = [self.running.get(key) for key in enumerate(self.days, start=1)]
        moved = sum(
            one is not None and one.venue != venue
            for one, venue in zip(before, choice, strict=True)
        )
        wishes = self.cohort.programme.venues
        counted = (self.cost(choice), worst, journeys, again, too_far)
        wished = sum(
            Fraction(str(getattr(wishes, f"weight_{name}"))) * value
            for name, value in zip(WEIGHTS, counted, strict=True)
        )
        return wished, self.cost(choice), worst, journeys, again, moved, too_far, choice


@pytest.mark.parametrize("first", range(0, 240, 40))
def test_no_other_choice_is_better(first: int) -> None:
    for seed in range(first, first + 40):
        cohort = random_world(seed)
        found = settle_venues(cohort, cohort.people, DAYS)
        assert list(found.venues) == ByHand(cohort, DAYS).best(), seed
        assert found.proven


def large_world(workshops: int, venues_known: int, **wishes: Any) -> tuple[Cohort, list[date]]:
    """Return a cohort of 200 people from 20 areas."""
    random = Random(1)
    days = [DAYS[0] + timedelta(days=7 * week) for week in range(workshops)]
    people = [person(f"P{n}", area=f"area {n % 20}") for n in range(100)]
    people += [person(f"H{n}", area=f"area {n % 20}") for n in range(100)]
    venues = [
        Venue(venue_id=f"V{n}", cost_per_day=random.randint(1, 40) * 25)
        for n in range(venues_known)
    ]
    travel = [
        Journey(area=f"area {area}", venue_id=venue.venue_id, minutes=random.randint(5, 120))
        for area in range(20)
        for venue in venues
    ]
    given = cohort_of(*people, venues=tuple(venues), travel=tuple(travel))
    given = with_rules(given, workshops={"count": workshops})
    return with_rules(given, venues=wishes), days


@pytest.mark.parametrize(
    ("workshops", "venues", "wishes"),
    [
        (52, 200, {}),
        (52, 200, {"weight_cost": 0.25, "weight_worst_journey": 2.5, "weight_same_place": 40}),
        (52, 200, {"weight_journeys": 1, "weight_same_place": 300, "budget": 9_000}),
    ],
)
def test_many_workshops_and_venues_take_little_time(
    workshops: int, venues: int, wishes: dict[str, Any]
) -> None:
    cohort, days = large_world(workshops, venues, **wishes)
    start = time.process_time()
    found = settle_venues(cohort, cohort.people, days)
    assert time.process_time() - start < 20
    assert found.proven
    assert settle_venues(cohort, cohort.people, days) == found


def test_what_is_found_in_too_little_time_keeps_to_the_budget_and_is_not_called_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(venue_budget, "EFFORT", 0.0)
    cohort, days = large_world(12, 40, weight_journeys=1, budget=2_000)
    found = settle_venues(cohort, cohort.people, days)
    assert not found.proven
    price = {venue.venue_id: venue.cost_per_day for venue in cohort.venues}
    assert sum(price[one] for one in found.venues if one is not None) <= 2_000

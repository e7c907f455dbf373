"""The venues of workshops, and who joins from home."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from running_plans import running
from settling import DAYS, PAIR, cohort_of, person

from matcher.cohort import Answer, Cohort, Journey, Venue
from matcher.plans import Workshop, WorkshopState
from matcher.settle.venues import Venues, settle_venues
from worlds import with_rules


def venues_of(cohort: Cohort, days: tuple[date, ...] = DAYS) -> list[str | None]:
    return list(settled(cohort, days).venues)


def settled(cohort: Cohort, days: tuple[date, ...] = DAYS) -> Venues:
    found = settle_venues(cohort, cohort.people, days)
    assert found.proven
    return found


def ways(**minutes: dict[str, int]) -> tuple[Journey, ...]:
    """Return the journeys from areas to venues, given by venue."""
    return tuple(
        Journey(area=area, venue_id=venue, minutes=long)
        for venue, areas in minutes.items()
        for area, long in areas.items()
    )


def workshop(number: int, state: str, **values: Any) -> Workshop:
    day = DAYS[number - 1]
    return Workshop(**{"number": number, "date": day, "state": WorkshopState(state)} | values)


def test_without_venues_a_workshop_has_none() -> None:
    assert venues_of(cohort_of(*PAIR)) == [None, None, None]


def test_without_a_workshop_there_is_nothing_to_settle() -> None:
    assert settled(cohort_of(*PAIR, venues=(Venue(venue_id="A"),)), ()) == Venues((), (), True)


def test_a_day_on_which_no_venue_is_free_has_none() -> None:
    venues = (Venue(venue_id="A", dates=DAYS[:1]),)
    assert venues_of(cohort_of(*PAIR, venues=venues)) == ["A", None, None]


def test_the_cheapest_venue_that_is_open_is_taken() -> None:
    dear = Venue(venue_id="A", cost_per_day=200)
    cheap = Venue(venue_id="B", cost_per_day=100, dates=DAYS[:2])
    assert venues_of(cohort_of(*PAIR, venues=(dear, cheap))) == ["B", "B", "A"]


def test_money_is_counted_exactly() -> None:
    venues = (Venue(venue_id="A", cost_per_day=0.3), Venue(venue_id="B", cost_per_day=0.1 + 0.2))
    given = cohort_of(*PAIR, venues=venues, travel=ways(A={"North": 9, "South": 9}))
    assert venues_of(given) == ["A"] * 3


def test_of_two_that_cost_the_same_the_one_with_the_shorter_worst_journey_is_taken() -> None:
    venues = (Venue(venue_id="A"), Venue(venue_id="B"), Venue(venue_id="C"))
    travel = ways(A={"North": 50, "South": 0}, B={"North": 30, "South": 30})
    assert venues_of(cohort_of(*PAIR, venues=venues, travel=travel)) == ["B"] * 3


def test_of_two_with_the_same_worst_journey_the_one_with_less_travel_is_taken() -> None:
    venues = (Venue(venue_id="A"), Venue(venue_id="B"))
    travel = ways(A={"North": 30, "South": 30}, B={"North": 30, "South": 20})
    assert venues_of(cohort_of(*PAIR, venues=venues, travel=travel)) == ["B"] * 3


def test_nobody_travels_to_an_online_workshop() -> None:
    venues = (Venue(venue_id="A"), Venue(venue_id="B", online=True, hybrid=True))
    given = cohort_of(*PAIR, venues=venues, travel=ways(A={"North": 1, "South": 1}))
    assert settled(given) == Venues(("B",) * 3, ((),) * 3, True)


def test_whoever_cannot_come_does_not_travel() -> None:
    venues = (Venue(venue_id="A"), Venue(venue_id="B"))
    given = cohort_of(
        *PAIR,
        venues=venues,
        travel=ways(A={"North": 10, "South": 60}, B={"North": 40, "South": 40}),
        availability={"H1": {DAYS[0]: Answer.NO, DAYS[1]: Answer.UNKNOWN}},
    )
    assert venues_of(given) == ["A", "A", "B"]


def test_between_equals_places_vary() -> None:
    venues = tuple(Venue(venue_id=identity) for identity in ("A", "B", "C"))
    assert venues_of(cohort_of(*PAIR, venues=venues)) == ["A", "B", "C"]
    few = (Venue(venue_id="A"), Venue(venue_id="B", dates=DAYS[1:2]))
    assert venues_of(cohort_of(*PAIR, venues=few)) == ["A", "B", "A"]


def test_a_venue_that_is_too_small_or_lacks_what_somebody_needs_is_not_taken() -> None:
    people = (PAIR[0].model_copy(update={"access_needs": ("step_free",)}), PAIR[1])
    small = Venue(venue_id="A", capacity=6, features=("step_free",))
    stairs = Venue(venue_id="B", capacity=40)
    right = Venue(venue_id="C", capacity=7, features=("step_free",), cost_per_day=999)
    assert venues_of(cohort_of(*people, venues=(small, stairs, right))) == ["C"] * 3


def test_sessions_of_one_day_share_a_venue() -> None:
    venues = (Venue(venue_id="A"), Venue(venue_id="B"))
    days = (DAYS[0], DAYS[0], DAYS[1])
    assert venues_of(cohort_of(*PAIR, venues=venues), days) == ["A", "A", "B"]


def test_between_equals_a_venue_that_is_known_already_is_kept() -> None:
    venues = tuple(Venue(venue_id=identity) for identity in ("A", "B", "C"))
    given = running(
        cohort_of(*PAIR, venues=venues),
        workshop(1, "planned", venue="C"),
        workshop(2, "planned", venue="A"),
        workshop(3, "planned", venue="C", date=DAYS[0]),
    )
    assert venues_of(given) == ["C", "A", "B"]


def test_what_was_held_stays_as_it_was() -> None:
    venues = (Venue(venue_id="A"), Venue(venue_id="B", dates=()))
    given = running(
        cohort_of(*PAIR, venues=venues),
        workshop(1, "held", venue="B", remote=("P9",)),
        workshop(2, "held", venue="gone"),
        workshop(3, "held", venue="B", date=DAYS[0]),
    )
    assert settled(given) == Venues(("B", "gone", "A"), (("P9",), (), ()), True)


def test_sessions_that_share_a_day_with_one_that_was_held_stay_there() -> None:
    venues = (Venue(venue_id="A"), Venue(venue_id="B"))
    given = running(cohort_of(*PAIR, venues=venues), workshop(1, "held", venue="B"))
    assert venues_of(given, (DAYS[0], DAYS[0], DAYS[1])) == ["B", "B", "A"]


@pytest.mark.parametrize(
    ("venue", "day", "kept"),
    [
        ({}, DAYS[0], True),
        ({}, DAYS[1], False),
        ({"dates": DAYS[1:]}, DAYS[0], False),
        ({"capacity": 2}, DAYS[0], False),
        ({"venue_id": "C"}, DAYS[0], False),
    ],
)
def test_what_was_announced_stays_while_it_is_there_free_and_suitable(
    venue: dict[str, Any], day: date, kept: bool
) -> None:
    dear = Venue(**{"venue_id": "B", "cost_per_day": 900} | venue)
    given = cohort_of(*PAIR, venues=(Venue(venue_id="A"), dear))
    told = running(given, workshop(1, "announced", venue="B", date=day))
    assert venues_of(told) == ["B" if kept else "A", "A", "A"]


def test_what_was_announced_gives_way_to_a_budget_that_cannot_be_kept_otherwise() -> None:
    venues = (Venue(venue_id="A"), Venue(venue_id="B", cost_per_day=900))
    told = running(cohort_of(*PAIR, venues=venues), workshop(1, "announced", venue="B"))
    assert venues_of(with_rules(told, venues={"budget": 900.0})) == ["B", "A", "A"]
    assert venues_of(with_rules(told, venues={"budget": 899.99})) == ["A", "A", "A"]


HYBRID = Venue(venue_id="A", hybrid=True)
FAR = {"area": "North", "remote_ok": True}


@pytest.mark.parametrize(
    ("values", "minutes", "at_home"),
    [
        (FAR, 91, True),
        (FAR, 90, False),
        (FAR | {"max_travel_minutes": 30}, 31, True),
        (FAR | {"max_travel_minutes": 30}, 30, False),
        (FAR | {"max_travel_minutes": 120}, 120, False),
        (FAR | {"area": "Elsewhere"}, 91, False),
        (FAR | {"remote_ok": False}, 91, False),
        (FAR | {"remote_ok": None}, 91, False),
        (FAR | {"area": " NORTH "}, 91, True),
    ],
)
def test_whoever_has_too_long_a_journey_joins_from_home_where_that_is_possible(
    values: dict[str, Any], minutes: int, at_home: bool
) -> None:
    travel = ways(A={"North": minutes})
    given = cohort_of(person("P1", **values), person("H1"), venues=(HYBRID,), travel=travel)
    assert settled(given).remote == (("P1",) if at_home else (),) * 3
    plain = given.model_copy(update={"venues": (Venue(venue_id="A"),)})
    assert settled(plain).remote == ((),) * 3


def test_whoever_cannot_come_does_not_join_from_home_either() -> None:
    given = cohort_of(
        person("P1", **FAR),
        person("H1", **FAR),
        venues=(HYBRID,),
        travel=ways(A={"North": 100}),
        availability={"P1": {DAYS[0]: Answer.NO, DAYS[1]: Answer.IF_NEEDED}},
    )
    assert settled(given).remote == (("H1",), ("H1", "P1"), ("H1", "P1"))


def test_whoever_joins_from_home_does_not_travel() -> None:
    venues = (HYBRID, Venue(venue_id="B"))
    travel = ways(A={"North": 300}, B={"North": 1})
    given = cohort_of(person("P1", **FAR), person("H1", **FAR), venues=venues, travel=travel)
    assert venues_of(given) == ["A"] * 3


def test_weights_come_before_the_order() -> None:
    venues = (Venue(venue_id="A", cost_per_day=10), Venue(venue_id="B", cost_per_day=11))
    given = cohort_of(
        *PAIR, venues=venues, travel=ways(A={"North": 95, "South": 5}, B={"North": 80, "South": 20})
    )
    assert venues_of(given) == ["A"] * 3
    for wish, venue in (
        ({"weight_cost": 15.5, "weight_worst_journey": 1}, "A"),
        ({"weight_cost": 15, "weight_worst_journey": 1}, "A"),
        ({"weight_cost": 14.5, "weight_worst_journey": 1}, "B"),
        ({"weight_journeys": 0.1}, "A"),
        ({"weight_too_far": 0.001}, "B"),
    ):
        assert venues_of(with_rules(given, venues=wish)) == [venue] * 3


def test_a_weight_on_other_places_is_weighed_against_money() -> None:
    venues = (Venue(venue_id="A", cost_per_day=10), Venue(venue_id="B", cost_per_day=12))
    given = cohort_of(*PAIR, venues=venues)
    wish = {"weight_cost": 1.0, "weight_same_place": 2.5}
    assert sorted(map(str, venues_of(with_rules(given, venues=wish)))) == ["A", "A", "B"]
    dearer = wish | {"weight_same_place": 1.5}
    assert venues_of(with_rules(given, venues=dearer)) == ["A"] * 3


def test_the_budget_is_kept_whatever_the_weights() -> None:
    venues = (Venue(venue_id="A"), Venue(venue_id="B", cost_per_day=0.1))
    travel = ways(A={"North": 50, "South": 50}, B={"North": 5, "South": 5})
    given = cohort_of(*PAIR, venues=venues, travel=travel)
    for budget, near in ((0.3, 3), (0.29, 2), (0.2, 2), (0.1, 1), (0.0, 0)):
        wish = {"weight_journeys": 1.0, "budget": budget}
        assert venues_of(with_rules(given, venues=wish)).count("B") == near


def test_what_was_held_is_paid_from_the_budget() -> None:
    venues = (Venue(venue_id="A"), Venue(venue_id="B", cost_per_day=10))
    travel = ways(A={"North": 50}, B={"North": 5})
    given = cohort_of(person("P1", area="North"), person("H1"), venues=venues, travel=travel)
    wished = with_rules(given, venues={"weight_journeys": 1.0, "budget": 20.0})
    assert venues_of(running(wished, workshop(2, "held", venue="B"))).count("B") == 2

"""Projects, venues and facilitators for given pairs and dates."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from matcher.cohort import Answer, Cohort, Facilitator, Journey, Person, Project, Side, Venue
from matcher.programme import Programme, Weekday
from matcher.solve.settle import settle_projects, settle_workshops

DAYS = (date(2027, 3, 2), date(2027, 3, 30), date(2027, 4, 27))
WEEK = tuple(Weekday)[:5]


def person(identity: str, **values: Any) -> Person:
    side = Side.PATIENT if identity.startswith("P") else Side.PROFESSIONAL
    return Person(person_id=identity, side=side, consent=True, weekdays=WEEK, **values)


def cohort_of(*people: Person, facilitators_needed: int = 1, **values: Any) -> Cohort:
    settings = {
        "programme": {"start": "2027-03-01", "end": "2027-05-28", "pairs": 3},
        "workshops": {"count": 3, "facilitators": facilitators_needed},
    }
    return Cohort(programme=Programme.model_validate(settings), people=people, **values)


def couples_of(cohort: Cohort) -> list[tuple[Person, Person]]:
    return list(zip(cohort.patients, cohort.professionals, strict=True))


def project(identity: str, **values: Any) -> Project:
    return Project(project_id=identity, title=identity, **values)


def projects_of(cohort: Cohort) -> tuple[str | None, ...]:
    return settle_projects(cohort, couples_of(cohort))


# Projects


def test_a_pair_carries_the_project_that_the_two_want_most() -> None:
    cohort = cohort_of(
        person("P1", themes=("A", "B")),
        person("H1", themes=("B", "A")),
        person("P2", themes=("B", "A")),
        person("H2", themes=("B", "A")),
        projects=(project("A"), project("B")),
    )
    assert projects_of(cohort) == ("A", "B")


def test_a_project_of_their_own_comes_before_one_that_both_list_lower() -> None:
    cohort = cohort_of(
        person("P1", project_id="B", themes=("C", "A")),
        person("H1", themes=("D", "A")),
        projects=(project("A"), project("B"), project("C"), project("D")),
    )
    assert projects_of(cohort)[0] in {"A", "B"}
    assert projects_of(cohort_of(*cohort.people, projects=(project("B"),))) == ("B",)


def test_a_pair_without_any_option_carries_none() -> None:
    cohort = cohort_of(person("P1", themes=("A",)), person("H1"), projects=(project("A"),))
    assert projects_of(cohort) == (None,)
    assert projects_of(cohort_of(person("P1"), person("H1"))) == (None,)
    assert settle_projects(cohort, []) == ()


def test_limits_come_before_wishes() -> None:
    people = [person(name, themes=("A", "B")) for name in ("P1", "P2", "P3", "H1", "H2", "H3")]
    one_place = cohort_of(*people, projects=(project("A", max_pairs=1), project("B")))
    assert Counter(projects_of(one_place)) == {"A": 1, "B": 2}
    least = cohort_of(*people, projects=(project("A", max_pairs=2), project("B", min_pairs=2)))
    assert Counter(projects_of(least)) == {"A": 1, "B": 2}


def test_limits_that_leave_no_way_are_an_error() -> None:
    people = [person(name, themes=("A",)) for name in ("P1", "P2", "H1", "H2")]
    cohort = cohort_of(*people, projects=(project("A", max_pairs=1),))
    with pytest.raises(ValueError, match="no choice of projects keeps to their limits"):
        projects_of(cohort)


# Venues


def venues_of(cohort: Cohort) -> list[str | None]:
    couples = couples_of(cohort)
    return [setting.venue for setting in settle_workshops(cohort, couples, DAYS)]


PAIR = (person("P1", area="North"), person("H1", area="South"))


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


# Facilitators


def leaders_of(cohort: Cohort) -> list[tuple[str, ...]]:
    couples = couples_of(cohort)
    return [setting.facilitators for setting in settle_workshops(cohort, couples, DAYS)]


def leader(identity: str) -> Facilitator:
    return Facilitator(facilitator_id=identity, weekdays=WEEK)


def test_nobody_leads_where_nobody_is_named_or_needed() -> None:
    assert leaders_of(cohort_of(*PAIR)) == [(), (), ()]
    nobody_needed = cohort_of(*PAIR, facilitators_needed=0, facilitators=(leader("F1"),))
    assert leaders_of(nobody_needed) == [(), (), ()]


def test_the_days_are_shared_evenly() -> None:
    leaders = tuple(leader(f"F{number}") for number in (1, 2, 3))
    shared = leaders_of(cohort_of(*PAIR, facilitators_needed=2, facilitators=leaders))
    assert all(len(set(workshop)) == 2 for workshop in shared)
    assert Counter(one for workshop in shared for one in workshop) == {"F1": 2, "F2": 2, "F3": 2}


def test_whoever_cannot_come_does_not_lead() -> None:
    cohort = cohort_of(
        *PAIR,
        facilitators=(leader("F1"), leader("F2")),
        availability={"F1": {DAYS[0]: Answer.NO, DAYS[1]: Answer.UNKNOWN, DAYS[2]: Answer.YES}},
    )
    assert leaders_of(cohort)[:2] == [("F2",), ("F2",)]


def test_whoever_comes_gladly_leads_before_one_who_comes_if_needed() -> None:
    cohort = cohort_of(
        *PAIR,
        facilitators=(leader("F1"), leader("F2")),
        availability={"F1": {DAYS[0]: Answer.IF_NEEDED}, "F2": {DAYS[1]: Answer.IF_NEEDED}},
    )
    assert leaders_of(cohort)[:2] == [("F2",), ("F1",)]


def test_too_few_facilitators_are_an_error() -> None:
    cohort = cohort_of(*PAIR, facilitators_needed=2, facilitators=(leader("F1"),))
    with pytest.raises(ValueError, match="too few facilitators can come on these dates"):
        leaders_of(cohort)

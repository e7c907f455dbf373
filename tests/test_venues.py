"""What everybody who applied needs of a venue, and which ones have it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from matcher.cohort import Cohort, Journey, Venue
from matcher.settle.venues import settle_venues
from matcher.venues import features_needed, offered_features, room_needed, suitable_venues
from worlds import cohort, person

GONE: list[dict[str, Any]] = [{"consent": False}, {"status": "withdrawn"}]


def with_venues(*venues: Venue, **needs: Any) -> Cohort:
    return cohort(person("P1", **needs), person("H1"), venues=venues)


def suitable(given: Cohort) -> list[str]:
    return [venue.venue_id for venue in suitable_venues(given)]


def test_room_is_for_the_pairs_wanted_the_facilitators_and_all_who_come_along() -> None:
    rules = {"programme.pairs": 3, "workshops.facilitators": 2}
    people = (
        person("P1", supporters=1),
        person("P2", supporters=4, interpreters=1, status="reserve"),
        person("H1", supporters=2, interpreters=2),
    )
    assert room_needed(cohort(*people, rules=rules)) == 2 * 3 + 2 + 1 + 4 + 1 + 2 + 2


@pytest.mark.parametrize("gone", GONE)
def test_people_who_are_gone_need_neither_room_nor_features(gone: dict[str, Any]) -> None:
    absent = person("P2", supporters=50, interpreters=9, access_needs=("quiet_room",), **gone)
    venues = (Venue(venue_id="V1", capacity=4), Venue(venue_id="V2", features=("quiet_room",)))
    given = cohort(person("P1"), absent, person("H1"), venues=venues)
    assert room_needed(given) == 4
    assert features_needed(given) == frozenset()
    assert suitable(given) == ["V1", "V2"]


def test_capacity_must_reach_the_room_and_blank_is_no_limit() -> None:
    given = with_venues(
        Venue(venue_id="V1", capacity=3),
        Venue(venue_id="V2", capacity=4),
        Venue(venue_id="V3"),
        Venue(venue_id="V4", capacity=0),
    )
    assert room_needed(given) == 4
    assert suitable(given) == ["V2", "V3"]


def test_needs_that_no_venue_names_are_left_aside() -> None:
    venues = (Venue(venue_id="V1", features=("step_free",)), Venue(venue_id="V2"))
    given = with_venues(*venues, access_needs=("step_free", "unicorn"))
    assert offered_features(given) == {"step_free"}
    assert features_needed(given) == {"step_free"}
    assert suitable(given) == ["V1"]


def test_a_feature_counts_as_offered_even_by_a_venue_that_is_too_small() -> None:
    tiny = Venue(venue_id="V1", capacity=1, features=("step_free",))
    given = with_venues(tiny, Venue(venue_id="V2"), access_needs=("step_free",))
    assert suitable(given) == []


def test_features_that_nobody_needs_are_welcome() -> None:
    assert suitable(with_venues(Venue(venue_id="V1", features=("quiet_room",)))) == ["V1"]


@pytest.mark.parametrize("area", ["Camden", "camden", "CAMDEN  "])
def test_the_way_to_a_venue_is_found_however_the_area_is_written(area: str) -> None:
    patient, professional = person("P1", area="camden"), person("H1", area=" Camden")
    given = cohort(
        patient,
        professional,
        venues=(Venue(venue_id="V1"), Venue(venue_id="V2")),
        travel=(
            Journey(area=area, venue_id="V1", minutes=90),
            Journey(area=area, venue_id="V2", minutes=5),
        ),
    )
    found = settle_venues(given, [patient, professional], [date(2027, 1, 12)])
    assert found.venues == ("V2",)

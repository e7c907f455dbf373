"""Time zones: the tables name zones and places that exist."""

from __future__ import annotations

from matcher.public_holidays import known_subdivisions
from matcher.time_zones import FAR_AWAY, MAIN, known_zones, zone_of


def test_every_zone_in_the_tables_exists() -> None:
    assert known_zones() >= {*MAIN.values(), *FAR_AWAY.values()}


def test_every_far_away_part_is_one_that_holidays_name() -> None:
    assert all(part in known_subdivisions(country) for country, part in FAR_AWAY)


def test_a_country_with_several_zones_has_none_of_its_own() -> None:
    assert zone_of("US", None) is None
    assert zone_of("ES", None) == "Europe/Madrid"
    assert zone_of("ES", "CN") == "Atlantic/Canary"

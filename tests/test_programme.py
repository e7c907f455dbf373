"""The settings: their defaults, what they may be, and what is said where they may not."""

from __future__ import annotations

import tomllib
from datetime import date, time
from typing import Any

import pytest
from pydantic import ValidationError

from matcher.programme import Fairness, Programme, Weekday, WeightSettings

WINDOW = {"start": "2027-01-11", "end": "2027-07-09"}

DEFAULTS = """
[programme]
name = "Collaborative Pairs"
start = 2027-01-11
end = 2027-07-09
pairs = 12
country = "GB"
subdivision = "ENG"
locale = "en-GB"

[workshops]
count = 5
weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri"]
min_gap_days = 21
max_gap_days = 56
blocks = []
max_missed = 1
everyone = []
facilitators = 2

[pairing]
require_shared_project = false
min_fit = 0
fairness = "total"

[weights]
shared_project = 30
motivation = 20
mutual_preference = 15
joint_dates = 15
locality = 10
check_in_overlap = 5
complementary = 5

[costs]
missed_workshop = 100
if_needed = 20
avoided_date = 50

[check_ins]
per_gap = 1
earliest_days_after = 10
latest_days_before = 7
max_per_facilitator_day = 2

[solve]
seed = 1
time_limit_seconds = 60
"""


def made(**sections: dict[str, Any]) -> Programme:
    window = {**WINDOW, **sections.pop("programme", {})}
    return Programme.model_validate({"programme": window, **sections})


CAME_LATER: dict[str, dict[str, Any]] = {
    "programme": {"timezone": None},
    "workshops": {
        "starts": "10:00",
        "ends": "16:00",
        "sessions_per_day": 1,
        "windows": (),
        "fixed": (),
        "weekdays_for": (),
        "publication_date": None,
        "notice_weeks": 0,
        "max_same_weekday": None,
        "quorum": 0,
    },
    "pairing": {"form_pairs": True},
    "weights": {},
    "costs": {"same_weekday": 0},
    "balance": {"limits": ()},
    "check_ins": {"mode": "together"},
    "catch_ups": {"within_days": 0},
    "repair": {
        "new_partner": 100,
        "lost_place": 400,
        "moved_date": 300,
        "announced_date": 600,
        "moved_check_in": 10,
        "changed_venue": 50,
    },
    "venues": {
        "budget": None,
        "check_capacity": True,
        "far_minutes": 90,
        "weight_cost": 0,
        "weight_worst_journey": 0,
        "weight_journeys": 0,
        "weight_same_place": 0,
        "weight_too_far": 0,
    },
    "drop_out": {"patient": 0.15, "professional": 0.1, "by_workshop": ()},
    "intake": {
        "pairs": 12,
        "smallest": 10,
        "largest": 14,
        "join_areas": (),
        "organisations": "any",
        "most_from_organisation": 2,
        "neighbours": 120,
        "seconds_per_cohort": 20,
    },
    "labels": {
        "patient": "patient",
        "patients": "patients",
        "professional": "professional",
        "professionals": "professionals",
    },
    "solve": {},
}
"""Defaults of the keys that were added: with them, a plan is what it was before."""


def test_every_key_has_the_default_that_was_promised() -> None:
    promised = tomllib.loads(DEFAULTS)
    found = made().model_dump()
    for section, values in promised.items():
        for key, value in values.items():
            given = tuple(value) if isinstance(value, list) else value
            assert found[section].pop(key) == given, f"{section}.{key}"
    assert found == CAME_LATER, "keys without a promise"


def test_what_is_written_in_full_is_what_goes_without_saying() -> None:
    assert Programme.model_validate(tomllib.loads(DEFAULTS)) == made()


@pytest.mark.parametrize(
    ("section", "key", "value", "message"),
    [
        ("programme", "pairs", 0, "greater than or equal to 1"),
        ("programme", "pairs", 100_001, "less than or equal to 100000"),
        ("programme", "pairs", 2.5, "valid integer"),
        ("programme", "end", "2027-01-10", r"a date from programme.start \(2027-01-11\) on"),
        ("programme", "end", "2031-01-11", "at most 1100 days after programme.start"),
        ("programme", "start", "soon", "valid date"),
        ("programme", "country", "Britain", "two-letter country code"),
        ("programme", "country", "gb", "two-letter country code"),
        ("programme", "subdivision", "XYZ", "one of .*ENG.* for GB"),
        ("programme", "timezone", "Europe/Lundon", "a time zone such as Europe/London"),
        ("workshops", "starts", "ten", "a time of day such as 10:00"),
        ("workshops", "starts", "24:00", "a time of day such as 10:00"),
        ("workshops", "starts", "15:01", r"an hour after workshops.starts \(15:01\)"),
        ("workshops", "ends", "9:00", r"an hour after workshops.starts \(10:00\)"),
        ("workshops", "count", -1, "greater than or equal to 0"),
        ("workshops", "count", 53, "less than or equal to 52"),
        ("workshops", "weekdays", [], "at least 1 item"),
        ("workshops", "weekdays", ["Funday"], "Input should be 'Mon'"),
        ("workshops", "min_gap_days", 0, "greater than or equal to 1"),
        ("workshops", "min_gap_days", 57, r"from workshops.min_gap_days \(57\) on"),
        ("workshops", "max_gap_days", 20, r"from workshops.min_gap_days \(21\) on"),
        ("workshops", "max_gap_days", 1001, "less than or equal to 1000"),
        ("workshops", "blocks", [2, 2], r"add up to workshops.count \(5\)"),
        ("workshops", "blocks", [5, 0], "greater than or equal to 1"),
        ("workshops", "max_missed", -1, "greater than or equal to 0"),
        ("workshops", "everyone", [6], r"from 1 to workshops.count \(5\)"),
        ("workshops", "everyone", [0], "greater than or equal to 1"),
        ("workshops", "facilitators", -1, "greater than or equal to 0"),
        ("pairing", "min_fit", 1001, "less than or equal to 1000"),
        ("pairing", "min_fit", -1, "greater than or equal to 0"),
        ("pairing", "fairness", "fair", "'total' or 'worst_first'"),
        ("weights", "locality", -0.001, "greater than or equal to 0"),
        ("weights", "locality", 1000.001, "less than or equal to 1000"),
        ("weights", "locality", float("nan"), "less than or equal to 1000"),
        ("weights", "locality", float("inf"), "less than or equal to 1000"),
        ("weights", "locality", 0.0001, "at most three decimals"),
        ("costs", "if_needed", -1, "greater than or equal to 0"),
        ("costs", "missed_workshop", 0.5, "valid integer"),
        ("costs", "avoided_date", 100_001, "less than or equal to 100000"),
        ("check_ins", "per_gap", -1, "greater than or equal to 0"),
        ("check_ins", "max_per_facilitator_day", 0, "greater than or equal to 1"),
        ("intake", "smallest", 13, r"from 1 to intake.pairs \(12\)"),
        ("intake", "largest", 11, r"from intake.pairs \(12\) on"),
        ("intake", "join_areas", ["Leeds"], "Leeds \\+ Bradford"),
        ("intake", "organisations", "near", "'any', 'together' or 'apart'"),
        ("intake", "neighbours", 11, "greater than or equal to 12"),
        ("solve", "seed", -1, "greater than or equal to 0"),
        ("solve", "time_limit_seconds", -0.5, "greater than or equal to 0"),
        ("solve", "time_limit_seconds", float("nan"), "less than or equal to 604800"),
        ("solve", "speed", 1, "Extra inputs are not permitted"),
        ("typo", "count", 1, "Extra inputs are not permitted"),
    ],
)
def test_a_value_out_of_range_or_a_key_that_is_not_known_is_refused(
    section: str, key: str, value: Any, message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        made(**{section: {key: value}})


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("programme", "pairs", 1),
        ("programme", "pairs", 100_000),
        ("programme", "end", date(2027, 1, 11)),
        ("programme", "end", date(2030, 1, 15)),
        ("workshops", "min_gap_days", 56),
        ("workshops", "max_gap_days", 21),
        ("workshops", "blocks", (2, 2, 1)),
        ("workshops", "everyone", (1, 5)),
        ("workshops", "max_missed", 0),
        ("workshops", "facilitators", 0),
        ("pairing", "min_fit", 1000),
        ("weights", "locality", 0),
        ("weights", "locality", 33.333),
        ("weights", "locality", 1000),
        ("costs", "if_needed", 0),
        ("solve", "time_limit_seconds", 0),
    ],
)
def test_the_ends_of_every_range_are_allowed(section: str, key: str, value: Any) -> None:
    assert getattr(getattr(made(**{section: {key: value}}), section), key) == value


@pytest.mark.parametrize(
    ("said", "subdivision"),
    [
        ({}, "ENG"),
        ({"country": "GB"}, "ENG"),
        ({"country": "FR"}, None),
        ({"country": "AU"}, None),
        ({"subdivision": "SCT"}, "SCT"),
        ({"country": "GB", "subdivision": ""}, None),
        ({"country": "AU", "subdivision": "NSW"}, "NSW"),
    ],
)
def test_england_is_the_default_for_great_britain_only(
    said: dict[str, Any], subdivision: str | None
) -> None:
    assert made(programme=said).programme.subdivision == subdivision


def test_a_subdivision_belongs_to_its_country() -> None:
    with pytest.raises(ValidationError, match="for FR"):
        made(programme={"country": "FR", "subdivision": "ENG"})


def test_start_and_end_are_required() -> None:
    with pytest.raises(ValidationError, match=r"(?s)programme\.start.*programme\.end"):
        Programme.model_validate({"programme": {}})


def test_some_criterion_must_weigh_something() -> None:
    with pytest.raises(ValidationError, match="at least one weight above 0"):
        made(weights=dict.fromkeys(WeightSettings.model_fields, 0))


def test_weights_are_whole_thousandths_without_rounding() -> None:
    thousandths = made(weights={"locality": 0.001, "motivation": 33.333}).weights.thousandths()
    assert (thousandths["locality"], thousandths["motivation"]) == (1, 33_333)
    assert sum(made().weights.thousandths().values()) == 100_000


def test_days_and_numbers_stand_in_order_each_once() -> None:
    given = made(workshops={"weekdays": ["Fri", "Mon", "Fri"], "everyone": [5, 1, 5]}).workshops
    assert given.weekdays == (Weekday.MON, Weekday.FRI)
    assert given.everyone == (1, 5)


def test_blocks_and_everyone_follow_the_count() -> None:
    assert made(workshops={"count": 2, "blocks": [2], "everyone": [2]}).workshops.count == 2
    with pytest.raises(ValidationError, match=r"workshops.count \(2\)"):
        made(workshops={"count": 2, "everyone": [3]})


def test_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        made().workshops.count = 4


def test_weekdays_are_numbered_as_python_does() -> None:
    assert [day.number for day in Weekday] == list(range(7))
    assert made(pairing={"fairness": "worst_first"}).pairing.fairness is Fairness.WORST_FIRST


@pytest.mark.parametrize("text", ["9:30", "09:30", "9.30", "9h30", "9 h 30", "09:30:00"])
def test_a_time_of_day_is_understood_as_people_and_workbooks_write_it(text: str) -> None:
    assert made(workshops={"starts": text}).workshops.starts == "09:30"


def test_sessions_share_the_hours_of_a_day() -> None:
    workshops = made(workshops={"sessions_per_day": 2, "starts": "09:00"}).workshops
    assert workshops.hours(0) == (time(9), time(12, 30))
    assert workshops.hours(1) == (time(12, 30), time(16))
    assert made().workshops.hours(0) == (time(10), time(16))


@pytest.mark.parametrize(
    ("settings", "zone"),
    [
        ({}, "Europe/London"),
        ({"subdivision": "SCT"}, "Europe/London"),
        ({"country": "FR"}, "Europe/Paris"),
        ({"country": "FRA"}, "Europe/Paris"),
        ({"country": "FR", "subdivision": "974"}, "Indian/Reunion"),
        ({"country": "DE"}, "Europe/Berlin"),
        ({"country": "US"}, None),
        ({"country": "US", "timezone": "America/Chicago"}, "America/Chicago"),
        ({"timezone": ""}, "Europe/London"),
    ],
)
def test_the_time_zone_is_that_of_the_country_unless_it_is_given(
    settings: dict[str, str], zone: str | None
) -> None:
    assert made(programme=settings).programme.zone == zone

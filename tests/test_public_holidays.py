"""Public holidays: the right days of the right place, without a network."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.public_holidays import (
    ANNOUNCED_UNTIL,
    known_countries,
    known_subdivisions,
    public_holidays,
    surely_covered_until,
)


def days_of(country: str, subdivision: str | None, year: int) -> set[str]:
    found = public_holidays(country, subdivision, date(year, 1, 1), date(year, 12, 31))
    return {day.strftime("%m-%d") for day in found if day.weekday() < 5}


def test_the_weekdays_that_are_free_in_2027_in_england() -> None:
    assert days_of("GB", "ENG", 2027) == {
        *("01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28")
    }


def test_the_weekdays_that_are_free_in_2027_in_scotland() -> None:
    assert days_of("GB", "SCT", 2027) == {
        *("01-01", "01-04", "03-26", "05-03", "05-31", "08-02", "11-30", "12-27", "12-28")
    }


def test_the_weekdays_that_are_free_in_2027_in_france() -> None:
    assert days_of("FR", None, 2027) == {
        *("01-01", "03-29", "05-06", "05-17", "07-14", "11-01", "11-11")
    }


def test_a_holiday_is_observed_across_the_turn_of_the_year() -> None:
    eve = public_holidays("US", None, date(2021, 12, 30), date(2021, 12, 31))
    assert list(eve) == [date(2021, 12, 31)]


def test_only_the_days_asked_for_are_given_with_both_ends() -> None:
    start, end = date(2027, 3, 26), date(2027, 3, 29)
    assert list(public_holidays("GB", "ENG", start, end)) == [start, end]
    assert list(public_holidays("GB", "ENG", date(2027, 3, 27), date(2027, 3, 28))) == []


def test_holidays_have_names_and_cannot_be_changed() -> None:
    found = public_holidays("GB", "ENG", date(2027, 3, 26), date(2027, 3, 26))
    assert dict(found) == {date(2027, 3, 26): "Good Friday"}
    with pytest.raises(TypeError, match="does not support item assignment"):
        found[date(2027, 3, 26)] = "Nothing"  # type: ignore[index]


def test_countries_and_subdivisions_are_known_by_their_codes() -> None:
    assert {"GB", "FR", "AU"} <= known_countries()
    assert {"ENG", "SCT", "WLS", "NIR"} <= known_subdivisions("GB")
    assert known_subdivisions("no such country") == frozenset()


def test_years_that_governments_have_not_announced_are_not_sure() -> None:
    assert surely_covered_until("GB") == ANNOUNCED_UNTIL

"""A cohort is the same whatever the order of its rows, and refuses what cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from cohorts import random_cohort
from matcher.cohort import (
    Answer,
    CalendarRow,
    Cohort,
    Facilitator,
    Journey,
    Person,
    Project,
    Venue,
)
from matcher.programme import Weekday
from worlds import cohort, people, person

MARCH = [date(2027, 3, day) for day in range(1, 6)]


def test_people_stand_by_id_and_by_side() -> None:
    given = cohort(*(person(name) for name in ("P2", "H9", "P10", "H1")))
    assert [one.person_id for one in given.people] == ["H1", "H9", "P10", "P2"]
    assert [one.person_id for one in given.patients] == ["P10", "P2"]
    assert [one.person_id for one in given.professionals] == ["H1", "H9"]


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_rows_makes_no_difference(seed: int) -> None:
    given = random_cohort(seed, "small")
    rows = {
        name: tuple(reversed(getattr(given, name)))
        for name in ("people", "projects", "venues", "travel", "facilitators", "calendar")
    }
    answers = {who: dict(reversed(said.items())) for who, said in given.availability.items()}
    again = Cohort(
        programme=given.programme,
        availability=dict(reversed(answers.items())),
        decisions=given.decisions,
        **rows,
    )
    assert again == given
    assert again.model_dump_json() == given.model_dump_json()


def test_journeys_and_calendar_rows_stand_in_one_order_whatever_theirs_was() -> None:
    journeys = tuple(Journey(area=area, venue_id="V1", minutes=5) for area in ("B", "A"))
    rows = tuple(
        CalendarRow(date_from=day, date_to=day, kind=kind, extra=extra)
        for day in MARCH[:2]
        for kind in ("blocked", "avoid")
        for extra in ({"a": "1", "b": "2"}, {"b": "2", "a": "1"})
    )
    one = cohort(travel=journeys, calendar=rows)
    other = cohort(travel=journeys[::-1], calendar=rows[::-1])
    assert one == other


@pytest.mark.parametrize(
    ("field", "records"),
    [
        ("projects", (Project(project_id="X1", title="a"), Project(project_id="X1", title="b"))),
        ("venues", (Venue(venue_id="X1"), Venue(venue_id="X1", name="b"))),
        ("facilitators", (Facilitator(facilitator_id="X1"), Facilitator(facilitator_id="X1"))),
    ],
)
def test_an_id_stands_for_one_thing(field: str, records: Any) -> None:
    with pytest.raises(ValidationError, match="once; more than once: X1"):
        cohort(**{field: records})


def test_one_id_for_two_people_is_refused() -> None:
    with pytest.raises(ValidationError, match="each person_id once; more than once: P1"):
        cohort(person("P1"), person("P1", name="Other"))


@pytest.mark.parametrize("identity", ["", "a b", "é", "P1\n", "x" * 65, "a;b", "=1", "a,b"])
def test_an_id_has_letters_digits_and_a_few_signs(identity: str) -> None:
    with pytest.raises(ValidationError, match="should match pattern"):
        person(identity)


@pytest.mark.parametrize("identity", ["a", "A_b.c-9", "x" * 64, "-1", "007"])
def test_ids_are_kept_as_they_are(identity: str) -> None:
    assert person(identity).person_id == identity


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"motivation": {"a": 0}}, "greater than or equal to 1"),
        ({"motivation": {"a": 6}}, "less than or equal to 5"),
        ({"supporters": -1}, "greater than or equal to 0"),
        ({"status": "maybe"}, "'applied', 'confirmed', 'reserve' or 'withdrawn'"),
        ({"side": "doctor"}, "'patient' or 'professional'"),
        ({"prefers": ("a b",)}, "should match pattern"),
        ({"shoe_size": 43}, "Extra inputs are not permitted"),
    ],
)
def test_a_person_with_a_value_that_cannot_be_is_refused(
    values: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        person("P1", **values)


def test_consent_must_be_said() -> None:
    with pytest.raises(ValidationError, match=r"(?s)consent.*Field required"):
        Person.model_validate({"person_id": "P1", "side": "patient"})


def test_lists_keep_their_order_and_hold_nothing_twice_and_nothing_blank() -> None:
    given = person("P1", themes=("b", "a", "", "b", "  "), prefers=("H2", "H1", "H2"))
    assert given.themes == ("b", "a")
    assert given.prefers == ("H2", "H1")


def test_weekdays_stand_in_order_and_an_empty_list_says_nothing() -> None:
    assert person("P1", weekdays=("Fri", "Mon", "Fri")).weekdays == (Weekday.MON, Weekday.FRI)
    assert person("P1", weekdays=()).weekdays is None
    assert Facilitator(facilitator_id="F1", weekdays=()).weekdays is None


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({}, True),
        ({"status": "reserve"}, True),
        ({"status": "confirmed"}, True),
        ({"consent": False}, False),
        ({"status": "withdrawn"}, False),
        ({"status": "confirmed", "consent": False}, False),
    ],
)
def test_applicants_consented_and_have_not_withdrawn(values: dict[str, Any], counts: bool) -> None:
    given = cohort(person("P1", **values), person("H1"))
    assert [one.person_id for one in given.applicants] == (["H1", "P1"] if counts else ["H1"])


def test_a_calendar_row_has_both_its_ends() -> None:
    row = CalendarRow(date_from=MARCH[1], date_to=MARCH[3], kind="avoid")
    assert [row.covers(day) for day in MARCH] == [False, True, True, True, False]
    with pytest.raises(ValidationError, match="date_to must not lie before date_from"):
        CalendarRow(date_from=MARCH[1], date_to=MARCH[0], kind="avoid")


def test_a_venue_without_dates_is_free_every_day_and_one_with_none_never() -> None:
    assert Venue(venue_id="V1").is_open(MARCH[0])
    assert not Venue(venue_id="V1", dates=()).is_open(MARCH[0])
    some = Venue(venue_id="V1", dates=(MARCH[2], MARCH[0], MARCH[2]))
    assert some.dates == (MARCH[0], MARCH[2])
    assert [some.is_open(day) for day in MARCH[:3]] == [True, False, True]


def test_people_without_any_entry_leave_no_trace_in_the_answers() -> None:
    answers: dict[str, dict[date, Answer]] = {"P1": {}, "H1": {MARCH[0]: Answer.UNKNOWN}}
    assert cohort(*people(1, 1), availability=answers).availability == {
        "H1": {MARCH[0]: Answer.UNKNOWN}
    }


def test_a_cohort_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        cohort().people = ()


def test_changes_are_remembered_and_start_from_the_cohort_as_it_was() -> None:
    given = cohort(*people(2, 2))
    once = given.with_changes("withdraw=P1")
    twice = once.with_changes("forbid=P2+H1")
    assert twice.base is given
    assert [str(change) for change in twice.changes] == ["withdraw=P1", "forbid=P2+H1"]
    assert given.changes == ()
    assert given.base is given

"""Which days a workshop may be held on, and who can come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from matcher.cohort import Answer, CalendarRow, Cohort, Facilitator, Person, Side, Venue
from matcher.dates import (
    Code,
    answers,
    avoided,
    candidate_dates,
    facilitators_per_day,
    own_answers,
    window,
)
from matcher.decisions import DateRange, Decisions
from matcher.programme import Programme

MONDAY = date(2027, 3, 1)


def programme(start: date = MONDAY, days: int = 12, country: str = "GB", **workshops: Any) -> Any:
    settings = {"start": start, "end": start + timedelta(days=days - 1), "pairs": 2}
    if country != "GB":
        settings["country"] = country
    return Programme.model_validate({"programme": settings, "workshops": workshops})


def person(identity: str = "P1", **answers: Any) -> Person:
    side = Side.PATIENT if identity.startswith("P") else Side.PROFESSIONAL
    return Person(**{"person_id": identity, "side": side, "consent": True, **answers})


def cohort(people: tuple[Person, ...] = (), **content: Any) -> Cohort:
    return Cohort(**{"programme": programme(), "people": people, **content})


def days_of(made: Cohort) -> tuple[date, ...]:
    return candidate_dates(made).days


def row(first: int, last: int, kind: str, area: str = "") -> CalendarRow:
    return CalendarRow(
        date_from=MONDAY + timedelta(days=first),
        date_to=MONDAY + timedelta(days=last),
        kind=kind,  # type: ignore[arg-type]
        area=area,
    )


def test_both_ends_of_the_window_count_and_weekends_do_not() -> None:
    days = window(programme())
    assert (days[0], days[-1], len(days)) == (MONDAY, MONDAY + timedelta(days=11), 10)


@pytest.mark.parametrize(
    ("start", "holiday", "country"),
    [
        (date(2027, 12, 20), date(2027, 12, 27), "GB"),
        (date(2027, 3, 22), date(2027, 3, 26), "GB"),
        (date(2027, 5, 10), date(2027, 5, 17), "FR"),
    ],
)
def test_public_holidays_are_kept_free_observed_ones_too(
    start: date, holiday: date, country: str
) -> None:
    assert holiday not in window(programme(start, 14, country))
    assert holiday - timedelta(days=7) in window(programme(start - timedelta(days=7), 14, country))


def test_a_calendar_row_blocks_days_only_without_an_area() -> None:
    assert len(days_of(cohort(calendar=(row(1, 2, "blocked"),)))) == 8
    assert len(days_of(cohort(calendar=(row(1, 2, "blocked", "North"),)))) == 10
    assert len(days_of(cohort(calendar=(row(1, 2, "avoid"),)))) == 10


def test_a_decision_blocks_days() -> None:
    closed = Decisions(blocked=(DateRange(first=MONDAY, last=MONDAY + timedelta(days=2)),))
    found = candidate_dates(cohort(decisions=closed))
    assert len(found.days) == 7
    assert len(found.dropped["blocked"]) == 3


def test_only_a_row_without_area_makes_a_day_one_to_avoid() -> None:
    made = cohort(calendar=(row(0, 0, "avoid"), row(1, 1, "avoid", "North")))
    assert avoided(made, days_of(made)).tolist()[:3] == [True, False, False]


def test_a_venue_must_hold_everybody_with_the_supporters_of_every_applicant() -> None:
    people = (
        person("P1", supporters=2),
        person("P2", supporters=5, consent=False),
        person("P3", supporters=5, status="withdrawn"),
    )
    needed = 2 * 2 + 2 + 2
    enough = Venue(venue_id="V1", capacity=needed)
    small = Venue(venue_id="V1", capacity=needed - 1)
    assert len(days_of(cohort(people, venues=(enough,)))) == 10
    assert days_of(cohort(people, venues=(small,))) == ()
    assert len(days_of(cohort(people, venues=(Venue(venue_id="V1"),)))) == 10


def test_one_venue_must_have_every_feature_that_any_venue_offers() -> None:
    people = (person("P1", access_needs=("step_free", "hearing_loop", "jacuzzi")),)
    step, loop = ("step_free",), ("hearing_loop",)
    apart = (Venue(venue_id="V1", features=step), Venue(venue_id="V2", features=loop))
    both = (*apart, Venue(venue_id="V3", features=step + loop))
    assert days_of(cohort(people, venues=apart)) == ()
    assert len(days_of(cohort(people, venues=both))) == 10


def test_a_venue_with_dates_is_free_on_these_alone() -> None:
    assert days_of(cohort(venues=(Venue(venue_id="V1", dates=(MONDAY,)),))) == (MONDAY,)


def test_enough_facilitators_must_be_able_to_come() -> None:
    leaders = (
        Facilitator(facilitator_id="F1", weekdays=("Mon", "Tue")),
        Facilitator(facilitator_id="F2", weekdays=("Mon",)),
        Facilitator(facilitator_id="F3"),
    )
    made = cohort(facilitators=leaders)
    assert days_of(made) == (MONDAY, MONDAY + timedelta(days=7))
    asked = {"F3": {MONDAY + timedelta(days=1): Answer.IF_NEEDED}}
    assert len(days_of(cohort(facilitators=leaders, availability=asked))) == 3


def test_weekdays_decide_only_where_there_is_no_entry() -> None:
    someone = person(weekdays=("Mon", "Wed"))
    entries = {"P1": {MONDAY: Answer.UNKNOWN, MONDAY + timedelta(days=1): Answer.YES}}
    made = cohort((someone, person("P2")), availability=entries)
    grid = answers(made, made.people, days_of(made)[:3])
    assert grid[0].tolist() == [Code.UNKNOWN, Code.YES, Code.YES]
    assert grid[1].tolist() == [Code.UNKNOWN] * 3


def test_a_row_of_an_area_speaks_for_its_people_where_they_said_nothing() -> None:
    local = person("P1", area="North", weekdays=("Mon", "Tue", "Wed"))
    other = person("P2", area="South", weekdays=("Mon", "Tue", "Wed"))
    entries = {"P1": {MONDAY: Answer.YES}}
    rows = (row(0, 1, "avoid", "North"), row(2, 2, "blocked", "North"))
    made = cohort((local, other), availability=entries, calendar=rows)
    grid = answers(made, made.people, days_of(made)[:4])
    assert grid[0].tolist() == [Code.YES, Code.IF_NEEDED, Code.NO, Code.NO]
    assert grid[1].tolist() == [Code.YES, Code.YES, Code.YES, Code.NO]


@pytest.mark.parametrize(
    ("subdivision", "day", "is_free"),
    [
        ("ENG", date(2027, 3, 29), False),
        ("SCT", date(2027, 3, 29), True),
        ("ENG", date(2027, 1, 4), True),
        ("SCT", date(2027, 1, 4), False),
        ("ENG", date(2027, 8, 2), True),
        ("SCT", date(2027, 8, 2), False),
        ("NIR", date(2027, 7, 12), False),
    ],
)
def test_holidays_are_those_of_the_subdivision(subdivision: str, day: date, is_free: bool) -> None:
    settings = {"start": day, "end": day, "subdivision": subdivision}
    only = Programme.model_validate({"programme": settings})
    assert window(only) == ((day,) if is_free else ())


def test_the_weekdays_of_the_programme_decide_even_at_weekends() -> None:
    days = window(programme(weekdays=["Sat", "Tue"]))
    assert days == tuple(MONDAY + timedelta(days=n) for n in (1, 5, 8))


def test_a_blocked_row_counts_at_both_ends() -> None:
    made = cohort(calendar=(row(1, 3, "blocked"),))
    assert days_of(made)[:2] == (MONDAY, MONDAY + timedelta(days=4))


def test_a_day_stands_under_the_first_reason_that_takes_it_away() -> None:
    made = cohort(
        calendar=(row(0, 0, "blocked"),),
        venues=(Venue(venue_id="V1", dates=tuple(MONDAY + timedelta(days=n) for n in (0, 2, 3))),),
        facilitators=tuple(
            Facilitator(facilitator_id=name, weekdays=("Mon", "Tue", "Thu"))
            for name in ("F1", "F2")
        ),
        programme=programme(days=4),
    )
    found = candidate_dates(made)
    day = [MONDAY + timedelta(days=n) for n in range(4)]
    assert found.days == (day[3],)
    assert found.dropped == {
        "blocked": (day[0],),
        "venue": (day[1],),
        "facilitators": (day[2],),
    }
    assert found.ordinals.tolist() == [day[3].toordinal()]


@pytest.mark.parametrize("state", ["yes", "if_needed", "no", "unknown"])
@pytest.mark.parametrize("kind", ["avoid", "blocked"])
def test_an_entry_of_ones_own_stands_whatever_the_calendar_says(kind: str, state: str) -> None:
    local = person(area="North", weekdays=("Mon",))
    entries = {"P1": {MONDAY: Answer(state)}}
    made = cohort((local,), availability=entries, calendar=(row(0, 0, kind, "North"),))
    expected = {"yes": Code.YES, "if_needed": Code.IF_NEEDED, "no": Code.NO}
    assert answers(made, made.people, [MONDAY]).tolist() == [[expected.get(state, Code.UNKNOWN)]]


@pytest.mark.parametrize(
    ("kinds", "weekdays", "code"),
    [
        (("avoid",), ("Mon",), Code.IF_NEEDED),
        (("blocked",), ("Mon",), Code.NO),
        (("avoid", "blocked"), ("Mon",), Code.NO),
        (("blocked", "avoid"), ("Mon",), Code.NO),
        (("avoid", "avoid"), ("Mon",), Code.IF_NEEDED),
        (("avoid",), ("Tue",), Code.NO),
        (("avoid",), None, Code.UNKNOWN),
    ],
)
def test_the_calendar_of_an_area_speaks_where_the_weekdays_decided(
    kinds: tuple[str, ...], weekdays: Any, code: Code
) -> None:
    local = person(area="north ", weekdays=weekdays)
    made = cohort((local,), calendar=tuple(row(0, 0, kind, "North") for kind in kinds))
    assert answers(made, made.people, [MONDAY]).tolist() == [[code]]
    alone = cohort((local,))
    own = own_answers(made, made.people, [MONDAY]).tolist()
    assert own == answers(alone, alone.people, [MONDAY]).tolist()


def test_rows_without_an_area_change_nobodys_answer() -> None:
    rows = (row(0, 4, "avoid"), row(0, 4, "blocked"))
    made = cohort((person(weekdays=("Mon",)),), calendar=rows)
    assert answers(made, made.people, [MONDAY]).tolist() == [[Code.YES]]


def test_rows_of_an_area_say_nothing_to_people_without_one() -> None:
    made = cohort((person(weekdays=("Mon",)),), calendar=(row(0, 4, "blocked", "North"),))
    assert answers(made, made.people, [MONDAY]).tolist() == [[Code.YES]]


def test_answers_for_other_days_are_left_aside() -> None:
    entries = {"P1": {MONDAY + timedelta(days=40): Answer.YES}}
    made = cohort((person(),), availability=entries)
    assert answers(made, made.people, [MONDAY]).tolist() == [[Code.UNKNOWN]]


def test_weekdays_of_nobody_leave_everything_unknown() -> None:
    made = cohort((person(weekdays=()),))
    assert answers(made, made.people, [MONDAY]).tolist() == [[Code.UNKNOWN]]


def test_unknown_facilitators_do_not_count_and_if_needed_ones_do() -> None:
    leaders = tuple(Facilitator(facilitator_id=name) for name in ("F1", "F2", "F3", "F4"))
    said = ("yes", "if_needed", "unknown", "no")
    entries = {
        leader.facilitator_id: {MONDAY: Answer(state)}
        for leader, state in zip(leaders, said, strict=True)
    }
    made = cohort(facilitators=leaders, availability=entries)
    assert facilitators_per_day(made, [MONDAY, MONDAY + timedelta(days=1)]).tolist() == [2, 0]
    assert days_of(made) == (MONDAY,)


def test_facilitators_are_asked_only_where_the_cohort_names_some() -> None:
    assert len(days_of(cohort())) == 10
    alone = (Facilitator(facilitator_id="F1", weekdays=("Mon",)),)
    assert days_of(cohort(facilitators=alone)) == ()
    none_needed = programme(facilitators=0)
    assert len(days_of(cohort(facilitators=alone, programme=none_needed))) == 10


def test_one_venue_must_have_room_and_features_and_be_free() -> None:
    needy = person(access_needs=("step_free",))
    venues = (
        Venue(venue_id="V1", features=("step_free",), dates=(MONDAY,)),
        Venue(venue_id="V2", features=("step_free",), capacity=5),
        Venue(venue_id="V3"),
    )
    assert days_of(cohort((needy,), venues=venues)) == (MONDAY,)

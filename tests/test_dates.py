"""Which days a workshop may be held on, in what order, and who can come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from matcher.cohort import Answer, CalendarRow, Cohort, Facilitator, Person, Side, Venue
from matcher.dates import Code, answers, avoided, candidate_dates, timetable, window
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


def follows(**workshops: Any) -> set[tuple[int, int, int]]:
    made = cohort(programme=programme(days=19, **workshops))
    found = candidate_dates(made)
    order = timetable(made, found)
    return {
        (step, (found.days[a] - MONDAY).days, (found.days[b] - MONDAY).days)
        for step, a, b in zip(*order.follows.nonzero(), strict=True)
    }


def test_gaps_are_differences_of_dates_with_both_ends_allowed() -> None:
    steps = follows(count=2, min_gap_days=3, max_gap_days=4)
    assert {b - a for _, a, b in steps} == {3, 4}


def test_a_block_is_held_on_adjacent_working_days() -> None:
    steps = follows(count=3, blocks=[2, 1], min_gap_days=7, max_gap_days=7)
    assert {(a, b) for step, a, b in steps if step == 0 and a >= 3} >= {(3, 4), (4, 7)}
    assert {b - a for step, a, b in steps if step == 1} == {7}


def test_reachable_dates_are_those_of_complete_sequences() -> None:
    made = cohort(programme=programme(days=19, count=3, min_gap_days=7, max_gap_days=9))
    order = timetable(made, candidate_dates(made))
    reachable = order.reachable()
    assert reachable[0].tolist() == [True] * 3 + [False] * (reachable.shape[1] - 3) or (
        reachable[0].sum() < reachable.shape[1]
    )
    for step in range(2):
        ahead = order.follows[step] & reachable[step + 1]
        assert (ahead.any(axis=1) | ~reachable[step]).all()


def test_a_fixed_date_leaves_its_workshop_no_other() -> None:
    fixed = Decisions(fixed_dates={2: MONDAY + timedelta(days=7)})
    made = cohort(
        programme=programme(days=19, count=2, min_gap_days=5, max_gap_days=9), decisions=fixed
    )
    found = candidate_dates(made)
    slots = timetable(made, found).slots
    assert [found.days[index] for index in slots[1].nonzero()[0]] == [MONDAY + timedelta(days=7)]

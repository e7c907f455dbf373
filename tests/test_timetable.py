"""Which date each workshop may take, and which date may follow which."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest

from cohorts import random_cohort
from matcher.cohort import CalendarRow, Cohort, Person
from matcher.dates import candidate_dates
from matcher.decisions import Decisions
from matcher.plans import Objective, Outcome, Plan, Provenance, Workshop, WorkshopState
from matcher.programme import Programme
from matcher.timetable import timetable

MONDAY = date(2027, 3, 1)


def programme(start: date = MONDAY, days: int = 12, country: str = "GB", **workshops: Any) -> Any:
    settings = {"start": start, "end": start + timedelta(days=days - 1), "pairs": 2}
    if country != "GB":
        settings["country"] = country
    return Programme.model_validate({"programme": settings, "workshops": workshops})


def cohort(people: tuple[Person, ...] = (), **content: Any) -> Cohort:
    return Cohort(**{"programme": programme(), "people": people, **content})


def row(first: int, last: int, kind: str, area: str = "") -> CalendarRow:
    return CalendarRow(
        date_from=MONDAY + timedelta(days=first),
        date_to=MONDAY + timedelta(days=last),
        kind=kind,  # type: ignore[arg-type]
        area=area,
    )


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


@pytest.mark.parametrize("seed", range(25))
def test_reachable_dates_are_those_of_complete_sequences(seed: int) -> None:
    made = random_cohort(seed, fixed_dates=0.5, blocks=0.5)
    found = candidate_dates(made)
    order = timetable(made, found)
    expected = np.zeros_like(order.slots)
    for sequence in product(range(len(found.days)), repeat=len(order.slots)):
        fits = all(order.slots[step, day] for step, day in enumerate(sequence))
        if fits and all(order.follows[s, a, b] for s, (a, b) in enumerate(pairwise(sequence))):
            expected[range(len(sequence)), sequence] = True
    assert (order.reachable() == expected).all()


def test_a_fixed_date_leaves_its_workshop_no_other() -> None:
    fixed = Decisions(fixed_dates={2: MONDAY + timedelta(days=7)})
    made = cohort(
        programme=programme(days=19, count=2, min_gap_days=5, max_gap_days=9), decisions=fixed
    )
    found = candidate_dates(made)
    slots = timetable(made, found).slots
    assert [found.days[index] for index in slots[1].nonzero()[0]] == [MONDAY + timedelta(days=7)]


def test_a_fixed_date_that_is_no_candidate_leaves_its_workshop_none() -> None:
    fixed = Decisions(fixed_dates={1: MONDAY + timedelta(days=5)})
    made = cohort(programme=programme(days=19, count=2), decisions=fixed)
    order = timetable(made, candidate_dates(made))
    assert not order.slots[0].any()
    assert not order.reachable().any()


def test_a_window_of_one_day_has_one_date_and_one_workshop_fits() -> None:
    made = cohort(programme=programme(days=1, count=1))
    found = candidate_dates(made)
    assert found.days == (MONDAY,)
    assert timetable(made, found).reachable().tolist() == [[True]]


def test_without_a_candidate_date_nothing_is_reachable() -> None:
    made = cohort(calendar=(row(0, 30, "blocked"),))
    found = candidate_dates(made)
    order = timetable(made, found)
    assert (found.days, order.slots.shape, order.follows.shape) == ((), (5, 0), (4, 0, 0))
    assert order.reachable().shape == (5, 0)


def adjacent(start: date, days: int, **workshops: Any) -> set[tuple[date, date]]:
    settings = {"count": 2, "blocks": [2], **workshops}
    made = cohort(programme=programme(start, days, **settings))
    found = candidate_dates(made)
    order = timetable(made, found)
    return {
        (found.days[a], found.days[b]) for a, b in zip(*order.follows[0].nonzero(), strict=True)
    }


def test_days_around_a_weekend_and_holidays_are_adjacent() -> None:
    friday, monday = date(2027, 3, 5), date(2027, 3, 8)
    assert adjacent(friday, 4) == {(friday, monday)}
    before_easter, after_easter = date(2027, 3, 25), date(2027, 3, 30)
    assert adjacent(before_easter, 6) == {(before_easter, after_easter)}


def test_days_around_a_saturday_that_the_programme_uses_are_not_adjacent() -> None:
    friday, saturday, monday = date(2027, 3, 5), date(2027, 3, 6), date(2027, 3, 8)
    week = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    assert adjacent(friday, 4, weekdays=week) == {(friday, saturday), (saturday, monday)}


def test_days_with_a_working_day_between_them_are_not_adjacent() -> None:
    assert adjacent(MONDAY, 12, weekdays=["Tue", "Thu"]) == set()


def test_a_blocked_day_between_two_days_does_not_make_them_adjacent() -> None:
    settings = programme(MONDAY, 3, count=2, blocks=[2])
    made = cohort(programme=settings, calendar=(row(1, 1, "blocked"),))
    found = candidate_dates(made)
    assert len(found.days) == 2
    assert not timetable(made, found).follows.any()


def test_gaps_count_between_blocks_and_not_inside_them() -> None:
    steps = follows(count=5, blocks=[2, 2, 1], min_gap_days=7, max_gap_days=8)
    gaps = {step: {b - a for s, a, b in steps if s == step} for step in range(4)}
    assert gaps[0] == gaps[2] == {1, 3}
    assert gaps[1] == gaps[3] == {7, 8}


# Rules on single workshops


def open_days(number: int, days: int = 19, **workshops: Any) -> set[date]:
    """Return the days that a workshop may take, whatever the others."""
    made = cohort(programme=programme(days=days, count=2, **workshops))
    found = candidate_dates(made)
    slots = timetable(made, found).slots
    return {found.days[index] for index in slots[number - 1].nonzero()[0]}


def test_a_window_holds_for_its_workshop_alone() -> None:
    span = {MONDAY + timedelta(days=offset) for offset in (7, 8, 9)}
    windows = (f"1:{min(span)}..{max(span)}",)
    assert open_days(1, windows=windows) == span
    assert open_days(2, windows=windows) == open_days(2)


def test_a_workshop_lies_in_all_of_its_windows() -> None:
    day = MONDAY + timedelta(days=8)
    assert open_days(1, windows=(f"1:{day}..", f"1:..{day}")) == {day}


def test_weekdays_of_a_workshop_add_up_and_stay_within_those_of_all() -> None:
    weekdays = {day.weekday() for day in open_days(1, weekdays_for=("1:Tue", "1:Thu", "1:Sun"))}
    assert weekdays == {1, 3}


def test_nothing_is_planned_before_people_have_had_notice() -> None:
    told = {"publication_date": MONDAY - timedelta(days=7), "notice_weeks": 2}
    assert min(open_days(1, **told)) == MONDAY + timedelta(days=7)
    assert min(open_days(1, publication_date=MONDAY + timedelta(days=2))) == MONDAY + timedelta(2)


def test_sessions_of_a_day_are_on_that_day_and_the_gap_counts_between_days() -> None:
    steps = follows(count=5, sessions_per_day=2, min_gap_days=7, max_gap_days=8)
    assert {b - a for step, a, b in steps if step in (0, 2)} == {0}
    assert {b - a for step, a, b in steps if step in (1, 3)} == {7, 8}


def test_the_sessions_of_a_block_fill_a_day_before_the_next_one() -> None:
    steps = follows(count=4, blocks=[3, 1], sessions_per_day=2, min_gap_days=7, max_gap_days=7)
    assert {b - a for step, a, b in steps if step == 0} == {0}
    assert {(a, b) for step, a, b in steps if step == 1} >= {(3, 4), (4, 7)}
    assert {b - a for step, a, b in steps if step == 2} == {7}


# What has happened


def running(*workshops: tuple[int, date, str]) -> Plan:
    """Return a plan that is running, with workshops as number, date and state."""
    return Plan(
        status=Outcome.FEASIBLE,
        objective=Objective(pairs=1, worst_fit=0, total=0),
        bound=0,
        gap=0.0,
        workshops=tuple(
            Workshop(number=number, date=day, state=WorkshopState(state))
            for number, day, state in workshops
        ),
        provenance=Provenance(
            version="0", ortools="0", seed=1, input_digest="sha256:0", seconds=0.0
        ),
    )


def slots_of(made: Cohort) -> list[set[date]]:
    found = candidate_dates(made)
    slots = timetable(made, found).slots
    return [{found.days[index] for index in slot.nonzero()[0]} for slot in slots]


SUNDAY = MONDAY - timedelta(days=1)


def test_a_workshop_that_was_held_keeps_its_day_whatever_speaks_against_it() -> None:
    blocked = (row(-1, 0, "blocked"),)
    plan = running((1, SUNDAY, "held"))
    made = cohort(programme=programme(count=2), calendar=blocked, current_plan=plan)
    first, second = slots_of(made)
    assert first == {SUNDAY}
    assert SUNDAY not in second


def test_an_announced_workshop_keeps_its_day_though_it_is_on_no_weekday_of_others() -> None:
    plan = running((2, MONDAY + timedelta(days=12), "announced"))
    made = cohort(programme=programme(count=2), current_plan=plan)
    assert slots_of(made)[1] == {MONDAY + timedelta(days=12)}


@pytest.mark.parametrize("how", ["blocked", "moved"])
def test_an_announced_workshop_moves_where_its_day_is_blocked_or_a_decision_says_so(
    how: str,
) -> None:
    day, other = MONDAY + timedelta(days=8), MONDAY + timedelta(days=9)
    plan = running((2, day, "announced"))
    fixed = Decisions(fixed_dates={2: other}) if how == "moved" else Decisions()
    rows = (row(8, 8, "blocked"),) if how == "blocked" else ()
    made = cohort(programme=programme(count=2), calendar=rows, current_plan=plan, decisions=fixed)
    assert day not in slots_of(made)[1]
    assert other in slots_of(made)[1]


def test_two_workshops_that_keep_their_days_ask_for_no_gap() -> None:
    plan = running((1, MONDAY, "held"), (2, MONDAY + timedelta(days=1), "announced"))
    settings = programme(count=3, min_gap_days=3, max_gap_days=5)
    made = cohort(programme=settings, current_plan=plan)
    found = candidate_dates(made)
    reach = timetable(made, found).reachable()
    third = {(found.days[index] - MONDAY).days for index in reach[2].nonzero()[0]}
    assert third == {4}


def test_a_plan_that_is_running_says_nothing_of_workshops_beyond_the_last() -> None:
    made = cohort(programme=programme(count=1), current_plan=running((2, SUNDAY, "held")))
    assert candidate_dates(made).kept == {}

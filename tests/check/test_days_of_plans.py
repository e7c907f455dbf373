"""The rules on days, quorum and balance are met by a sound plan, and noticed where broken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from breaking import Broken, Kept, findings, held, names

from matcher.cohort import Status
from matcher.decisions import DateRange
from matcher.plans import WorkshopState

if TYPE_CHECKING:
    from conftest import Case

FIRST, SECOND, THIRD = date(2027, 3, 2), date(2027, 3, 30), date(2027, 4, 27)


def workshops(case: Case, **values: Any) -> Case:
    return case.with_settings("workshops", **values)


def balanced(case: Case, *limits: str) -> Case:
    for identity, area in (("P1", "North"), ("P2", "South"), ("H1", "South"), ("H2", " south ")):
        case = case.with_record("people", identity, area=area)
    return case.with_settings("balance", limits=limits)


def announced(case: Case, number: int, day: date) -> Case:
    """Return the case in which a workshop was announced for a day."""
    told = case.with_workshop(number, date=day, state=WorkshopState.ANNOUNCED)
    return case.with_cohort(current_plan=told.plan)


def told_from(case: Case, weeks: int) -> Case:
    return workshops(case, publication_date=date(2027, 2, 2), notice_weeks=weeks)


def sessions(case: Case, *days: date) -> Case:
    case = workshops(case, sessions_per_day=2)
    for number, day in enumerate(days, start=1):
        case = case.with_workshop(number, date=day)
    return case


BROKEN = [
    Broken(
        "workshops.windows",
        "a workshop before its window",
        lambda case: workshops(case, windows=("1:2027-03-03..", "2:..2027-12-31")),
        "workshop 1: expected a date from 2027-03-03 to",
    ),
    Broken(
        "workshops.windows",
        "a workshop in one of its windows only",
        lambda case: workshops(case, windows=("1:2027-03-01..", "1:..2027-03-01")),
        "to 2027-03-01, found 2027-03-02",
    ),
    Broken(
        "workshops.weekdays_for",
        "a workshop on a weekday of the others",
        lambda case: workshops(case, weekdays_for=("2:Thu",)),
        "workshop 2: expected one of Thu, found Tue",
    ),
    Broken(
        "workshops.fixed",
        "a workshop on another day than the programme says",
        lambda case: workshops(case, fixed=("3:2027-04-29",)),
        "workshop 3: expected 2027-04-29, it was fixed, found 2027-04-27",
    ),
    Broken(
        "workshops.fixed",
        "a decision that says something else than the programme",
        lambda case: workshops(case, fixed=("3:2027-04-27",)).with_decisions(
            fixed_dates={3: date(2027, 4, 29)}
        ),
        "workshop 3: expected 2027-04-29, it was fixed",
    ),
    Broken(
        "workshops.notice_weeks",
        "a workshop a day too soon",
        lambda case: workshops(case, publication_date=date(2027, 2, 3), notice_weeks=4),
        "workshop 1: expected a date from 2027-03-03 on, found 2027-03-02",
    ),
    Broken(
        "workshops.max_same_weekday",
        "three workshops on Tuesdays",
        lambda case: workshops(case, max_same_weekday=2),
        "workshops on Tue: expected at most 2, found 3",
    ),
    Broken(
        "workshops.max_same_weekday",
        "one more on the weekday of those held",
        lambda case: workshops(held(case, 1, 2), max_same_weekday=2),
        "workshops on Tue: expected at most 2, found 3",
    ),
    Broken(
        "workshops.sessions_per_day",
        "two sessions of a day on two days",
        lambda case: workshops(case, sessions_per_day=2),
        "workshop 2: expected 2027-03-02, the day of the session before",
    ),
    Broken(
        "workshops.quorum",
        "a workshop to which one of two pairs comes",
        lambda case: workshops(case, quorum=2),
        "pairs at workshop 3: expected at least 2, found 1",
    ),
    Broken(
        "workshops.kept",
        "a workshop that was held on another day",
        lambda case: case.with_cohort(
            current_plan=case.with_workshop(1, date=date(2027, 3, 4), state=WorkshopState.HELD).plan
        ),
        "workshop 1: expected 2027-03-04, as it was told or held, found 2027-03-02",
    ),
    Broken(
        "workshops.kept",
        "a workshop that was announced for another day",
        lambda case: announced(case, 2, date(2027, 4, 1)),
        "workshop 2: expected 2027-04-01",
    ),
    Broken(
        "workshops.state",
        "a workshop that was held and is planned again",
        lambda case: case.with_cohort(
            current_plan=case.with_workshop(1, state=WorkshopState.HELD).plan
        ),
        "state of workshop 1: expected held, found planned",
    ),
    Broken(
        "pairs.at_work",
        "a pair at work that is not in the plan",
        lambda case: held(case, 1).with_plan(pairs=case.plan.pairs[1:]),
        "P1+H1: expected the pair, it is at work, found no pair",
    ),
    Broken(
        "balance.limits",
        "more pairs from an area than allowed",
        lambda case: balanced(case, "area: SOUTH <= 1"),
        'pairs that count for "area: SOUTH <= 1" (SOUTH): expected at most 1, found 2',
    ),
    Broken(
        "balance.limits",
        "fewer pairs from an area than wanted",
        lambda case: balanced(case, "area: North >= 2"),
        "expected at least 2, found 1",
    ),
    Broken(
        "balance.limits",
        "more pairs from any one area, on one side",
        lambda case: balanced(case, "professional.area: * <= 1"),
        "(south): expected at most 1, found 2",
    ),
    Broken(
        "balance.limits",
        "more pairs that both name a theme",
        lambda case: balanced(case, "theme: sleep <= 1"),
        "expected at most 1, found 2",
    ),
]

KEPT = [
    Kept(
        "workshops.windows",
        "days at both ends of windows",
        lambda case: workshops(case, windows=("1:2027-03-02..2027-03-02", "3:2027-04-27..")),
    ),
    Kept(
        "workshops.windows",
        "a workshop that was held, whatever its window",
        lambda case: workshops(held(case, 1), windows=("1:2027-05-01..",)),
    ),
    Kept(
        "workshops.weekdays_for",
        "one of several weekdays",
        lambda case: workshops(case, weekdays_for=("2:Thu", "2:Tue")),
    ),
    Kept(
        "workshops.fixed",
        "a decision comes before the programme",
        lambda case: workshops(case, fixed=("3:2027-04-29",)).with_decisions(
            fixed_dates={3: THIRD}
        ),
    ),
    Kept("workshops.notice_weeks", "the first day after it", lambda case: told_from(case, 4)),
    Kept(
        "workshops.notice_weeks",
        "a workshop that was held before",
        lambda case: workshops(held(case, 1), publication_date=date(2027, 3, 20)),
    ),
    Kept(
        "workshops.max_same_weekday",
        "as many as allowed",
        lambda case: workshops(case, max_same_weekday=3),
    ),
    Kept(
        "workshops.max_same_weekday",
        "too many, all of them held",
        lambda case: workshops(held(case, 1, 2, 3), max_same_weekday=1),
    ),
    Kept(
        "workshops.sessions_per_day",
        "two sessions on one day",
        lambda case: sessions(case, FIRST, FIRST, SECOND),
    ),
    Kept("workshops.order", "two sessions", lambda case: sessions(case, FIRST, FIRST, SECOND)),
    Kept("workshops.min_gap_days", "sessions", lambda case: sessions(case, FIRST, FIRST, SECOND)),
    Kept("workshops.quorum", "one pair of one", lambda case: workshops(case, quorum=1)),
    Kept("workshops.kept", "the day that was told", lambda case: announced(case, 2, SECOND)),
    Kept(
        "workshops.kept",
        "an announced day that has been blocked since",
        lambda case: announced(case, 2, date(2027, 4, 1)).with_decisions(
            blocked=(DateRange(first=date(2027, 4, 1), last=date(2027, 4, 1)),)
        ),
    ),
    Kept(
        "workshops.min_gap_days",
        "workshops that were held close together",
        lambda case: workshops(held(case, 1, 2, 3), min_gap_days=40, max_gap_days=50),
    ),
    Kept(
        "pairs.at_work",
        "a pair that a decision has parted",
        lambda case: (
            held(case, 1)
            .with_plan(pairs=case.plan.pairs[1:])
            .with_decisions(forbidden=(("P1", "H1"),))
        ),
    ),
    Kept(
        "pairs.at_work",
        "a pair of which one has left",
        lambda case: (
            held(case, 1)
            .with_plan(pairs=case.plan.pairs[1:])
            .with_record("people", "P1", status=Status.WITHDRAWN)
        ),
    ),
    Kept(
        "pairs.at_work",
        "nobody is at work before the first workshop",
        lambda case: announced(case, 1, FIRST).with_plan(pairs=case.plan.pairs[1:]),
    ),
    Kept(
        "balance.limits",
        "as many as allowed and as wanted",
        lambda case: balanced(case, "area: south <= 2", "patient.area: North >= 1", "area: * <= 2"),
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=names(BROKEN))
def test_a_broken_rule_on_days_or_balance_is_found_and_said(sound: Case, broken: Broken) -> None:
    found = findings(broken.change(sound))
    assert broken.says in " | ".join(found.get(broken.rule, []))


@pytest.mark.parametrize("kept", KEPT, ids=names(KEPT))
def test_a_rule_on_days_or_balance_that_is_just_kept_is_not_reported(
    sound: Case, kept: Kept
) -> None:
    assert kept.rule not in findings(kept.change(sound))

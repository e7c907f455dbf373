"""What has happened stays: workshops held, dates announced, pairs at work, what was missed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import matcher
from matcher.cohort import Answer, Cohort, Status
from matcher.dates import Code, answers
from matcher.decisions import Decisions
from matcher.happened import at_work
from matcher.plans import Plan, WorkshopState
from matcher.programme import Weekday
from worlds import cohort, people, person, with_decisions, with_person, with_rules

HELD, TOLD = date(2027, 1, 12), date(2027, 2, 2)
SMALL = cohort(*people(3, 3), rules={"programme.pairs": 3})


def underway(
    given: Cohort = SMALL, *, absent: tuple[str, ...] = (), told: bool = False, held: int = 1
) -> Cohort:
    """Return a cohort whose plan is running: its first workshops were held, one is announced."""
    fixed = {1: HELD, **({2: TOLD} if told else {})}
    plan = matcher.plan(with_decisions(given, fixed_dates=fixed))
    states = {1: WorkshopState.HELD if held else WorkshopState.PLANNED}
    states |= {2: WorkshopState.ANNOUNCED} if told else {}
    workshops = tuple(
        one.model_copy(
            update={
                "state": states.get(one.number, WorkshopState.PLANNED),
                "absent": absent if one.number == 1 else one.absent,
            }
        )
        for one in plan.workshops
    )
    running = plan.model_copy(update={"workshops": workshops})
    return given.model_copy(update={"current_plan": running})


def couples(plan: Plan) -> set[tuple[str, str | None]]:
    return {pair.couple for pair in plan.pairs}


def code(given: Cohort, identity: str, day: date) -> Code:
    (who,) = (one for one in given.people if one.person_id == identity)
    return Code(int(answers(given, [who], [day])[0, 0]))


def test_without_a_plan_that_is_running_nothing_has_happened() -> None:
    assert at_work(SMALL) == ()


def test_the_dates_that_were_held_or_announced_stay_and_say_so() -> None:
    given = with_rules(underway(told=True), workshops={"weekdays": (Weekday.WED,)})
    plan = matcher.plan(given)
    assert [one.date for one in plan.workshops][:2] == [HELD, TOLD]
    assert [one.state.value for one in plan.workshops] == ["held", "announced", "planned"]
    assert plan.workshops[2].date.weekday() == 2


def test_workshops_held_on_one_day_stay_there_though_a_day_now_has_one_only() -> None:
    given = underway()
    running = given.current_plan
    assert running is not None
    second = running.workshops[1].model_copy(update={"date": HELD, "state": WorkshopState.HELD})
    workshops = (running.workshops[0], second, running.workshops[2])
    given = given.model_copy(
        update={"current_plan": running.model_copy(update={"workshops": workshops})}
    )
    plan = matcher.plan(given)
    assert [one.date for one in plan.workshops][:2] == [HELD, HELD]
    assert plan.status.value == "optimal"


@pytest.mark.parametrize("paired", [True, False])
def test_pairs_and_people_who_came_alone_do_not_go_on_as_each_other(paired: bool) -> None:
    given = underway(with_rules(SMALL, pairing={"form_pairs": not paired}))
    assert len(at_work(given)) == 3
    now = with_rules(given, pairing={"form_pairs": paired})
    assert at_work(now) == ()
    assert matcher.plan(now).status.value == "optimal"


def test_pairs_at_work_go_on_though_others_would_fit_better() -> None:
    given = underway()
    before = couples(matcher.plan(given))
    assert before == couples(given.current_plan)  # type: ignore[arg-type]
    weights = dict.fromkeys(("locality", "joint_dates", "shared_project"), 0)
    one, other = sorted(before)[:2]
    better = with_person(given, one[0], prefers=(other[1],))
    better = with_person(better, other[1] or "", prefers=(one[0],))
    better = with_rules(better, weights=weights)
    assert couples(matcher.plan(better)) == before
    fresh = better.model_copy(update={"current_plan": None})
    assert couples(matcher.plan(fresh)) != before


def test_before_the_first_workshop_nobody_is_at_work() -> None:
    assert at_work(underway(held=0)) == ()


@pytest.mark.parametrize("how", ["left", "forbidden", "locked with somebody else", "not allowed"])
def test_a_pair_at_work_ends_where_something_parts_it(how: str) -> None:
    given = underway()
    one, other = sorted(couples(given.current_plan))[0]  # type: ignore[arg-type]
    somebody = next(who.person_id for who in given.professionals if who.person_id != other)
    assert other is not None
    changed = {
        "left": lambda: with_person(given, one, status=Status.WITHDRAWN),
        "forbidden": lambda: with_decisions(given, forbidden=((one, other),)),
        "locked with somebody else": lambda: with_decisions(given, locked=((one, somebody),)),
        "not allowed": lambda: with_person(given, one, avoids=(other,)),
    }[how]()
    assert (one, other) not in couples(matcher.plan(changed))


def test_whoever_was_absent_has_missed_it_whatever_they_had_answered() -> None:
    given = underway(absent=("P1",))
    assert code(given, "P1", HELD) is Code.NO
    (pair,) = (pair for pair in matcher.plan(given).pairs if pair.patient == "P1")
    assert pair.missed == 1
    assert pair.value == pair.fit - 100
    assert matcher.plan(given).workshops[0].absent == ("P1",)


def test_whoever_came_has_come_whatever_they_had_answered() -> None:
    entries: dict[str, Any] = {"availability": {"P1": {HELD: Answer.NO}}}
    assert code(underway().model_copy(update=entries), "P1", HELD) is Code.YES
    entries = {"availability": {"P1": {HELD: Answer.IF_NEEDED}}}
    assert code(underway().model_copy(update=entries), "P1", HELD) is Code.IF_NEEDED


def test_whoever_joins_later_is_not_blamed_for_workshops_that_they_were_not_asked_about() -> None:
    late = person("P9", weekdays=None)
    given = underway()
    given = given.model_copy(update={"people": (*given.people, late)})
    assert code(given, "P9", HELD) is Code.YES
    said_no = given.model_copy(update={"availability": {"P9": {HELD: Answer.NO}}})
    assert code(said_no, "P9", HELD) is Code.NO


def test_somebody_who_joins_late_takes_the_place_of_one_who_left() -> None:
    given = underway(told=True)
    left = with_person(given, "P1", status=Status.WITHDRAWN, withdrawn_after_workshop=1)
    late = person("P9")
    plan = matcher.plan(left.model_copy(update={"people": (*left.people, late)}))
    before = couples(given.current_plan)  # type: ignore[arg-type]
    stay = {couple for couple in before if couple[0] != "P1"}
    assert stay < couples(plan)
    assert {couple[0] for couple in couples(plan) - stay} == {"P9"}


def test_a_pair_that_has_missed_too_many_is_named() -> None:
    given = with_rules(underway(absent=("P1",)), workshops={"max_missed": 0})
    plan = matcher.plan(given)
    reason = plan.reasons[0]
    assert plan.status.value == "infeasible"
    assert reason.rule == "workshops.max_missed"
    assert "P1" in reason.text
    assert "have missed 1 of the workshops that were held" in reason.text
    assert "workshops.max_missed = 1" in reason.remedies
    relaxed = with_rules(given, workshops={"max_missed": 1})
    assert matcher.plan(relaxed).status.value == "optimal"


def test_a_workshop_that_was_held_cannot_be_fixed_on_another_day() -> None:
    given = underway()
    assert given.with_changes(f"date=1:{HELD}").decisions == Decisions(fixed_dates={1: HELD})
    with pytest.raises(matcher.InputError, match="workshop 1 was held on Tue 12 Jan 2027"):
        given.with_changes("date=1:2027-01-13")


def test_a_change_moves_what_was_announced() -> None:
    given = underway(told=True)
    moved = given.with_changes("date=2:2027-02-03")
    plan = matcher.plan(moved)
    assert plan.workshops[1].date == date(2027, 2, 3)
    assert plan.workshops[1].state is WorkshopState.PLANNED

"""The rules on facilitators, check-ins and catch-up days are met, and noticed where broken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from breaking import Broken, Kept, findings, held, names

from matcher.cohort import Answer
from matcher.plans import CatchUp, CheckIn, CheckInKind, MeetingState, Unplaced
from matcher.programme.settling import CheckInMode

if TYPE_CHECKING:
    from conftest import Case

THURSDAY, TUESDAY = date(2027, 3, 18), date(2027, 3, 16)
AFTER_THIRD = date(2027, 5, 6)
MAY_DAY = date(2027, 5, 3)


def check_in(**values: Any) -> CheckIn:
    known = {"patient": "P1", "professional": "H1", "after_workshop": 1, "facilitator": "F1"}
    return CheckIn.model_validate({**known, "date": THURSDAY, **values})


def catch_up(**values: Any) -> CatchUp:
    known = {"patient": "P2", "professional": "H2", "workshop": 3, "facilitator": "F1"}
    return CatchUp.model_validate({**known, "date": AFTER_THIRD, **values})


def missing(what: str, workshop: int | None = None, **values: Any) -> Unplaced:
    known = {"patient": "P1", "professional": "H1", "reason": "no day"}
    return Unplaced.model_validate({**known, "what": what, "workshop": workshop, **values})


def looked_after(case: Case, *leaders: str | None) -> Case:
    """Return the case with facilitators, and everything that it then lacks listed."""
    for index, leader in enumerate(leaders):
        case = case.with_pair(index, facilitator=leader)
    unplaced = [missing("check_in", 2)]
    unplaced += [missing("check_in", n, patient="P2", professional="H2") for n in (1, 2)]
    return case.with_plan(unplaced=tuple(unplaced))


def cared(case: Case, *more: CatchUp | CheckIn, within: int = 14) -> Case:
    """Return the case with more meetings, and catch-up days wanted."""
    case = case.with_settings("catch_ups", within_days=within)
    catch_ups = tuple(one for one in more if isinstance(one, CatchUp))
    check_ins = tuple(one for one in more if isinstance(one, CheckIn))
    return case.with_plan(catch_ups=catch_ups, check_ins=(*case.plan.check_ins, *check_ins))


def only(case: Case, *check_ins: CheckIn, **settings: Any) -> Case:
    """Return the case with just these check-ins."""
    return case.with_plan(check_ins=check_ins).with_settings("check_ins", **settings)


def calls(*people: str) -> list[CheckIn]:
    return [check_in(mode=CheckInKind.CALL, person=one) for one in people]


def done_calls(*people: str) -> list[CheckIn]:
    return [one.model_copy(update={"state": MeetingState.DONE}) for one in calls(*people)]


def running(case: Case, **values: Any) -> Case:
    """Return the case whose plan is running with some other values."""
    return case.with_cohort(current_plan=case.plan.model_copy(update=values))


BROKEN = [
    Broken(
        "check_ins.working_day",
        "a check-in on a public holiday",
        lambda case: only(case, check_in(date=MAY_DAY, after_workshop=3)),
        "expected a working day that is not blocked, found 2027-05-03",
    ),
    Broken(
        "check_ins.working_day",
        "a check-in before people are told",
        lambda case: case.with_settings("workshops", publication_date=THURSDAY),
        "expected a date from 2027-03-18 on, found 2027-03-16",
    ),
    Broken(
        "check_ins.gaps",
        "a check-in inside a block",
        lambda case: case.with_settings("workshops", blocks=(2, 1)),
        "expected a gap between workshops, found the inside of a block",
    ),
    Broken(
        "check_ins.different_days",
        "two check-ins of a pair on one day",
        lambda case: only(case, check_in(), check_in(), per_gap=2),
        "check-ins of P1 on 2027-03-18: expected at most 1, found 2",
    ),
    Broken(
        "check_ins.mode",
        "calls that the programme does not want",
        lambda case: only(case, *calls("P1", "H1")),
        "expected a meeting together, found a call",
    ),
    Broken(
        "check_ins.both_called",
        "a call with one partner only",
        lambda case: only(case, *calls("P1"), mode=CheckInMode.OR_CALLS),
        "expected as many with each partner, found more with P1",
    ),
    Broken(
        "check_ins.mode",
        "a call with nobody of the pair",
        lambda case: only(case, *calls("P3"), mode=CheckInMode.OR_CALLS),
        "expected one of the two to be called, found P3",
    ),
    Broken(
        "check_ins.mode",
        "a meeting together that names one",
        lambda case: only(case, check_in(person="P1")),
        "expected nobody to be called, found P1",
    ),
    Broken(
        "check_ins.state",
        "a check-in that is done though no plan is running",
        lambda case: only(case, check_in(state=MeetingState.DONE)),
        "expected planned, found done",
    ),
    Broken(
        "check_ins.state",
        "a check-in that was done and is gone",
        lambda case: running(case, check_ins=(check_in(state=MeetingState.DONE),)),
        "expected the one that was done on 2027-03-18, found none",
    ),
    Broken(
        "facilitators.of_pairs",
        "a facilitator whom nobody knows",
        lambda case: looked_after(case, "F9"),
        "facilitator of P1+H1: expected one of the cohort's, found F9",
    ),
    Broken(
        "facilitators.one_each",
        "a check-in with somebody else",
        lambda case: looked_after(case, "F2", "F1"),
        "facilitators of P1+H1: expected one throughout, found F1, F2",
    ),
    Broken(
        "facilitators.language",
        "a facilitator who speaks another language",
        lambda case: (
            looked_after(case, "F1")
            .with_record("facilitators", "F1", languages=("Welsh",))
            .with_record("people", "H1", languages=("English",))
        ),
        "languages of P1+H1 and F1: expected one that all speak, found none",
    ),
    Broken(
        "facilitators.conflicts",
        "a facilitator whom somebody asked not to have",
        lambda case: looked_after(case, "F1").with_record("people", "P1", avoids=("F1",)),
        "facilitator of P1+H1: expected somebody other than F1",
    ),
    Broken(
        "facilitators.max_pairs",
        "pairs without check-ins count as well",
        lambda case: looked_after(case, "F1", "F1").with_record("facilitators", "F1", max_pairs=1),
        "pairs of F1: expected at most 1, found 2",
    ),
    Broken(
        "facilitators.throughout",
        "a pair that has begun and is given to somebody else",
        lambda case: held(looked_after(case, "F1", "F1"), 1).with_pair(1, facilitator="F2"),
        "facilitator of P2+H2: expected F1, found F2",
    ),
    Broken(
        "unplaced.complete",
        "a check-in that is missing and not listed",
        lambda case: looked_after(case, "F1", "F1").with_plan(unplaced=()),
        "check_in of P1+H1 (workshop 2) among what is unplaced: expected 1 times, found 0",
    ),
    Broken(
        "unplaced.complete",
        "a check-in that is there and listed as well",
        lambda case: looked_after(case, "F1", "F1").with_plan(
            unplaced=(*looked_after(case).plan.unplaced, missing("check_in", 1))
        ),
        "check_in of P1+H1 (workshop 1) among what is unplaced: expected 0 times",
    ),
    Broken(
        "unplaced.complete",
        "a pair without a facilitator that is not listed",
        lambda case: looked_after(case, "F1"),
        "facilitator of P2+H2 among what is unplaced: expected 1 times, found 0",
    ),
    Broken(
        "unplaced.complete",
        "a workshop that was missed and is not made good",
        lambda case: cared(looked_after(case, "F1", "F1")),
        "catch_up of P2+H2 (workshop 3) among what is unplaced: expected 1 times, found 0",
    ),
    Broken(
        "unplaced.reason",
        "something unplaced without a reason",
        lambda case: case.with_plan(unplaced=(missing("check_in", 2, reason=" "),)),
        "reason for check_in of P1+H1: expected one, found none",
    ),
    Broken(
        "catch_ups.missed",
        "a catch-up for a workshop that the pair attends",
        lambda case: cared(case, catch_up(workshop=1, date=THURSDAY)),
        "expected a workshop that the pair misses, found 1",
    ),
    Broken(
        "catch_ups.missed",
        "two catch-up days for one workshop",
        lambda case: cared(case, catch_up(), catch_up(date=date(2027, 5, 4))),
        "expected one, found 2",
    ),
    Broken(
        "catch_ups.window",
        "a catch-up a day too late",
        lambda case: cared(case, catch_up(), within=8),
        "expected a day after 2027-04-27 up to 2027-05-05, found 2027-05-06",
    ),
    Broken(
        "catch_ups.window",
        "a catch-up on a public holiday",
        lambda case: cared(case, catch_up(date=MAY_DAY)),
        "expected a working day without a workshop, found 2027-05-03",
    ),
    Broken(
        "catch_ups.come",
        "a partner who cannot come",
        lambda case: cared(case, catch_up()).with_answer("H2", AFTER_THIRD, Answer.NO),
        "expected both partners, found H2 cannot come",
    ),
    Broken(
        "catch_ups.come",
        "a facilitator who cannot come",
        lambda case: cared(case, catch_up(date=date(2027, 5, 4), facilitator="F2")),
        "expected a facilitator who can come, found F2",
    ),
    Broken(
        "catch_ups.come",
        "a facilitator who must not meet them",
        lambda case: cared(case, catch_up()).with_record("facilitators", "F1", conflicts=("P2",)),
        "expected somebody other than F1, found a conflict",
    ),
    Broken(
        "catch_ups.come",
        "a facilitator whom nobody knows",
        lambda case: cared(case, catch_up(facilitator="F9")),
        "expected a facilitator of the cohort, found F9",
    ),
    Broken(
        "catch_ups.whole_day",
        "a check-in of the facilitator on that day",
        lambda case: cared(case, catch_up(), check_in(date=AFTER_THIRD, after_workshop=3)),
        "expected a day without a check-in, found 2027-05-06",
    ),
    Broken(
        "catch_ups.one_place",
        "two facilitators on one day",
        lambda case: cared(case, catch_up(), catch_up(facilitator="F2")),
        "catch-ups of P2+H2 on 2027-05-06: expected 1, found 2",
    ),
    Broken(
        "catch_ups.state",
        "a catch-up that is done though no plan is running",
        lambda case: cared(case, catch_up(state=MeetingState.DONE)),
        "expected planned, found done",
    ),
    Broken(
        "catch_ups.state",
        "a catch-up that was done and is gone",
        lambda case: running(case, catch_ups=(catch_up(state=MeetingState.DONE),)),
        "expected the one that was done on 2027-05-06, found none",
    ),
]

KEPT = [
    Kept(
        "check_ins.gaps",
        "a check-in after the last workshop of a block",
        lambda case: only(case, check_in(after_workshop=2)).with_settings(
            "workshops", blocks=(2, 1)
        ),
    ),
    Kept(
        "check_ins.facilitator_known",
        "one that was done with somebody who has left",
        lambda case: only(case, check_in(facilitator="F9", state=MeetingState.DONE)),
    ),
    Kept(
        "check_ins.facilitator_comes",
        "a facilitator who comes if needed",
        lambda case: only(case, check_in(facilitator="F2", date=TUESDAY)).with_answer(
            "F2", TUESDAY, Answer.IF_NEEDED
        ),
    ),
    Kept(
        "check_ins.max_per_facilitator_day",
        "as many on a day as a facilitator may have",
        lambda case: only(
            case,
            check_in(),
            check_in(patient="P2", professional="H2"),
            max_per_facilitator_day=2,
        ),
    ),
    Kept(
        "check_ins.max_per_facilitator_day",
        "too many, all of them announced",
        lambda case: only(
            case,
            check_in(state=MeetingState.ANNOUNCED),
            check_in(patient="P2", professional="H2", state=MeetingState.ANNOUNCED),
            max_per_facilitator_day=1,
        ),
    ),
    Kept(
        "facilitators.of_pairs",
        "one of the cohort's, and nobody",
        lambda case: looked_after(case, "F1", None),
    ),
    Kept(
        "facilitators.conflicts",
        "a conflict with somebody of another pair",
        lambda case: looked_after(case, "F1", "F2").with_record(
            "facilitators", "F1", conflicts=("P2", "H2")
        ),
    ),
    Kept(
        "unplaced.reason",
        "something unplaced that says why",
        lambda case: case.with_plan(unplaced=(missing("check_in", 2),)),
    ),
    Kept(
        "catch_ups.state",
        "one that was done, as the running plan says",
        lambda case: running(
            cared(case, catch_up(state=MeetingState.DONE)),
            catch_ups=(catch_up(state=MeetingState.DONE),),
        ),
    ),
    Kept(
        "catch_ups.state",
        "one that was announced and is dropped",
        lambda case: running(case, catch_ups=(catch_up(state=MeetingState.ANNOUNCED),)),
    ),
    Kept(
        "check_ins.different_days",
        "two days",
        lambda case: only(case, check_in(), check_in(date=TUESDAY), per_gap=2),
    ),
    Kept(
        "check_ins.mode",
        "a call with each",
        lambda case: only(case, *calls("P1", "H1"), mode=CheckInMode.OR_CALLS),
    ),
    Kept(
        "check_ins.per_gap",
        "two calls are one check-in",
        lambda case: only(case, *calls("P1", "H1"), mode=CheckInMode.OR_CALLS),
    ),
    Kept(
        "check_ins.pair",
        "one that was done by a pair that is no more",
        lambda case: running(
            only(case, check_in(patient="P3", state=MeetingState.DONE)),
            check_ins=(check_in(patient="P3", state=MeetingState.DONE),),
        ),
    ),
    Kept(
        "check_ins.working_day",
        "one that was done before people are told",
        lambda case: only(case, check_in(state=MeetingState.DONE)).with_settings(
            "workshops", publication_date=date(2027, 4, 1)
        ),
    ),
    Kept(
        "check_ins.state",
        "one that was done, as the running plan says",
        lambda case: running(
            only(case, check_in(state=MeetingState.DONE)),
            check_ins=(check_in(state=MeetingState.DONE),),
        ),
    ),
    Kept(
        "facilitators.one_each", "the same throughout", lambda case: looked_after(case, "F1", "F2")
    ),
    Kept(
        "facilitators.language",
        "an interpreter comes along",
        lambda case: (
            looked_after(case, "F1")
            .with_record("facilitators", "F1", languages=("Welsh",))
            .with_record("people", "H1", languages=("English",), interpreters=1)
        ),
    ),
    Kept(
        "facilitators.max_pairs",
        "as many as they take",
        lambda case: looked_after(case, "F1", "F1").with_record("facilitators", "F1", max_pairs=2),
    ),
    Kept(
        "facilitators.throughout",
        "a facilitator who has left",
        lambda case: held(looked_after(case, "F9", "F1"), 1).with_pair(0, facilitator="F1"),
    ),
    Kept("unplaced.complete", "everything listed", lambda case: looked_after(case, "F1", "F1")),
    Kept("unplaced.complete", "a plan that says nothing of facilitators", lambda case: case),
    Kept("catch_ups.missed", "a workshop that was missed", lambda case: cared(case, catch_up())),
    Kept("catch_ups.window", "the last day", lambda case: cared(case, catch_up(), within=9)),
    Kept("catch_ups.come", "all three come", lambda case: cared(case, catch_up())),
    Kept("catch_ups.one_place", "one facilitator", lambda case: cared(case, catch_up())),
    Kept(
        "check_ins.both_called",
        "one that took place with one of the two",
        lambda case: running(
            only(case, *done_calls("P1"), mode=CheckInMode.OR_CALLS),
            check_ins=tuple(done_calls("P1")),
        ),
    ),
    Kept("catch_ups.whole_day", "no check-in that day", lambda case: cared(case, catch_up())),
]


@pytest.mark.parametrize("broken", BROKEN, ids=names(BROKEN))
def test_a_broken_rule_on_care_is_found_and_said(sound: Case, broken: Broken) -> None:
    found = findings(broken.change(sound))
    assert broken.says in " | ".join(found.get(broken.rule, []))


@pytest.mark.parametrize("kept", KEPT, ids=names(KEPT))
def test_a_rule_on_care_that_is_just_kept_is_not_reported(sound: Case, kept: Kept) -> None:
    assert kept.rule not in findings(kept.change(sound))

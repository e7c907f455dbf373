"""Repairs in a future: by hand on tiny plans, and against a plan made anew from what happened."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest

import matcher
from cohorts import random_cohort
from matcher.cohort import Cohort
from matcher.futures.rematching import Rematcher
from matcher.futures.replaying import Replay, Replays, everybody_waiting, without_repair
from matcher.futures.roster import Roster, roster
from matcher.plans import Plan, WorkshopState
from worlds import cohort as cohort_of
from worlds import people, person


def leaves(case: Roster, **when: int) -> Any:
    return np.array([[when.get(one, case.times) for one in case.ids]])


def finish(plan: Plan, **when: int) -> tuple[int, int]:
    case = roster(plan)
    leave = leaves(case, **when)
    return int(without_repair(case, leave)[0]), int(Replays(case).finishing(leave)[0])


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Return two pairs, and a third professional who waits."""
    return matcher.plan(cohort_of(*people(2, 3), rules={"programme.pairs": 2}))


def test_all_pairs_finish_when_nobody_leaves(plan: Plan) -> None:
    assert finish(plan) == (2, 2)


def test_somebody_who_waits_takes_the_place_and_nobody_can_take_a_second_one(plan: Plan) -> None:
    first, second = (one.professional for one in plan.pairs)
    assert first is not None
    assert second is not None
    waiting = next(one.person for one in plan.waiting)
    assert finish(plan, **{first: 1}) == (1, 2)
    assert finish(plan, **{first: 1, second: 2}) == (0, 1)
    assert finish(plan, **{first: 1, waiting: 1}) == (1, 1)
    assert finish(plan, **{first: 1, waiting: 2}) == (1, 1)
    assert finish(plan, **{waiting: 0}) == (2, 2)


def test_two_who_are_left_alone_at_different_times_become_a_pair(plan: Plan) -> None:
    (patient, _), (_, professional) = (one.couple for one in plan.pairs)
    assert professional is not None
    waiting = next(one.person for one in plan.waiting)
    assert finish(plan, **{patient: 1, plan.pairs[1].patient: 2, waiting: 0}) == (0, 0)
    other = plan.pairs[0].professional
    assert finish(plan, **{str(other): 1, plan.pairs[1].patient: 2, waiting: 0}) == (0, 1)


def test_partners_from_the_application_are_released_when_one_of_them_leaves() -> None:
    together = person("P1", partner_id="H1"), person("H1")
    rules = {"programme.pairs": 1}
    bound = matcher.plan(cohort_of(*together, person("H2"), rules=rules))
    assert bound.pairs[0].couple == ("P1", "H1")
    assert finish(bound, H1=1) == (0, 1)
    silent = person("P4", partner_id="H3", weekdays=None)
    others = matcher.plan(cohort_of(person("P1"), person("H2"), silent, person("H3"), rules=rules))
    assert others.pairs[0].couple == ("P1", "H2")
    assert finish(others, H2=1) == (0, 0)
    assert finish(others, H2=1, P4=1) == (0, 1)


def test_who_joins_late_and_gave_no_answer_missed_nothing_before_but_may_miss_no_more() -> None:
    known = person("P1"), person("H1")
    silent = person("H2", weekdays=None)
    rules = {"programme.pairs": 1, "workshops.max_missed": 1}
    plan = matcher.plan(cohort_of(*known, silent, rules=rules))
    assert finish(plan, H1=1) == (0, 0)
    assert finish(plan, H1=2) == (0, 1)


def test_people_who_come_alone_are_replaced_by_others_who_can_come() -> None:
    plan = matcher.plan(cohort_of(*people(3, 0), rules={"pairing.form_pairs": False}))
    assert len(plan.pairs) == 2
    placed = [one.patient for one in plan.pairs]
    assert finish(plan, **{placed[0]: 1}) == (1, 2)
    assert finish(plan, **{placed[0]: 1, placed[1]: 1}) == (0, 1)


def running(plan: Plan, held: int) -> Cohort:
    """Return the cohort of a plan of which so many workshops were held, the others announced."""
    states = [
        WorkshopState.HELD if one.number <= held else WorkshopState.ANNOUNCED
        for one in plan.workshops
    ]
    shown = tuple(
        one.model_copy(update={"state": state})
        for one, state in zip(plan.workshops, states, strict=True)
    )
    known = plan.model_copy(update={"workshops": shown})
    return plan.cohort.model_copy(update={"current_plan": known})


QUIET = dict.fromkeys(
    ("locks", "confirmed", "venues", "facilitators", "quorum", "budget", "impossible", "forbids"),
    0.0,
)


def drawn_plan(seed: int) -> Plan | None:
    cohort = random_cohort(seed, "small", **QUIET, balance=0.0, absentees=0.0)
    projects = tuple(one.model_copy(update={"min_pairs": 0}) for one in cohort.projects)
    plan = matcher.plan(cohort.model_copy(update={"projects": projects}), time_limit=20)
    return plan if plan.status == "optimal" and len(plan.pairs) > 1 else None


def test_a_repair_forms_as_many_pairs_as_a_plan_made_anew_from_what_happened() -> None:
    compared = repaired = 0
    for seed in range(24):
        plan = drawn_plan(seed)
        if plan is None:
            continue
        case, random = roster(plan), Random(seed)
        held = random.randint(1, case.times - 1)
        placed = sorted({one for couple in case.couples() for one in couple})
        gone = random.sample(placed, min(len(placed), random.randint(1, 3)))
        gone += random.sample(range(len(case.ids)), 1)
        leave = leaves(case, **{case.ids[one]: held for one in gone})
        replay = Replay(case, Rematcher(case), leave[0], everybody_waiting(case))
        changes = [f"withdraw={case.ids[one]}@{held}" for one in sorted(set(gone))]
        anew = matcher.plan(running(plan, held).with_changes(*changes), time_limit=20)
        assert anew.status in ("optimal", "infeasible")
        assert replay.finishing() == len(anew.pairs), seed
        compared += 1
        repaired += replay.finishing() > without_repair(case, leave)[0]
    assert compared >= 12
    assert repaired >= 3

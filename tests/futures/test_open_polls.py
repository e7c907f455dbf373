"""How many open answers may turn to no: by hand, and against every part of them."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import matcher
from matcher.attendance import attends_enough
from matcher.cohort import Answer
from matcher.futures.answers import Polls
from matcher.futures.polls import polls
from matcher.futures.roster import roster
from matcher.plans import Plan
from matcher.solve.problem import build_problem
from worlds import cohort as cohort_of
from worlds import people


def found(plan: Plan, seed: int = 1) -> Polls:
    return polls(plan, roster(plan), 200, seed)


def planned(rules: dict[str, Any] | None = None, **said: dict[int, Answer]) -> Plan:
    """Return a plan of two pairs, then some answers for its workshops, by person and number."""
    cohort = cohort_of(*people(2, 2), rules=rules)
    plan = matcher.plan(cohort)
    days = {one.number: one.date for one in plan.workshops}
    answers = {
        who: {days[number]: one for number, one in those.items()} for who, those in said.items()
    }
    return plan.of_cohort(cohort.model_copy(update={"availability": answers}))


ALL = dict.fromkeys((1, 2, 3), Answer.YES)


def test_a_pair_that_may_miss_none_is_lost_with_one_no() -> None:
    polled = found(planned({"workshops.max_missed": 0}))
    assert (polled.open, polled.safe, polled.sure, polled.mean) == (12, 0, 0, 0.0)
    assert [one.answers for one in polled.weakest] == [1, 1]


def test_two_noes_of_one_workshop_are_one_miss() -> None:
    polled = found(planned())
    assert (polled.open, polled.safe) == (12, 1)
    assert 1 <= polled.sure <= polled.mean <= 7


def test_a_workshop_for_everyone_is_lost_with_one_no_of_whoever_is_open() -> None:
    plan = planned({"workshops.everyone": [1]}, P1={1: Answer.YES}, P2=ALL, H1=ALL, H2=ALL)
    polled = found(plan)
    assert (polled.open, polled.safe) == (2, 1)
    plan = planned({"workshops.everyone": [1]}, P1={2: Answer.YES, 3: Answer.YES}, P2=ALL, H1=ALL)
    polled = found(plan)
    assert polled.safe == 0
    assert polled.weakest[0].answers == 1


def test_nothing_is_open_where_all_have_answered_and_unknown_is_a_no_already() -> None:
    polled = found(planned(P1=ALL, P2=ALL, H1=ALL, H2=ALL))
    assert (polled.open, polled.safe, polled.sure, polled.weakest) == (0, 0, 0, ())
    unknown = {1: Answer.UNKNOWN, 2: Answer.YES, 3: Answer.YES}
    polled = found(planned(P1=unknown, P2=ALL, H1=ALL, H2=ALL))
    assert (polled.open, polled.unknown) == (0, 1)


def test_the_worst_case_is_that_of_every_part_of_the_open_answers() -> None:
    plan = planned(P1={1: Answer.YES, 2: Answer.NO}, P2=ALL, H1={3: Answer.YES}, H2=ALL)
    days = {one.number: one.date for one in plan.workshops}
    said = plan.cohort.availability
    open_ = [
        (who, day)
        for who in ("P1", "P2", "H1", "H2")
        for day in days.values()
        if day not in said.get(who, {})
    ]
    safe = next(
        size - 1
        for size in range(1, len(open_) + 1)
        if any(not still_there(plan, some) for some in combinations(open_, size))
    )
    polled = found(plan)
    assert polled.open == len(open_) == 3
    assert polled.safe == safe
    assert polled == found(plan)


def still_there(plan: Plan, noes: tuple[tuple[str, Any], ...]) -> bool:
    said = {who: dict(those) for who, those in plan.cohort.availability.items()}
    for who, day in noes:
        said.setdefault(who, {})[day] = Answer.NO
    problem = build_problem(plan.cohort.model_copy(update={"availability": said}))
    dates = tuple(problem.candidates.days.index(one.date) for one in plan.workshops)
    enough = attends_enough(problem, dates)
    ours, theirs = problem.patients.ids, problem.professionals.ids
    return all(
        enough[ours.index(one.patient), theirs.index(str(one.professional))] for one in plan.pairs
    )

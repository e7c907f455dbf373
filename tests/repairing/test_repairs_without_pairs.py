"""Repairs where everybody comes alone, and repairs after nothing could be done."""

from __future__ import annotations

from pathlib import Path

import matcher
from matcher.cohort import Cohort
from matcher.language import language_named, words_in
from matcher.plans import Outcome, WorkshopState
from matcher.repairing.telling import frontier_lines, repair_lines
from worlds import cohort, people

ALONE = {"pairing.form_pairs": False, "programme.pairs": 3, "workshops.count": 2}
WORDS = words_in(language_named("en"))


def alone() -> Cohort:
    return cohort(*people(3, 2), rules={**ALONE, "workshops.max_missed": 1})


def test_who_has_a_place_keeps_it_though_somebody_else_would_be_worth_more() -> None:
    plan = matcher.plan(alone())
    placed = [one.patient for one in plan.pairs]
    busy = [f"answer={placed[0]}@{plan.workshops[0].date}:if_needed"]
    days = [f"date={one.number}:{one.date}" for one in plan.workshops]
    repaired = matcher.repair(plan, *busy, *days)
    assert [one.patient for one in repaired.pairs] == placed
    assert repaired.disturbances is not None
    assert repaired.disturbances.places_lost == 0


def test_a_place_that_is_lost_is_counted() -> None:
    plan = matcher.plan(alone())
    repaired = matcher.repair(plan, "pairs=2")
    assert repaired.disturbances is not None
    assert repaired.disturbances.places_lost == 1


def test_it_speaks_of_people_where_nobody_is_paired() -> None:
    plan = matcher.plan(alone())
    said = [
        *matcher.compare(plan, matcher.repair(plan, "withdraw=P1", "pairs=2")).lines("en"),
        *repair_lines(matcher.repair(plan, "pairs=2"), WORDS),
        *frontier_lines(matcher.repairs(plan, "pairs=2"), WORDS),
    ]
    assert said[0].startswith("First plan: 3 people, total")
    rest = [line.replace("programme.pairs", "") for line in said]
    assert not [line for line in rest if "pair" in line.lower() or "fit" in line]
    assert any(line.startswith("People who come to workshop 1") for line in said)


def test_a_repair_goes_on_from_what_ran_before_nothing_could_be_done(tmp_path: Path) -> None:
    plan = matcher.plan(cohort(*people(2, 2), rules={"check_ins.per_gap": 0}))
    patients = [one.patient for one in plan.pairs]
    nothing = matcher.repair(plan, *(f"withdraw={who}@1" for who in patients))
    assert nothing.status is Outcome.INFEASIBLE
    opened = matcher.open_plan(matcher.save(nothing, tmp_path / "nothing"))
    again = matcher.repair(opened, *(f"return={who}" for who in patients))
    assert [one.couple for one in again.pairs] == [one.couple for one in plan.pairs]
    assert [one.date for one in again.workshops] == [one.date for one in plan.workshops]
    assert again.workshops[0].state is WorkshopState.HELD
    assert matcher.check_plan(again.cohort, again) == ()


def test_somebody_who_comes_in_is_not_told_of_workshops_that_were_held() -> None:
    plan = matcher.plan(cohort(*people(3, 2), rules={"programme.pairs": 2}))
    left = plan.pairs[0].patient
    repaired = matcher.repair(plan, f"withdraw={left}@1")
    (waited,) = {one.person_id for one in plan.cohort.patients} - {
        one.patient for one in plan.pairs
    }
    (told,) = [one.text for one in matcher.compare(plan, repaired).told if one.id == waited]
    assert "New for you: workshop 2" in told
    assert "workshop 1" not in told

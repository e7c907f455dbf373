"""Changes that are tried on a plan: what stands, what is refused, when an answer is old."""

from __future__ import annotations

from functools import cache

import pytest

import matcher
from matcher.plans import Plan
from matcher.ui.sittings import sittings
from matcher.ui.sittings.jobs import Job
from matcher.ui.sittings.sittings import Sittings
from matcher.ui.sittings.trials import Question, Trial
from worlds import cohort as cohort_of
from worlds import people


@cache
def small_plan() -> Plan:
    return matcher.plan(cohort_of(*people(3, 3), rules={"programme.pairs": 2}))


def answered(trial: Trial, question: Question) -> Job:
    trial.ask(question)
    assert trial.job is not None
    trial.job.wait(60)
    return trial.job


def test_a_change_that_cannot_be_read_is_told_and_leaves_the_others() -> None:
    trial = Trial(small_plan())
    trial.add("withdraw=P1")
    trial.add("withdraw=P99")
    assert [str(one) for one in trial.changes] == ["withdraw=P1"]
    assert [one.value for one in trial.refused] == ["withdraw=P99"]
    trial.add("withdraw=H1")
    assert trial.refused == ()
    trial.clear()
    assert trial.changes == ()


def test_another_change_makes_the_answer_old_and_forgets_it() -> None:
    trial = Trial(small_plan())
    trial.add("pairs=1")
    assert len(answered(trial, Question.AFRESH).plans) == 1
    trial.add("withdraw=P1")
    assert trial.job is None


def test_every_question_answers_with_plans_after_the_changes() -> None:
    trial = Trial(small_plan())
    trial.add(f"withdraw={small_plan().pairs[0].patient}")
    for question in Question:
        job = answered(trial, question)
        assert job.failure is None
        assert job.plans, question
        for place, plan in enumerate(job.plans):
            assert plan.cohort.changes[0] == trial.changes[0]
            assert trial.comparison(place).differs


def test_nothing_is_asked_while_the_computer_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sittings, "MOST_RUNNING", 0)
    trial = Trial(small_plan())
    trial.add("pairs=1")
    assert not Sittings().work_out(trial, Question.AFRESH)
    assert trial.job is None


def test_another_plan_at_hand_begins_with_no_changes() -> None:
    all_sittings = Sittings()
    sitting = all_sittings.find(all_sittings.open(small_plan().cohort))
    assert sitting is not None
    assert sitting.trial() is None
    sitting.job = Job.done(small_plan())
    trial = sitting.trial()
    assert trial is not None
    trial.add("pairs=1")
    assert sitting.trial() is trial
    sitting.keep(matcher.replan(small_plan(), "pairs=1"))
    after = sitting.trial()
    assert after is not None
    assert after.changes == ()
    assert [str(one) for one in sitting.tried] == ["pairs=1"]


def test_what_makes_answers_quick_is_got_ready_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Plan] = []

    class Counting(matcher.Replanner):
        def __init__(self, plan: Plan) -> None:
            made.append(plan)
            super().__init__(plan)

    monkeypatch.setattr(matcher, "Replanner", Counting)
    trial = Trial(small_plan())
    trial.prepare()
    for change in ("pairs=1", "withdraw=P1"):
        trial.add(change)
        job = answered(trial, Question.AFRESH)
        assert job.plan is not None
        afresh = matcher.plan(job.plan.cohort)
        assert job.plan.objective == afresh.objective
    assert made == [small_plan()]

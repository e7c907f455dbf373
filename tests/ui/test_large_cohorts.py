"""What is worked out about a large cohort has a process of its own; the answers are the same."""

from __future__ import annotations

import pickle
from functools import partial

import pytest

import matcher
from matcher.language import Language
from matcher.plans import Plan
from matcher.ui.sittings import answers, background, jobs
from matcher.ui.sittings.answers import Answer, Asked
from matcher.ui.sittings.jobs import Job
from matcher.ui.sittings.trials import Question, Trial
from worlds import cohort as cohort_of
from worlds import people

SMALL = cohort_of(*people(3, 3), rules={"programme.pairs": 2})


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Treat every cohort as a large one; return what had a process of its own."""
    done: list[object] = []

    def noting(work: partial[object], *rest: object, **more: object) -> object:
        done.append(work.func)
        return kept(work, *rest, **more)

    kept = background.done_apart
    monkeypatch.setattr(background, "done_apart", noting)
    monkeypatch.setattr(answers, "done_apart", noting)
    monkeypatch.setattr(background, "MOST_PEOPLE_HERE", 0)
    return done


@pytest.fixture(scope="module")
def plan() -> Plan:
    return matcher.plan(SMALL)


def test_the_plan_is_the_same_and_belongs_to_the_cohort_at_hand(
    apart: list[object], plan: Plan
) -> None:
    job = Job(SMALL)
    job.start()
    job.wait(60)
    assert job.plan is not None
    assert job.plan.cohort is SMALL
    assert job.plan.pairs == plan.pairs
    assert apart == [jobs._best_plan]


def test_what_ifs_are_answered_with_nothing_got_ready(apart: list[object], plan: Plan) -> None:
    trial = Trial(plan)
    trial.add("pairs=1")
    trial.ask(Question.AFRESH)
    assert trial.job is not None
    trial.job.wait(60)
    assert [len(one.pairs) for one in trial.job.plans] == [1]
    assert trial.comparison(0).differs
    assert not trial.is_prepared
    assert len(apart) == 1


def test_every_question_of_what_if_can_be_sent(plan: Plan) -> None:
    trial = Trial(plan)
    trial.add(f"withdraw={plan.pairs[0].patient}")
    for question in set(Question) - {Question.AFRESH}:
        assert pickle.loads(pickle.dumps(trial._making(question))).args[0] == plan


def test_the_price_of_every_pair_tells_how_far_it_is(apart: list[object], plan: Plan) -> None:
    answer = Answer(plan, Asked(answers.ANY_DATES, language=Language.FRENCH))
    answer.start()
    answer.wait(60)
    assert answer.made is not None
    assert answer.done is not None
    assert answer.done[0] == answer.done[1] > 0
    assert apart == [answers._answer]


def test_a_stopped_stress_test_ends_at_once(apart: list[object], plan: Plan) -> None:
    answer = Answer(plan, Asked(answers.STRESS))
    answer.start()
    answer.stop()
    answer.wait(60)
    assert answer.made is None
    assert not answer._thread.is_alive()

"""How sure a plan is, beside plain plans of the cohorts that are drawn."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest

import matcher
from brute import in_order, verify
from cohorts import benchmark_cohort, random_cohort
from matcher.cohort import Answer, Cohort
from matcher.dates import candidate_dates
from matcher.explaining import sure
from matcher.explaining.drawing import other_answers, other_weights, unknown_answers
from matcher.explaining.questions import QUESTIONS, Options, Told
from matcher.explaining.sure import Sure
from matcher.language import Language, words_in
from matcher.plans import Outcome, Plan
from matcher.programme import Fairness, Weekday
from shells import Ask
from worlds import cohort as cohort_of
from worlds import people, with_rules

ENGLISH = words_in(Language.ENGLISH)
FEW = 3
"""How many draws are enough to compare."""


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sure, "SAMPLES", FEW)


def asked(plan: Plan, language: Language = Language.ENGLISH, **options: float) -> Told:
    return QUESTIONS["sure"].ask(plan, words_in(language), Options(**options))


def told(plan: Plan, **options: float) -> Sure:
    found = asked(plan, **options).data
    assert isinstance(found, Sure)
    return found


def with_open(cohort: Cohort, every: int) -> Cohort:
    """Return a cohort in which one answer in so many is not known."""
    number = 0
    answers: dict = {}
    for who, said in cohort.availability.items():
        answers[who] = {}
        for day, answer in said.items():
            number += 1
            answers[who][day] = Answer.UNKNOWN if number % every == 0 else answer
    return cohort.model_copy(update={"availability": answers})


def levels(plan: Plan) -> tuple[int, ...]:
    """Return what a plan is judged by, higher is better."""
    if plan.objective is None:
        return ()
    statuses = {one.person_id: one.status for one in plan.cohort.people}
    placed = [statuses[one] for pair in plan.pairs for one in pair.members]
    first = plan.cohort.programme.pairing.fairness is Fairness.WORST_FIRST
    fit = (plan.objective.worst_fit,) if first else ()
    return plan.objective.pairs, -placed.count("reserve"), *fit, plan.objective.total


@pytest.mark.parametrize("seed", [0, 5, 10, 15, 20, 30, 35])
def test_every_open_answer_is_worth_what_a_plan_with_a_yes_says(seed: int) -> None:
    cohort = random_cohort(seed, quorum=0.2, balance=0.2, underway=0.2)
    plan = matcher.plan(cohort)
    if plan.status is not Outcome.OPTIMAL:
        assert not told(plan).answered
        return
    found = told(plan).chasing
    if found is None:
        assert not unknown_answers(cohort)
        return
    assert found.late == 0
    worth = {(one.person, one.date): one for one in found.worth}
    candidates = candidate_dates(cohort).days
    better = looked_at = 0
    for who, days in unknown_answers(cohort).items():
        for day in set(days) & set(candidates):
            then = matcher.plan(cohort.with_changes(f"answer={who}@{day}:yes"))
            one = worth.get((who, day))
            looked_at += 1
            if one is not None:
                better += 1
                assert levels(then) > levels(plan)
                assert one.price.objective == then.objective
                assert one.price.proven
                assert one.changes or _parts(then) == _parts(plan)
            elif levels(then) > levels(plan):
                gained = [b - a for a, b in zip(levels(plan), levels(then), strict=True)]
                assert gained[:2] == [0, 0]
                assert gained[2] <= found.fit_moves
    assert better == len(worth)
    assert found.open <= looked_at


def _parts(plan: Plan) -> tuple:
    return [one.couple for one in plan.pairs], [one.date for one in plan.workshops]


@pytest.mark.parametrize("seed", [1, 8])
def test_shares_are_those_of_plain_plans_of_the_drawn_cohorts(seed: int) -> None:
    kinds = {"locks": 0.0, "partners": 0.0, "forbids": 0.0, "fixed_dates": 0.0, "min_fit": 0.0}
    cohort = with_open(random_cohort(seed, **kinds), 4)
    plan = matcher.plan(cohort)
    assert plan.status is Outcome.OPTIMAL
    found = told(plan, seed=7)
    drawn = {
        "weights": other_weights(cohort, 7),
        "answers": other_answers(cohort, unknown_answers(cohort), 7),
    }
    for name, cohorts in drawn.items():
        draws = getattr(found, name)
        assert (draws.drawn, draws.solved) == (FEW, FEW)
        then = [matcher.plan(one) for one in islice(cohorts, FEW)]
        assert draws.without_plan == sum(one.objective is None for one in then)
        assert draws.unchanged == sum(_is_as_good(plan, one) for one in then)
        for pair in draws.pairs:
            two = f"{pair.patient}+{pair.professional}"
            must = sum(_with(one, f"forbid={two}") < levels(one) for one in then)
            assert (
                must <= pair.stays <= sum(_with(one, f"lock={two}") == levels(one) for one in then)
            )
        for on in draws.dates:
            held = f"date={on.workshop}:{on.date}"
            assert on.stays <= sum(_with(one, held) == levels(one) for one in then)


def _is_as_good(plan: Plan, then: Plan) -> bool:
    """Return whether a plan is a best one for the cohort of another plan."""
    pairs = [(one.patient, one.professional or "") for one in plan.pairs]
    worth = verify(then.cohort, pairs, [one.date for one in plan.workshops])
    assert then.objective is not None
    return in_order(plan.cohort, worth)[0::3] == (then.objective.pairs, then.objective.total)


def _with(plan: Plan, change: str) -> tuple[int, ...]:
    return levels(matcher.plan(plan.cohort.with_changes(change)))


def test_weights_are_moved_by_half_at_most_and_answers_are_all_resolved() -> None:
    cohort = with_open(benchmark_cohort(6, 8, 20, seed=2), 5)
    now = dict(cohort.programme.weights)
    for drawn in islice(other_weights(cohort, 3), 20):
        ratios = [value / now[name] for name, value in drawn.programme.weights]
        assert max(ratios) <= 3.01 * min(ratios)
        assert len(set(ratios)) > 1
    for drawn in islice(other_answers(cohort, unknown_answers(cohort), 3), 3):
        assert unknown_answers(drawn) == {}
    first, second = (next(other_weights(cohort, seed)).programme.weights for seed in (3, 4))
    assert first != second


def test_the_same_seed_gives_the_same_answer() -> None:
    plan = matcher.plan(with_open(benchmark_cohort(4, 6, 15, seed=2), 6))
    first, again, other = (told(plan, seed=seed) for seed in (5, 5, 6))
    assert first == again
    assert first.weights is not None
    assert other.chasing == first.chasing
    assert other != first


@pytest.fixture
def waiting_for_an_answer() -> Plan:
    """A plan of Tuesdays on which P1 misses a workshop, unless one of two answers is yes."""
    week = {"weekdays": (Weekday.TUE,)}
    cohort = with_rules(cohort_of(*people(2, 2)), workshops=week)
    days = candidate_dates(cohort).days
    said = dict.fromkeys(days, Answer.NO)
    said |= dict.fromkeys((days[0], days[3]), Answer.YES)
    said |= dict.fromkeys((days[5], days[7]), Answer.UNKNOWN)
    answers = {"P1": said, "P2": {days[9]: Answer.UNKNOWN}}
    return matcher.plan(cohort.model_copy(update={"availability": answers}))


def test_an_answer_worth_asking_for_is_told_with_what_would_move(
    waiting_for_an_answer: Plan,
) -> None:
    answer = asked(waiting_for_an_answer, most=1)
    found = answer.data
    assert isinstance(found, Sure)
    assert found.chasing is not None
    assert [one.person for one in found.chasing.worth] == ["P1", "P1"]
    best = found.chasing.worth[0]
    assert best.price.total >= 100
    text = "\n".join(answer.lines)
    assert text.count("\nIf ") == 1
    assert f"If P1 says yes to {ENGLISH.day(best.date)}: " in text
    assert "1 more answer would bring a better plan with a yes." in text
    assert "1 open answer would bring no better plan with a yes, but for a fit" in text
    assert not best.changes
    assert "; the plan stays as it is." in text
    other, more = found.chasing.worth[1], "\n".join(asked(waiting_for_an_answer).lines)
    assert other.changes
    assert other.price.dates
    for moved in other.price.dates:
        assert f"workshop {moved.workshop} would move to {ENGLISH.day(moved.then)}" in more


def test_without_time_nothing_is_counted_and_all_answers_are_late(
    waiting_for_an_answer: Plan,
) -> None:
    answer = asked(waiting_for_an_answer, seconds=0)
    found = answer.data
    assert isinstance(found, Sure)
    assert found.weights is not None
    assert found.chasing is not None
    assert found.weights.solved == 0
    assert found.chasing.late == found.chasing.open > 0
    assert "The time was too short to solve any of them." in answer.lines


def test_people_who_come_alone_have_open_answers_but_no_weights() -> None:
    given = cohort_of(*people(2, 2, weekdays=None))
    cohort = with_rules(given, pairing={"form_pairs": False}, programme={"pairs": 3})
    days = candidate_dates(cohort).days
    said = {one.person_id: dict.fromkeys(days, Answer.YES) for one in cohort.people}
    said["P1"] = dict.fromkeys(days[::2], Answer.NO) | {days[1]: Answer.UNKNOWN}
    plan = matcher.plan(cohort.model_copy(update={"availability": said}))
    answer = asked(plan)
    assert "People come alone here: no weights play a part." in answer.lines
    assert isinstance(answer.data, Sure)
    assert answer.data.weights is None
    assert answer.data.answers is not None
    assert answer.data.answers.solved == FEW


def test_pairs_without_workshops_depend_on_weights_alone() -> None:
    plan = matcher.plan(with_rules(cohort_of(*people(2, 2)), workshops={"count": 0}))
    answer = asked(plan)
    assert answer.lines[-1] == "Nobody's answer for a day is open."
    assert "2 pairs stay in all of them." in answer.lines


def test_the_command_answers_in_french_and_as_json(
    ask: Ask, waiting_for_an_answer: Plan, tmp_path: Path
) -> None:
    saved = matcher.save(waiting_for_an_answer, tmp_path / "out")
    code, out, _ = ask("explain", saved, "--about", "sure", "--language", "fr")
    assert code == 0
    assert "Réponses à demander avant de décider :" in out
    assert "{" not in out
    code, out, _ = ask("explain", saved, "--about", "sure", "--json", "--seed", "5")
    assert code == 0
    assert Sure.model_validate(json.loads(out)) == told(waiting_for_an_answer, seed=5)

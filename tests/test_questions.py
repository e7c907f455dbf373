"""Why no plan exists, when there is little time to find out."""

from __future__ import annotations

import pytest

from matcher.cohort import Cohort, Project
from matcher.impossible import first_reason, questions
from matcher.plans import Outcome, Reason
from matcher.scores import Scorer
from matcher.solve.levels import solve
from matcher.solve.problem import Problem, build_problem
from matcher.solve.progress import Budget, Silent
from matcher.solve.solution import Solution
from worlds import cohort, never_on, people, person, with_rules


class Clock:
    """Time that passes by a tenth of a second at every look."""

    def __init__(self) -> None:
        self.now = 0.0

    def perf_counter(self) -> float:
        self.now += 0.1
        return self.now


def explained(impossible: Cohort, seconds: float, progress: Silent | None = None) -> Reason:
    scores = Scorer(impossible).all()
    return first_reason(impossible, scores, build_problem(impossible, scores), seconds, progress)


@pytest.mark.parametrize("seconds", [0.0, 30.0])
def test_all_questions_together_keep_to_one_budget(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every question takes all the time that it is given, and finds nothing."""
    given: list[float] = []

    def unanswered(problem: Problem, budget: Budget) -> Solution:
        given.append(budget.left)
        clock.now += budget.left
        return Solution(Outcome.UNKNOWN)

    clock = Clock()
    monkeypatch.setattr("matcher.solve.progress.time", clock)
    monkeypatch.setattr(questions, "solve", unanswered)
    limits = (Project(project_id="A", title="A", max_pairs=1),)
    musts = cohort(*people(20, 20, status="confirmed"), projects=limits)
    reason = explained(with_rules(musts, programme={"pairs": 20}), seconds)
    assert sum(given) <= max(seconds, questions.GRACE_SECONDS)
    assert len(given) >= 2
    assert reason.rule == "programme"
    assert "ended before it was found" in reason.text
    assert "allow more time" in reason.remedies[0]


def test_whoever_stops_the_search_is_told_so_and_nothing_is_claimed() -> None:
    class Stopped(Silent):
        def stop_requested(self) -> bool:
            return True

    given = with_rules(never_on(2), workshops={"max_missed": 0})
    reason = explained(given, 30.0, Stopped())
    assert reason.rule == "programme"
    assert "ended before it was found" in reason.text


def test_nothing_is_blamed_alone_while_a_question_before_it_is_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def first_unanswered(problem: Problem, budget: Budget) -> Solution:
        with_limits = problem.limits is not None
        return solve(problem, budget) if with_limits else Solution(Outcome.UNKNOWN)

    monkeypatch.setattr(questions, "solve", first_unanswered)
    limits = (Project(project_id="A", title="A", max_pairs=1),)
    given = with_rules(never_on(2), workshops={"max_missed": 0})
    reason = explained(given.model_copy(update={"projects": limits}), 30.0)
    assert reason.rule == "workshops.max_missed"
    assert reason.text.startswith("No dates and pairs keep to all the rules together. 2 pairs")


def test_the_fewest_pairs_that_hold_everybody_are_found_by_few_questions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def counting(problem: Problem, budget: Budget) -> Solution:
        asked.append(problem.wanted)
        return solve(problem, budget)

    monkeypatch.setattr(questions, "solve", counting)
    strangers = tuple(f"H{number}" for number in range(1, 9))
    musts = [person(f"P{number}", status="confirmed", avoids=strangers) for number in range(1, 9)]
    musts += [person(name, status="confirmed") for name in strangers]
    others = [person(f"{side}{number}") for side in "PH" for number in range(20, 30)]
    reason = explained(cohort(*musts, *others, rules={"programme.pairs": 8}), 30.0)
    assert reason.remedies[0] == "want 16 pairs"
    assert len(asked) <= 4

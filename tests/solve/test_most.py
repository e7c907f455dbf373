"""The most pairs: the time goes into a first plan before it goes into a proof."""

from __future__ import annotations

import pytest

from cohorts import random_cohort
from matcher.plans import Outcome
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget
from matcher.solve.stages import Stages

SPARSE = {"quorum": 1.0, "absentees": 1.0, "everyone": 0.6, "balance": 0.7, "projects": 0.3}
PLAIN = {"projects": 0.0, "limits": 0.0, "absentees": 1.0, "confirmed": 0.6, "everyone": 0.6}
FEW_STEPS = 5


class Clock:
    """Time that passes by one second at every look."""

    def __init__(self) -> None:
        self.now = 0.0

    def perf_counter(self) -> float:
        self.now += 1.0
        return self.now


@pytest.mark.parametrize("kinds", [SPARSE, PLAIN], ids=["sparse", "plain"])
def test_no_search_gives_up_without_a_plan_while_there_is_time(
    kinds: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.solve.progress.time", Clock())
    monkeypatch.setattr("matcher.solve.most.FIRST_STEPS_WITH_LIMITS", FEW_STEPS)
    monkeypatch.setattr("matcher.solve.most.STEPS_WITH_COUNTS", FEW_STEPS)
    monkeypatch.setattr("matcher.solve.most.STEPS_WITH_LIMITS", FEW_STEPS)
    monkeypatch.setattr(Stages.dive, "__defaults__", (FEW_STEPS,))
    monkeypatch.setattr("matcher.solve.start.RESTARTS", 0)
    given_up = found = 0
    for seed in range(25):
        problem = build_problem(random_cohort(seed, "small", **kinds))
        for seconds in (15, 30, 60):
            budget = Budget(seconds)
            outcome = solve(problem, budget).outcome
            found += outcome in (Outcome.OPTIMAL, Outcome.FEASIBLE)
            if outcome is Outcome.UNKNOWN:
                given_up += 1
                assert budget.left == 0, f"seed {seed}, {seconds} s"
    assert given_up > 3
    assert found > 5

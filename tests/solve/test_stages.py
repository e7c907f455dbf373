"""A reserve costs more than all that totals can differ by."""

from __future__ import annotations

import matcher
from matcher.cohort import Status
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget
from matcher.solve.stages import Stages
from worlds import cohort, person

RULES = {"programme.pairs": 1, "costs.same_weekday": 5_000, "workshops.weekdays": ["Mon", "Tue"]}


def test_repeated_weekdays_never_outweigh_a_reserve() -> None:
    firm = person("P1", weekdays=("Mon",))
    spare = person("P2", status=Status.RESERVE)
    made = cohort(firm, spare, person("H1"), rules={**RULES, "workshops.max_missed": 0})
    plan = matcher.plan(made)
    assert plan.objective is not None
    assert [pair.patient for pair in plan.pairs] == ["P1"]
    assert plan.objective.total < -5_000
    lowest, highest = Stages(build_problem(made), Budget(1), 1).span(1)
    assert lowest <= plan.objective.total <= highest

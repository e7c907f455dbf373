"""Where there is no plan, every question about it says so, and where to ask why."""

from __future__ import annotations

import pytest

import matcher
from matcher.explaining.questions import QUESTIONS, Options
from matcher.language import Language, words_in
from matcher.plans import Outcome, Plan
from worlds import cohort, people, with_rules

ABOUT_A_PLAN = sorted(QUESTIONS.keys() - {"nothing-works"})


@pytest.fixture(scope="module", params=[True, False], ids=["pairs", "alone"])
def never(request: pytest.FixtureRequest) -> Plan:
    rules = {"workshops.min_gap_days": 50, "workshops.max_gap_days": 56}
    given = cohort(*people(2, 2), rules=rules)
    return matcher.plan(with_rules(given, pairing={"form_pairs": request.param}))


@pytest.mark.parametrize("name", ABOUT_A_PLAN)
def test_without_a_plan_every_answer_says_so_and_points_to_the_reasons(
    name: str, never: Plan
) -> None:
    assert never.status is Outcome.INFEASIBLE
    words = words_in(Language.ENGLISH)
    command = "matcher explain 'my plan' --about nothing-works"
    asks = f"What stands in the way, and what would help: {command}"
    told = QUESTIONS[name].ask(never, words, Options(folder="my plan"))
    assert told.lines == ("There is no plan under these rules; that is proven.", asks)
    late = never.model_copy(update={"status": Outcome.UNKNOWN})
    told = QUESTIONS[name].ask(late, words, Options(folder="my plan"))
    assert told.lines == ("No plan was found in time.", asks)

"""The question of what any pair would cost."""

from __future__ import annotations

import json

import pytest

import matcher
from cohorts import random_cohort
from matcher.cohort import Cohort, Project, Status
from matcher.explaining.pair_prices import PriceOfPair
from matcher.explaining.prices import PricesOfPairs, prices_of_pairs
from matcher.explaining.questions import QUESTIONS, Options
from matcher.language import Language, words_in
from matcher.programme import Fairness
from matcher.solve.progress import Budget
from worlds import cohort, people, person, with_decisions, with_person, with_rules

WORDS = words_in(Language.ENGLISH)


def asked(given: Cohort, seconds: float = 30.0) -> tuple[dict[str, PriceOfPair], list[str]]:
    """Return the price of each pair by its ids, and the lines."""
    told = QUESTIONS["prices"].ask(matcher.plan(given), WORDS, Options(seconds=seconds))
    data = told.data
    assert isinstance(data, PricesOfPairs)
    prices = {f"{price.patient}+{price.professional}": price for price in data.prices}
    return prices, list(told.lines)


def test_pairs_in_the_plan_cost_nothing_and_others_what_the_total_loses() -> None:
    keen = with_person(cohort(*people(2, 2)), "P1", prefers=("H1",))
    prices, lines = asked(keen)
    assert [price.in_plan for price in prices.values()] == [True, False, False, True]
    assert prices["P1+H1"].levels == (0, 0, 0, 0)
    lost = prices["P1+H2"].total_lost
    assert lost is not None
    assert lost > 0
    assert f"P1 with H2: {lost} points less." in lines
    assert all(price.proof == "exact" for price in prices.values())


def test_a_pair_that_is_not_allowed_or_kept_for_others_says_so() -> None:
    given = cohort(*people(3, 3), rules={"programme.pairs": 3})
    given = with_decisions(with_person(given, "P2", avoids=("H3",)), locked=(("P1", "H1"),))
    prices, lines = asked(given)
    assert prices["P2+H3"].reason == "one of them asked not to be paired with the other"
    assert prices["P1+H2"].reason == "one of the two is kept for another pair"
    assert not prices["P1+H2"].is_priced
    assert "4 pairs cannot be formed: one of the two is kept for another pair." in lines


def test_a_pair_that_costs_a_pair_says_that_before_the_points() -> None:
    picky = with_person(cohort(*people(2, 2)), "P2", avoids=("H2",))
    prices, lines = asked(picky)
    assert prices["P1+H1"].pairs_lost == 1
    assert lines[1].startswith("P1 with H1: 1 pair fewer and ")


def test_someone_confirmed_is_not_left_alone_for_a_pair() -> None:
    given = with_person(cohort(*people(2, 2)), "P2", avoids=("H2",), status=Status.CONFIRMED)
    prices, _ = asked(given)
    assert prices["P1+H1"].reason == "somebody who must be in the plan would be without a partner"


def test_a_pair_with_a_reserve_is_priced_in_reserves_first() -> None:
    prices, lines = asked(cohort(*people(2, 2), person("P3", status=Status.RESERVE)))
    assert prices["P3+H1"].reserves_added == 1
    assert any(line.startswith("P3 with H1: 1 reserve more") for line in lines)


def test_who_cannot_come_on_the_dates_is_told_apart_from_who_is_not_allowed() -> None:
    prices, _ = asked(cohort(*people(2, 2), person("P3", weekdays=())))
    assert prices["P3+H1"].reason == (
        "the two cannot come together to enough of the workshops on these dates"
    )


def test_with_worst_first_the_lowest_fit_comes_before_the_total() -> None:
    given = with_person(cohort(*people(2, 2)), "P1", prefers=("H1",))
    given = with_person(given, "P2", prefers=("H2",))
    prices, _ = asked(with_rules(given, pairing={"fairness": Fairness.WORST_FIRST}))
    lost = prices["P1+H2"].worst_fit_lost
    assert lost is not None
    assert lost > 0


def test_rules_among_the_pairs_make_bounds_until_a_pair_is_solved_again() -> None:
    projects = (Project(project_id="A", title="A", max_pairs=1),)
    members = [
        person("P1", project_id="A"),
        person("P2", project_id="A"),
        *(person(name) for name in ("P3", "H1", "H2", "H3")),
    ]
    plan = matcher.plan(cohort(*members, projects=projects))
    bounds = prices_of_pairs(plan, Budget(0))
    exact = prices_of_pairs(plan, Budget(60))
    assert {price.proof for price in bounds} == {"at_least"}
    assert {price.proof for price in exact} == {"exact"}
    for bound, price in zip(bounds, exact, strict=True):
        assert bound.levels <= price.levels


@pytest.mark.parametrize("seed", [0, 2])
def test_the_answer_is_data_too(seed: int) -> None:
    plan = matcher.plan(random_cohort(seed, "small", impossible=0.0))
    told = QUESTIONS["prices"].ask(plan, words_in(Language.FRENCH))
    data = json.loads(told.data.model_dump_json())
    assert len(data["prices"]) == len({(p["patient"], p["professional"]) for p in data["prices"]})
    assert told.lines


def test_without_pairs_nothing_is_priced() -> None:
    _, alone = asked(with_rules(cohort(*people(2, 2)), pairing={"form_pairs": False}))
    assert alone == ["People come alone here: there are no pairs to price."]


def test_pairs_without_workshops_are_priced_too() -> None:
    prices, _ = asked(cohort(*people(3, 2), rules={"workshops.count": 0}))
    assert all(price.proof == "exact" and price.is_priced for price in prices.values())

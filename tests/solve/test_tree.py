"""Nodes, and what is left out of them, beside every plan below them."""

from __future__ import annotations

import numpy as np
import pytest

import nodes
from matcher.solve.prices import price_bound
from matcher.solve.tree import with_date, without_hopeless
from nodes import Case, leaves, open_dates, prices_of, value


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [*nodes.cases(), *nodes.limited_cases()]


def test_the_random_cases_are_many_and_reach_every_depth(cases: list[Case]) -> None:
    assert len(cases) > 60
    assert {len(node.dates) for _, node, _, _ in cases} >= {0, 1, 2}


@pytest.mark.parametrize("short", [0, 1, 100])
def test_leaving_out_hopeless_pairs_keeps_every_plan_worth_the_target(
    cases: list[Case], short: int
) -> None:
    left_out = 0
    for problem, node, quota, costs in cases:
        values = {leaf.dates: value(leaf, quota) for leaf in leaves(problem, node, costs)}
        best = max(values.values(), default=-np.inf)
        if not np.isfinite(best):
            continue
        for prices in prices_of(node, quota, short):
            content = (node.worth - prices).max(axis=1)
            bound = float(price_bound(content, prices, quota)) - node.constant
            smaller, kept, narrowed = without_hopeless(node, prices, quota, bound, best - short)
            left_out += int(np.isfinite(node.worth).sum() - np.isfinite(smaller.worth).sum())
            assert len(kept) == len(smaller.columns)
            for leaf in leaves(problem, smaller, costs):
                if values[leaf.dates] >= best - short:
                    assert value(leaf, narrowed) == values[leaf.dates]
    assert left_out > 0


def test_a_date_only_ever_costs(cases: list[Case]) -> None:
    for problem, node, _, costs in cases:
        for date in open_dates(problem, node, costs):
            child = with_date(node, int(date), len(node.dates), costs)
            assert (child.worth <= node.worth).all()
            assert child.constant >= node.constant


def test_the_worth_at_a_leaf_is_what_the_contract_says(cases: list[Case]) -> None:
    for problem, node, _, costs in cases[:60]:
        for leaf in leaves(problem, node, costs):
            on = list(leaf.dates)
            ours, theirs = problem.patients, problem.professionals
            for row, column in np.argwhere(problem.allowed):
                both = ours.can[row, on] & theirs.can[column, on]
                asked = ours.only_if_needed[row, on].astype(int) + theirs.only_if_needed[column, on]
                out = (~both).sum() > problem.max_missed or (problem.everyone & ~both).any()
                worth = problem.fit[row, column] - problem.missed_cost * (~both).sum()
                worth -= problem.if_needed_cost * asked[both].sum()
                assert leaf.worth[row, column] == (-np.inf if out else worth)

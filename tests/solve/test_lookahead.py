"""What the lookahead leaves out, and what it says of the rest, beside every plan below a node."""

from __future__ import annotations

import numpy as np
import pytest

import nodes
from matcher.solve.lookahead import Lookahead
from nodes import Case, leaves, prices_of, value


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [
        case
        for case in [*nodes.cases(), *nodes.limited_cases()]
        if len(case[1].dates) < case[0].workshops
    ]


@pytest.mark.parametrize("short", [0, 1, 30, 1000])
def test_nothing_that_is_of_interest_is_left_out_or_bounded_too_low(
    cases: list[Case], short: int
) -> None:
    closed = kept = 0
    for problem, node, quota, costs in cases:
        found = [(leaf.dates, value(leaf, quota)) for leaf in leaves(problem, node, costs)]
        best = max((worth for _, worth in found), default=-np.inf)
        target = 0.0 if np.isneginf(best) else best - short
        ahead, step = Lookahead(problem.slots, problem.follows, costs), len(node.dates)
        for prices in prices_of(node, quota, short):
            among = np.ones(problem.slots.shape[1], dtype=bool)
            outlook = ahead.outlook(node, among, prices, quota, target)
            dates = [] if outlook is None else outlook.dates.tolist()
            closed += len(among) - len(dates)
            for chosen, worth in found:
                if worth < target:
                    continue
                index = dates.index(chosen[step])
                assert worth <= outlook.bounds[index]
                assert outlook.later[index, list(chosen[step + 1 :])].all()
                kept += 1
    assert closed > 100
    assert kept > 100


def test_nothing_is_left_where_the_target_is_out_of_reach(cases: list[Case]) -> None:
    for problem, node, quota, costs in cases:
        ahead = Lookahead(problem.slots, problem.follows, costs)
        among = np.ones(problem.slots.shape[1], dtype=bool)
        prices = np.zeros(len(node.columns))
        assert ahead.outlook(node, among, prices, quota, 1e9) is None


def test_only_dates_among_the_given_ones_are_looked_at(cases: list[Case]) -> None:
    for problem, node, quota, costs in cases:
        ahead = Lookahead(problem.slots, problem.follows, costs)
        among = np.arange(problem.slots.shape[1]) % 2 == 0
        prices = np.zeros(len(node.columns))
        outlook = ahead.outlook(node, among, prices, quota, -1e6)
        if outlook is not None:
            assert among[outlook.dates].all()
            assert not outlook.later[:, ~among].any()

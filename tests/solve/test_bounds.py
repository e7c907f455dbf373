"""Bounds of children and of pairs of dates, beside every plan below."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

import nodes
from matcher.solve.bounds import (
    bounds_of_two,
    child_bounds,
    most_pairs_of_children,
    repriced_children,
)
from matcher.solve.contents import Contents, contents_on
from matcher.solve.costs import MOST_ASKED, REACH
from matcher.solve.tree import with_date
from nodes import Case, best_below, leaves, open_dates, prices_of, value


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [*nodes.cases(), *nodes.limited_cases()]


def test_no_plan_below_a_child_is_worth_more_than_the_bound_of_the_child(cases: list[Case]) -> None:
    for problem, node, quota, costs in cases:
        dates, workshop = open_dates(problem, node, costs), len(node.dates)
        for prices in prices_of(node, quota, workshop):
            bounds = child_bounds(node, dates, workshop, costs, prices, quota)
            for date, bound in zip(dates, bounds, strict=True):
                child = with_date(node, int(date), workshop, costs)
                assert best_below(problem, child, quota, costs) <= bound


def test_new_prices_for_each_child_never_loosen_its_bound(cases: list[Case]) -> None:
    for problem, node, quota, costs in cases:
        dates, workshop = open_dates(problem, node, costs), len(node.dates)
        for prices in prices_of(node, quota, workshop):
            plain = child_bounds(node, dates, workshop, costs, prices, quota)
            bounds, own = repriced_children(node, dates, workshop, costs, prices, quota)
            assert (bounds <= plain).all()
            assert own.shape == (len(dates), len(node.columns))
            for date, bound in zip(dates, bounds, strict=True):
                child = with_date(node, int(date), workshop, costs)
                assert best_below(problem, child, quota, costs) <= bound


def test_no_plan_with_two_dates_is_worth_more_than_their_bound(cases: list[Case]) -> None:
    tested = 0
    for problem, node, quota, costs in cases:
        workshop, dates = len(node.dates), np.arange(problem.slots.shape[1])
        if problem.workshops - workshop < 2:
            continue
        gentlest = workshop + int(np.argmin(costs.everyone[workshop:]))
        for prices in prices_of(node, quota, workshop):
            content, coming = contents_on(node, dates, gentlest, costs, prices)
            coming = coming if costs.max_missed <= 1 else None
            apart = dates[:, None] <= dates
            bounds = bounds_of_two(content, coming, apart, prices, quota)
            assert np.isneginf(bounds[~apart]).all()
            for leaf in leaves(problem, node, costs):
                for one, other in itertools.combinations(leaf.dates[workshop:], 2):
                    spent = node.constant + costs.constant[[one, other]].sum()
                    assert value(leaf, quota) <= bounds[one, other] - spent
                    tested += 1
    assert tested > 1000


def test_contents_are_the_same_in_16_bits_and_in_64(cases: list[Case]) -> None:
    for problem, node, quota, costs in cases:
        dates, workshop = open_dates(problem, node, costs), len(node.dates)
        plain = replace(costs)
        plain.__dict__["small_column_tolls"] = None
        for prices in prices_of(node, quota, workshop):
            short = Contents(node, workshop, costs, prices).on(dates)
            assert (short == Contents(node, workshop, plain, prices).on(dates)).all()


@pytest.mark.parametrize("worth", [REACH, REACH + 1, -REACH - 1, 3 * 2**15])
def test_contents_too_large_for_16_bits_are_exact_too(cases: list[Case], worth: int) -> None:
    problem, node, _, costs = cases[0]
    dates, prices = open_dates(problem, node, costs), np.zeros(len(node.columns))
    moved = replace(node, worth=np.where(np.isfinite(node.worth), float(worth), -np.inf))
    content = Contents(moved, len(node.dates), costs, prices).on(dates)
    reached = content[np.isfinite(content)]
    assert len(reached)
    assert reached.max() <= worth
    assert (reached >= worth - costs.missed - 2 * costs.ask_rows.max() - 1).all()


def test_high_costs_of_being_asked_are_kept_in_64_bits(cases: list[Case]) -> None:
    dear = next(costs for _, _, _, costs in cases if costs.asks).times(MOST_ASKED + 1)
    assert dear.small_column_tolls is None


def test_children_form_as_many_pairs_as_a_matching_of_each(cases: list[Case]) -> None:
    for problem, node, _, costs in cases[::2]:
        dates, workshop = open_dates(problem, node, costs), len(node.dates)
        sizes = most_pairs_of_children(node, dates, workshop, costs)
        for date, size in zip(dates, sizes, strict=True):
            possible = np.isfinite(with_date(node, int(date), workshop, costs).worth)
            assert size == _largest_matching(possible)


def _largest_matching(possible: np.ndarray) -> int:
    """Return the size of a maximum matching, by trying every choice row by row."""
    if not len(possible):
        return 0
    best = _largest_matching(possible[1:])
    for column in np.flatnonzero(possible[0]):
        best = max(best, 1 + _largest_matching(np.delete(possible[1:], column, axis=1)))
    return best

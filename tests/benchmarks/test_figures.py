"""Medians, ratios, shares and exponents are what they say."""

from __future__ import annotations

import math
from typing import Any

import pytest

from benchmarks.figures import (
    Ratio,
    Share,
    Spread,
    exponent,
    growth_of,
    proof_times,
    ratio,
    share,
    spread,
    times_to,
    whole_times,
)


def ours(seed: int, proof: float, proven: bool = True, **more: Any) -> dict[str, Any]:
    run = {"seed": seed, "proof": proof, "proven": proven, "build": 1.0, "first": 0.1}
    return {**run, "pairs": 12, "total": 1000, "megabytes": 110.0, "before": 100.0, **more}


def theirs(seed: int, seconds: float, proven: bool = False, **more: Any) -> dict[str, Any]:
    run = {"seed": seed, "seconds": seconds, "proven": proven, "broken": []}
    return {**run, "pairs": 12, "total": 1000, **more}


def test_what_is_missing_counts_as_infinite() -> None:
    assert spread([1.0, 3.0, 2.0]) == Spread(2.0, 3.0)
    assert spread([1.0, None, 2.0]) == Spread(2.0, math.inf)
    assert spread([]) is None


def test_a_run_without_a_proof_or_that_failed_has_no_proof_time() -> None:
    runs = [ours(0, 1.0), ours(1, 2.0, proven=False), {"seed": 2, "failed": "why"}]
    assert proof_times(runs) == Spread(math.inf, math.inf)
    assert proof_times(runs[:1]) == Spread(1.0, 1.0)
    assert whole_times(runs[:1]) == Spread(2.0, 2.0)


def test_proofs_that_there_is_no_plan_do_not_count_as_first_plans() -> None:
    runs = [ours(0, 1.0), ours(1, 1.0, first=None, outcome="infeasible")]
    assert times_to(runs, "first") == Spread(0.1, 0.1)


def test_a_ratio_is_taken_cohort_by_cohort() -> None:
    mine = [ours(0, 1.0), ours(1, 2.0), ours(2, 4.0)]
    others = [theirs(0, 10.0, True), theirs(1, 10.0, True), theirs(2, 80.0, True)]
    assert ratio(mine, others, proves=True) == Ratio(10.0, at_least=False)


def test_a_ratio_to_a_run_that_was_stopped_is_a_lower_limit() -> None:
    assert ratio([ours(0, 1.0)], [theirs(0, 60.0)], proves=True) == Ratio(60.0, at_least=True)
    assert ratio([ours(0, 1.0)], [theirs(0, 30.0)], proves=False) == Ratio(30.0, at_least=False)


def test_cohorts_on_which_a_side_failed_have_no_ratio() -> None:
    mine = [ours(0, 1.0, proven=False), {"seed": 1, "failed": "why"}, ours(2, 1.0)]
    others = [theirs(0, 5.0), theirs(1, 5.0), {"seed": 2, "skipped": "no JVM"}]
    assert ratio(mine, others, proves=False) is None


def test_shares_are_summed_over_the_cohorts_that_both_had() -> None:
    mine = [ours(0, 1.0), ours(1, 1.0), ours(2, 1.0)]
    others = [theirs(0, 1.0, pairs=9, total=700), theirs(1, 1.0, pairs=0, total=None)]
    found = share(mine, others)
    assert found == Share(pairs=9, of_pairs=24, total=700, of_total=2000, broken=0)
    assert found.percent == 35.0


def test_a_lower_lowest_fit_is_counted_where_that_goes_first() -> None:
    others = [theirs(0, 1.0, total=1100, worst_fit=300)]
    for worst_first, lower in ((True, 1), (False, 0)):
        found = share([ours(0, 1.0, worst_first=worst_first, worst_fit=400)], others)
        assert found is not None
        assert found.lower_fit == lower


@pytest.mark.parametrize("power", [0.5, 1.0, 2.7])
def test_the_exponent_of_a_power_law_is_found(power: float) -> None:
    sizes = [6, 12, 25, 50, 100]
    assert exponent(sizes, [3 * size**power for size in sizes]) == pytest.approx(power)


def test_an_exponent_needs_two_sizes_with_finite_figures() -> None:
    assert exponent([6, 12], [1.0, math.inf]) is None
    assert exponent([6, 6], [1.0, 2.0]) is None
    assert exponent([6, 12, 24], [1.0, math.inf, 4.0]) == pytest.approx(1.0)


def test_growth_counts_the_memory_on_top_of_what_was_held_before() -> None:
    runs = [ours(0, 1.0), ours(1, 3.0)]
    results = [
        {"section": "growth with pairs", "pairs": 12, "runs": runs},
        {"section": "growth with pairs", "pairs": 6, "runs": runs[:1]},
        {"section": "growth with pairs", "pairs": 25, "runs": [{"seed": 0, "failed": "why"}]},
        {"section": "proof", "pairs": 3, "runs": runs},
    ]
    assert growth_of(results, "growth with pairs", "pairs") == [
        {"size": 6, "median": 1.0, "slowest": 1.0, "megabytes": 10.0},
        {"size": 12, "median": 2.0, "slowest": 3.0, "megabytes": 10.0},
    ]

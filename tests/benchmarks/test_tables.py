"""A figure that falls short is shown as such."""

from __future__ import annotations

import math

import pytest

from benchmarks.figures import Spread
from benchmarks.tables import held, seconds, table, times_longer


@pytest.mark.parametrize(
    ("times", "text"),
    [
        (Spread(0.01, 0.02), "yes"),
        (Spread(0.01, 0.03), "median only"),
        (Spread(0.05, 0.06), "**no**, 2.5 x"),
        (Spread(0.0203, 0.06), "**no**, 1.01 x"),
        (Spread(math.inf, math.inf), "**no**"),
    ],
)
def test_an_aim_is_held_by_the_slowest_or_it_is_said(times: Spread, text: str) -> None:
    assert held(times, 0.02) == text


def test_without_an_aim_nothing_is_held() -> None:
    assert held(Spread(1, 1), None) == ""


def test_a_time_that_never_came_is_told_by_the_limit() -> None:
    assert seconds(math.inf, 120) == "> 120 s"
    assert seconds(math.inf) == "failed"
    assert seconds(0.01234) == "0.0123 s"
    assert seconds(601.4) == "601 s"
    assert seconds(None) == ""


def test_large_ratios_have_no_false_precision() -> None:
    assert times_longer(1234.6) == "1,235"
    assert times_longer(0.0072) == "0.0072"


def test_a_table_without_rows_is_no_table() -> None:
    assert table(("a", "b"), []) == []
    assert table(("a", "b"), [("1", "2")]) == ["| a | b |", "| --- | --- |", "| 1 | 2 |"]

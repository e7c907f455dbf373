"""The plots show every size and way that was measured, and their absence is no failure."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.plots import (
    LOOKS,
    MODEL,
    draw,
    growth_chart,
    growth_points,
    headline_chart,
    headline_points,
)


def result(pairs: int, proof: float, model: float, proven: bool, **more: Any) -> dict[str, Any]:
    run = {"seed": 0, "proof": proof, "proven": True, "pairs": pairs, "total": 100 * pairs}
    other = {"seed": 0, "seconds": model, "proven": proven, "pairs": pairs, "broken": []}
    about = {"section": "proof", "kind": None, "if_needed": 0.0, "pairs": pairs, "days": 125}
    return {
        **about,
        "runs": [{**run, "megabytes": 100.0 + pairs, "before": 100.0}],
        "peers": {MODEL: [{**other, "total": 90 * pairs}]},
        **more,
    }


RESULTS = [
    result(12, 0.02, 10.0, proven=True),
    result(12, 0.01, 2.0, proven=True, days=50),
    result(30, 0.2, 60.0, proven=False),
    result(30, 5.0, 60.0, proven=False, if_needed=0.15),
]
GROWTH = [
    result(6, 0.01, 1.0, proven=True, section="growth with pairs"),
    result(12, 0.04, 1.0, proven=True, section="growth with pairs"),
]


def test_the_headline_has_a_point_for_each_plain_size_and_way() -> None:
    points = [(p["pairs"], p["series"], p["seconds"], p["label"]) for p in headline_points(RESULTS)]
    assert points == [
        (12, "Matcher: proof", 0.02, ""),
        (12, "CP-SAT model: proof", 10.0, ""),
        (30, "Matcher: proof", 0.2, ""),
        (30, "CP-SAT model: stopped without a proof", 60.0, "90 % of ours"),
    ]


def test_growth_is_drawn_with_its_exponent() -> None:
    points = growth_points(GROWTH)
    assert {point["what"].split(": ")[1] for point in points} == {"exponent 2.00", "exponent 1.00"}
    assert [point["size"] for point in points] == [6, 12, 6, 12]


def test_both_charts_hold_their_points_and_have_a_log_axis() -> None:
    for chart in (headline_chart(headline_points(RESULTS)), growth_chart(growth_points(GROWTH))):
        text = chart.to_json()
        assert '"type": "log"' in text
        assert '"values": [' in text


def test_every_series_has_a_colour_and_a_shape_of_its_own() -> None:
    for place in (0, 1):
        assert len({look[place] for look in LOOKS.values()}) == len(LOOKS)


def test_without_the_charting_packages_it_is_said_that_there_is_no_plot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    draw(RESULTS, [tmp_path])
    assert "pip install altair vl-convert-python" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

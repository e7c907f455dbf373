"""The chart of plans to pick from."""

from __future__ import annotations

from matcher.language import Language, words_in
from matcher.ui.what_if.frontier_chart import Point, chart, in_words

ENGLISH = words_in(Language.ENGLISH)
POINTS = [
    Point(number=1, disturbed=0, dates=1, total=8800, said="1. 8,800 points: 1 workshop moves"),
    Point(number=2, disturbed=2, dates=0, total=8900, said="2. 8,900 points: 2 new partners"),
]


def test_every_plan_is_a_numbered_point_that_a_click_picks() -> None:
    drawn = chart(POINTS, ENGLISH, "light").to_dict()
    values = next(iter(drawn["datasets"].values()))
    assert [(one["number"], one["disturbed"], one["total"]) for one in values] == [
        (1, 0, 8800),
        (2, 2, 8900),
    ]
    assert [one["name"] for one in drawn["params"]] == ["pick"]
    assert drawn["params"][0]["select"]["fields"] == ["number"]


def test_dates_that_move_are_told_by_shape_and_not_by_colour_alone() -> None:
    drawn = chart(POINTS, ENGLISH, "dark").to_dict()
    assert drawn["layer"][0]["encoding"]["shape"]["field"] == "dates"
    assert "color" not in drawn["layer"][0]["encoding"]


def test_those_who_do_not_see_the_chart_are_told_every_point() -> None:
    assert in_words(POINTS, ENGLISH) == (
        "Plans to pick from: 1. 8,800 points: 1 workshop moves; 2. 8,900 points: 2 new partners."
    )

"""What a sweep varies is read as people write it, and everything that is wrong is said at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

import pytest

from matcher.errors import InputError
from matcher.sweeps.axes import axes_of, points_of
from worlds import cohort, people

SMALL = cohort(*people(2, 2))


def values(over: Any) -> list[tuple[str, list[Any]]]:
    return [(axis.key, list(axis.values)) for axis in axes_of(SMALL, over)]


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("pairs=10..14", "programme.pairs", [10, 11, 12, 13, 14]),
        ("workshops.min_gap_days=7..28:7", "workshops.min_gap_days", [7, 14, 21, 28]),
        ("workshops.min_gap_days=7..20:7", "workshops.min_gap_days", [7, 14]),
        ("rule=workshops.min_gap_days=7,9..10", "workshops.min_gap_days", [7, 9, 10]),
        ("weight=motivation=10, 20,40", "weights.motivation", [10, 20, 40]),
        ("weights.motivation=0..1:0.5", "weights.motivation", [0, 0.5, 1]),
        ("weekdays=Tue;Thu,Tue", "workshops.weekdays", ["Tue", "Tue;Thu"]),
        ("workshops.blocks=3;1,2", "workshops.blocks", ["3", "1;2"]),
        ("pairing.fairness=total,worst_first", "pairing.fairness", ["total", "worst_first"]),
        ("pairing.require_shared_project=true,false", None, [True, False]),
        (
            "programme.start=2027-01-04..2027-01-18:7",
            "programme.start",
            ["2027-01-04", "2027-01-11", "2027-01-18"],
        ),
    ],
)
def test_values_are_read_as_people_write_them(text: str, key: str, expected: list[Any]) -> None:
    assert values([text]) == [(key or text.partition("=")[0], expected)]
    assert values(text) == values([text])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (range(7, 28, 7), [7, 14, 21]),
        ("7..21:7", [7, 14, 21]),
        ([21, 7], [21, 7]),
        (21, [21]),
        (iter((7, 14)), [7, 14]),
    ],
)
def test_in_python_values_come_as_they_are(given: Any, expected: list[int]) -> None:
    assert values({"workshops.min_gap_days": given}) == [("workshops.min_gap_days", expected)]


def test_dates_lists_and_booleans_come_from_python_too() -> None:
    assert values(
        {
            "programme.start": [date(2027, 1, 4)],
            "weekdays": [("Tue", "Thu")],
            "pairing.require_shared_project": [True, False],
        }
    ) == [
        ("programme.start", ["2027-01-04"]),
        ("workshops.weekdays", ["Tue;Thu"]),
        ("pairing.require_shared_project", [True, False]),
    ]


def test_the_last_setting_varies_fastest() -> None:
    points = list(points_of(axes_of(SMALL, ["pairs=1,2", "workshops.max_missed=0,1"])))
    assert [point.number for point in points] == [1, 2, 3, 4]
    assert [str(change) for change in points[1].changes] == [
        "pairs=1",
        "rule=workshops.max_missed=1",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("workshops.min_gap=1,2", r"workshops\.min_gap.*Did you mean workshops\.min_gap_days\?"),
        ("weight=motivaton=1,2", r"Did you mean weights\.motivation\?"),
        ("pairs", "a = and the values are missing"),
        ("pairs=", "a value is missing"),
        ("pairs=1,,2", "a value is missing"),
        ("pairs=14..10", "is empty: it ends before it begins"),
        ("pairs=10..14:0", "must be above 0"),
        ("pairs=10..14:-1", "must be above 0"),
        ("pairs=10..", "is not a range"),
        ("pairs=ten", '"ten" is not a whole number'),
        ("pairs=0", r"programme\.pairs cannot be 0"),
        ("workshops.max_missed=-1,1", r"workshops\.max_missed cannot be -1"),
        ("weekdays=Tue;Someday", "Someday"),
        ("pairs=10,10", "this value stands twice"),
        ("workshops.min_gap_days=7,07", "this value stands twice|cannot be 07"),
        ("pairs=1..5000", "more values than the 1,000 points"),
        ("programme.start=2027-02-30..2027-03-01", "day is out of range"),
        ((), "nothing is varied"),
    ],
)
def test_what_is_wrong_is_said(text: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        axes_of(SMALL, text)


@pytest.mark.parametrize("given", [range(0), [], range(10**12), count(1)])
def test_python_values_have_limits_too(given: Iterable[int]) -> None:
    with pytest.raises(InputError, match=r"no value to try|more values than"):
        axes_of(SMALL, {"pairs": given})


def test_everything_that_is_wrong_is_said_at_once() -> None:
    over = ["pairs=0,two,3", "nothing=1", "workshops.min_gap_days=9..7", "pairs=4"]
    with pytest.raises(InputError, match="varied twice") as caught:
        axes_of(SMALL, over)
    problems = caught.value.problems
    assert len(problems) == 5
    assert {problem.file for problem in problems} == {"sweep"}
    assert [problem.value for problem in problems] == ["0", "two", "nothing", "9..7", "pairs"]


def test_too_many_points_are_refused_with_their_number() -> None:
    with pytest.raises(InputError, match=r"1,023 points, and at most 1,000.*'31 x 33'"):
        axes_of(SMALL, ["workshops.min_gap_days=1..31", "workshops.max_gap_days=31..63"])


def test_settings_that_only_fail_together_are_left_to_the_points() -> None:
    (axis,) = axes_of(SMALL, ["workshops.min_gap_days=14,42"])  # the longest gap is 28 here
    assert axis.values == (14, 42)

"""Many problems of one kind become few lines, and nothing is hidden by that."""

from __future__ import annotations

import pytest

from matcher import alike
from matcher.alike import MOST_ALIKE, Line, shortened
from matcher.errors import Problem, Severity


def faults(count: int, message: str = "wrong", **values: str) -> list[Problem]:
    given = {"file": "a.csv", "column": "side", "remedy": "Mend it.", **values}
    return [
        Problem(row=row, message=message.format(row=row), **given) for row in range(1, count + 1)
    ]


def test_few_problems_are_all_shown() -> None:
    few = faults(MOST_ALIKE)
    assert shortened(few).shown == tuple(map(Line, few))
    assert shortened([]).shown == ()


def test_the_rest_of_a_kind_is_counted_at_its_last_one() -> None:
    many = faults(MOST_ALIKE + 7)
    short = shortened(many)
    assert [line.problem for line in short.shown] == many[:MOST_ALIKE]
    assert [line.more for line in short.shown] == [0] * (MOST_ALIKE - 1) + [7]
    assert short.left_out == 0


@pytest.mark.parametrize(
    "message",
    ["the same id stands in row 2 and in row {row}", "P{row} has two answers for 2027-03-{row}"],
)
def test_ids_dates_and_rows_make_no_other_kind(message: str) -> None:
    assert len(shortened(faults(100, message)).shown) == MOST_ALIKE


@pytest.mark.parametrize(
    "other",
    [
        {"message": "missing"},
        {"remedy": "Mend it in another way."},
        {"file": "b.csv"},
        {"column": "consent"},
        {"severity": Severity.WARNING},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_fault_is_never_pooled(other: dict[str, str]) -> None:
    rare = faults(1, **other)
    short = shortened([*faults(100), *rare, *faults(100)])
    assert len(short.shown) == MOST_ALIKE + 1
    assert Line(rare[0]) in short.shown


def test_every_problem_is_shown_or_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "MOST_SHOWN", 50)
    mixed = [one for letter in "abcdefghij" for one in faults(30, f"fault {letter}")]
    short = shortened(mixed)
    assert len(short.shown) == 50
    assert sum(line.times + line.more for line in short.shown) + short.left_out == len(mixed)


def repairs(rows: range, before: str = "✓", after: str = "yes", **values: str) -> list[Problem]:
    given = {"file": "a.csv", "column": "2027-03-02", "message": "read", "remedy": "", **values}
    return [
        Problem(row=row, value=before, after=after, severity=Severity.REPAIRED, **given)
        for row in rows
    ]


def test_the_same_repair_in_several_rows_is_one_line_that_names_rows() -> None:
    ticks, crosses = repairs(range(2, 216)), repairs(range(300, 302), "✗", "no")
    short = shortened([*ticks, *crosses])
    assert [line.problem for line in short.shown] == [ticks[0], crosses[0]]
    assert [(line.times, line.rows) for line in short.shown] == [(214, (2, 3, 4)), (2, (300, 301))]
    assert [line.more for line in short.shown] == [0, 0]


def test_repairs_that_differ_in_anything_but_the_row_are_lines_of_their_own() -> None:
    others = [
        *repairs(range(2, 4)),
        *repairs(range(4, 6), before="oui"),
        *repairs(range(6, 8), after="no"),
        *repairs(range(8, 10), column="2027-03-03"),
        *repairs(range(10, 12), message="read otherwise"),
    ]
    assert [line.times for line in shortened(others).shown] == [2] * 5


def test_what_is_only_counted_is_told_with_what_is_shown() -> None:
    few = repairs(range(2, 4))
    few[-1] = few[-1].model_copy(update={"more": 12_340})
    (line,) = shortened(few).shown
    assert (line.times, line.more) == (2, 12_340)

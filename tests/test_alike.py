"""Many problems of one kind become few lines, and nothing is hidden by that."""

from __future__ import annotations

import pytest

from matcher import alike
from matcher.alike import MOST_ALIKE, shortened
from matcher.errors import Problem, Severity


def faults(count: int, message: str = "wrong", **values: str) -> list[Problem]:
    given = {"file": "a.csv", "column": "side", "remedy": "Mend it.", **values}
    return [
        Problem(row=row, message=message.format(row=row), **given) for row in range(1, count + 1)
    ]


def test_few_problems_are_all_shown() -> None:
    few = faults(MOST_ALIKE)
    assert shortened(few).shown == tuple((one, 0) for one in few)
    assert shortened([]).shown == ()


def test_the_rest_of_a_kind_is_counted_at_its_last_one() -> None:
    many = faults(MOST_ALIKE + 7)
    short = shortened(many)
    assert [one for one, _ in short.shown] == many[:MOST_ALIKE]
    assert [more for _, more in short.shown] == [0] * (MOST_ALIKE - 1) + [7]
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
    assert (rare[0], 0) in short.shown


def test_every_problem_is_shown_or_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "MOST_SHOWN", 50)
    mixed = [one for letter in "abcdefghij" for one in faults(30, f"fault {letter}")]
    short = shortened(mixed)
    assert len(short.shown) == 50
    assert sum(1 + more for _, more in short.shown) + short.left_out == len(mixed)

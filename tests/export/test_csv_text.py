"""CSV that a spreadsheet opens and never runs."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.export.csv_text import csv_text
from matcher.export.tables import TABLES, Table

if TYPE_CHECKING:
    from matcher.plans import Plan


def cell(value: Any, *, is_id: bool = False) -> str:
    """Return how a value is written in a table of its own, with a plain cell beside it."""
    ids = frozenset({"it"}) if is_id else frozenset()
    text = csv_text(Table(("it", "plain"), [(value, "x")], ids))
    return text.removeprefix("it,plain\n").removesuffix(",x\n")


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-x", "@home", "\tx", "=", "-", "\uff1d1"])
def test_text_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_a_carriage_return_at_the_start_is_disarmed_and_quoted() -> None:
    assert cell("\rx") == '"\'\rx"'


@pytest.mark.parametrize("text", ["plain", "a=b", "1-2", "", "é", "o'clock"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("identity", ["-P3", "P1", "-F1;F2", "a.b_c-d"])
def test_ids_stay_as_they_are(identity: str) -> None:
    assert cell(identity, is_id=True) == identity


def test_text_in_a_column_of_ids_that_is_no_id_is_disarmed() -> None:
    assert cell("=1+1;P1", is_id=True) == "'=1+1;P1"


@pytest.mark.parametrize(
    ("value", "written"),
    [(-5, "-5"), (0.9, "0.9"), (-0.5, "-0.5"), (date(2027, 3, 2), "2027-03-02"), (None, "")],
)
def test_numbers_dates_and_nothing_are_written_plainly(value: object, written: str) -> None:
    assert cell(value) == written


def test_lines_end_with_a_line_feed_only(plan: Plan) -> None:
    text = csv_text(TABLES["check_ins"](plan))
    assert text.endswith("\n")
    assert "\r" not in text


@given(st.lists(st.text(), min_size=1, max_size=3), st.integers())
def test_what_is_written_is_read_back_but_for_an_apostrophe(texts: list[str], number: int) -> None:
    texts = [text.replace("\0", "") for text in texts]
    table = Table(("number", *(f"text_{i}" for i in range(len(texts)))), [(number, *texts)])
    rows = list(csv.reader(io.StringIO(csv_text(table), newline="")))
    assert rows[1][0] == str(number)
    for text, found in zip(texts, rows[1][1:], strict=True):
        assert found in (text, f"'{text}")
        assert not found.startswith(tuple("=+-@\t\r"))

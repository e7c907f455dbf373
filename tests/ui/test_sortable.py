"""A table that is sorted and filtered, and taken away without formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest
from visits import SECONDS

from matcher.ui.sortable import in_order, matching

if TYPE_CHECKING:
    from matcher.ui.sortable import Row

ROWS: list[Row] = [("Zoe", 9, "✓ yes"), ("amy", 10, ""), ("Bea", None, "✕ cannot")]


def test_every_word_must_stand_somewhere_in_a_row() -> None:
    assert matching(ROWS, "YES zo") == [ROWS[0]]
    assert matching(ROWS, "yes bea") == []
    assert matching(ROWS, "") == ROWS


def test_numbers_are_sorted_by_size_and_words_whatever_their_case() -> None:
    assert [row[0] for row in in_order(ROWS, 1)] == ["Zoe", "amy", "Bea"]
    assert [row[0] for row in in_order(ROWS, 0)] == ["amy", "Bea", "Zoe"]


def test_empty_cells_come_last_both_ways() -> None:
    assert [row[0] for row in in_order(ROWS, 1, largest_first=True)] == ["amy", "Zoe", "Bea"]


def _page() -> None:
    from matcher.ui.sortable import sortable

    sortable("t", ("Who", "Fit"), [(name, place) for place, name in enumerate("abcdefg")], "All")


def test_a_reader_finds_and_sorts_rows() -> None:
    app = AppTest.from_function(_page, default_timeout=SECONDS).run()
    app.text_input(key="t_find").set_value("f").run()
    assert [one.value.count("<tr>") for one in app.html] == [2]
    app.text_input(key="t_find").set_value("q").run()
    assert "Nothing here holds these letters." in app.html[0].value
    app.text_input(key="t_find").set_value("").run()
    app.selectbox(key="t_sort").set_value(0).run()
    app.toggle(key="t_down").set_value(True).run()
    table = app.html[0].value
    assert table.index(">g<") < table.index(">a<")

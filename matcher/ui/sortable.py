"""A table that its reader sorts, filters and takes away as a CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.export.csv_text import csv_text
from matcher.export.tables import Table
from matcher.ui import markup
from matcher.ui.speech import say

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = tuple[str | int | None, ...]

FEW = 6
"""A table of so few rows needs no filter."""


@st.fragment
def sortable(key: str, columns: Sequence[str], rows: Sequence[Row], caption: str) -> None:
    """Show a table.

    Parameters
    ----------
    key
        Tells it from other tables of the page; the file is called so too.
    columns
        The headings.
    rows
        The cells, in the order in which they stand until somebody sorts them.
    caption
        What the table is, for those who hear the page.
    """
    shown = list(rows)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(rows) > FEW:
            typed = st.text_input(say("Find"), key=f"{key}_find", width=220)
            shown = matching(shown, typed or "")
            chosen = st.selectbox(
                say("Sort by"),
                list(range(len(columns))),
                format_func=lambda place: columns[place],
                index=None,
                placeholder=say("As it stands"),
                key=f"{key}_sort",
                width=220,
            )
            if chosen is not None:
                down = st.toggle(say("Largest first"), key=f"{key}_down", width="content")
                shown = in_order(shown, chosen, largest_first=down)
        st.download_button(
            say("CSV"),
            csv_text(Table(tuple(columns), list(shown))).encode(),
            f"{key}.csv",
            "text/csv",
            key=f"{key}_csv",
            on_click="ignore",
            icon=":material/download:",
            help=caption,
        )
    if shown:
        st.html(markup.table(columns, shown, caption))
    else:
        st.html(markup.paragraph(say("Nothing here holds these letters."), "m-quiet"))


def matching(rows: Sequence[Row], typed: str) -> list[Row]:
    """Return the rows in which every word that was typed stands somewhere."""
    wanted = typed.casefold().split()
    return [
        row
        for row in rows
        if all(any(word in str(cell).casefold() for cell in row if cell) for word in wanted)
    ]


def in_order(rows: Sequence[Row], column: int, *, largest_first: bool = False) -> list[Row]:
    """Return the rows by one column, numbers before words; empty cells come last."""
    full = [row for row in rows if row[column] not in (None, "")]
    empty = [row for row in rows if row[column] in (None, "")]
    return sorted(full, key=lambda row: _key(row[column]), reverse=largest_first) + empty


def _key(cell: str | int | None) -> tuple[bool, int, str]:
    return (False, cell, "") if isinstance(cell, int) else (True, 0, str(cell).casefold())

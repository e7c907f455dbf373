"""Where somebody is on the page Data: which part of it, which table, and which row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from matcher.drafts.answering import with_crosses_written_out
from matcher.files.columns import AVAILABILITY
from matcher.files.synonyms import FIRST_NAME, LAST_NAME
from matcher.ui import frame, markup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.drafts import DraftSheet
    from matcher.ui.sittings.files import Files

VIEW, TABLE, ROW = "data_view", "data_table", "data_row"
WRONG, TABLES, PERSON, DATES, HEADINGS = "wrong", "tables", "person", "dates", "headings"
PEOPLE = ("participants", "facilitators")
PLAIN = re.compile(r"\w[\w ,.'/()-]*\w")
PRIVATE = {"name", "email", FIRST_NAME, LAST_NAME}


@dataclass(frozen=True)
class Place:
    """A row of a table, and the column that is looked at, where it is one."""

    sheet: str
    row: int
    column: str | None = None


def open_row(place: Place) -> None:
    """Show a row in a form; for buttons, before the page is drawn."""
    st.session_state[VIEW] = TABLES
    st.session_state[TABLE] = place.sheet
    st.session_state[ROW] = place


def open_headings() -> None:
    """Show what the headings and the files of other names stand for."""
    st.session_state[VIEW] = HEADINGS


def close_row() -> None:
    """Show no row any more."""
    st.session_state.pop(ROW, None)


def current_row() -> Place | None:
    """Return the row that is shown in a form."""
    place: Place | None = st.session_state.get(ROW)
    return place


def meaning(files: Files, sheet: DraftSheet, heading: str) -> str:
    """Return what a heading stands for; itself where nothing is known."""
    known = files.found.recognised.mapping.columns.get(sheet.table, {})
    return known.get(heading) or heading.strip()


def is_hidden(files: Files, sheet: DraftSheet, heading: str) -> bool:
    """Return whether a column holds names while ids stand for them."""
    if not frame.names_are_hidden() or sheet.table not in PEOPLE:
        return False
    return meaning(files, sheet, heading).casefold() in PRIVATE


def labelled(heading: str) -> str:
    """Return a heading as the label of a field: as it is read out, where no mark is in it."""
    return heading if PLAIN.fullmatch(heading) else markup.label(heading)


def before_typing(files: Files, sheet: DraftSheet, typed: Iterable[str]) -> DraftSheet:
    """Return a sheet as it is to be changed: another word among answers turns no x round."""
    if sheet.table != AVAILABILITY:
        return sheet
    draft = with_crosses_written_out(files.draft, files.found, typed)
    return draft.sheet(sheet.name) or sheet

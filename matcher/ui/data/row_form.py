"""One row of a table as a form: every cell with its heading, and what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.drafts import Step
from matcher.errors import Severity
from matcher.files.cells import unescape
from matcher.language.problems import remedy_in_words
from matcher.language.words import to_say
from matcher.ui import markup
from matcher.ui.data import places, wrong
from matcher.ui.speech import say, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matcher.drafts import DraftSheet
    from matcher.ui.data.places import Place
    from matcher.ui.sittings.files import Files
    from matcher.ui.sittings.sittings import Sitting

MOST_FIELDS = 60
"""How many cells a form shows; of a wider grid those that are wrong or filled in come first."""
CHANGED = to_say("Row {row} of {table} changed")
REMOVED = to_say("Row {row} of {table} removed")


def show(sitting: Sitting, files: Files, sheet: DraftSheet, place: Place) -> None:
    """Show the form, with what is wrong in the row above it."""
    st.header(say("Row {row} of {table}", row=place.row, table=sheet.name), anchor=False)
    _what_is_wrong(sitting, files, place)
    headings = _fields(files, sheet, place)
    with st.form(f"row_{sheet.name}_{place.row}_{id(files.draft)}"):
        typed = {at: _field(files, sheet, place, at, name) for at, name in headings}
        saved = st.form_submit_button(say("Keep this row"), type="primary", key="row_keep")
    with st.container(horizontal=True):
        st.button(say("Close"), key="row_close", on_click=places.close_row)
        removed = st.button(say("Remove this row"), key="row_remove", icon=":material/delete:")
    if saved:
        _keep(sitting, files, sheet, place, typed)
    if removed:
        values = {"row": place.row, "table": sheet.name}
        draft = files.draft.with_sheet(sheet.without_row(place.row))
        sitting.edit(draft, Step(REMOVED, values))
        places.close_row()
        st.rerun()


def _what_is_wrong(sitting: Sitting, files: Files, place: Place) -> None:
    for number, problem in enumerate(files.found.problems):
        is_here = (problem.file, problem.row) == (place.sheet, place.row)
        if is_here and problem.severity is not Severity.REPAIRED:
            sign = "✕" if problem.severity is Severity.ERROR else "!"
            text = " ".join(
                (sign, f"{problem.column}:" if problem.column else "", wrong.said(files, problem))
            )
            remedy = remedy_in_words(problem, spoken())
            st.html(markup.paragraph(text, "m-lead") + markup.paragraph(remedy, "m-quiet"))
            wrong.proposal(sitting, files, problem, f"row_apply_{number}")


def _fields(files: Files, sheet: DraftSheet, place: Place) -> list[tuple[int, str]]:
    """Return the cells to show, by their places, in the order of the table."""
    every = [
        (at, unescape(name).strip() or say("Column {number}", number=at + 1))
        for at, name in enumerate(sheet.header)
        if not places.is_hidden(files, sheet, name)
    ]
    wrong_places = {
        files.draft.place(sheet.name, one.column, files.found)
        for one in files.found.problems
        if one.column and (one.file, one.row) == (sheet.name, place.row)
    }

    def rank(field: tuple[int, str]) -> tuple[bool, bool, int]:
        at, _ = field
        return at not in wrong_places, at > 0 and not sheet.cell(place.row, at), at

    return sorted(sorted(every, key=rank)[:MOST_FIELDS])


def _field(files: Files, sheet: DraftSheet, place: Place, at: int, name: str) -> str:
    key = f"cell_{sheet.name}_{place.row}_{at}_{id(files.draft)}"
    return st.text_input(places.labelled(name), value=sheet.cell(place.row, at), key=key)


def _keep(
    sitting: Sitting, files: Files, sheet: DraftSheet, place: Place, typed: Mapping[int, str]
) -> None:
    new = {at: text for at, text in typed.items() if text != sheet.cell(place.row, at)}
    changed = places.before_typing(files, sheet, new.values())
    for at, text in new.items():
        changed = changed.with_cell(place.row, at, text)
    values = {"row": place.row, "table": sheet.name}
    sitting.edit(files.draft.with_sheet(changed), Step(CHANGED, values))
    st.rerun()

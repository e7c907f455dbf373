"""One row of a table as a form: every cell with its heading, and what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.drafts import Step
from matcher.errors import Severity
from matcher.files.cells import unescape
from matcher.language.problems import remedy_in_words
from matcher.language.words import to_say
from matcher.ui import fields, frame, markup
from matcher.ui.arriving import heard
from matcher.ui.data import places, wrong
from matcher.ui.masking import masked
from matcher.ui.speech import say, spoken

if TYPE_CHECKING:
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
    for at, name in _fields(files, sheet, place):
        _field(sheet, place, at, name)
    st.caption(say("What you type is kept when you leave its field. You can undo it above."))
    with st.container(horizontal=True):
        st.button(say("Close"), key="row_close", on_click=places.close_row)
        removed = st.button(say("Remove this row"), key="row_remove", icon=":material/delete:")
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
            remedy = masked(remedy_in_words(problem, spoken()))
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


def _field(sheet: DraftSheet, place: Place, at: int, name: str) -> None:
    """Show a cell, which goes into the files as soon as somebody has typed in it."""
    key, text = f"cell_{sheet.name}_{place.row}_{at}", sheet.cell(place.row, at)
    st.text_input(
        places.labelled(name),
        key=key,
        on_change=heard(_typed),
        args=(key, place, at),
        **fields.kept(key, text),
    )


def _typed(key: str, place: Place, at: int) -> None:
    sitting = frame.current()
    sheet = None if sitting is None else sitting.open_files().draft.sheet(place.sheet)
    if sitting is None or sheet is None:
        return
    files, text = sitting.open_files(), st.session_state[key]
    if text == sheet.cell(place.row, at):
        return
    changed = places.before_typing(files, sheet, [text]).with_cell(place.row, at, text)
    values = {"row": place.row, "table": sheet.name}
    sitting.edit(files.draft.with_sheet(changed), Step(CHANGED, values))

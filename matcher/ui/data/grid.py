"""The tables as they lie before their owner: to look through, and to edit in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from matcher.drafts import Step
from matcher.files.cells import unescape
from matcher.files.columns import TABLES, columns_of
from matcher.language.words import to_say
from matcher.ui import markup
from matcher.ui.arriving import heard
from matcher.ui.data import places, row_form
from matcher.ui.data.places import Place
from matcher.ui.speech import say, say_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.drafts import DraftSheet
    from matcher.ui.sittings.files import Files
    from matcher.ui.sittings.sittings import Sitting

ROWS_SHOWN = 50
EDITED = to_say("{number} cells of {table} changed")
BEGUN = to_say("Table {table} begun")


def show(sitting: Sitting, files: Files) -> None:
    """Show one table, the row that is open in a form above it."""
    _begin_another(sitting, files)
    names = [one.name for one in files.draft.sheets]
    if not names:
        return
    if st.session_state.get(places.TABLE) not in names:
        st.session_state[places.TABLE] = _first(files)
    chosen = st.selectbox(
        say("Table"), names, key=places.TABLE, format_func=lambda name: _called(files, name)
    )
    sheet = files.draft.sheet(chosen)
    assert sheet is not None
    place = places.current_row()
    if place is not None and place.sheet == sheet.name and place.row <= len(sheet.cells) + 1:
        row_form.show(sitting, files, sheet, place)
    rows = _wanted(files, sheet)
    _editor(sitting, files, sheet, rows)
    _row_tools(sitting, files, sheet, rows)
    _plainly(files, sheet, rows)


def _first(files: Files) -> str:
    people = files.draft.sheet("participants")
    return people.name if people is not None else files.draft.sheets[0].name


def _called(files: Files, name: str) -> str:
    """Return what a table is called, what it was taken for, and how long it is."""
    sheet = files.draft.sheet(name)
    if sheet is None:
        return name
    rows = say_many("{number} row", "{number} rows", len(sheet.rows))
    if not sheet.table:
        return say("{name} (not read), {rows}", name=name, rows=rows)
    own = name.removesuffix(".csv").casefold()
    if sheet.table == own:
        return say("{name}, {rows}", name=name, rows=rows)
    return say("{name} (read as {table}), {rows}", name=name, table=sheet.table, rows=rows)


def _wanted(files: Files, sheet: DraftSheet) -> Sequence[tuple[int, tuple[str, ...]]]:
    """Return the rows to show: those that hold what is looked for, a screenful at a time."""
    hidden = [places.is_hidden(files, sheet, name) for name in sheet.header]
    rows = sheet.rows
    looked_for = st.text_input(
        say("Find rows with"), key=f"find_{sheet.name}", icon=":material/search:"
    ).casefold()
    if looked_for:
        rows = tuple(
            (number, cells)
            for number, cells in rows
            if any(
                looked_for in cell.casefold()
                for at, cell in enumerate(cells)
                if at >= len(hidden) or not hidden[at]
            )
        )
    pages = max(1, -(-len(rows) // ROWS_SHOWN))
    if pages == 1:
        return rows
    key = f"page_{sheet.name}"
    st.session_state[key] = min(int(st.session_state.get(key, 1)), pages)
    page = st.number_input(
        say("Page, of {number}", number=pages), 1, pages, step=1, key=key, format="%d"
    )
    return rows[(int(page) - 1) * ROWS_SHOWN : int(page) * ROWS_SHOWN]


def _shown(files: Files, sheet: DraftSheet) -> dict[int, str]:
    """Return the headings of the columns that are shown, by their places, each once."""
    shown: dict[int, str] = {}
    for at, heading in enumerate(sheet.header):
        if places.is_hidden(files, sheet, heading):
            continue
        name = unescape(heading).strip() or say("Column {number}", number=at + 1)
        shown[at] = name if name not in shown.values() else f"{name} ({at + 1})"
    return shown


def _editor(
    sitting: Sitting,
    files: Files,
    sheet: DraftSheet,
    rows: Sequence[tuple[int, tuple[str, ...]]],
) -> None:
    import pandas as pd

    shown = _shown(files, sheet)
    numbers = [number for number, _ in rows]
    data = pd.DataFrame(
        [[unescape(cells[at]) for at in shown] for _, cells in rows],
        index=pd.Index(numbers, name=say("Row")),
        columns=list(shown.values()),
        dtype="object",
    )
    key = f"grid_{sheet.name}_{id(files.draft)}_{numbers[0] if numbers else 0}_{len(numbers)}"
    st.data_editor(
        data,
        key=key,
        num_rows="fixed",
        width="stretch",
        column_config={name: st.column_config.TextColumn(name) for name in data.columns},
        on_change=heard(_take),
        args=(sitting, sheet, key, numbers, {name: at for at, name in shown.items()}),
    )


def _take(
    sitting: Sitting,
    shown: DraftSheet,
    key: str,
    numbers: Sequence[int],
    columns: dict[str, int],
) -> None:
    """Put what was typed at once into the files as they are now."""
    files = sitting.open_files()
    sheet = files.draft.sheet(shown.name)
    if sheet is None or len(sheet.cells) < len(shown.cells):
        return
    edited: dict[int, dict[str, Any]] = st.session_state[key].get("edited_rows", {})
    typed = {
        (numbers[int(place)], columns[name]): "" if value is None else str(value)
        for place, cells in edited.items()
        for name, value in cells.items()
    }
    changed = places.before_typing(files, sheet, typed.values()).with_texts(typed)
    values = {"number": len(typed), "table": sheet.name}
    sitting.edit(files.draft.with_sheet(changed), Step(EDITED, values))


def _row_tools(
    sitting: Sitting,
    files: Files,
    sheet: DraftSheet,
    rows: Sequence[tuple[int, tuple[str, ...]]],
) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if rows:
            number = st.selectbox(
                say("Row"), [row for row, _ in rows], key=f"choose_{sheet.name}", width=140
            )
            st.button(
                say("Open this row in a form"),
                key="row_open",
                on_click=places.open_row,
                args=(Place(sheet.name, int(number)),),
            )
        st.button(
            say("Add a row"),
            key="row_add",
            icon=":material/add:",
            on_click=places.open_row,
            args=(Place(sheet.name, len(sheet.cells) + 1),),
        )


def _begin_another(sitting: Sitting, files: Files) -> None:
    """Offer the tables that are not there yet."""
    there = {one.table for one in files.draft.sheets}
    missing = [name for name in TABLES if name not in there]
    if not missing:
        return
    with st.popover(say("Begin another table"), icon=":material/add:"):
        for name in missing:
            if st.button(name, key=f"begin_{name}"):
                headings = [column.name for column in columns_of(TABLES[name])]
                draft = files.draft.with_table(name, headings)
                sitting.edit(draft, Step(BEGUN, {"table": name}))
                st.rerun()


def _plainly(files: Files, sheet: DraftSheet, rows: Sequence[tuple[int, tuple[str, ...]]]) -> None:
    """Show the same rows as a plain table, for those who cannot use the grid."""
    shown = _shown(files, sheet)
    with st.expander(say("The same rows as a plain table")):
        cells = [(number, *(unescape(those[at]) for at in shown)) for number, those in rows]
        st.html(markup.table((say("Row"), *shown.values()), cells, sheet.name))

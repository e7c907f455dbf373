"""The people in the working files, sound or not: their rows, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.files.synonyms import FIRST_NAME, LAST_NAME
from matcher.ui import frame

if TYPE_CHECKING:
    from matcher.drafts import DraftSheet
    from matcher.ui.sittings.files import Files

PARTICIPANTS = "participants"
IDS = {PARTICIPANTS: "person_id", "facilitators": "facilitator_id"}
"""The tables of people, and the column with their ids."""


def rows_by_id(files: Files, sheet: DraftSheet) -> dict[str, int]:
    """Return the row of each person in a table of people, by their id."""
    at = files.draft.place(sheet.name, IDS[sheet.table], files.found)
    if at is None:
        return {}
    rows: dict[str, int] = {}
    for row, _ in sheet.rows:
        who = sheet.cell(row, at).strip()
        if who:
            rows.setdefault(who, row)
    return rows


def called(files: Files) -> dict[str, str]:
    """Return what everybody is called, by their id: name and id, or the id alone."""
    found: dict[str, str] = {}
    for table in IDS:
        sheet = files.draft.sheet(table)
        for who, row in {} if sheet is None else rows_by_id(files, sheet).items():
            name = "" if sheet is None else _name(files, sheet, row)
            found.setdefault(who, f"{name} ({who})" if name else who)
    return found


def _name(files: Files, sheet: DraftSheet, row: int) -> str:
    """Return somebody's name, which may stand in two columns; nothing where names are hidden."""
    if frame.names_are_hidden():
        return ""

    def text(column: str) -> str:
        at = files.draft.place(sheet.name, column, files.found)
        return "" if at is None else sheet.cell(row, at).strip()

    return text("name") or " ".join(filter(None, map(text, (FIRST_NAME, LAST_NAME))))

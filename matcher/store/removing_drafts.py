"""Taking a person out of working files: cells, settings and whatever else lies beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from matcher.files.cells import escape, unescape
from matcher.files.columns import TABLES
from matcher.files.sources import CURRENT_PLAN_FILE
from matcher.store.removing import FREE_TEXTS, STAYS, Face, Remover

if TYPE_CHECKING:
    from matcher.drafts import Draft, DraftSheet
    from matcher.files import Inspection

KEYS = {"participants": "person_id", "facilitators": "facilitator_id"}
"""The column with the id in the tables whose rows are people."""

OWN = ("name", "email")
"""Columns in which others stand by themselves, whatever they are called."""

Places = dict[str, int]
"""Where the columns of a table stand, by the names of the contract."""


def faces_in(draft: Draft) -> Iterator[Face]:
    """Yield everybody who has a row in working files, sound or not."""
    found = draft.inspect()
    for sheet in draft.sheets:
        key = KEYS.get(sheet.table)
        places = _places(draft, sheet, found)
        if key is None or key not in places:
            continue
        for row, _ in sheet.rows:
            identity = sheet.cell(row, places[key]).strip()
            name, email = (sheet.cell(row, places[one]) if one in places else "" for one in OWN)
            if identity:
                yield Face(identity, " ".join(name.split()), email.strip())


def without(draft: Draft, remover: Remover) -> Draft:
    """Return working files without a person.

    Where they were a participant, a row stays with the pseudonym, the side, the consent, and that
    they have left. What was noted when the files were opened is forgotten.
    """
    found = draft.inspect()
    sheets = tuple(
        _sheet_without(sheet, _places(draft, sheet, found), remover) for sheet in draft.sheets
    )
    texts = {
        name: _plan_without(text, remover)
        if name == CURRENT_PLAN_FILE
        else remover.text(text, parts=False)
        for name, text in draft.texts.items()
    }
    return replace(draft, sheets=sheets, texts=texts, notes=())


def _places(draft: Draft, sheet: DraftSheet, found: Inspection) -> Places:
    record = TABLES.get(sheet.table)
    names = () if record is None else tuple(record.model_fields)
    places = ((name, draft.place(sheet.name, name, found)) for name in names)
    return {name: place for name, place in places if place is not None}


def _sheet_without(sheet: DraftSheet, places: Places, remover: Remover) -> DraftSheet:
    key = KEYS.get(sheet.table, "person_id")
    own_rows = set()
    if key in places:
        own_rows = {
            row for row, _ in sheet.rows if sheet.cell(row, places[key]).strip() in remover.ids
        }
    known = {place: name for name, place in places.items()}
    cells = tuple(
        tuple(_cell(text, known.get(place, ""), remover) for place, text in enumerate(row))
        for row in sheet.cells
    )
    after = replace(sheet, cells=cells)
    for row in own_rows:
        after = _row_without(after, sheet, row, places, remover)
    return after


def _row_without(
    after: DraftSheet, before: DraftSheet, row: int, places: Places, remover: Remover
) -> DraftSheet:
    """Return a sheet in which a row of the person says who stood there no more."""
    key = KEYS.get(before.table)
    after = after.without_row(row)
    if key is None:
        answers = before.cells[row - 1]
        remover.answers += sum(bool(one.strip()) for one in answers[1:])
        return after
    after = after.with_cell(row, places[key], remover.pseudonym)
    for column in STAYS[key]:
        if column in places and before.cell(row, places[column]).strip():
            after = after.with_cell(row, places[column], before.cell(row, places[column]))
    if key == "person_id":
        after = after.with_cell(row, places.get("status", "status"), "withdrawn")
    return after


def _cell(text: str, column: str, remover: Remover) -> str:
    """Return a cell without the person: an id in a list, or what somebody wrote."""
    if not text or column in OWN:
        return text
    parts = [one.strip() for one in unescape(text).split(";")]
    if any(one in remover.ids for one in parts):
        return escape("; ".join(remover.pseudonym if one in remover.ids else one for one in parts))
    after = remover.text(unescape(text), parts=not column or column in FREE_TEXTS)
    return text if after == unescape(text) else escape(after)


def _plan_without(text: str, remover: Remover) -> str:
    """Return the text of the running plan without the person; nothing where it cannot be read."""
    try:
        return json.dumps(remover.content(json.loads(text)), ensure_ascii=False)
    except ValueError:
        return ""

"""Taking a person out of the cells of working files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.store.removing import Remover

OWN_ROWS = ("participants", "facilitators", "availability", "follow_up")
"""Tables in which a row belongs to one person."""

NAMED = ("person_id", "facilitator_id", "name", "email")

Cells = list[str]


def people_in(files: Any) -> list[dict[str, str]]:
    """Return everybody in working files, as records with an id, a name and an address."""
    found = []
    for sheet in (files or {}).get("sheets", ()):
        if sheet["table"] in ("participants", "facilitators"):
            places = _places(sheet["cells"])
            for cells in sheet["cells"]:
                record = {name: cells[at] for name, at in places.items() if at < len(cells)}
                if any(record.values()):
                    found.append({"side": "", "max_pairs": "", "name": "", "email": "", **record})
    return found


def without_person(files: dict[str, Any], remover: Remover) -> dict[str, Any]:
    """Return working files without the rows of a person, and without their id and name elsewhere.

    The other rows keep their numbers.
    """
    sheets = [
        {
            **sheet,
            "cells": [
                _without(cells, remover, is_own=sheet["table"] in OWN_ROWS)
                for cells in sheet["cells"]
            ],
        }
        for sheet in files["sheets"]
    ]
    texts = {name: _text(text, remover) for name, text in files["texts"].items()}
    return {**files, "sheets": sheets, "texts": texts, "notes": remover.content(files["notes"])}


def _without(cells: Cells, remover: Remover, *, is_own: bool) -> Cells:
    if is_own and any(remover.knows(cell.strip()) for cell in cells):
        return []
    return [_cell(cell, remover) for cell in cells]


def _cell(cell: str, remover: Remover) -> str:
    """Return a cell without the person; a list of ids keeps the others."""
    items = cell.split(";")
    if any(remover.knows(item.strip()) for item in items):
        return ";".join(
            remover.pseudonym if remover.knows(item.strip()) else item for item in items
        )
    return remover.text(cell)


def _text(text: str, remover: Remover) -> str:
    for identity in remover.ids:
        text = text.replace(f'"{identity}"', f'"{remover.pseudonym}"')
    return remover.text(text)


def _places(rows: list[Cells]) -> dict[str, int]:
    """Return where the columns that tell who somebody is stand, by their own names."""
    for cells in rows:
        places = {plain(cell): at for at, cell in enumerate(cells) if plain(cell) in NAMED}
        if places:
            return places
    return {}

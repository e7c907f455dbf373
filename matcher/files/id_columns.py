"""The column of an availability file that holds ids under a heading that nobody could know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.wording import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matcher.files.findings import Findings
    from matcher.files.tables import Table

ID_COLUMN = "person_id"

OWNERS = {"participants": "person_id", "facilitators": "facilitator_id"}
"""The tables whose ids answer for dates, and the columns that hold these."""


def likely_id_column(tables: Mapping[str, Table], findings: Findings) -> str | None:
    """Return under which heading `availability` has ids, where no column is headed so.

    It is the column most of whose cells are ids of participants or facilitators; that is noted as
    a proposal, and the table stays as it is.

    Parameters
    ----------
    tables
        The tables under our own headings.
    findings
        Where the proposal is noted.
    """
    table = tables.get("availability")
    if table is None or table.position(ID_COLUMN) is not None:
        return None
    ids = _known_ids(tables)
    found = {
        index: share
        for index, heading in enumerate(table.header)
        if heading and (share := _share(table, index, ids)) > 0.5
    }
    if not found:
        return None
    best = max(found, key=lambda index: found[index])
    findings.warning(
        table.file,
        f"{found[best]:.0%} of the cells of this column are ids that people have; it looks like "
        f"{ID_COLUMN}",
        f"Rename it to {ID_COLUMN}, or map it in mapping.toml, if it is meant so.",
        row=table.header_row,
        column=table.header[best],
        value=table.header[best],
    )
    return table.header[best]


def _known_ids(tables: Mapping[str, Table]) -> frozenset[str]:
    return frozenset(
        plain(cells[place])
        for name, column in OWNERS.items()
        if name in tables and (place := tables[name].position(column)) is not None
        for _, cells in tables[name].rows
        if cells[place]
    )


def _share(table: Table, index: int, ids: frozenset[str]) -> float:
    """Return which share of the filled cells of a column are ids."""
    filled = [cells[index] for _, cells in table.rows if cells[index]]
    return sum(plain(cell) in ids for cell in filled) / len(filled) if filled else 0.0

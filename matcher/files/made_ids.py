"""Ids for the rows of a file that has no column for them, the same whatever the order of rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matcher.cohort import Side
from matcher.files.cells import Kind, Refused
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.tables import Table

PREFIXES = {Side.PATIENT: "P", Side.PROFESSIONAL: "H"}
NO_SIDE = "X"
"""What the id of somebody begins with whose side cannot be read: an error by itself."""


@dataclass(frozen=True, slots=True)
class Making:
    """How the ids of a file are made."""

    column: str
    told_by: tuple[str, ...]
    """The columns that tell one row from another."""
    prefix: str = ""
    """What the ids begin with; nothing where the side decides."""


MAKINGS = {
    "participants": Making("person_id", ("email", "name")),
    "facilitators": Making("facilitator_id", ("name",), "F"),
    "projects": Making("project_id", ("title",), "PR"),
    "venues": Making("venue_id", ("name",), "V"),
}


def with_ids(table: Table, side: Kind, findings: Findings) -> Table:
    """Return a table with a column of ids; as it is where it has one, or none can be made.

    Parameters
    ----------
    table
        A table under our own headings.
    side
        The kind of cell that holds a side.
    findings
        Where it is noted.
    """
    making = MAKINGS.get(table.name)
    if making is None or table.position(making.column) is not None or not table.rows:
        return table
    places = [at for column in making.told_by if (at := table.position(column)) is not None]
    if not places:
        return table
    told = [tuple(plain(cells[place]) for place in places) for _, cells in table.rows]
    if not _are_told_apart(table, making, told, findings):
        return table
    ids = _numbered(table, making, told, side)
    rows = tuple((row, (*cells, made)) for (row, cells), made in zip(table.rows, ids, strict=True))
    ordered = sorted(ids)
    findings.repair(
        table.file,
        f"no column holds ids, so they were made for {len(ids):,} rows",
        before="",
        after=ordered[0] if len(ordered) == 1 else f"{ordered[0]} … {ordered[-1]}",
        column=making.column,
        remedy=f"Add them to the file as a column {making.column}: made anew, they may change "
        "when somebody joins or leaves.",
    )
    return replace(table, header=(*table.header, making.column), rows=rows)


def _are_told_apart(
    table: Table, making: Making, told: list[tuple[str, ...]], findings: Findings
) -> bool:
    """Return whether each row has something that no other row has, or note where not."""
    columns = " and ".join(making.told_by)
    first: dict[tuple[str, ...], int] = {}
    is_sound = True
    for (row, _), key in zip(table.rows, told, strict=True):
        before = first.setdefault(key, row)
        if any(key) and before == row:
            continue
        is_sound = False
        what = f"that of row {before}" if any(key) else "blank"
        findings.error(
            table.file,
            f"there is no id, and none can be made: {columns} here is {what}",
            f"Fill in {columns} so that each row differs, or add a column {making.column}.",
            row=row,
            column=making.column,
        )
    return is_sound


def _numbered(table: Table, making: Making, told: list[tuple[str, ...]], side: Kind) -> list[str]:
    place = table.position("side")
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, (_, cells) in enumerate(table.rows):
        prefix = making.prefix or _prefix(cells[place] if place is not None else "", side)
        groups[prefix].append(number)
    ids = [""] * len(told)
    for prefix, numbers in groups.items():
        width = max(2, len(str(len(numbers))))
        for order, number in enumerate(sorted(numbers, key=told.__getitem__), start=1):
            ids[number] = f"{prefix}{order:0{width}d}"
    return ids


def _prefix(text: str, side: Kind) -> str:
    value = side.read(text) if text else Refused("")
    return NO_SIDE if isinstance(value, Refused) else PREFIXES[Side(value)]

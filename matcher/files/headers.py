"""Which row of a table holds its headings, and which rows below repeat them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matcher.files.clean.dates import looks_like_date
from matcher.files.clean.text import repaired
from matcher.files.columns import AVAILABILITY, MOTIVATION, PROGRAMME, RECORDS, Setting, columns_of
from matcher.files.similarity import folded
from matcher.files.synonyms import column_names

if TYPE_CHECKING:
    from matcher.files.columns import Column
    from matcher.files.findings import Findings

Row = tuple[int, tuple[str, ...]]
"""Row number, and the cells."""

ROWS_LOOKED_AT = 20
"""Among how many of the first rows the headings are looked for."""

CELLS_LOOKED_AT = 5_000
"""In how many of the first cells of a row names are looked for."""

ANSWER_COLUMNS = ("person_id", "date", "state")


def known_names(table: str) -> frozenset[str]:
    """Return the names that the columns of a table may have, ours and others, as compared."""
    own = ANSWER_COLUMNS if table == AVAILABILITY else [one.name for one in _columns(table)]
    return frozenset({*map(folded, own), *column_names(table)})


def first_names(table: str) -> frozenset[str]:
    """Return the names of which at least one stands in a row of headings, as compared."""
    if table == AVAILABILITY:
        first = set(ANSWER_COLUMNS[:1])
    else:
        first = {column.name for column in _columns(table) if column.required}
    others = (word for word, meant in column_names(table).items() if first & set(meant))
    return frozenset({*map(folded, first), *others})


def _columns(table: str) -> tuple[Column, ...]:
    return columns_of(Setting if table == PROGRAMME else RECORDS[table])


def is_known(name: str, known: frozenset[str]) -> bool:
    """Return whether a cell is the name of a column."""
    plain = repaired(name).strip()
    return folded(plain) in known or (
        plain.casefold().startswith(MOTIVATION) and "consent" in known
    )


def how_many_known(table: str, cells: Sequence[str]) -> int:
    """Return how many cells of a row are names of columns; dates above a poll are one."""
    known, others = known_names(table), column_names(table)
    dated = table == AVAILABILITY and any(looks_like_date(cell) for cell in cells[:50])
    return (
        sum(is_known(cell, known) or folded(cell) in others for cell in cells[:CELLS_LOOKED_AT])
        + dated
    )


def without_other_headers(
    table: str, file: str, rows: Sequence[Row], findings: Findings
) -> tuple[Row, list[Row]]:
    """Return the row of headings and the rows below it that are no headings.

    Parameters
    ----------
    table
        The name in the contract.
    file
        What problems call it.
    rows
        At least one row, none of them blank.
    findings
        Where rows that are left out are noted.
    """
    place = _place(table, rows)
    for row, cells in rows[:place]:
        findings.repair(
            file,
            "this row stands above the headings; it is left out",
            before=" ".join(filter(None, cells)),
            after="",
            row=row,
        )
    header = rows[place]
    return header, _without_repeats(table, file, header, rows[place + 1 :], findings)


def _place(table: str, rows: Sequence[Row]) -> int:
    """Return where the headings stand: the first row, unless a later one is clearly more."""
    wanted = first_names(table)
    counts = [how_many_known(table, cells) for _, cells in rows[:ROWS_LOOKED_AT]]
    if counts[0] > 1 or any(is_known(cell, wanted) for cell in rows[0][1][:CELLS_LOOKED_AT]):
        return 0
    best = max(counts)
    return counts.index(best) if best > 1 else 0


def _without_repeats(
    table: str, file: str, header: Row, rows: Sequence[Row], findings: Findings
) -> list[Row]:
    """Return the rows that are no headings; below other headings, in the order of the first."""
    names = [cell.casefold() for cell in header[1]]
    first = first_names(table)
    signs = {name for name in names if is_known(name, first)}
    kept: list[Row] = []
    order: list[int] | None = None
    for row, cells in rows:
        lower = [cell.casefold() for cell in cells]
        if len(names) > 1 and not signs.isdisjoint(lower) and _repeats(table, names, lower):
            order = _say_repeated(file, row, header, cells, findings)
        else:
            kept.append((row, cells if order is None else _reordered(cells, order, len(names))))
    return kept


def _repeats(table: str, names: list[str], cells: list[str]) -> bool:
    if cells == names:
        return True
    known = known_names(table)
    filled = [cell for cell in cells if cell]
    counted = sum(cell in names or folded(cell) in known for cell in filled)
    return len(filled) > 1 and 2 * counted > len(filled)


def _say_repeated(
    file: str, row: int, header: Row, cells: tuple[str, ...], findings: Findings
) -> list[int] | None:
    """Note headings that are repeated; return where their columns stand if that is elsewhere."""
    names = [cell.casefold() for cell in header[1]]
    lower = [cell.casefold() for cell in cells]
    if lower == names:
        order, how = None, "it is left out"
    else:
        order, how = [], "the rows below it are read in its order"
        for name, cell in zip(lower, cells, strict=True):
            if name and (name not in names or lower.count(name) > 1):
                findings.error(
                    file,
                    "the headings are repeated here, with one that does not stand above or "
                    "stands here twice",
                    f"Put the rows below into a table of their own, or use the headings of row "
                    f"{header[0]}.",
                    row=row,
                    column=cell,
                    value=cell,
                )
            order.append(names.index(name) if name in names else -1)
    findings.repair(
        file,
        f"the headings are repeated here; {how}",
        before=" ".join(filter(None, cells)),
        after="",
        row=row,
    )
    return order


def _reordered(cells: tuple[str, ...], order: list[int], width: int) -> tuple[str, ...]:
    new = [""] * width
    for cell, place in zip(cells, order, strict=False):
        if place >= 0:
            new[place] = cell
    return (*new, *cells[len(order) :])

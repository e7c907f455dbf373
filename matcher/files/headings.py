"""What the headings of a table stand for: as given, by their own name, or by another name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from matcher.files.columns import MOTIVATION
from matcher.files.mapping import CohortMapping, check_headings
from matcher.files.similarity import Close, closest_heading, folded, without_asides
from matcher.files.synonyms import COLUMNS, FIRST_NAME, LAST_NAME, column_names, name_parts
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.tables import Table

PARTS = (FIRST_NAME, LAST_NAME)


@dataclass(slots=True)
class Meanings:
    """What each column of a table stands for, by its position."""

    columns: dict[int, str] = field(default_factory=dict)
    """Its own name, one of another name, or "" for a column to leave out."""
    noted: set[int] = field(default_factory=set)
    """Those that were recognised and not given."""
    clashes: dict[int, int] = field(default_factory=dict)
    """A column, and the one before that stands for the same."""

    def place(self, column: str) -> int | None:
        """Return the position of the column that stands for one of ours."""
        return next((index for index, name in self.columns.items() if name == column), None)

    def take(self, index: int, column: str, *, is_noted: bool = False) -> None:
        """Let a column stand for one of ours, unless another one does."""
        other = self.place(column) if column else None
        if other is not None:
            self.clashes[index] = other
            return
        self.columns[index] = column
        if is_noted:
            self.noted.add(index)


def meanings(name: str, header: tuple[str, ...], given: dict[str, str]) -> Meanings:
    """Return what headings of a file stand for.

    Parameters
    ----------
    name
        The file's name in the contract.
    header
        The headings as they stand.
    given
        What headings were said to stand for, by the heading as it is compared.
    """
    found = Meanings()
    own = {column.casefold(): column for column in COLUMNS.get(name, {})}
    for index, heading in enumerate(header):
        if plain(heading) in given and heading:
            found.take(index, given[plain(heading)])
    for index, heading in enumerate(header):
        if index not in found.columns and heading.casefold() in own:
            found.take(index, own[heading.casefold()])
    rest = [i for i, heading in enumerate(header) if _is_open(name, heading, i, found)]
    _take_parts(name, header, rest, found)
    for index in rest:
        if index not in found.columns:
            options = _options(name, header[index])
            free = [column for column in options if found.place(column) is None]
            if options:
                found.take(index, (*free, *options)[0], is_noted=True)
    return found


def _is_open(name: str, heading: str, index: int, found: Meanings) -> bool:
    if not heading or index in found.columns or index in found.clashes:
        return False
    is_statement = name == "participants" and heading.casefold().startswith(MOTIVATION)
    return not is_statement


def _options(name: str, heading: str) -> tuple[str, ...]:
    """Return what a heading may stand for, with or without what it says in brackets."""
    known = column_names(name)
    return known.get(folded(heading)) or known.get(folded(without_asides(heading)), ())


def _take_parts(name: str, header: tuple[str, ...], rest: list[int], found: Meanings) -> None:
    """Find a first and a last name in columns of their own, where none has the full name."""
    if "name" not in COLUMNS.get(name, {}) or name not in ("participants", "facilitators"):
        return
    parts = {index: name_parts().get(folded(header[index])) for index in rest}
    whole = [i for i in rest if "name" in _options(name, header[i]) and parts[i] is None]
    if found.place("name") is not None or whole:
        return
    by_part = {part: index for index, part in reversed(parts.items()) if part}
    if len({*by_part, *found.columns.values()} & set(PARTS)) == len(PARTS):
        for part, index in by_part.items():
            if found.place(part) is None:
                found.take(index, part, is_noted=True)
    elif by_part:
        # One part alone is what there is of a name.
        found.take(min(by_part.values()), "name", is_noted=True)


def suggestion(name: str, heading: str, header: tuple[str, ...]) -> Close | None:
    """Return which column a heading resembles that no other heading stands for."""
    taken = {other.casefold() for other in header}
    known = {
        word: columns[0]
        for word, columns in column_names(name).items()
        if columns[0].casefold() not in taken
    }
    return closest_heading(heading, known)


def misread(name: str, header: tuple[str, ...], others: Collection[str]) -> set[str]:
    """Return which headings of columns that are none of ours would be taken for one of ours."""
    found = meanings(name, header, {})
    return {header[index] for index in (*found.noted, *found.clashes)} & {*others}


def with_our_headings(
    table: Table, mapping: CohortMapping, findings: Findings
) -> tuple[Table, dict[str, str]]:
    """Return a table under our own headings, and what each of its headings was taken for."""
    check_headings(mapping, table.name, table.file, table.header, findings)
    found = meanings(table.name, table.header, mapping.headings(table.name))
    for index, other in found.clashes.items():
        _say_clash(table, index, other, found.columns[other], findings)
    for index in sorted(found.noted):
        column = found.columns[index]
        if column not in PARTS:
            _say_taken(table, table.header[index], column, findings)
    recognised = {table.header[i]: column for i, column in sorted(found.columns.items())}
    dropped = {*found.clashes, *(i for i, column in found.columns.items() if not column)}
    header = tuple(
        "" if index in dropped else found.columns.get(index, heading)
        for index, heading in enumerate(table.header)
    )
    ours = without_columns(replace(table, header=header), dropped)
    return _with_full_name(table, ours, found, findings), recognised


def without_columns(table: Table, dropped: set[int]) -> Table:
    """Return a table some of whose columns are empty; the others stay in their places."""
    if not dropped:
        return table

    def kept(cells: tuple[str, ...]) -> tuple[str, ...]:
        return tuple("" if index in dropped else cell for index, cell in enumerate(cells))

    rows = tuple((row, kept(cells)) for row, cells in table.rows)
    return replace(table, header=kept(table.header), rows=rows)


def _with_full_name(table: Table, ours: Table, found: Meanings, findings: Findings) -> Table:
    """Join the two parts of a name where they stand in columns of their own."""
    places = [place for part in PARTS if (place := found.place(part)) is not None]
    if not places:
        return ours
    if found.place("name") is not None:
        for place in places:
            _say_clash(table, place, found.place("name") or 0, "name", findings)
        return without_columns(ours, set(places))
    first = places[0]
    if found.noted & set(places):
        before = " + ".join(table.header[place] for place in places)
        _say_taken(table, before, "name", findings)
    header = tuple("name" if i == first else text for i, text in enumerate(ours.header))
    rows = tuple(
        (row, (*cells[:first], " ".join(filter(None, map(cells.__getitem__, places))),
               *cells[first + 1 :]))
        for row, cells in ours.rows
    )  # fmt: skip
    return without_columns(replace(ours, header=header, rows=rows), set(places[1:]))


def _say_taken(table: Table, before: str, column: str, findings: Findings) -> None:
    findings.repair(
        table.file,
        "this heading is taken for one of those that are used",
        before=before,
        after=column,
        row=table.header_row,
        column=before,
        remedy=f'If it means something else, write "{before}" = "" under [{table.name}] in '
        "mapping.toml.",
    )


def _say_clash(table: Table, index: int, other: int, column: str, findings: Findings) -> None:
    heading = table.header[index]
    findings.error(
        table.file,
        f"two columns stand for {column}: “{table.header[other]}” and “{heading}”",
        f'Remove or rename one, or leave it out: write "{heading}" = "" under [{table.name}] '
        "in mapping.toml.",
        row=table.header_row,
        column=heading,
        value=heading,
    )

"""A table as it was typed -> the same table as it is read, every change in the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from matcher.files.availability import LONG_COLUMNS, STATE
from matcher.files.cells import DATE, IDENTIFIER, Kind, Literal, Refused
from matcher.files.clean.answers import cross_in
from matcher.files.clean.cell import ODD_CHARACTERS, clean_cell, form_of
from matcher.files.clean.dates import order_of
from matcher.files.clean.lists import commas_separate
from matcher.files.clean.outcome import Cleaned, Hints
from matcher.files.clean.text import straight
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.tables import Table

COMPARED = frozenset({"area", "organisation", "theme"})
"""Columns with a wording that is compared with others, in which quotation marks matter."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the cohort says about the cells of its tables."""

    window: tuple[date, date] | None = None
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Wordings that a list may hold, by its column, as `plain` has them."""


def known_wordings(tables: Mapping[str, Table]) -> dict[str, frozenset[str]]:
    """Return the wordings that lists may hold, from the tables that define them."""
    themes = {*_column(tables.get("projects"), "theme", "project_id")}
    features = {
        feature for text in _column(tables.get("venues"), "features") for feature in text.split(";")
    }
    ids = {*_column(tables.get("participants"), "person_id")}
    ids |= {*_column(tables.get("facilitators"), "facilitator_id")}
    return {
        **dict.fromkeys(("prefers", "avoids", "conflicts"), frozenset(map(plain, ids))),
        "themes": frozenset(map(plain, themes)) - {""},
        "not_from": frozenset(map(plain, _organisations(tables))) - {""},
        "access_needs": frozenset(map(plain, features)) - {""},
    }


def _organisations(tables: Mapping[str, Table]) -> Iterable[str]:
    for name in ("participants", "projects"):
        yield from _column(tables.get(name), "organisation")


def _column(table: Table | None, *columns: str) -> Iterable[str]:
    for column in columns if table is not None else ():
        index = table.position(column) if table is not None else None
        if table is not None and index is not None:
            yield from (cells[index] for _, cells in table.rows)


def clean_columns(
    table: Table, kinds: Mapping[str, Kind], around: Surroundings, findings: Findings
) -> Table:
    """Return a table whose cells are put right.

    Parameters
    ----------
    table
        What was read.
    kinds
        What belongs in each column; the other columns stay as they are.
    around
        What the cohort says about it.
    findings
        Where every change is noted; cells that cannot be put right stay, and why is kept in
        `Table.refusals` for whoever reads them.
    """
    work = _Work(table, findings)
    for index, name in enumerate(table.header):
        kind = kinds.get(name.casefold())
        if kind is not None:
            work.column(index, name.casefold(), kind, _hints(table, index, name, kind, around))
    return work.done()


def _hints(table: Table, index: int, name: str, kind: Kind, around: Surroundings) -> Hints:
    texts = (cells[index] for _, cells in table.rows)
    form, column = form_of(kind), name.casefold()
    if form == "date":
        return Hints(window=around.window, order=order_of(texts))
    if form == "texts":
        separate = commas_separate(column, texts)
        return Hints(known=around.known.get(column, frozenset()), commas_separate=separate)
    if form == "answer":
        return Hints(cross=cross_in(set(texts)))
    return Hints(known=around.known.get(column, frozenset()))


def clean_answers(table: Table, around: Surroundings, findings: Findings) -> Table:
    """Return a table of answers that is put right, in either form."""
    is_long = any(table.position(column) is not None for column in LONG_COLUMNS[1:])
    return (_clean_long if is_long else _clean_grid)(table, around, findings)


def _clean_long(table: Table, around: Surroundings, findings: Findings) -> Table:
    """Return a table of answers, a row each, that is put right."""
    kinds = {"person_id": IDENTIFIER, "date": DATE, "state": STATE}
    return clean_columns(table, kinds, around, findings)


def _clean_grid(table: Table, around: Surroundings, findings: Findings) -> Table:
    """Return a table of answers with a column a date, headings and cells put right."""
    who = table.position("person_id")
    hints = Hints(window=around.window, order=order_of(table.header))
    work = _Work(table, findings)
    for index, name in enumerate(table.header):
        if index != who and any(char.isdigit() for char in name):
            work.heading(index, name, hints)
    dated = [index for index in work.dated if index != who]
    texts = {cells[index] for _, cells in table.rows for index in dated}
    if who is not None:
        work.column(who, "person_id", IDENTIFIER, Hints())
    for index in dated:
        work.column(index, table.header[index], STATE, Hints(cross=cross_in(texts)))
    return work.done()


class _Work:
    """A table in the course of being put right; each different cell of a column is read once."""

    def __init__(self, table: Table, findings: Findings) -> None:
        self._table = table
        self._findings = findings
        self._header = list(table.header)
        self._changed: dict[int, dict[str, str]] = {}
        self._refusals: dict[int, dict[str, Refused]] = {}
        self.dated: list[int] = []

    def heading(self, index: int, text: str, hints: Hints) -> None:
        """Put right a heading that is a date."""
        outcome = clean_cell(text, DATE, hints)
        self._note(self._table.header_row, index, text, text, outcome)
        if isinstance(outcome, Cleaned):
            self._header[index] = outcome.text
        if not isinstance(DATE.read(self._header[index]), Refused):
            self.dated.append(index)

    def column(self, index: int, name: str, kind: Kind, hints: Hints) -> None:
        """Put right the cells of a column."""
        outcomes: dict[str, Cleaned | Refused | None] = {"": None}
        for row, cells in self._table.rows:
            text = cells[index]
            if isinstance(text, Literal):
                continue
            if text not in outcomes:
                outcomes[text] = _cleaned(text, name, kind, hints)
            outcome = outcomes[text]
            if outcome is not None:
                self._note(row, index, self._table.header[index], text, outcome)
        changed = {
            text: outcome.text
            for text, outcome in outcomes.items()
            if isinstance(outcome, Cleaned) and outcome.text != text
        }
        if changed:
            self._changed[index] = changed

    def _note(
        self, row: int, index: int, column: str, text: str, outcome: Cleaned | Refused | None
    ) -> None:
        if isinstance(outcome, Refused):
            self._refusals.setdefault(index, {})[text] = outcome
        elif outcome is not None and outcome.remedy:
            self._findings.warning(
                self._table.file,
                outcome.message,
                outcome.remedy,
                row=row,
                column=column,
                value=text,
            )
        elif outcome is not None:
            self._findings.repair(
                self._table.file,
                outcome.message,
                before=text,
                after=outcome.text,
                row=row,
                column=column,
            )

    def done(self) -> Table:
        """Return the table as it is now."""
        rows = self._table.rows
        if self._changed:
            rows = tuple((row, self._row(cells)) for row, cells in rows)
        return replace(self._table, header=tuple(self._header), rows=rows, refusals=self._refusals)

    def _row(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        new = list(cells)
        for index, changed in self._changed.items():
            if not isinstance(cells[index], Literal):
                new[index] = changed.get(cells[index], cells[index])
        return tuple(new)


def _cleaned(text: str, name: str, kind: Kind, hints: Hints) -> Cleaned | Refused | None:
    if name in COMPARED and straight(text) != text:
        return Cleaned(straight(text), ODD_CHARACTERS)
    return clean_cell(text, kind, hints)

"""Who can come when, as it stands in a draft: people by days, whichever form the table has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from matcher.files.availability import LONG_COLUMNS
from matcher.files.cells import DATE, Refused
from matcher.files.clean.table import Surroundings, clean_answers
from matcher.files.clean.words import folded
from matcher.files.columns import AVAILABILITY
from matcher.files.findings import Findings
from matcher.files.recognising import understood
from matcher.files.tables import Table, make_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from matcher.drafts.draft import Draft
    from matcher.drafts.sheet import DraftSheet
    from matcher.files import Inspection

STATES = ("yes", "if_needed", "no", "")
"""What can be answered for a day; a blank is no answer, which never counts as yes."""

Place = tuple[int, int]
"""A row as a spreadsheet counts, and a column from 0 on."""


@dataclass(frozen=True)
class Answering:
    """The answers in a draft, and where they stand.

    Attributes
    ----------
    days
        Every day for which anybody was asked, in order.
    answers
        Id -> day -> one of `STATES`, or what stands there where it cannot be read.
    places
        Where the answer of somebody for a day stands first.
    crosses
        Where an x stands, and what it means beside the other words of the poll.
    rows
        The first row of each id.
    columns
        The column of each of `person_id`, `date` and `state`, as far as they are there.
    headed
        In a grid, the column of each day; nothing in a long table.
    """

    days: tuple[date, ...] = ()
    answers: Mapping[str, Mapping[date, str]] = field(default_factory=dict)
    places: Mapping[tuple[str, date], Place] = field(default_factory=dict)
    crosses: Mapping[Place, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    headed: Mapping[date, int] | None = None

    @property
    def can_be_changed(self) -> bool:
        """Whether it is clear where an answer belongs."""
        needed = LONG_COLUMNS if self.headed is None else LONG_COLUMNS[:1]
        return all(column in self.columns for column in needed)


def answering(draft: Draft, found: Inspection) -> Answering:
    """Return what everybody answered, read as the files are read.

    Parameters
    ----------
    draft
        Where the answers stand.
    found
        What came of looking through it.

    Returns
    -------
    Answering
        Without the rows whose id or day cannot be read.
    """
    sheet = draft.sheet(AVAILABILITY)
    raw = None if sheet is None else make_table(AVAILABILITY, sheet.name, sheet.cells, Findings())
    if raw is None:
        return Answering()
    table, _ = understood(raw, found.recognised.mapping, Findings())
    cleaned = clean_answers(table, Surroundings(_window(found)), Findings())
    columns = {name: at for name in LONG_COLUMNS if (at := cleaned.position(name)) is not None}
    who = columns.get("person_id")
    if who is None:
        return Answering(columns=columns)
    headed = None
    if columns.keys().isdisjoint(LONG_COLUMNS[1:]):
        headed = {day: at for at, text in enumerate(cleaned.header) if (day := _day(text))}
    return _gathered(raw, cleaned, columns, headed)


def _window(found: Inspection) -> tuple[date, date] | None:
    if found.cohort is None:
        return None
    return found.cohort.programme.programme.start, found.cohort.programme.programme.end


def _day(text: str) -> date | None:
    value = DATE.read(text)
    return None if isinstance(value, Refused) else value


def _gathered(
    raw: Table, cleaned: Table, columns: Mapping[str, int], headed: Mapping[date, int] | None
) -> Answering:
    answers: dict[str, dict[date, str]] = {}
    places: dict[tuple[str, date], Place] = {}
    crosses: dict[Place, str] = {}
    rows: dict[str, int] = {}
    typed = dict(raw.rows)
    for row, cells in cleaned.rows:
        person = cells[columns["person_id"]]
        if not person:
            continue
        rows.setdefault(person, row)
        for day, at in _answered(cells, columns, headed):
            state = cells[at].casefold().replace(" ", "_")
            is_known = state in STATES
            answers.setdefault(person, {}).setdefault(day, state if is_known else cells[at])
            places.setdefault((person, day), (row, at))
            if is_known and folded(typed[row][at]) == "x":
                crosses[row, at] = state
    days = {day for said in answers.values() for day in said} | set(headed or ())
    return Answering(tuple(sorted(days)), answers, places, crosses, rows, columns, headed)


def _answered(
    cells: tuple[str, ...], columns: Mapping[str, int], headed: Mapping[date, int] | None
) -> Iterator[tuple[date, int]]:
    """Yield the days that a row answers for, and in which column."""
    if headed is not None:
        yield from headed.items()
    elif "date" in columns and "state" in columns:
        day = _day(cells[columns["date"]])
        if day is not None:
            yield day, columns["state"]


def with_answers(draft: Draft, found: Inspection, new: Mapping[tuple[str, date], str]) -> Draft:
    """Return the draft in which people answered so.

    Parameters
    ----------
    draft
        What is changed; a table of answers is begun where there is none.
    found
        What came of looking through it.
    new
        One of `STATES`, by the id of the person and the day.

    Raises
    ------
    ValueError
        When the table lacks the columns that say whose answers these are.

    Notes
    -----
    What an x means depends on the other words of a poll. So before another word joins them, each x
    is written out as what it means now. And a person or a day that joins a grid brings blank cells,
    which count as unknown: they are filled with what has counted so far.
    """
    draft = draft.with_table(AVAILABILITY, LONG_COLUMNS)
    sheet = draft.sheet(AVAILABILITY)
    assert sheet is not None
    said = answering(draft, found)
    if not said.can_be_changed:
        raise ValueError("the table of answers lacks a column that it cannot do without")
    if said.headed is None:
        return draft.with_sheet(_in_long(sheet, said, new))
    return draft.with_sheet(_in_grid(sheet, said, {**_joining(said, found, new), **new}))


def with_crosses_written_out(draft: Draft, found: Inspection, typed: Iterable[str]) -> Draft:
    """Return the draft with each x among the answers written as what it means now.

    Parameters
    ----------
    draft, found
        Where the answers stand, and what came of looking through it.
    typed
        What is about to be written into the table: where it is another x, or nothing, all stays.
    """
    sheet = draft.sheet(AVAILABILITY)
    if sheet is None or {folded(text) for text in typed} <= {"x", ""}:
        return draft
    crosses = answering(draft, found).crosses
    return draft.with_sheet(sheet.with_texts(crosses)) if crosses else draft


def _in_long(sheet: DraftSheet, said: Answering, new: Mapping[tuple[str, date], str]) -> DraftSheet:
    there = {at: new[key] for key in new if (at := said.places.get(key)) is not None}
    sheet = sheet.with_texts({**said.crosses, **there})
    for (person, day), state in new.items():
        if (person, day) not in said.places:
            row = len(sheet.cells) + 1
            for column, text in zip(LONG_COLUMNS, (person, day.isoformat(), state), strict=True):
                sheet = sheet.with_cell(row, said.columns[column], text)
    return sheet


def _in_grid(sheet: DraftSheet, said: Answering, new: Mapping[tuple[str, date], str]) -> DraftSheet:
    rows, headed, who = dict(said.rows), dict(said.headed or {}), said.columns["person_id"]
    for person, day in new:
        if day not in headed:
            headed[day] = len(sheet.header)
            sheet = sheet.with_cell(sheet.header_row, day.isoformat(), day.isoformat())
        if person not in rows:
            rows[person] = len(sheet.cells) + 1
            sheet = sheet.with_cell(rows[person], who, person)
    texts = {(rows[person], headed[day]): state for (person, day), state in new.items()}
    return sheet.with_texts({**said.crosses, **texts})


def _joining(
    said: Answering, found: Inspection, new: Mapping[tuple[str, date], str]
) -> dict[tuple[str, date], str]:
    """Return what counts now where a new row or column of a grid would hold a blank.

    A blank cell of a grid is an answer: unknown. Without a cell the weekdays that somebody listed
    decide, and the days kept free where they live.
    """
    from matcher.dates import CODES, answers

    known = set(said.headed or ())
    days = sorted(known | {day for _, day in new})
    people = said.rows.keys() | {person for person, _ in new}
    cells = {(p, d) for p in people for d in days if p not in said.rows or d not in known}
    if found.cohort is None or not cells - new.keys():
        return {}
    states = {
        code: "" if (text := one.value) not in STATES else text for one, code in CODES.items()
    }
    those = [one for one in found.cohort.people if one.person_id in people]
    grid = answers(found.cohort, those, days)
    return {
        (person.person_id, day): states[grid[row, at]]
        for row, person in enumerate(those)
        for at, day in enumerate(days)
        if (person.person_id, day) in cells
    }

"""Who can come on which day: a long table (a row an answer) or a grid (a column a date)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from matcher.cohort import Answer, Answers
from matcher.files.cells import DATE, IDENTIFIER, Refused, choice
from matcher.files.columns import Reply
from matcher.files.headings import suggestion

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.tables import Table

STATE = replace(
    choice([answer.value for answer in Answer if answer is not Answer.UNKNOWN]), form="answer"
)
LONG_COLUMNS = tuple(Reply.model_fields)


@dataclass(slots=True)
class Availability:
    """The answers in the file, and where the first of each id stands."""

    file: str
    answers: Answers = field(default_factory=dict)
    first_rows: dict[str, int] = field(default_factory=dict)


class _Reader:
    """Reads cells, each different text once, and notes what is wrong with them."""

    def __init__(self, table: Table, findings: Findings) -> None:
        self.found = Availability(table.file)
        self._findings = findings
        self._days: dict[str, date | Refused] = {}
        self._states: dict[str, Answer] = {"": Answer.UNKNOWN}
        self._later_rows: dict[str, dict[date, int]] = {}
        self._table = table

    def person(self, row: int, text: str) -> str | None:
        """Return the id in a row, or nothing after an error."""
        value = IDENTIFIER.read(text) if text else Refused("this must be filled in")
        if isinstance(value, Refused):
            self._refuse(row, "person_id", text, value, IDENTIFIER.allowed)
            return None
        if value not in self.found.first_rows:
            self.found.first_rows[value] = row
            self.found.answers[value] = {}
        return str(value)

    def day(self, place: tuple[int, int], column: str, text: str) -> date | None:
        """Return the date that stands in a row and a column, or nothing after an error."""
        if text not in self._days:
            self._days[text] = DATE.read(text) if text else Refused("this must be filled in")
        value = self._days[text]
        if isinstance(value, Refused):
            refused = self._table.refusal(place[1], text) or value
            self._refuse(place[0], column, text, refused, DATE.allowed)
            return None
        return value

    def note(self, place: tuple[int, int], column: str, person: str, day: date, text: str) -> None:
        """Keep what somebody answered for a date, unless they answered otherwise before."""
        row = place[0]
        state = self._states.get(text)
        if state is None:
            read = STATE.read(text)
            if isinstance(read, Refused):
                refused = self._table.refusal(place[1], text) or read
                self._refuse(row, column, text, refused, f"{STATE.allowed}, or leave it blank")
                return
            state = self._states[text] = Answer(read)
        answers = self.found.answers[person]
        before = answers.get(day)
        if before is None:
            answers[day] = state
            # Most people have one row in a grid: only what stands in their other rows is kept.
            if row != self.found.first_rows[person]:
                self._later_rows.setdefault(person, {})[day] = row
        elif before is not state:
            first = self._later_rows.get(person, {}).get(day, self.found.first_rows[person])
            self._findings.error(
                self.found.file,
                f"{person} has two different answers for {day.isoformat()}: "
                f"{_said(before)} in row {first} and {_said(state)} in row {row}",
                "Keep the right one and remove the other.",
                row=row,
                column=column,
                value=text,
            )

    def _refuse(self, row: int, column: str, text: str, why: Refused, allowed: str) -> None:
        remedy = why.remedy or f"Write {allowed}."
        self._findings.error(
            self.found.file, why.message, remedy, row=row, column=column, value=text
        )


def _said(state: Answer) -> str:
    return "blank" if state is Answer.UNKNOWN else state.value


def read_availability(table: Table, findings: Findings) -> Availability:
    """Return the answers in a table of either form; a blank cell is the answer "unknown"."""
    reader = _Reader(table, findings)
    is_long = any(table.position(column) is not None for column in LONG_COLUMNS[1:])
    wanted = LONG_COLUMNS if is_long else LONG_COLUMNS[:1]
    missing = [column for column in wanted if table.position(column) is None]
    for column in missing:
        findings.error(
            table.file,
            f"the column {column} is missing",
            "Write the columns person_id, date and state; "
            "or person_id and one column a date, headed by the date. "
            "Names do not do: write each person's id of participants beside them.",
            row=table.header_row,
            column=column,
        )
    if not missing:
        (_read_long if is_long else _read_grid)(table, reader, findings)
    return reader.found


def _read_long(table: Table, reader: _Reader, findings: Findings) -> None:
    who, when, what = (table.position(column) or 0 for column in LONG_COLUMNS)
    for index, name in enumerate(table.header):
        if name and index not in (who, when, what):
            _say_left_out(table, name, findings)
    for row, cells in table.rows:
        person = reader.person(row, cells[who])
        day = reader.day((row, when), "date", cells[when])
        if person is not None and day is not None:
            reader.note((row, what), "state", person, day, cells[what])


def _read_grid(table: Table, reader: _Reader, findings: Findings) -> None:
    who = table.position("person_id") or 0
    days: list[tuple[int, str, date]] = []
    for index, name in enumerate(table.header):
        if index == who or not name:
            continue
        if not any(char.isdigit() for char in name):
            _say_left_out(table, name, findings)
            continue
        day = reader.day((table.header_row, index), name, name)
        if day is not None:
            days.append((index, name, day))
    for row, cells in table.rows:
        person = reader.person(row, cells[who])
        if person is not None:
            for index, name, day in days:
                reader.note((row, index), name, person, day, cells[index])


def _say_left_out(table: Table, name: str, findings: Findings) -> None:
    close = suggestion(table.name, name, table.header)
    hint = f"; “{name}” looks like {close}" if close else ""
    findings.warning(
        table.file,
        f"this column is neither a date nor one of those that are used; it is left out{hint}",
        "If it is meant to be a date, write it as year-month-day, such as 2027-03-04.",
        row=table.header_row,
        column=name,
        value=name,
    )

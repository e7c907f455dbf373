"""What came of a batch as tables: a row for each cohort, and the problems in their files."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from matcher.batch.results import State
from matcher.batch.words import called, lines, why
from matcher.export.csv_text import csv_text
from matcher.export.tables import LIST_SEPARATOR, Table
from matcher.export.workbook.drawing import workbook
from matcher.export.workbook.layout import Cell, Column, Shape, Sheet, Tone
from matcher.language.problems import message_in_words, remedy_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matcher.batch.results import Batch, Row
    from matcher.errors import Problem
    from matcher.language import Words

COLUMNS = (
    *("number", "name", "status", "programme", "people", "wanted", "pairs", "waiting"),
    *("worst_fit", "total", "bound", "gap", "dates", "warnings", "errors", "seconds"),
    *("is_from_before", "reason", "source", "input_digest"),
)
OF_A_PROBLEM = ("severity", "file", "row", "column", "value", "message", "remedy")

ENCODING = "utf-8-sig"
"""With a byte-order mark: without one, spreadsheets garble accents."""

MOST_PROBLEMS = 200
"""How many problems of one cohort are listed; `matcher check` tells them all."""

TONES = {
    State.OPTIMAL: Tone.GOOD,
    State.FEASIBLE: Tone.FAIR,
    State.STOPPED: Tone.QUIET,
}


def table_csv(batch: Batch) -> bytes:
    """Return the rows as a CSV file that a spreadsheet opens and never runs."""
    rows = []
    for row in batch.rows:
        dates = LIST_SEPARATOR.join(day.isoformat() for day in row.dates)
        known = {**dict(row), "status": row.status.value, "dates": dates}
        known["is_from_before"] = int(row.is_from_before)
        rows.append(tuple(known[name] for name in COLUMNS))
    return csv_text(Table(COLUMNS, rows)).encode(ENCODING)


def problems_csv(problems: Mapping[str, Sequence[Problem]]) -> bytes:
    """Return what is wrong with the files of the cohorts, or worth a look."""
    rows = [
        (name, one.severity.value, *(getattr(one, field) for field in OF_A_PROBLEM[1:]))
        for name, found in problems.items()
        for one in islice(found, MOST_PROBLEMS)
    ]
    return csv_text(Table(("cohort", *OF_A_PROBLEM), rows)).encode(ENCODING)


def book(batch: Batch, problems: Mapping[str, Sequence[Problem]], words: Words) -> bytes:
    """Return the summary as a workbook: the cohorts, and the problems in their files."""
    sheets = [_cohorts(batch, problems, words)]
    if any(problems.values()):
        sheets.append(_problems(problems, words))
    return workbook(words.say("Cohorts planned together"), sheets, words)


def _cohorts(batch: Batch, problems: Mapping[str, Sequence[Problem]], words: Words) -> Sheet:
    say = words.say
    columns = (
        Column(say("Cohort")),
        Column(say("Status"), Shape.SIGNED),
        Column(say("People"), Shape.NUMBER, is_optional=True),
        Column(say("Pairs wanted"), Shape.NUMBER, is_optional=True),
        Column(say("Pairs"), Shape.NUMBER, is_optional=True),
        Column(say("Waiting"), Shape.NUMBER, is_optional=True),
        Column(say("Lowest fit"), Shape.NUMBER, is_optional=True),
        Column(say("Total, in points"), Shape.NUMBER, is_optional=True),
        Column(say("Better by at most"), Shape.PERCENT, is_optional=True),
        Column(say("First workshop"), Shape.DATE, is_optional=True),
        Column(say("Last workshop"), Shape.DATE, is_optional=True),
        Column(say("Warnings"), Shape.NUMBER),
        Column(say("Errors"), Shape.NUMBER),
        Column(say("Seconds"), Shape.NUMBER, is_optional=True),
        Column(say("Why"), most=70, is_optional=True),
    )
    rows = tuple(_row(row, problems.get(row.name, ()), words) for row in batch.rows)
    lead = next(iter(lines(batch, words)))
    return Sheet(say("Cohorts"), lead, columns, rows, frozen=1)


def _row(
    row: Row, problems: Sequence[Problem], words: Words
) -> tuple[str | int | float | Cell | None, ...]:
    first, last = (row.dates[0], row.dates[-1]) if row.dates else (None, None)
    status = Cell(called(row.status, words), TONES.get(row.status, Tone.BAD))
    return (
        *(row.name, status, row.people, row.wanted, row.pairs, row.waiting, row.worst_fit),
        *(row.total, row.gap, Cell(first), Cell(last), row.warnings, row.errors, row.seconds),
        why(row, words, problems),
    )


def _problems(problems: Mapping[str, Sequence[Problem]], words: Words) -> Sheet:
    say = words.say
    columns = (
        Column(say("Cohort")),
        Column(say("Kind")),
        Column(say("File")),
        Column(say("Row"), Shape.NUMBER),
        Column(say("Column")),
        Column(say("Value")),
        Column(say("What is wrong"), most=60),
        Column(say("What to do"), most=60),
    )
    rows = tuple(
        (
            *(name, one.severity.value, one.file, one.row, one.column, one.value),
            *(message_in_words(one, words), remedy_in_words(one, words)),
        )
        for name, found in problems.items()
        for one in islice(found, MOST_PROBLEMS)
    )
    lead = say("What is wrong with the files of the cohorts, or worth a look.")
    return Sheet(say("Problems"), lead, columns, rows, frozen=1)

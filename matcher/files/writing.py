"""A cohort -> the folder of files that is read back as the same cohort."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.cohort import Answer, Cohort
from matcher.errors import InputError
from matcher.files.cells import TEXT, Kind, escape, unescape
from matcher.files.columns import (
    AVAILABILITY,
    MOTIVATION,
    RECORDS,
    TABLE_NAMES,
    Column,
    VenueDate,
    agreement,
    columns_of,
)
from matcher.files.findings import Findings
from matcher.files.sources import CURRENT_PLAN_FILE, PROGRAMME_FILE

if TYPE_CHECKING:
    from matcher.programme import Programme
    from matcher.records import Record

_NEEDS_QUOTES = re.compile('[",;\t\r\n]')

_KEPT = "The files could not hold it. Change it in the cohort, or leave it out."


def write_folder(cohort: Cohort, folder: str | Path) -> None:
    """Write a cohort as a folder of CSV files and its settings.

    `load` gives back an equal cohort. Decisions taken by hand (`Cohort.decisions`) have no file
    and are not written. A file of a cohort that stands in the folder already is replaced, or
    removed where there is nothing to write; other files stay.

    Parameters
    ----------
    cohort
        What to write.
    folder
        Where to; it is made, with the folders above it, where it does not exist.

    Raises
    ------
    matcher.InputError
        When something in the cohort, made in Python, could not be read back as it is: a list
        item with `;` in it, text with blanks at its ends. Nothing is written then.
    """
    findings = Findings()
    texts = {f"{name}.csv": text for name, text in _tables(cohort, findings) if text}
    texts[PROGRAMME_FILE] = settings_text(cohort.programme)
    if cohort.current_plan is not None:
        texts[CURRENT_PLAN_FILE] = cohort.current_plan.model_dump_json(indent=2) + "\n"
    if findings.has_errors:
        raise InputError(findings.problems())
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    replaced = {*(f"{name}.csv" for name in TABLE_NAMES), PROGRAMME_FILE, CURRENT_PLAN_FILE}
    for entry in folder.iterdir():
        if entry.is_file() and entry.name.casefold() in replaced and entry.name not in texts:
            entry.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def _tables(cohort: Cohort, findings: Findings) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every table."""
    records: dict[str, Sequence[Record]] = {
        "participants": cohort.people,
        "projects": cohort.projects,
        "venues": cohort.venues,
        "venue_dates": _venue_dates(cohort, findings),
        "travel": cohort.travel,
        "facilitators": cohort.facilitators,
        "calendar": cohort.calendar,
    }
    for name in RECORDS:
        yield name, records_text(name, records[name], findings)
    yield AVAILABILITY, _availability_text(cohort)


def _venue_dates(cohort: Cohort, findings: Findings) -> list[VenueDate]:
    for venue in cohort.venues:
        if venue.dates == ():
            findings.error(
                "venue_dates.csv",
                "a venue that is never free cannot be written: without a row it is always free",
                "Leave the venue out.",
                column="venue_id",
                value=venue.venue_id,
            )
    return [
        VenueDate(venue_id=venue.venue_id, date=day)
        for venue in cohort.venues
        for day in venue.dates or ()
    ]


def _lines(rows: Iterable[Iterable[str]]) -> str:
    # The csv module leaves a lone carriage return without quotes, and then cannot read it back.
    return "".join(",".join(map(_cell, row)) + "\n" for row in rows)


def _cell(text: str) -> str:
    text = escape(text)
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def _availability_text(cohort: Cohort) -> str:
    days: dict[date, str] = {}
    rows = [
        (who, days.setdefault(day, day.isoformat()), "" if state is Answer.UNKNOWN else state.value)
        for who, answers in cohort.availability.items()
        for day, state in answers.items()
    ]
    return _lines([("person_id", "date", "state"), *rows]) if rows else ""


def records_text(name: str, records: Sequence[Record], findings: Findings) -> str:
    """Return the text of the file whose rows are such records; nothing where there are none."""
    if not records:
        return ""
    known = columns_of(RECORDS[name])
    used = [column for column in known if column.required or _is_used(column, records)]
    statements = sorted({key for record in records for key in getattr(record, "motivation", {})})
    extra = sorted({key for record in records for key in getattr(record, "extra", {})})
    header = [
        *(column.name for column in used),
        *(MOTIVATION + statement for statement in statements),
        *extra,
    ]
    file = f"{name}.csv"
    _check_header(file, header, known, extra, findings)
    rows = []
    for number, record in enumerate(records, start=2):
        parts = [(column.kind, column.default, getattr(record, column.name)) for column in used]
        answers, others = getattr(record, "motivation", {}), getattr(record, "extra", {})
        parts += [(agreement(), None, answers.get(statement)) for statement in statements]
        parts += [(TEXT, None, others.get(key)) for key in extra]
        rows.append(
            [
                _written(file, number, column, *part, findings)
                for column, part in zip(header, parts, strict=True)
            ]
        )
    return _lines([header, *rows])


def _is_used(column: Column, records: Sequence[Record]) -> bool:
    return any(getattr(record, column.name) != column.default for record in records)


def _written(
    file: str, row: int, column: str, kind: Kind, default: Any, value: Any, findings: Findings
) -> str:
    """Return the text of a cell, and note where it would be read as something else."""
    if value is None:
        return ""
    text = kind.write(value)
    found = _stripped(text)
    if (kind.read(found) if found else default) != value:
        findings.error(
            file,
            "this cannot be written so that it is read back as it is",
            _KEPT,
            row=row,
            column=column,
            value=value,
        )
    return text


def _stripped(text: str) -> str:
    """Return what reading makes of a cell that `escape` wrote."""
    return unescape(escape(text).replace("\0", "").strip())


def _check_header(
    file: str, header: list[str], known: tuple[Column, ...], extra: list[str], findings: Findings
) -> None:
    """Note the columns whose names would be read as something else."""
    names = [name.casefold() for name in header]
    for name in header:
        is_extra = name in extra
        taken = is_extra and (
            name.casefold() in {column.name for column in known}
            or (name.casefold().startswith(MOTIVATION) and name.casefold() != MOTIVATION)
        )
        if taken or names.count(name.casefold()) > 1 or not name or _stripped(name) != name:
            findings.error(
                file,
                "a column cannot have this name",
                _KEPT,
                row=1,
                column=name,
                value=name,
            )


def settings_text(programme: Programme) -> str:
    """Return a programme as the text of its `programme.toml`, every setting of it."""
    lines: list[str] = []
    for section, settings in programme:
        lines += ["", f"[{section}]"] if lines else [f"[{section}]"]
        lines += [f"{name} = {_setting(value)}" for name, value in settings]
    return "\n".join(lines) + "\n"


def _setting(value: Any) -> str:
    if value is None:
        return '""'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(_setting(item) for item in value)}]"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, int):
        return str(value)
    # TOML's strings are JSON's, but for the character 7F.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")

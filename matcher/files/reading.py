"""A folder or a workbook -> a cohort, or every problem in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from matcher.cohort import CalendarRow, Cohort, Facilitator, Journey, Person, Project, Venue
from matcher.files.availability import Availability, read_availability
from matcher.files.clean.table import (
    Surroundings,
    clean_answers,
    clean_columns,
    known_wordings,
)
from matcher.files.columns import (
    AVAILABILITY,
    MOTIVATION,
    PROGRAMME,
    VenueDate,
    agreement,
    columns_of,
)
from matcher.files.csv_files import read_csv
from matcher.files.current_plan import parse_plan
from matcher.files.findings import Findings
from matcher.files.inspection import Inspection
from matcher.files.labels import labels_of, say_side_words, sides
from matcher.files.made_ids import with_ids
from matcher.files.mapping import CohortMapping
from matcher.files.protected import names_diagnosis
from matcher.files.recognising import understand, understood
from matcher.files.references import Draft, check_references
from matcher.files.rewording import reworded
from matcher.files.rows import Rows, read_rows
from matcher.files.settings import (
    nested_settings,
    parse_settings,
    read_settings,
    say_missing,
)
from matcher.files.sources import (
    CURRENT_PLAN_FILE,
    PROGRAMME_FILE,
    Source,
    open_sheets,
    open_source,
)
from matcher.follow_up import FollowUp
from matcher.records import Record

if TYPE_CHECKING:
    from matcher.errors import Problem
    from matcher.files.cells import Kind
    from matcher.files.tables import Table
    from matcher.files.workbooks import Sheet
    from matcher.plans import Plan
    from matcher.programme import Programme

R = TypeVar("R", bound=Record)


def inspect(path: str | Path, mapping: str | Path | CohortMapping | None = None) -> Inspection:
    """Read a cohort and say everything that is wrong with it.

    Parameters
    ----------
    path
        A folder of CSV files, or one `.xlsx` workbook with a sheet per file. A workbook's
        settings stand in its sheet `programme` (columns `key` and `value`, keys such as
        ``workshops.count``, lists separated by `;`, a blank value for the default) or, where
        there is no such sheet, in a `programme.toml` beside the workbook; a plan already
        running, in a `current_plan.json` beside it.
    mapping
        What the team's own names for files, columns and words stand for, or the TOML file that
        says it; by default the `mapping.toml` in the folder or beside the workbook.

    Returns
    -------
    Inspection
        The cohort, unless there is an error, and every error and warning: first what is wrong with
        each file by itself, then what does not fit together, both by file and row.
    """
    findings = Findings()
    if not str(path):
        findings.error("", "no cohort is named", "Give a folder of CSV files or an .xlsx workbook.")
        return Inspection(None, findings.problems())
    return inspect_source(open_source(Path(path), findings, mapping), findings)


def inspect_sheets(sheets: Sequence[Sheet], texts: Mapping[str, str]) -> Inspection:
    """Say everything that is wrong with cells that were read before; see `inspect`.

    Parameters
    ----------
    sheets
        Sheets of a workbook, or CSV files, whose names end in ``.csv``.
    texts
        The texts of `programme.toml`, `mapping.toml` and `current_plan.json`, as far as they are
        there.
    """
    findings = Findings()
    return inspect_source(open_sheets(sheets, texts, findings), findings)


def inspect_source(source: Source, findings: Findings) -> Inspection:
    """Return what comes of a source that was opened; see `inspect`."""
    across = Findings()
    recognised = understand(source, findings)
    cohort = None
    if source.opened:
        draft = _draft(source, findings)
        check_references(draft, across)
        if draft.programme is not None and not (findings.has_errors or across.has_errors):
            cohort = _cohort(draft, draft.programme)
    return Inspection(cohort, findings.problems() + across.problems(), recognised)


def load(path: str | Path, mapping: str | Path | CohortMapping | None = None) -> Cohort:
    """Read a cohort.

    Parameters
    ----------
    path
        A folder of CSV files, or one `.xlsx` workbook; see `inspect`.
    mapping
        What the team's own names stand for; see `inspect`.

    Returns
    -------
    Cohort
        The cohort. Warnings are to be had from `inspect`.

    Raises
    ------
    matcher.InputError
        When there is any error; it holds all of them, and the warnings.
    """
    return inspect(path, mapping).require()


def read_people(path: str | Path) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """Read a lone CSV file with the columns of `participants`.

    Whether the ids that people name exist can only be seen in a cohort, and is not checked.

    Parameters
    ----------
    path
        The CSV file.

    Returns
    -------
    tuple
        The people by id, nobody after an error; and every error and warning by row.
    """
    findings = Findings()
    people = _lone(path, "participants", Person, findings)
    ordered = tuple(sorted(people, key=lambda person: person.person_id))
    return ordered, findings.problems()


def read_notes(path: str | Path) -> tuple[tuple[FollowUp, ...], tuple[Problem, ...]]:
    """Read a lone CSV file with the columns of `follow_up`.

    Parameters
    ----------
    path
        The CSV file.

    Returns
    -------
    tuple
        The rows in their order, none after an error; and every error and warning by row.
    """
    findings = Findings()
    return _lone(path, "follow_up", FollowUp, findings), findings.problems()


def _lone(path: str | Path, name: str, record: type[R], findings: Findings) -> tuple[R, ...]:
    """Return the records of a lone CSV file; none after an error."""
    file = Path(path)
    table = None
    if file.is_file():
        table = read_csv(file, name, findings)
        table = table and understood(table, CohortMapping(), findings)[0]
    else:
        findings.error(
            file.name or str(file),
            "there is no such file",
            f"Check the spelling, and give a CSV file with the columns of {name}.",
            value=file,
        )
    if table is not None:
        table = clean_columns(table, _kinds(table, record, {}), Surroundings(), findings)
    records = read_rows(table, record, findings).records if table else ()
    findings.hide(file.name, "access_needs", names_diagnosis)
    if table and not table.rows and record is Person:
        _say_nobody(table.file, findings)
    return () if findings.has_errors else records


def _draft(source: Source, findings: Findings) -> Draft:
    programme = _programme(source, findings)
    labels = labels_of(source, programme)
    kinds = {"side": sides(labels)}
    around = _surroundings(source, programme)
    say_side_words(source.tables.get("participants"), labels, findings)

    def rows(name: str, record: type[R]) -> Rows[R]:
        table = source.tables.get(name)
        if table is None:
            return Rows(source.file(name), complete=not source.is_unreadable(name))
        table = with_ids(table, kinds["side"], findings)
        table = clean_columns(table, _kinds(table, record, kinds), around, findings)
        read = reworded(read_rows(table, record, findings, kinds), source.mapping, findings)
        findings.hide(table.file, "access_needs", names_diagnosis)
        return read

    people = rows("participants", Person)
    if "participants" not in source.files:
        findings.error(
            people.file,
            "there are no participants",
            "Add a file or a sheet participants with the columns person_id, side and consent.",
        )
    elif "participants" in source.tables and not source.tables["participants"].rows:
        _say_nobody(people.file, findings)
    if not people.ids:
        # Nobody can be told from somebody absent: that nobody is there is said already.
        people = replace(people, complete=False)
    answers = source.tables.get(AVAILABILITY)
    return Draft(
        programme=programme,
        programme_file=source.file(PROGRAMME),
        labels=labels,
        people=people,
        availability=read_availability(clean_answers(answers, around, findings), findings)
        if answers
        else Availability(source.file(AVAILABILITY)),
        projects=rows("projects", Project),
        venues=rows("venues", Venue),
        venue_dates=rows("venue_dates", VenueDate),
        travel=rows("travel", Journey),
        facilitators=rows("facilitators", Facilitator),
        calendar=rows("calendar", CalendarRow),
        follow_up=rows("follow_up", FollowUp),
        plan=source.plan or _parsed(source, CURRENT_PLAN_FILE, parse_plan, findings),
        plan_file=source.files.get(CURRENT_PLAN_FILE, CURRENT_PLAN_FILE),
    )


def _kinds(table: Table, record: type[Record], own: Mapping[str, Kind]) -> dict[str, Kind]:
    """Return what belongs in each column of a table, by its name in lower case."""
    kinds = {column.name: column.kind for column in columns_of(record)}
    folded = {name.casefold() for name in table.header} if record is Person else set()
    statements = {name for name in folded if name.startswith(MOTIVATION)}
    return dict.fromkeys(statements, agreement()) | kinds | dict(own)


def _surroundings(source: Source, programme: Programme | None) -> Surroundings:
    window = None if programme is None else (programme.programme.start, programme.programme.end)
    return Surroundings(window, known_wordings(source.tables))


def _say_nobody(file: str, findings: Findings) -> None:
    findings.error(file, "there are no participants", "Write a row for each person who applied.")


def _programme(source: Source, findings: Findings) -> Programme | None:
    if source.sections is not None:
        return nested_settings(source.sections, source.file(PROGRAMME), findings)
    if source.settings is not None:
        return read_settings(source.settings, findings)
    if not {PROGRAMME, PROGRAMME_FILE} & source.files.keys():
        say_missing(PROGRAMME_FILE, findings)
    programme: Programme | None = _parsed(source, PROGRAMME_FILE, parse_settings, findings)
    return programme


def _parsed(
    source: Source, name: str, parse: Callable[[str, str, Findings], Any], findings: Findings
) -> Any:
    if name not in source.texts:
        return None
    return parse(source.texts[name], source.files[name], findings)


def _cohort(draft: Draft, programme: Programme) -> Cohort:
    dates: dict[str, list[Any]] = {}
    for each in draft.venue_dates.records:
        dates.setdefault(each.venue_id, []).append(each.date)
    plan: Plan | None = draft.plan
    return Cohort(
        programme=programme,
        people=draft.people.records,
        availability={who: days for who, days in draft.availability.answers.items() if days},
        projects=draft.projects.records,
        venues=tuple(
            Venue.model_validate({**dict(venue), "dates": dates.get(venue.venue_id)})
            for venue in draft.venues.records
        ),
        travel=draft.travel.records,
        facilitators=draft.facilitators.records,
        calendar=draft.calendar.records,
        follow_up=draft.follow_up.records,
        current_plan=plan,
    )

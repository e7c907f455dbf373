"""Where a cohort stands: a folder or a workbook -> its tables and its other files."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.files.book.guide import guide_titles
from matcher.files.columns import PROGRAMME, TABLE_NAMES
from matcher.files.csv_files import LARGEST_FILE, read_csv, read_text
from matcher.files.file_names import note_table, suggested_table, table_of
from matcher.files.mapping import MAPPING_FILE, CohortMapping, check_files, parse_mapping
from matcher.files.tables import Table, make_table
from matcher.files.workbooks import Sheet, read_workbook
from matcher.wording import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matcher.files.findings import Findings
    from matcher.plans import Plan

PROGRAMME_FILE = "programme.toml"
CURRENT_PLAN_FILE = "current_plan.json"

LARGEST_SETTINGS = 1_000_000
"""How many bytes the settings may have."""

PLAN_FILE = "plan.json"
PLAN_TABLES = {
    *("pairs", "workshops", "check_ins", "catch_ups", "unplaced", "attendance", "waiting")
}
"""Tables that lie beside a plan; they are no input."""

OTHER_TABLES = {
    *(".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".numbers", ".gsheet", ".tsv", ".tab", ".txt")
}
"""How the names of files end that hold tables in another form; in a folder they are not read."""


@dataclass(slots=True)
class Source:
    """What was found, before it is understood."""

    tables: dict[str, Table] = field(default_factory=dict)
    """The tables that could be read, by their name in the contract."""
    files: dict[str, str] = field(default_factory=dict)
    """What people call each file or sheet that is there, by its name in the contract."""
    settings: Table | None = None
    """The sheet `programme` of a workbook."""
    sections: Mapping[str, Any] | None = None
    """The settings by section, where they are in no file."""
    plan: Plan | None = None
    """A plan already running, where it is in no file."""
    texts: dict[str, str] = field(default_factory=dict)
    """The text of `programme.toml` and of `current_plan.json`."""
    ending: str = ""
    """What the name of a table that is missing would end in."""
    opened: bool = False
    """Whether there is a folder or a workbook at all."""
    mapping: CohortMapping = field(default_factory=CohortMapping)
    """What the team's own names stand for."""
    renamed: dict[str, str] = field(default_factory=dict)
    """What files or sheets of other names were taken for."""
    unknown: list[str] = field(default_factory=list)
    """The names of files or sheets that are not read."""

    def file(self, name: str) -> str:
        """Return what people call a file, whether it is there or not."""
        if name == PROGRAMME:
            given = self.files.get(PROGRAMME) if self.sections is not None else None
            return self.settings.file if self.settings else given or PROGRAMME_FILE
        return self.files.get(name, name + self.ending)

    def is_unreadable(self, name: str) -> bool:
        """Return whether a file is there and could not be read."""
        return name in self.files and name not in self.tables


def open_source(
    path: Path, findings: Findings, mapping: str | Path | CohortMapping | None = None
) -> Source:
    """Read everything that belongs to a cohort at a path.

    Parameters
    ----------
    path
        A folder or a workbook.
    findings
        Where problems go.
    mapping
        What the team's own names stand for, or the file that says it; by default the
        `mapping.toml` in the folder or beside the workbook, where there is one.
    """
    if path.is_dir():
        return _open_folder(path, _mapping(path / MAPPING_FILE, mapping, findings), findings)
    if path.is_file() and path.suffix.casefold() == ".xlsx":
        beside = path.with_name(MAPPING_FILE)
        return _open_workbook(path, _mapping(beside, mapping, findings), findings)
    if path.is_file():
        message = "this is neither a folder nor an .xlsx workbook"
        remedy = (
            "Give the folder that the CSV files lie in, or save the workbook as .xlsx."
            if path.suffix
            else "Give the folder of the cohort, or its .xlsx workbook."
        )
    else:
        message = "there is no such folder or workbook"
        remedy = "Check the spelling, and give a folder of CSV files or an .xlsx workbook."
    findings.error(path.name or str(path), message, remedy, value=path)
    return Source()


def _mapping(
    usual: Path, given: str | Path | CohortMapping | None, findings: Findings
) -> CohortMapping:
    if isinstance(given, CohortMapping):
        return given
    if given is None and not os.path.lexists(usual):
        return CohortMapping()
    file = usual if given is None else Path(given)
    if given is not None and not os.path.lexists(file):
        findings.error(file.name or str(file), "there is no such file", "Check the spelling.")
    elif _is_file(file, findings):
        remedy = "Save it as plain text in UTF-8."
        text = read_text(file, findings, remedy, largest=LARGEST_SETTINGS)
        if text is not None:
            return parse_mapping(text, file.name, findings)
    return CohortMapping(file.name)


def _listed(folder: Path, findings: Findings) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        findings.error(
            folder.name,
            f"the folder cannot be opened: {error.strerror or 'no reason is given'}",
            "Check that you may read it.",
        )
        return []


def _open_folder(folder: Path, mapping: CohortMapping, findings: Findings) -> Source:
    source = Source(ending=".csv", opened=True, mapping=mapping)
    entries = _listed(folder, findings)
    has_plan = any(entry.name == PLAN_FILE for entry in entries)
    for entry in entries:
        if entry.suffix.casefold() in OTHER_TABLES:
            _say_other_table(entry, mapping, findings)
        if entry.suffix.casefold() != ".csv":
            continue
        name = table_of(entry.stem, mapping)
        if name is None or name == PROGRAMME:
            is_of_plan = has_plan and entry.stem.strip().casefold() in PLAN_TABLES
            if entry.is_file() and not is_of_plan:
                source.unknown.append(entry.stem)
                _say_unknown(entry.name, entry.stem, "file", findings)
        elif name and _is_first(source, name, entry.name, findings) and _is_file(entry, findings):
            if note_table(entry.stem, entry.name, mapping, findings):
                source.renamed[entry.stem] = name
            table = read_csv(entry, name, findings)
            if table is not None:
                source.tables[name] = table
    check_files(mapping, source.files, [entry.stem for entry in entries], findings)
    _read_texts(source, entries, findings)
    return source


def _open_workbook(path: Path, mapping: CohortMapping, findings: Findings) -> Source:
    sheets = read_workbook(path, findings)
    source = Source(opened=bool(sheets) or not findings.has_errors, mapping=mapping)
    _take_sheets(source, sheets, findings)
    _read_texts(
        source, [path.with_name(PROGRAMME_FILE), path.with_name(CURRENT_PLAN_FILE)], findings
    )
    return source


def open_sheets(sheets: Sequence[Sheet], texts: Mapping[str, str], findings: Findings) -> Source:
    """Take what belongs to a cohort from cells that were read before.

    Parameters
    ----------
    sheets
        Sheets of a workbook, or CSV files, whose names end in ``.csv``.
    texts
        The texts of `programme.toml`, `mapping.toml` and `current_plan.json`, as far as they are
        there.
    findings
        Where problems go.
    """
    given = texts.get(MAPPING_FILE)
    mapping = CohortMapping() if given is None else parse_mapping(given, MAPPING_FILE, findings)
    ending = ".csv" if any(_stem(one.name) != one.name for one in sheets) else ""
    source = Source(opened=True, mapping=mapping, ending=ending)
    _take_sheets(source, sheets, findings)
    for name in (PROGRAMME_FILE, CURRENT_PLAN_FILE):
        if name in texts and not (name == PROGRAMME_FILE and source.settings is not None):
            source.files[name] = name
            source.texts[name] = texts[name]
    return source


def _stem(name: str) -> str:
    return name[: -len(".csv")] if name.casefold().endswith(".csv") else name


def _take_sheets(source: Source, sheets: Sequence[Sheet], findings: Findings) -> None:
    """Take the sheets that belong to a cohort, and say which do not."""
    for sheet in sheets:
        stem = _stem(sheet.name)
        name = table_of(stem, source.mapping)
        if name is None:
            is_guide = plain(stem) in guide_titles()
            if not is_guide and any(cell.strip() for record in sheet.records for cell in record):
                source.unknown.append(stem)
                _say_unknown(sheet.name, stem, "sheet", findings)
        elif name and _is_first(source, name, sheet.name, findings):
            if note_table(stem, sheet.name, source.mapping, findings):
                source.renamed[stem] = name
            table = make_table(name, sheet.name, sheet.records, findings)
            if table is not None and name == PROGRAMME:
                source.settings = table
            elif table is not None:
                source.tables[name] = table
    if source.opened:
        check_files(source.mapping, source.files, [_stem(one.name) for one in sheets], findings)


def _is_first(source: Source, name: str, file: str, findings: Findings) -> bool:
    if name in source.files:
        findings.error(
            file,
            f"this has the same name as {source.files[name]}, but for capitals and blanks, "
            f"or another name for {name}",
            "Keep one of the two.",
        )
        return False
    source.files[name] = file
    return True


def _read_texts(source: Source, entries: list[Path], findings: Findings) -> None:
    wanted = {
        CURRENT_PLAN_FILE: ("Put back the plan.json that was written.", None),
        PROGRAMME_FILE: ("Save it as plain text in UTF-8.", LARGEST_SETTINGS),
    }
    if source.settings is not None:
        del wanted[PROGRAMME_FILE]
    for entry in entries:
        name = entry.name.casefold()
        if name not in wanted or not os.path.lexists(entry):
            continue
        source.files[name] = entry.name
        if not _is_file(entry, findings):
            continue
        remedy, largest = wanted[name]
        text = read_text(entry, findings, remedy, LARGEST_FILE if largest is None else largest)
        if text is not None:
            source.texts[name] = text


def _is_file(entry: Path, findings: Findings) -> bool:
    """Return whether there is a file to read; a name of a cohort's file promises one."""
    try:
        if entry.is_file():
            return True
        if entry.is_dir():
            what = "this is a folder"
        elif entry.is_symlink() and not entry.exists():
            what = "this is a link that leads nowhere"
        else:
            what = "this is a pipe or a device"
    except OSError as error:
        what = f"this cannot be looked at: {error.strerror or 'no reason is given'}"
    findings.error(
        entry.name, f"{what}, not a file", "Put the file itself here, or remove what stands here."
    )
    return False


def _say_other_table(entry: Path, mapping: CohortMapping, findings: Findings) -> None:
    """Warn of a file that has the name of a table and another form."""
    if table_of(entry.stem, mapping) and entry.is_file():
        findings.warning(
            entry.name,
            "in a folder only files that end in .csv are read; this one is not",
            "In your spreadsheet program, save the sheet as “CSV UTF-8”. A workbook with a sheet "
            "for each table is read where it is named itself, and saved as .xlsx.",
        )


def _say_unknown(file: str, name: str, what: str, findings: Findings) -> None:
    close = suggested_table(name)
    hint = f"; it looks like {close}" if close else ""
    findings.warning(
        file,
        f"a {what} of this name belongs to no cohort{hint}; it is not read",
        f"Rename it if it is meant to be one of: {', '.join(TABLE_NAMES)}.",
    )

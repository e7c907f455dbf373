"""Files, or a cohort -> a draft. What must not be kept is left out at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.drafts.draft import Draft
from matcher.drafts.sheet import DraftSheet
from matcher.errors import InputError, Problem
from matcher.files.cells import escape
from matcher.files.contents import Writer
from matcher.files.csv_files import LARGEST_FILE, read_records, read_text
from matcher.files.file_names import table_of
from matcher.files.findings import Findings
from matcher.files.mapping import MAPPING_FILE, CohortMapping
from matcher.files.protected import must_not_be_kept
from matcher.files.sources import CURRENT_PLAN_FILE, LARGEST_SETTINGS, PROGRAMME_FILE
from matcher.files.workbooks import read_workbook
from matcher.files.writing import settings_text

if TYPE_CHECKING:
    from pathlib import Path

    from matcher.cohort import Cohort

TEXTS = {
    PROGRAMME_FILE: LARGEST_SETTINGS,
    MAPPING_FILE: LARGEST_SETTINGS,
    CURRENT_PLAN_FILE: LARGEST_FILE,
}
"""The other files of a cohort, and how many bytes each may have."""

LEFT_OUT = (
    "this column announces details of health, or others that no plan needs; it was left out when "
    "the file was opened"
)
REMEDY = "Functional needs and dates are enough."


def opened(path: Path) -> Draft:
    """Return the draft of a folder or a workbook.

    Raises
    ------
    matcher.InputError
        When there is neither.
    """
    findings = Findings()
    if path.is_dir():
        draft = Draft(_of_folder(path, findings), _texts(path, findings))
    elif path.is_file() and path.suffix.casefold() == ".xlsx":
        sheets = tuple(
            DraftSheet(one.name, "", tuple(map(tuple, one.records)))
            for one in read_workbook(path, findings)
        )
        draft = Draft(sheets, _texts(path.parent, findings))
    else:
        message = "there is no such folder or .xlsx workbook"
        remedy = "Give a folder of CSV files or an .xlsx workbook."
        raise InputError([Problem(file=path.name or str(path), message=message, remedy=remedy)])
    named = draft.named()
    sheets = tuple(_without_protected(one, findings) for one in named.sheets)
    return Draft(sheets, named.texts, findings.problems())


def written(cohort: Cohort) -> Draft:
    """Return the draft of the files that a cohort is written to."""
    findings = Findings()
    sheets = [
        DraftSheet(
            f"{one.name}.csv",
            one.name,
            tuple(tuple(map(escape, cells)) for cells in (one.header, *one.rows)),
        )
        for one in Writer(findings, ending=".csv").tables(cohort)
        if one.rows
    ]
    if findings.has_errors:
        raise InputError(findings.problems())
    texts = {PROGRAMME_FILE: settings_text(cohort.programme)}
    if cohort.current_plan is not None:
        texts[CURRENT_PLAN_FILE] = cohort.current_plan.model_dump_json(indent=2) + "\n"
    return Draft(tuple(sheets), texts)


def _of_folder(folder: Path, findings: Findings) -> tuple[DraftSheet, ...]:
    sheets = []
    for entry in sorted(folder.iterdir()):
        is_table = entry.suffix.casefold() == ".csv" and not entry.name.startswith(".")
        table = table_of(entry.stem, CohortMapping()) if is_table else None
        if is_table and entry.is_file():
            records = read_records(entry, table or "participants", findings)
            if records is not None:
                sheets.append(DraftSheet(entry.name, table or "", tuple(map(tuple, records))))
    return tuple(sheets)


def _texts(folder: Path, findings: Findings) -> dict[str, str]:
    texts = {}
    for entry in sorted(folder.iterdir()):
        largest = TEXTS.get(entry.name.casefold())
        if largest is not None and entry.is_file():
            text = read_text(entry, findings, "Save it as plain text in UTF-8.", largest)
            if text is not None:
                texts[entry.name.casefold()] = text
    return texts


def _without_protected(sheet: DraftSheet, findings: Findings) -> DraftSheet:
    """Return a sheet without what stands in columns that must not be kept."""
    from matcher.files.columns import MOTIVATION
    from matcher.files.synonyms import COLUMNS

    for place, heading in enumerate(sheet.header):
        name = heading.strip().casefold()
        if not name or name in COLUMNS.get(sheet.table, ()) or name.startswith(MOTIVATION):
            continue
        cells = (row[place] for _, row in sheet.rows)
        if sheet.table and must_not_be_kept(sheet.table, heading, cells):
            findings.warning(sheet.name, LEFT_OUT, REMEDY, row=sheet.header_row, column=heading)
            sheet = sheet.without_column(place)
    return sheet

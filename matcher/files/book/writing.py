"""A cohort -> one workbook that is read back as the same cohort."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.cohort import Side
from matcher.errors import InputError, OutputExistsError
from matcher.export.writing import FORCE_REMEDY, OutputError, write_bytes, write_text
from matcher.files.book.drawing import Book, draw_book
from matcher.files.book.headings import is_required, side_words, yes_no
from matcher.files.book.settings_rows import values_of
from matcher.files.cells import YES_OR_NO
from matcher.files.columns import AVAILABILITY, TABLES, columns_of
from matcher.files.contents import CHANGED, KEPT, Contents, Writer
from matcher.files.findings import Findings
from matcher.files.labels import sides
from matcher.files.sources import CURRENT_PLAN_FILE
from matcher.files.workbooks import cell_text
from matcher.language import Language, language_named, language_of, words_in

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.files.cells import Kind
    from matcher.language import Words
    from matcher.programme.labels import LabelSettings


def write_workbook(
    cohort: Cohort,
    path: str | Path,
    *,
    language: Language | str | None = None,
    force: bool = False,
) -> Path:
    """Write a cohort as one workbook, with its settings and with help for whoever fills it in.

    `load` gives back an equal cohort. A plan already running goes into a `current_plan.json`
    beside the workbook. Decisions taken by hand (`Cohort.decisions`) are not written.

    Parameters
    ----------
    cohort
        What to write.
    path
        Where to; the name ends in `.xlsx`.
    language
        ``"en"`` or ``"fr"``, of the explanations; that of `programme.locale` by default.
    force
        Whether a workbook, and a plan beside it, that stand there are replaced.

    Returns
    -------
    Path
        The file that was written.

    Raises
    ------
    matcher.InputError
        When something in the cohort could not be read back as it is. Nothing is written then.
    matcher.errors.OutputExistsError
        When something stands there that must not be replaced, or would be read as part of it.
    matcher.export.writing.OutputError
        When the name does not end in `.xlsx`, or the disk refuses.
    """
    words = words_in(language_of(cohort) if language is None else language_named(language))
    asked = Path(path)
    beside = asked.with_name(CURRENT_PLAN_FILE)
    _refuse_bad_place(asked, beside, has_plan=cohort.current_plan is not None, force=force)
    content = _content(cohort, words, asked.name)
    if cohort.current_plan is not None:
        write_text(beside, cohort.current_plan.model_dump_json(indent=2) + "\n", force=force)
    return write_bytes(asked, content, force=force)


def _refuse_bad_place(asked: Path, beside: Path, *, has_plan: bool, force: bool) -> None:
    if asked.suffix.casefold() != ".xlsx":
        raise OutputError(f"{asked} is no name of a workbook. Name a file that ends in .xlsx.")
    if beside.exists() and not has_plan:
        raise OutputExistsError(
            f"{beside} would be read as the plan of this cohort, which has none. "
            "Name another folder, or move that file away."
        )
    for file in (asked, beside):
        if file.exists() and not force:
            raise OutputExistsError(f"{file} exists. {FORCE_REMEDY}")


def _content(cohort: Cohort, words: Words, file: str) -> bytes:
    """Return the bytes of a workbook that was read again, cell by cell."""
    findings = Findings()
    labels = cohort.programme.labels
    writer = Writer(findings, every_column=True, kinds=local_kinds(labels, words))
    tables = [needed_first(as_grid(table)) for table in writer.tables(cohort)]
    settings = values_of(cohort.programme, findings)
    if not findings.has_errors:
        book = draw_book(tables, settings, words, file)
        _compare(book, findings)
    if findings.has_errors:
        raise InputError(findings.problems())
    return book.content


def local_kinds(labels: LabelSettings, words: Words) -> dict[str, Kind]:
    """Return the kinds of cells that are written in the words of a cohort, by their column."""
    called, (yes, no) = side_words(labels), yes_no(words)
    answers = replace(YES_OR_NO, write=lambda value: yes if value else no)
    columns = [column for record in TABLES.values() for column in columns_of(record)]
    kinds = {column.name: answers for column in columns if column.kind is YES_OR_NO}
    return {**kinds, "side": replace(sides(labels), write=lambda side: called[Side(side)])}


def needed_first(table: Contents) -> Contents:
    """Return a table whose required columns stand before the others."""
    order = sorted(
        range(len(table.header)), key=lambda index: not is_required(table.name, table.header[index])
    )
    rows = tuple(tuple(row[index] for index in order) for row in table.rows)
    return replace(table, header=tuple(table.header[index] for index in order), rows=rows)


def as_grid(table: Contents) -> Contents:
    """Return answers with a column a day, where everybody answered for the same days."""
    if table.name != AVAILABILITY:
        return table
    answers: dict[str, dict[str, str]] = {}
    for who, day, state in table.rows:
        answers.setdefault(who, {})[day] = state
    days = sorted({day for _, day, _ in table.rows})
    if not days or len(table.rows) < len(days) * len(answers):
        return table
    rows = tuple((who, *(states[day] for day in days)) for who, states in answers.items())
    return replace(table, header=(table.header[0], *days), rows=rows)


def _compare(book: Book, findings: Findings) -> None:
    """Note the cells that the file format cannot hold as they are."""
    from python_calamine import CalamineWorkbook

    found = CalamineWorkbook.from_filelike(io.BytesIO(book.content))
    for name, cells in book.cells.items():
        rows = found.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for (row, column), text in cells.items():
            there = row < len(rows) and column < len(rows[row])
            if not there or cell_text(rows[row][column]) != text:
                head = cells.get((0, column), "")
                findings.error(name, CHANGED, KEPT, row=row + 1, column=head, value=text)

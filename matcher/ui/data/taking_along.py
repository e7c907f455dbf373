"""The files as they are now, to be taken along: packed as they are, or as one workbook."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from matcher.files.book.writing import write_workbook
from matcher.files.cells import unescape
from matcher.files.contents import Contents
from matcher.files.writing import csv_text

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.drafts import Draft, DraftSheet
    from matcher.language import Language


def draft_as_zip(draft: Draft) -> bytes:
    """Return the files of a draft, packed; they are opened again as what they are here."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in draft.sheets:
            stem = sheet.name[:-4] if sheet.name.casefold().endswith(".csv") else sheet.name
            safe = re.sub(r'[/\\:*?"<>|\0]', "_", stem)
            archive.writestr(f"cohort/{safe}.csv", csv_of(sheet))
        for name, text in draft.texts.items():
            archive.writestr(f"cohort/{name}", text)
    return packed.getvalue()


def cohort_as_workbook(cohort: Cohort, language: Language) -> bytes:
    """Return a cohort as one workbook, with help for whoever fills it in; see `write_workbook`.

    Raises
    ------
    matcher.InputError
        When something in it fits into no workbook.
    """
    with TemporaryDirectory(prefix="matcher-") as folder:
        file = Path(folder) / "cohort.xlsx"
        return write_workbook(cohort, file, language=language).read_bytes()


def csv_of(sheet: DraftSheet) -> str:
    """Return a sheet as CSV, with the mark by which spreadsheet programs know the encoding."""
    rows = [tuple(map(unescape, cells)) for cells in sheet.cells]
    return "\ufeff" + csv_text(Contents(sheet.table, rows[0], tuple(rows[1:]))) if rows else ""

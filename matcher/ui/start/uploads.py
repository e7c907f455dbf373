"""Files that somebody uploaded -> a cohort, or everything that is wrong with them."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from matcher.errors import Problem, Severity
from matcher.files import Inspection, inspect
from matcher.files.findings import shown

WORKBOOK = ".xlsx"
FOLDER_ENDINGS = {".csv", ".toml", ".json"}
REMEDIES = {
    ".xls": "Open it in your spreadsheet program and save it as .xlsx.",
    ".ods": "Open it in your spreadsheet program and save it as .xlsx.",
    ".numbers": "Open it in Numbers and export it as Excel (.xlsx).",
    ".zip": "Unpack it, and upload the files that lie in it.",
}
OTHERWISE = "Upload one .xlsx workbook, or the CSV files with programme.toml."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Upload:
    """A file as the browser sent it."""

    name: str
    content: bytes

    @property
    def plain_name(self) -> str:
        """The name without any folder, so that nothing is written elsewhere."""
        return re.split(r"[/\\]", self.name)[-1].replace("\0", "").lstrip(".") or "file"

    @property
    def ending(self) -> str:
        """The end of the name, from its last dot on."""
        return Path(self.plain_name).suffix.casefold()


def read_uploads(uploads: Sequence[Upload]) -> Inspection:
    """Return the cohort in some files, and every problem in them.

    The files are written into a private folder for as long as they are read.
    """
    problems = _unusable(uploads)
    usable = [one for one in uploads if _is_known(one) and not _is_empty_workbook(one)]
    if usable and not _is_mixed(usable):
        try:
            found = _inspected(usable)
        except Exception as error:
            log.error("unreadable upload: %s", type(error).__name__)
            problems.append(_problem("upload", "these files cannot be read", OTHERWISE))
        else:
            problems.extend(found.problems)
            if not any(problem.severity is Severity.ERROR for problem in problems):
                return Inspection(found.cohort, tuple(problems))
    return Inspection(None, tuple(problems))


def _inspected(uploads: Sequence[Upload]) -> Inspection:
    with TemporaryDirectory(prefix="matcher-") as name:
        folder = Path(name)
        for one in uploads:
            (folder / one.plain_name).write_bytes(one.content)
        workbooks = [one for one in uploads if one.ending == WORKBOOK]
        return inspect(folder / workbooks[0].plain_name if workbooks else folder)


def _is_known(upload: Upload) -> bool:
    return upload.ending == WORKBOOK or upload.ending in FOLDER_ENDINGS


def _is_empty_workbook(upload: Upload) -> bool:
    """Return whether a workbook has no content; an empty text file is told in its own words."""
    return upload.ending == WORKBOOK and not upload.content


def _is_mixed(uploads: Sequence[Upload]) -> bool:
    """Return whether it is unclear which of the files to read."""
    workbooks = [one for one in uploads if one.ending == WORKBOOK]
    tables = [one for one in uploads if one.ending == ".csv"]
    return len(workbooks) > 1 or bool(workbooks and tables)


def _unusable(uploads: Sequence[Upload]) -> list[Problem]:
    problems = []
    seen: set[str] = set()
    for one in uploads:
        name = one.plain_name
        if not _is_known(one):
            remedy = REMEDIES.get(one.ending, OTHERWISE)
            problems.append(_problem(name, "files of this kind are not read", remedy))
        elif _is_empty_workbook(one):
            remedy = "Save it once more in your spreadsheet program."
            problems.append(_problem(name, "this file is empty", remedy))
        if name.casefold() in seen:
            problems.append(_problem(name, "this file is there twice", "Keep one of the two."))
        seen.add(name.casefold())
    if _is_mixed([one for one in uploads if _is_known(one)]):
        message = "a workbook stands beside another workbook, or beside CSV files"
        problems.append(_problem("upload", message, "Upload either one .xlsx, or CSV files."))
    return problems


def _problem(file: str, message: str, remedy: str) -> Problem:
    return Problem(file=shown(file), message=message, remedy=remedy)

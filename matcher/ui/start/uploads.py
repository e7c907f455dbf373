"""Files that somebody uploaded -> a cohort, or everything that is wrong with them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from matcher.drafts import Draft
from matcher.errors import Problem, Severity
from matcher.files import Inspection
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


@dataclass(frozen=True)
class Reading:
    """What came of some files.

    Attributes
    ----------
    found
        The cohort in them, or every problem.
    draft
        The files to be worked on; nothing where they cannot be opened at all.
    lacks_tables
        Whether that is only because no table is among them.
    """

    found: Inspection
    draft: Draft | None = None
    lacks_tables: bool = False


def read_uploads(uploads: Sequence[Upload]) -> Reading:
    """Return the cohort in some files, and every problem in them.

    The files are written into a private folder for as long as they are read.
    """
    problems = _unusable(uploads)
    usable = [one for one in uploads if _is_known(one) and not _is_empty_workbook(one)]
    draft = None
    if usable and not _is_mixed(usable):
        try:
            draft = _opened(usable)
            found = draft.inspect()
        except Exception as error:
            log.error("unreadable upload: %s", type(error).__name__)
            problems.append(_problem("upload", "these files cannot be read", OTHERWISE))
        else:
            is_unusable = has_error(problems) or has_error(draft.notes)
            cannot_open = is_unusable or not draft.sheets
            problems.extend(found.problems)
            cohort = None if has_error(problems) else found.cohort
            found = replace(found, cohort=cohort, problems=tuple(problems))
            return Reading(found, None if cannot_open else draft, cannot_open and not is_unusable)
    return Reading(Inspection(None, tuple(problems)))


def has_error(problems: Iterable[Problem]) -> bool:
    """Return whether any of some problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _opened(uploads: Sequence[Upload]) -> Draft:
    with TemporaryDirectory(prefix="matcher-") as name:
        folder = Path(name)
        for one in uploads:
            (folder / one.plain_name).write_bytes(one.content)
        workbooks = [one for one in uploads if one.ending == WORKBOOK]
        return Draft.of_path(folder / workbooks[0].plain_name if workbooks else folder)


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

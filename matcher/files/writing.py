"""A cohort -> the folder of files that is read back as the same cohort."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.errors import InputError
from matcher.files.cells import escape
from matcher.files.columns import TABLE_NAMES
from matcher.files.contents import Contents, Writer
from matcher.files.file_names import table_of
from matcher.files.findings import Findings
from matcher.files.mapping import MAPPING_FILE, CohortMapping
from matcher.files.sources import CURRENT_PLAN_FILE, PROGRAMME_FILE

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.programme import Programme

_NEEDS_QUOTES = re.compile('[",;\t\r\n]')


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
    tables = tuple(Writer(findings, ending=".csv").tables(cohort))
    texts = {f"{each.name}.csv": csv_text(each) for each in tables if each.rows}
    texts[PROGRAMME_FILE] = settings_text(cohort.programme)
    if cohort.current_plan is not None:
        texts[CURRENT_PLAN_FILE] = cohort.current_plan.model_dump_json(indent=2) + "\n"
    if findings.has_errors:
        raise InputError(findings.problems())
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for entry in folder.iterdir():
        if entry.is_file() and _is_of_cohort(entry) and entry.name not in texts:
            entry.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def _is_of_cohort(entry: Path) -> bool:
    """Return whether a file would be read as a part of the cohort in its folder."""
    if entry.suffix.casefold() == ".csv":
        return table_of(entry.stem, CohortMapping()) in TABLE_NAMES
    return entry.name.casefold() in (PROGRAMME_FILE, CURRENT_PLAN_FILE, MAPPING_FILE)


def csv_text(table: Contents, separator: str = ",") -> str:
    """Return a table as CSV: escaped, with a header and ``\\n`` at the end of each line."""
    # The csv module leaves a lone carriage return without quotes, and then cannot read it back.
    rows = (table.header, *table.rows)
    return "".join(separator.join(map(_cell, row)) + "\n" for row in rows)


def _cell(text: str) -> str:
    text = escape(text)
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def settings_text(programme: Programme) -> str:
    """Return a programme as the text of its `programme.toml`, every setting of it."""
    lines: list[str] = []
    for section, settings in programme:
        lines += ["", f"[{section}]"] if lines else [f"[{section}]"]
        lines += [f"{name} = {setting_text(value)}" for name, value in settings]
    return "\n".join(lines) + "\n"


def setting_text(value: Any) -> str:
    """Return the value of a setting as it stands in `programme.toml`."""
    if value is None:
        return '""'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(setting_text(item) for item in value)}]"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, int):
        return str(value)
    # TOML's strings are JSON's, but for the character 7F.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")

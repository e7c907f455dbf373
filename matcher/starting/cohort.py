"""Writing the folder of an empty cohort: a workbook, the same as CSV files, and what to do next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from matcher.errors import InputError
from matcher.export.swapping import Ours, put_in_place, refuse_bad_place
from matcher.export.writing import resolved, said_clearly, stage_beside, sync
from matcher.files.book.drawing import draw_book
from matcher.files.book.writing import needed_first
from matcher.files.findings import Findings
from matcher.files.settings import keys, parse_settings
from matcher.files.sources import PROGRAMME_FILE
from matcher.files.writing import csv_text, setting_text
from matcher.language import Language, language_named, words_in
from matcher.starting.notes import COLUMNS, CSV, README, WORKBOOK, columns_text, readme_text
from matcher.starting.settings import Settings, annotated, chosen_settings
from matcher.starting.tables import empty_tables

STAND_IN = date(2027, 1, 11)
"""A day in the place of one that is not known yet, to see whether the others are sound."""


def start_cohort(
    folder: str | Path,
    *,
    start: date | None = None,
    end: date | None = None,
    country: str = "GB",
    language: Language | str | None = None,
    force: bool = False,
) -> Path:
    """Write an empty cohort that explains itself: a workbook, and the same as CSV files.

    Parameters
    ----------
    folder
        Where it goes; it is made whole beside its place and then renamed into it.
    start, end
        The first and the last day on which a workshop may be held. Whoever fills the cohort in
        gives those that are left out.
    country
        Whose public holidays are kept free, as a two-letter code; it decides the locale too.
    language
        ``"en"`` or ``"fr"``, of the explanations; that of the country by default.
    force
        Whether an empty cohort that stands there, **filled in or not**, is replaced. Other files
        beside it are kept.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    matcher.InputError
        When the country or the language is not known, or the days do not go together.
    matcher.errors.OutputExistsError
        When something stands there that must not be replaced.
    matcher.export.writing.OutputError
        When the disk refuses.
    """
    asked = Path(folder)
    code = country.upper()
    _refuse_unsound(code, start, end)
    chosen = chosen_settings(
        code, start, end, None if language is None else language_named(language)
    )
    files = _files(chosen, asked.name or "DIR")
    with said_clearly(asked):
        target = resolved(asked)
        ours = _ours(files)
        refuse_bad_place(asked, target, ours, force=force)
        with stage_beside(target) as stage:
            fresh = stage / "new"
            for name, content in files.items():
                file = fresh / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
                sync(file)
            put_in_place(fresh, target, ours)
    return target


def _refuse_unsound(country: str, start: date | None, end: date | None) -> None:
    """Raise the errors that these settings would be once people are in."""
    first = start or end or STAND_IN
    given = {"start": first, "end": end or first, "country": country}
    lines = [f"{name} = {setting_text(value)}" for name, value in given.items()]
    findings = Findings()
    parse_settings("\n".join(["[programme]", *lines]), PROGRAMME_FILE, findings)
    if findings.has_errors:
        raise InputError(findings.problems())


def _files(chosen: Settings, folder: str) -> dict[str, bytes]:
    """Return the content of each file by its name."""
    words = words_in(chosen.language)
    tables = empty_tables(words)
    texts = {key: keys()[key].cell.write(value) for key, value in chosen.values.items()}
    book = draw_book([needed_first(table) for table in tables], texts, words, WORKBOOK)
    # A spreadsheet takes a file with this mark for UTF-8, and the separator of its own country.
    separator = ";" if chosen.language is Language.FRENCH else ","
    heads = {
        f"{CSV}/{table.name}.csv": f"\ufeff{csv_text(table, separator)}".encode()
        for table in tables
    }
    return {
        README: readme_text(folder, words).encode(),
        WORKBOOK: book.content,
        f"{CSV}/{PROGRAMME_FILE}": annotated(chosen.values, words).encode(),
        f"{CSV}/{COLUMNS}": columns_text(tables, chosen.labels, words).encode(),
        **heads,
    }


def _ours(files: dict[str, bytes]) -> Ours:
    inner = frozenset(name.partition("/")[2] for name in files if name.startswith(f"{CSV}/"))
    outer = frozenset(name for name in files if "/" not in name)
    return Ours(outer, {CSV: inner}, _is_started, "empty cohort")


def _is_started(folder: Path) -> bool:
    """Return whether a folder is one of these."""
    return all((folder / name).is_file() for name in (README, WORKBOOK, f"{CSV}/{COLUMNS}"))

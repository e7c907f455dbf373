"""The working files of a cohort: opened with whatever is wrong in them, changed, looked through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import tomlkit

from matcher.changes.setting_values import setting_of, write_setting
from matcher.drafts.settings_text import with_setting
from matcher.drafts.sheet import DraftSheet
from matcher.files.cells import escape
from matcher.files.columns import PROGRAMME
from matcher.files.file_names import table_of
from matcher.files.findings import Findings
from matcher.files.mapping import MAPPING_FILE, parse_mapping
from matcher.files.reading import inspect_sheets
from matcher.files.settings import keys
from matcher.files.sources import CURRENT_PLAN_FILE, PROGRAMME_FILE
from matcher.files.workbooks import Sheet

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.errors import Problem
    from matcher.files import Inspection
    from matcher.programme import Programme


@dataclass(frozen=True)
class Draft:
    """The cells of every table and the texts of the other files.

    Attributes
    ----------
    sheets
        The tables in the order in which they lay there.
    texts
        The texts of `programme.toml`, `mapping.toml` and `current_plan.json`, as far as there are.
    notes
        What was put right, or refused, when the files were opened.
    """

    sheets: tuple[DraftSheet, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))

    @classmethod
    def of_path(cls, path: str | Path) -> Draft:
        """Open a folder of CSV files or a workbook, sound or not; see `matcher.load`."""
        from matcher.drafts.opening import opened

        return opened(Path(path))

    @classmethod
    def of_cohort(cls, cohort: Cohort) -> Draft:
        """Return the files that a cohort is written to, before the changes that it went through.

        Raises
        ------
        matcher.InputError
            When something in a cohort that was made in Python fits into no file.
        """
        from matcher.drafts.opening import written

        return written(cohort.base)

    def sheet(self, name: str) -> DraftSheet | None:
        """Return a sheet by its name, or by what it was taken for; nothing where there is none."""
        for one in self.sheets:
            if name in (one.name, one.table):
                return one
        return None

    def inspect(self) -> Inspection:
        """Return the cohort in these files, or everything that is wrong with them.

        Problems name the sheets, rows and columns of this draft.
        """
        given = [Sheet(one.name, [list(cells) for cells in one.cells]) for one in self.sheets]
        found = inspect_sheets(given, self.texts)
        return replace(found, problems=(*self.notes, *found.problems))

    def place(self, sheet: str, column: str, found: Inspection) -> int | None:
        """Return where a column that a problem names stands in a sheet.

        Problems call columns as the contract does, whatever their headings are.
        """
        one = self.sheet(sheet)
        if one is None:
            return None
        place = one.place(column)
        if place is not None:
            return place
        meant = found.recognised.mapping.columns.get(one.table, {})
        places = (one.place(heading) for heading, name in meant.items() if name == column)
        return next((place for place in places if place is not None), None)

    def with_sheet(self, sheet: DraftSheet) -> Draft:
        """Return the draft with a sheet in the place of the one of its name, or added."""
        if all(one.name != sheet.name for one in self.sheets):
            return replace(self, sheets=(*self.sheets, sheet))
        return replace(
            self,
            sheets=tuple(sheet if one.name == sheet.name else one for one in self.sheets),
        )

    def with_table(self, table: str, header: Sequence[str]) -> Draft:
        """Return the draft with a table that was not there yet, with its headings only."""
        if self.sheet(table) is not None:
            return self
        is_folder = not self.sheets or self.sheets[0].name.endswith(".csv")
        name = f"{table}.csv" if is_folder else table
        return self.with_sheet(DraftSheet(name, table, (tuple(map(escape, header)),)))

    def with_setting(self, key: str, value: Any) -> Draft:
        """Return the draft with a setting changed; nothing for its default.

        Parameters
        ----------
        key
            Section and name, such as ``workshops.count``.
        value
            As it stands in `programme.toml`; whether it is right is told by `inspect`.

        Raises
        ------
        matcher.InputError
            When the settings as they are cannot be changed.
        """
        sheet = self.sheet(PROGRAMME)
        if sheet is not None:
            return self.with_sheet(_set_in_sheet(sheet, key, value))
        text = with_setting(self.texts.get(PROGRAMME_FILE, ""), PROGRAMME_FILE, key, value)
        return self.with_text(PROGRAMME_FILE, text)

    def with_programme(self, before: Programme, after: Programme) -> Draft:
        """Return the draft with each setting written in which two sets of rules differ.

        Raises
        ------
        matcher.InputError
            When the settings as they are cannot be changed.
        """
        draft = self
        for key in keys():
            value = setting_of(after, key)
            if value != setting_of(before, key):
                draft = draft.with_setting(key, _as_written(value))
        return draft

    def with_meaning(self, section: str, word: str, meant: str | None) -> Draft:
        """Return the draft in which a team's own word stands for one of ours.

        Parameters
        ----------
        section
            A table for a heading in it, or a section of `mapping.toml` such as ``files``.
        word
            As it stands in the files.
        meant
            What it stands for; blank to leave it out, nothing to forget what was said of it.
        """
        document = tomlkit.parse(self.texts.get(MAPPING_FILE, ""))
        body = document.get(section)
        if body is None:
            body = document[section] = tomlkit.table()
        if meant is not None:
            body[word] = meant
        elif word in body:
            del body[word]
        return self.with_text(MAPPING_FILE, tomlkit.dumps(document))

    def with_text(self, name: str, text: str | None) -> Draft:
        """Return the draft with another text of one of its other files; nothing for none."""
        if name not in (PROGRAMME_FILE, MAPPING_FILE, CURRENT_PLAN_FILE):
            raise ValueError(f"a cohort has no file {name}")
        texts = {key: value for key, value in self.texts.items() if key != name}
        if text is not None:
            texts[name] = text
        changed = replace(self, texts=texts)
        return changed.named() if name == MAPPING_FILE else changed

    def named(self) -> Draft:
        """Return the draft with each sheet told what it is, by its name or by the mapping."""
        text = self.texts.get(MAPPING_FILE, "")
        mapping = parse_mapping(text, MAPPING_FILE, Findings())
        sheets = []
        for one in self.sheets:
            stem = one.name[:-4] if one.name.casefold().endswith(".csv") else one.name
            sheets.append(replace(one, table=table_of(stem, mapping) or ""))
        return replace(self, sheets=tuple(sheets))


def _as_written(value: Any) -> Any:
    """Return the value of a setting as it stands in `programme.toml`; blank for none."""
    if isinstance(value, tuple | list):
        return [_as_written(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return "" if value is None else value


def _set_in_sheet(sheet: DraftSheet, key: str, value: Any) -> DraftSheet:
    """Return a workbook's sheet of settings with one of them changed."""
    text = "" if value is None else _as_text(key, value)
    for row, _ in sheet.rows:
        if sheet.cell(row, "key").strip().casefold() == key:
            return sheet.with_cell(row, "value", text)
    row = len(sheet.cells) + 1
    return sheet.with_cell(row, "key", key).with_cell(row, "value", text)


def _as_text(key: str, value: Any) -> str:
    """Return a value as a cell holds it; one of another kind as it is, so that it is refused."""
    try:
        return write_setting(key, value)
    except (AttributeError, KeyError, TypeError, ValueError):
        return str(value)

"""What the two sides are called, in the column `side`."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from matcher.cohort import Side
from matcher.files.cells import Kind, Refused, choice
from matcher.files.columns import Setting
from matcher.files.findings import Findings
from matcher.files.rows import read_rows
from matcher.files.similarity import folded
from matcher.files.sources import PROGRAMME_FILE
from matcher.files.synonyms import side_words
from matcher.programme.labels import LabelSettings
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.files.sources import Source
    from matcher.files.tables import Table
    from matcher.programme import Programme

SECTION = "labels"


def sides(labels: LabelSettings) -> Kind:
    """Return the kind of a cell that holds a side: by its name, or by what it is called.

    A label that both sides have stands for neither.
    """
    usual = choice([side.value for side in Side])
    called = {
        Side.PATIENT: (labels.patient, labels.patients),
        Side.PROFESSIONAL: (labels.professional, labels.professionals),
    }
    meant: dict[str, set[str]] = {}
    for side, words in called.items():
        for word in words:
            meant.setdefault(plain(word), set()).add(side.value)
    known = {word: min(those) for word, those in meant.items() if len(those) == 1}
    others = {word: side for word, side in side_words().items() if plain(word) not in meant}
    known |= {side.value: side.value for side in Side}
    own = [word for words in called.values() for word in words if plain(word) in known]
    more = [word for word in dict.fromkeys(own) if plain(word) not in _usual_words()]

    def read(text: str) -> Any:
        return known.get(plain(text)) or others.get(folded(text)) or usual.read(text)

    return Kind(", ".join([usual.allowed, *more]), read, form=usual.form)


def say_side_words(table: Table | None, labels: LabelSettings, findings: Findings) -> None:
    """Note once each word for a side that is neither its name nor what the programme calls it."""
    place = None if table is None else table.position("side")
    if table is None or place is None:
        return
    read = sides(labels).read
    own = {plain(word) for _, word in labels} | {side.value for side in Side}
    rows: dict[str, list[int]] = {}
    for row, cells in table.rows:
        if cells[place] and plain(cells[place]) not in own:
            rows.setdefault(cells[place], []).append(row)
    for word, those in rows.items():
        side = read(word)
        if not isinstance(side, Refused):
            findings.repair(
                table.file,
                f"this word is taken for a side in {len(those):,} row{'s'[: len(those) - 1]}",
                before=word,
                after=side,
                row=those[0],
                column="side",
                remedy="If that is wrong, write the side itself.",
            )


def _usual_words() -> set[str]:
    return {plain(word) for _, word in LabelSettings()}


def labels_of(source: Source, programme: Programme | None) -> LabelSettings:
    """Return what the sides are called, even where something else in the settings is wrong."""
    if programme is not None:
        return programme.labels
    try:
        return LabelSettings.model_validate(_in_sheet(source) or _in_text(source))
    except ValidationError:
        return LabelSettings()


def _in_sheet(source: Source) -> dict[str, Any]:
    table = source.settings
    rows = read_rows(table, Setting, Findings()).records if table else ()
    places = [(row.key.casefold().partition("."), row.value) for row in rows]
    return {name: value for (section, _, name), value in places if section == SECTION and value}


def _in_text(source: Source) -> Any:
    try:
        return tomllib.loads(source.texts.get(PROGRAMME_FILE, "")).get(SECTION, {})
    except (ValueError, RecursionError):
        return {}

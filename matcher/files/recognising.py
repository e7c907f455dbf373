"""The tables of a team -> the same tables in our words, and what was recognised on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from matcher.files.columns import AVAILABILITY
from matcher.files.file_names import suggested_table
from matcher.files.headings import suggestion, with_our_headings
from matcher.files.id_columns import ID_COLUMN, likely_id_column
from matcher.files.mapping import FILES, CohortMapping
from matcher.files.protected import without_protected
from matcher.files.synonyms import COLUMNS

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.sources import Source
    from matcher.files.tables import Table


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the names that a team uses were taken for, and what others only resemble."""

    mapping: CohortMapping = field(default_factory=CohortMapping)
    """What was given or recognised, the names in the contract included."""
    suggestions: dict[str, dict[str, str]] = field(default_factory=dict)
    """Section of `mapping.toml` -> name -> what it may stand for; "" where it resembles nothing."""


def understand(source: Source, findings: Findings) -> Recognised:
    """Put every table of a source into our words, and note what was recognised."""
    columns: dict[str, dict[str, str]] = {}
    suggestions: dict[str, dict[str, str]] = {}
    if source.settings is not None:
        source.settings, _ = with_our_headings(source.settings, CohortMapping(), findings)
    for name, table in sorted(source.tables.items()):
        source.tables[name], columns[name] = understood(table, source.mapping, findings)
        suggestions[name] = _suggested(source.tables[name])
    heading = likely_id_column(source.tables, findings)
    if heading is not None:
        suggestions[AVAILABILITY][heading] = ID_COLUMN
    others = {
        name: close.word if (close := suggested_table(name)) else "" for name in source.unknown
    }
    files = {**source.mapping.files, **source.renamed}
    recognised = replace(source.mapping, files=files, columns=columns)
    return Recognised(recognised, {FILES: others, **suggestions})


def understood(
    table: Table, mapping: CohortMapping, findings: Findings
) -> tuple[Table, dict[str, str]]:
    """Return a table in our words without what must not be kept, and what headings meant."""
    ours, recognised = with_our_headings(table, mapping, findings)
    return without_protected(ours, findings), recognised


def _suggested(table: Table) -> dict[str, str]:
    """Return what each heading that stands for nothing may stand for."""
    others = {}
    for heading in table.header:
        is_date = table.name == "availability" and any(char.isdigit() for char in heading)
        if heading and heading.casefold() not in COLUMNS[table.name] and not is_date:
            close = suggestion(table.name, heading, table.header)
            others[heading] = close.word if close else ""
    return others

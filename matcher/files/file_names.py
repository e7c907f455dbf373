"""Which table a file or a sheet holds, by what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.files.columns import PROGRAMME, TABLE_NAMES
from matcher.files.similarity import Close, closest_heading, folded
from matcher.files.synonyms import file_names

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.mapping import CohortMapping


def table_of(name: str, mapping: CohortMapping) -> str | None:
    """Return the table that a file of this name holds: none, or "" for one to leave out."""
    given = mapping.table(name)
    own = name.strip().casefold()
    if given is not None:
        return given
    return own if own in (*TABLE_NAMES, PROGRAMME) else file_names().get(folded(name))


def note_table(name: str, file: str, mapping: CohortMapping, findings: Findings) -> bool:
    """Note where a file was recognised by another name than its own, and return whether it was."""
    table = table_of(name, mapping)
    is_other = mapping.table(name) is None and table != name.strip().casefold()
    if is_other:
        findings.repair(
            file,
            "this name is taken for one of those that are used",
            before=name,
            after=table,
            remedy=f'If it is something else, write "{name}" = "" under [files] in mapping.toml.',
        )
    return is_other


def suggested_table(name: str) -> Close | None:
    """Return which table the name of a file resembles."""
    return closest_heading("".join(char for char in name if not char.isdigit()), file_names())

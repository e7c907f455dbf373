"""Words in cells that a team's `mapping.toml` replaces: themes, areas, organisations, …"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from matcher.cohort import CalendarRow, Facilitator, Journey, Person, Project, Venue
from matcher.files.mapping import CohortMapping, given_words
from matcher.files.similarity import folded
from matcher.records import Record

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.rows import Rows

R = TypeVar("R", bound=Record)

FIELDS: dict[str, dict[type[Record], tuple[str, ...]]] = {
    "themes": {Person: ("themes",), Project: ("theme",)},
    "areas": {
        Person: ("area",),
        Project: ("area",),
        Venue: ("area",),
        Journey: ("area",),
        CalendarRow: ("area",),
    },
    "organisations": {Person: ("organisation", "not_from"), Project: ("organisation",)},
    "languages": {Person: ("languages",), Facilitator: ("languages",)},
    "access_needs": {Person: ("access_needs",), Venue: ("features",)},
}
"""In which fields the words of a section of the mapping stand."""


def reworded(rows: Rows[R], mapping: CohortMapping, findings: Findings) -> Rows[R]:
    """Return rows with the words that are meant, each replaced word noted."""
    known = {section: given_words(mapping, section) for section in mapping.words}
    if not any(known.values()):
        return rows
    placed = []
    for row, record in rows.placed:
        changed: dict[str, Any] = {}
        for section, words in known.items():
            for name in FIELDS[section].get(type(record), ()):
                value = getattr(record, name)
                made = _replaced(value, words)
                if made != value:
                    changed[name] = made
                    _note(rows.file, row, name, value, made, findings)
        fresh = type(record)(**{**dict(record), **changed}) if changed else record
        placed.append((row, fresh))
    return replace(rows, placed=tuple(placed))


def _replaced(value: Any, words: dict[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(words.get(folded(item), item) for item in value))
    return words.get(folded(value), value)


def _note(file: str, row: int, column: str, before: Any, after: Any, findings: Findings) -> None:
    olds = before if isinstance(before, tuple) else (before,)
    news = after if isinstance(after, tuple) else (after,)
    findings.repair(
        file,
        "this was replaced, as mapping.toml says",
        before=";".join(item for item in olds if item not in news),
        after=";".join(item for item in news if item not in olds) or ";".join(news),
        row=row,
        column=column,
    )

"""What a team's own names stand for: `mapping.toml`, read and looked into."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from matcher.files.cells import DATE, Refused
from matcher.files.columns import MOTIVATION, TABLE_NAMES
from matcher.files.similarity import closest, folded
from matcher.files.synonyms import COLUMNS, FIRST_NAME, LAST_NAME
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.files.findings import Findings

MAPPING_FILE = "mapping.toml"

FILES = "files"
WORDS = ("themes", "areas", "organisations", "languages", "access_needs")
"""The sections that hold words of cells rather than headings."""

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class CohortMapping:
    """What files, headings and words of a team stand for."""

    file: str = MAPPING_FILE
    """Where it was read from, as problems call it."""
    files: Words = field(default_factory=dict)
    """Name of a file or sheet -> its name in the contract; "" for one to leave out."""
    columns: dict[str, Words] = field(default_factory=dict)
    """Name of the file in the contract -> heading -> column; "" for one to leave out."""
    words: dict[str, Words] = field(default_factory=dict)
    """One of `WORDS` -> a word in a cell -> what is meant."""

    def table(self, name: str) -> str | None:
        """Return what a file of this name is, where that is given."""
        return {plain(key): value for key, value in self.files.items()}.get(plain(name))

    def headings(self, table: str) -> Words:
        """Return the headings given for a file, as they are compared."""
        return {plain(key): value for key, value in self.columns.get(table, {}).items()}


def targets(table: str) -> tuple[str, ...]:
    """Return every column that a heading of a file may stand for."""
    parts = (FIRST_NAME, LAST_NAME) if table in ("participants", "facilitators") else ()
    return (*COLUMNS[table], *parts)


def parse_mapping(text: str, file: str, findings: Findings) -> CohortMapping:
    """Return what stands in a `mapping.toml`; what is wrong with it is noted and left out."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        findings.error(
            file,
            f"this is not TOML: {str(error)[:200]}",
            'Write a section such as [participants] and then lines such as "Full name" = "name".',
        )
        return CohortMapping(file)
    sections: dict[str, Words] = {}
    for section, body in data.items():
        if section not in (FILES, *TABLE_NAMES, *WORDS):
            _refuse(file, section, body, "there is no such section", _sections(section), findings)
        elif not isinstance(body, dict):
            message = "this is the name of a section, not of a heading"
            _refuse(file, section, body, message, f"Write [{section}] on its own line.", findings)
        else:
            sections[section] = {
                key: value
                for key, value in body.items()
                if _is_sound(file, section, key, value, findings)
            }
    return CohortMapping(
        file,
        sections.get(FILES, {}),
        {name: sections[name] for name in TABLE_NAMES if name in sections},
        {name: sections[name] for name in WORDS if name in sections},
    )


def _sections(section: str) -> str:
    known = (FILES, *TABLE_NAMES, *WORDS)
    close = closest(section, known)
    hint = f"Did you mean {close.word}? " if close else ""
    return f"{hint}There are: {', '.join(known)}."


def _is_sound(file: str, section: str, key: str, value: Any, findings: Findings) -> bool:
    """Return whether a line may stand in a section, or note why not."""
    if section in WORDS:
        if isinstance(value, str) and value.strip() and ";" not in value:
            return True
        message, remedy = (
            "this is not one word or wording",
            "Write what is meant, in quotation marks.",
        )
    elif section == FILES:
        if value in ("", *TABLE_NAMES):
            return True
        message = "there is no such file"
        remedy = f'Write one of {", ".join(TABLE_NAMES)}, or "" to leave it out.'
    else:
        if isinstance(value, str) and _is_target(section, value):
            return True
        close = closest(str(value), targets(section))
        hint = f"Did you mean {close.word}? " if close else ""
        message = f"there is no such column in {section}"
        remedy = f'{hint}Write one of {", ".join(targets(section))}, or "" to leave it out.'
    _refuse(file, f"{section}.{key}", value, message, remedy, findings)
    return False


def _is_target(section: str, value: str) -> bool:
    if value == "" or value in targets(section):
        return True
    if section == "participants":
        return value.startswith(MOTIVATION) and value != MOTIVATION and value == value.strip()
    return section == "availability" and not isinstance(DATE.read(value), Refused)


def check_headings(
    mapping: CohortMapping, table: str, file: str, header: tuple[str, ...], findings: Findings
) -> None:
    """Note the headings in the mapping that a file does not have."""
    there = {plain(name): name for name in header if name}
    for key, target in mapping.columns.get(table, {}).items():
        if plain(key) not in there:
            close = closest(key, there.values())
            hint = f"Did you mean “{close.word}”? " if close else ""
            message = f"{file} has no column with this heading"
            remedy = f"{hint}Write the heading as it stands there, or remove this line."
            _refuse(mapping.file, f"{table}.{key}", target, message, remedy, findings)


def check_files(
    mapping: CohortMapping, found: dict[str, str], entries: list[str], findings: Findings
) -> None:
    """Note the files in the mapping that are not there.

    Parameters
    ----------
    mapping
        What is given.
    found
        What each file that is there is called, by its name in the contract.
    entries
        The names of everything that lies there.
    findings
        Where problems go.
    """
    there = {plain(name) for name in entries}
    for key, target in mapping.files.items():
        if plain(key) not in there:
            message, remedy = "there is no file of this name", "Correct it, or remove this line."
            _refuse(mapping.file, f"{FILES}.{key}", target, message, remedy, findings)
    for name in mapping.columns:
        if name not in found:
            message = f"there is no {name} in this cohort"
            _refuse(mapping.file, name, None, message, "Add it, or remove this section.", findings)


def _refuse(
    file: str, column: str, value: Any, message: str, remedy: str, findings: Findings
) -> None:
    shown = None if isinstance(value, dict) else value
    findings.error(file, message, remedy, column=column, value=shown)


def given_words(mapping: CohortMapping, section: str) -> Words:
    """Return what words in cells stand for, by the folded word."""
    return {folded(key): value.strip() for key, value in mapping.words.get(section, {}).items()}

"""A small sound cohort as texts of files, to spoil in one place at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from matcher.errors import Problem, Severity
from matcher.files import Inspection

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """\
[programme]
start = 2027-01-11
end = 2027-07-09
"""

SOUND = {
    "participants.csv": "person_id,side,consent\nP1,patient,yes\nH1,professional,yes\n",
    "programme.toml": SETTINGS,
}

Files = dict[str, str | bytes]
Look = Callable[..., Inspection]


def write_files(folder: Path, files: Files) -> Path:
    """Write a sound cohort with some files replaced or added; a name given no text is left out."""
    for name, content in {**SOUND, **files}.items():
        if content:
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
    return folder


def errors(inspection: Inspection) -> list[Problem]:
    """Return the errors alone."""
    return [each for each in inspection.problems if each.severity is Severity.ERROR]


def warnings(inspection: Inspection) -> list[Problem]:
    """Return the warnings alone."""
    return [each for each in inspection.problems if each.severity is Severity.WARNING]


def places(problems: list[Problem]) -> list[tuple[str, int | None, str | None]]:
    """Return where problems stand."""
    return [(each.file, each.row, each.column) for each in problems]

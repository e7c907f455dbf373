"""Writes `questions.md`: every question of `questions.toml`, its commands and what they print.

python docs/write_questions.py
"""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from matcher import cli

DOCS = Path(__file__).parent
MOST_LINES = 26
"""Of longer outputs, the beginning is shown."""

LATE = """person_id,side,name,consent,weekdays,themes
P90,patient,Lena Fictional,yes,Mon;Tue;Wed;Thu;Fri,access to care
H90,professional,Omar Invented,yes,Mon;Tue;Wed;Thu;Fri,access to care
"""
"""Two late applicants, invented like everybody in the samples."""

OPENING = """# Questions that teams ask, answered on the London sample

Every answer below is what the command prints; the plan that they start from is made by
`matcher plan sample_data/london --out london-plan`. Everybody in it is invented. `late.csv` holds
two more invented applicants. Where an output is long, its beginning is shown.
"""


def page() -> str:
    """Return the page, with every command run in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, inside(Path(folder)):
        sections = [section(number) for number in range(1, len(questions()) + 1)]
    return "\n".join([OPENING, *sections])


def questions() -> list[dict[str, Any]]:
    """Return the questions, in their order."""
    found: list[dict[str, Any]] = tomllib.loads(
        (DOCS / "questions.toml").read_text(encoding="utf-8")
    )["question"]
    return found


def section(number: int) -> str:
    """Return one question and its answers; to be called `inside` a folder."""
    question = questions()[number - 1]
    parts = [f"## {number}. {question['ask']}\n", f"{question['say']}\n"]
    return "\n".join([*parts, *(_block(command) for command in question["run"])])


@contextlib.contextmanager
def inside(folder: Path, plan: Path | None = None) -> Iterator[None]:
    """Work in a folder that has the samples, the late applicants and the plan of London.

    Parameters
    ----------
    folder
        An empty folder.
    plan
        Where the plan of London is already; made anew where it is not.
    """
    (folder / "sample_data").symlink_to(DOCS.parent / "sample_data")
    (folder / "late.csv").write_text(LATE, encoding="utf-8")
    before = Path.cwd()
    os.chdir(folder)
    try:
        if plan is None:
            _answer("matcher plan sample_data/london --out london-plan")
        else:
            shutil.copytree(plan, "london-plan")
        yield
    finally:
        os.chdir(before)


def _block(command: str) -> str:
    lines = _answer(command).rstrip().splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… ({len(lines) - MOST_LINES} more lines)"]
    return "\n".join(["```console", f"$ {command}", *lines, "```", ""])


def _answer(command: str) -> str:
    """Return what a command prints; it must end as a plan or a clear no does."""
    said = io.StringIO()
    asked = shlex.split(command)
    with (
        patch.object(sys, "argv", asked),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(io.StringIO()) as errors,
    ):
        try:
            cli.main()
        except SystemExit as end:
            if end.code not in (None, 0, 1):
                raise RuntimeError(f"{command}: {errors.getvalue()}") from end
    return said.getvalue()


if __name__ == "__main__":
    (DOCS / "questions.md").write_text(page(), encoding="utf-8")

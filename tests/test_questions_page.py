"""The page of questions is what the commands print."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def test_every_question_that_teams_ask_is_there_once() -> None:
    asked = tomllib.loads((DOCS / "questions.toml").read_text(encoding="utf-8"))["question"]
    assert len({one["ask"] for one in asked}) == 22
    assert all(one["run"] and one["say"].endswith((".", ":")) for one in asked)


@pytest.mark.slow
def test_the_page_is_what_the_commands_print_today() -> None:
    written = (DOCS / "questions.md").read_text(encoding="utf-8")
    assert runpy.run_path(str(DOCS / "write_questions.py"))["page"]() == written

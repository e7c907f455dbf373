"""The page of questions is what the commands print."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import matcher
from planned import planned

DOCS = Path(__file__).parent.parent / "docs"
SPEC = importlib.util.spec_from_file_location("write_questions", DOCS / "write_questions.py")
assert SPEC is not None
assert SPEC.loader is not None
WRITER = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(WRITER)

QUESTIONS = 22
WRITTEN = (DOCS / "questions.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def london_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return matcher.save(planned("london"), tmp_path_factory.mktemp("plan") / "london-plan")


def test_every_question_that_teams_ask_is_there_once() -> None:
    asked = WRITER.questions()
    assert len({one["ask"] for one in asked}) == len(asked) == QUESTIONS
    assert all(one["run"] and one["say"].endswith((".", ":")) for one in asked)


def test_the_page_is_its_opening_and_every_question() -> None:
    assert WRITTEN.startswith(WRITER.OPENING)
    assert WRITTEN.count("\n## ") == QUESTIONS


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, QUESTIONS + 1))
def test_the_page_is_what_the_commands_print_today(
    number: int, london_plan: Path, tmp_path: Path
) -> None:
    start = WRITTEN.index(f"\n## {number}. ") + 1
    end = WRITTEN.find(f"\n## {number + 1}. ", start)
    with WRITER.inside(tmp_path, london_plan):
        assert WRITER.section(number) == (WRITTEN[start:] if end < 0 else WRITTEN[start:end])

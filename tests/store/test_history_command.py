"""`matcher history` and `matcher purge`, as people call them."""

from __future__ import annotations

import io
import json
import logging
import re
from pathlib import Path

import pytest
from remembered import COHORT

from matcher.commands.history import history
from matcher.export.folder import open_plan, save
from matcher.plans import Plan
from shells import Ask

BY = "--by", "Jo Hill", "--why", "a first try"


@pytest.fixture
def folder(tmp_path: Path, second: Plan) -> Path:
    return save(second, tmp_path / "my_plan")


@pytest.fixture(autouse=True)
def _no_database_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MATCHER_DATABASE", raising=False)


def test_a_plan_is_kept_reviewed_and_approved_and_the_history_tells_of_it(
    ask: Ask, folder: Path, tmp_path: Path
) -> None:
    code, out, said = ask(
        *("history", "keep", folder, "--name", "Spring", *BY),
        *("--pair", "P1+H2=they know each other"),
    )
    assert (code, out) == (0, "")
    assert said == f'This is plan 1 of "Spring", in {tmp_path / "matcher.sqlite"}.\n'
    assert ask("history", "review", "1", *BY)[0] == 0
    assert ask("history", "approve", "1", "--by", "Ann Bo", "--why", "it is fair")[0] == 0
    code, out, said = ask("history", folder)
    assert (code, said) == (0, "")
    lines = [line.strip() for line in out.splitlines()]
    assert lines[0] == "Spring (version 3)"
    assert lines[1].startswith("→ plan 1, approved: 2 pairs, total ")
    assert any(one.startswith("lock P1+H2: Jo Hill, ") for one in lines)
    assert any(one.endswith("UTC: they know each other") for one in lines)
    assert any(one.startswith("Spring: Ann Bo approved plan 1 on ") for one in lines)
    assert ask("history", "show", tmp_path / "matcher.sqlite")[1] == out
    assert ask("history")[1] == out


def test_the_history_is_told_to_programs(ask: Ask, folder: Path) -> None:
    ask("history", "keep", folder, "--name", "Spring", *BY)
    ask("history", "keep", folder, "--name", "Autumn", *BY)
    code, out, _ = ask("history", "--json", "--scenario", "Autumn")
    told = json.loads(out)
    assert code == 0
    assert told["scenarios"] == [{"name": "Autumn", "version": 1, "current": 2}]
    assert [plan["number"] for plan in told["plans"]] == [2]
    assert [entry["act"] for entry in told["log"]] == ["kept"]
    assert told["plans"][0]["touched"][0]["who"] == "Jo Hill"


def test_undo_redo_and_use_say_where_the_scenario_stands(
    ask: Ask, folder: Path, first: Plan, tmp_path: Path
) -> None:
    ask("history", "keep", save(first, tmp_path / "other"), "--name", "Spring", *BY)
    assert "after plan 1" in ask("history", "keep", folder, "--name", "Spring", *BY)[2]
    assert ask("history", "undo", "Spring", *BY)[2] == '"Spring" stands at plan 1.\n'
    assert ask("history", "redo", "Spring", *BY)[2] == '"Spring" stands at plan 2.\n'
    assert ask("history", "use", "1", *BY)[2] == '"Spring" stands at plan 1.\n'
    code, _, said = ask("history", "undo", "Spring", *BY)
    assert code == 2
    assert "nothing to undo" in said


def test_a_change_by_others_is_told_with_the_plan_kept(ask: Ask, folder: Path) -> None:
    ask("history", "keep", folder, "--name", "Spring", *BY)
    ask("history", "keep", folder, "--name", "Spring", "--by", "Ann Bo", "--why", "again")
    code, _, said = ask("history", "keep", folder, "--name", "Spring", *BY, "--seen", "1")
    assert code == 2
    assert "Ann Bo kept plan 2 on" in said
    assert "as a branch of plan 1, as plan 3" in said
    assert "plan 3, draft, a branch of plan 1" in ask("history")[1]


def test_a_kept_plan_is_written_out_and_made_again(
    ask: Ask, folder: Path, tmp_path: Path, second: Plan
) -> None:
    ask("history", "keep", folder, "--name", "Spring", *BY)
    assert ask("history", "open", "1", "--out", "again")[0] == 0
    assert open_plan(tmp_path / "again") == second
    code, _, said = ask("history", "open", "1", "--out", "again")
    assert code == 2
    assert "--force" in said
    code, out, _ = ask("history", "reproduce", "1")
    assert (code, out) == (0, "Plan 1 was made again: the same came out, to the last point.\n")


def test_a_backup_goes_to_another_database(
    ask: Ask, folder: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("history", "keep", folder, "--name", "Spring", *BY)
    assert ask("history", "backup", "memory.zip")[0] == 0
    here = ask("history")[1]
    code, _, said = ask("history", "restore", "memory.zip", "--database", postgresql)
    assert (code, said.count("s3cret")) == (0, 0)
    monkeypatch.setenv("MATCHER_DATABASE", postgresql)
    assert ask("history")[1] == here
    assert ask("history", "restore", "memory.zip")[0] == 2
    assert ask("history", "restore", "memory.zip", "--force")[0] == 0


def test_a_purge_asks_first_and_says_what_it_removed(
    ask: Ask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("history", "keep", folder, "--name", "Spring", *BY)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    code, _, said = ask("purge", "P1")
    assert code == 2
    assert "The person would be gone-1 from now on" in said
    assert said.endswith("Nothing was removed.\n")
    assert "lock=P1+H2" in ask("history")[1]
    code, out, _ = ask("purge", "P1", "--yes", "--by", "Ann Bo")
    assert code == 0
    assert "2 answers about dates removed" in out
    assert "backups made before" in out
    assert "lock=gone-1+H2" in ask("history")[1]
    assert "Somebody was removed from it" in ask("history", "open", "1", "--out", "left")[2]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("history",), "There is no memory at"),
        (("history", "undoo"), "no command, cohort or plan of the name 'undoo'"),
        (("history", "approve", "1", *BY), "There is no memory at"),
        (("purge", "P1", "--yes"), "There is no memory at"),
        (("history", "keep", "my_plan", "--name", "x", *BY, "--pair", "P1"), "ID+ID=TEXT"),
        (("history", "keep", "none", "--name", "x", *BY), "there is no such folder"),
        (("history", "keep", "my_plan", "--name", "x", "--by", "-", "--why", "y"), "who you are"),
    ],
)
def test_what_is_wrong_is_said(
    ask: Ask, folder: Path, arguments: tuple[str, ...], says: str
) -> None:
    code, out, said = ask(*arguments)
    assert (code, out) == (2, "")
    assert says in " ".join(said.replace("│", " ").split())


def test_nobody_stands_in_what_programs_log(
    ask: Ask, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        ask("history", "keep", folder, "--name", "Spring", *BY)
        ask("history")
        ask("purge", "P1", "--yes")
    names = {word for one in COHORT.people for word in (one.name, one.email) if word}
    assert [name for name in (*names, "Jo Hill") if name in caplog.text] == []


def test_every_command_that_the_page_shows_exists() -> None:
    page = (Path(__file__).parents[2] / "docs" / "memory.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"matcher history ([a-z]+)(?![\w_])", page))
    known = {command.name for command in history.registered_commands}
    assert shown == known - {"show", "redo", "use"}

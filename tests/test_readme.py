"""What the README shows runs as it is written."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from matcher.commands import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(marker: str, language: str) -> str:
    """Return the fenced block that follows a marker at once."""
    fence = rf"<!-- {re.escape(marker)} -->\n```{language}\n(.*?)\n```\n"
    found = re.findall(fence, README, flags=re.DOTALL)
    assert len(found) == 1, f"{marker}: {len(found)} blocks"
    return str(found[0])


@pytest.mark.parametrize(
    ("marker", "ends"),
    [("command: demo", ".venv/bin/matcher demo"), ("command: tests", ".venv/bin/pytest -n auto")],
)
def test_each_of_the_two_commands_is_one_line_from_nothing(marker: str, ends: str) -> None:
    command = block(marker, "sh")
    assert "\n" not in command
    steps = command.split(" && ")
    assert steps[0] == "python3 -m venv .venv"
    assert steps[1].startswith(".venv/bin/pip install ")
    assert steps[-1] == ends


def test_what_the_commands_install_exists() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = set(settings["project"]["optional-dependencies"])
    for marker in ("command: demo", "command: tests"):
        asked = re.findall(r"\.\[([\w,]+)\]", block(marker, "sh"))
        assert {name for names in asked for name in names.split(",")} <= extras


def test_the_python_example_runs_on_the_sample_cohort(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", block("example: python", "python")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("optimal")


def test_every_command_that_the_readme_shows_exists() -> None:
    shown = set(re.findall(r"^matcher ([a-z-]+)", README, flags=re.MULTILINE))
    assert shown
    commands = (*app.registered_commands, *app.registered_groups)
    known = {str(command.name) for command in commands}
    assert shown <= known


def test_the_exit_codes_are_told_in_the_help_too() -> None:
    said = " ".join(CliRunner().invoke(app, ["--help"]).output.split())
    for code in re.findall(r"^\| (\d) \|", README, flags=re.MULTILINE):
        assert re.search(rf"\b{code} \w", said)


def test_what_the_demo_says_is_what_the_readme_shows() -> None:
    shown = re.search(r"^    (\d+ of \d+ pairs, total .*)$", README, flags=re.MULTILINE)
    assert shown is not None
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import matcher; print(matcher.plan(matcher.load('sample_data/london')).objective)",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    total = re.search(r"total=(\d+)", done.stdout)
    worst = re.search(r"worst_fit=(\d+)", done.stdout)
    assert total is not None
    assert worst is not None
    assert f"total {int(total[1]):,} points, lowest fit {worst[1]} of 1000" in shown[1]


def test_every_file_that_the_readme_points_to_exists() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", README)
    named = re.findall(r"`((?:matcher|sample_data|docs)/[\w/.]+)`", README)
    missing = [path for path in {*linked, *named} if not (ROOT / path).exists()]
    assert missing == []

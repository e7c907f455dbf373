"""Standard streams that are full, closed, or lack a letter."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shells import SMALL, Shell, plan_in

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")


@needs_full
@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("schema", "plan"),
        ("check", "cohort"),
        ("check", "cohort", "--json"),
        ("scores", "cohort", "--out", "-"),
    ],
    ids=" ".join,
)
def test_a_full_standard_output_is_an_error_that_says_so(
    shell: Shell, arguments: tuple[str, ...]
) -> None:
    shell.write(SMALL)
    (shell.folder / "cohort" / "odd.csv").write_text("a")
    with FULL.open("w") as full:
        done = shell(*arguments, stdout=full)
    assert done.returncode == 2
    assert "standard output cannot be written: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@needs_full
def test_a_plan_is_written_though_nobody_can_be_told(shell: Shell) -> None:
    given = shell.write(SMALL)
    with FULL.open("w") as full:
        done = shell("plan", given, "--out", "plan", stderr=full)
    assert done.returncode == 0
    assert plan_in(shell.folder / "plan").status == "optimal"


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("sh"), reason="needs a shell")
def test_a_reader_of_the_messages_who_leaves_changes_no_exit_code(shell: Shell) -> None:
    command = " ".join(shell.command("plan", shell.write(SMALL), "--out", "plan"))
    done = subprocess.run(
        ["sh", "-c", f"({command}; echo $? >code) 2>&1 >/dev/null | true"],
        cwd=shell.folder,
        env=shell.environment(),
        check=False,
        timeout=120,
    )
    assert done.returncode == 0
    assert (shell.folder / "code").read_text().strip() == "0"
    assert plan_in(shell.folder / "plan").status == "optimal"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_output_never_fails_for_a_letter_that_the_terminal_lacks(
    shell: Shell, encoding: str
) -> None:
    folder = shell.write(SMALL)
    with (folder / "participants.csv").open("a", encoding="utf-8", newline="") as table:
        table.write("Ø🙂,both\n")
    shell.encoding = encoding
    assert shell("check", folder).returncode == 2
    listed = shell("check", folder, "--json")
    assert listed.returncode == 2
    assert "Ø🙂" in {problem["value"] for problem in json.loads(listed.stdout)}
    schema = shell("schema", "cohort")
    assert (schema.returncode, schema.stderr) == (0, "")
    assert json.loads(schema.stdout)["title"] == "Cohort"

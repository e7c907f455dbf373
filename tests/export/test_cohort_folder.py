"""Writing a cohort as it was read: `matcher check COHORT --fix OUT`."""

from __future__ import annotations

import pytest

from matcher.errors import OutputExistsError, Severity
from matcher.export.cohort_folder import save_cohort
from matcher.files import inspect
from shells import SMALL, Ask, Shell

MESSY = "date_from,kind\n21/01/2027,avoid\n"


def spoil(shell: Shell, text: str = MESSY) -> None:
    """Write a small cohort with a messy calendar."""
    folder = shell.write(SMALL)
    (folder / "calendar.csv").write_text(text)


def test_what_is_put_right_reads_as_before_and_without_repairs(shell: Shell, ask: Ask) -> None:
    spoil(shell)
    source = (shell.folder / "cohort" / "calendar.csv").read_bytes()
    code, _, said = ask("check", "cohort", "--fix", "clean")
    assert code == 0
    assert "put right, is in clean" in said
    found = inspect(shell.folder / "clean")
    assert found.cohort == inspect(shell.folder / "cohort").cohort
    assert Severity.REPAIRED not in [problem.severity for problem in found.problems]
    assert (shell.folder / "cohort" / "calendar.csv").read_bytes() == source


def test_nothing_is_written_while_errors_are_left(shell: Shell, ask: Ask) -> None:
    spoil(shell, "date_from,kind\n31/02/2027,avoid\n")
    code, _, said = ask("check", "cohort", "--fix", "clean")
    assert code == 2
    assert "Nothing is written" in said
    assert not (shell.folder / "clean").exists()


def test_what_stands_there_is_replaced_only_when_asked(shell: Shell, ask: Ask) -> None:
    spoil(shell)
    assert ask("check", "cohort", "--fix", "clean")[0] == 0
    (shell.folder / "clean" / "letter.txt").write_text("stays")
    code, _, said = ask("check", "cohort", "--fix", "clean")
    assert code == 2
    assert "--force" in said
    assert ask("check", "cohort", "--fix", "clean", "--force")[0] == 0
    assert (shell.folder / "clean" / "letter.txt").read_text() == "stays"


@pytest.mark.parametrize("out", ["cohort", ".", "cohort/../cohort"])
def test_the_files_themselves_stay_as_they_are(shell: Shell, ask: Ask, out: str) -> None:
    spoil(shell)
    code, _, said = ask("check", "cohort", "--fix", out, "--force")
    assert code == 2
    assert "is where the cohort is read from" in said
    assert (shell.folder / "cohort" / "calendar.csv").read_text() == MESSY


def test_a_cohort_that_somebody_keeps_by_hand_is_not_replaced(shell: Shell) -> None:
    kept = shell.folder / "kept"
    kept.mkdir()
    (kept / "programme.toml").write_text("[programme]\nstart = 2027-01-11\nend = 2027-07-09\n")
    with pytest.raises(OutputExistsError, match="no cohort that this program wrote"):
        save_cohort(SMALL, kept, force=True)
    assert [file.name for file in kept.iterdir()] == ["programme.toml"]

"""The command line: what it answers, and where it writes."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys

import pytest

from cohorts import benchmark_cohort
from matcher import __version__
from matcher.commands import base
from matcher.export.folder import open_plan
from matcher.files import load, write_folder
from matcher.plans import Outcome
from matcher.programme import SolveSettings
from matcher.solve.solution import Solution
from shells import SMALL, Ask, Shell, plan_in
from worlds import cohort, people

IMPOSSIBLE = cohort(*people(2, 2), rules={"programme.end": "2027-01-20"})
PLAN_FILES = {
    "attendance.csv",
    "catch_ups.csv",
    "unplaced.csv",
    "changes.json",
    "check_ins.csv",
    "cohort",
    "pairs.csv",
    "plan.json",
    "waiting.csv",
    "workshops.csv",
}


# Asking for help


def test_the_version_is_told(shell: Shell) -> None:
    done = shell("--version")
    assert (done.returncode, done.stdout) == (0, f"matcher {__version__}\n")


@pytest.mark.parametrize("command", [(), ("demo",), ("check",), ("scores",), ("plan",), ("app",)])
def test_help_is_at_hand(ask: Ask, command: tuple[str, ...]) -> None:
    code, said, _ = ask(*command, "--help")
    assert code == 0
    assert "Usage:" in said


def test_help_is_quick_since_it_loads_nothing_heavy() -> None:
    program = (
        "import sys, typer.testing; from matcher.commands import app;"
        "assert typer.testing.CliRunner().invoke(app, ['--help']).exit_code == 0;"
        "heavy = {'numpy', 'pandas', 'scipy', 'ortools', 'networkx', 'pydantic', 'holidays'};"
        "sys.exit(', '.join(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=Shell.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.strip() == ""


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("planet",),
        ("plan",),
        ("plan", "cohort"),
        ("plan", "cohort", "--out", "plan", "--time-limit", "-1"),
        ("plan", "cohort", "--out", "plan", "--time-limit", "nan"),
        ("plan", "cohort", "--out", "plan", "--time-limit", "soon"),
        ("plan", "cohort", "--out", "plan", "--seed", "-1"),
        ("plan", "cohort", "--out", "plan", "--seed", "0.5"),
        ("plan", "cohort", "--out", "plan", "more"),
        ("plan", "cohort", "--out", ""),
        ("plan", "nowhere", "--out", "plan"),
        ("plan", "", "--out", "plan"),
        ("check", "nowhere"),
        ("check",),
        ("scores", "cohort"),
        ("scores", "nowhere", "--out", "-"),
        ("schema", "plans"),
        ("demo", "paris"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_ends_with_2_and_writes_nothing(
    shell: Shell, ask: Ask, arguments: tuple[str, ...]
) -> None:
    shell.write(SMALL)
    code, _, complaint = ask(*arguments)
    assert code == 2
    assert complaint or not arguments
    assert "Traceback" not in complaint
    assert shell.left() == {"cohort"}


def test_check_says_problems_in_the_language_that_is_named(shell: Shell, ask: Ask) -> None:
    (shell.folder / "cohort").mkdir()
    (shell.folder / "cohort" / "participants.csv").write_text("name\nAnn\n", encoding="utf-8")
    code, said, verdict = ask("check", "cohort", "--language", "fr")
    assert code == 2
    assert "manque" in said
    assert "Rien ne peut être planifié" in verdict
    code, _, complaint = ask("check", "cohort", "--language", "de")
    assert code == 2
    assert "this language is not known" in " ".join(complaint.split())


def test_a_command_that_there_is_not_ends_with_2_in_a_shell_as_well(shell: Shell) -> None:
    done = shell("planet")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such command 'planet'" in done.stderr


# plan


def test_a_plan_is_written_with_everything_beside_it(shell: Shell) -> None:
    given = shell.write(SMALL)
    done = shell("plan", given, "--out", "plan", "--seed", "7", "--time-limit", "30")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Best possible under your rules: proven." in done.stderr
    assert {entry.name for entry in (shell.folder / "plan").iterdir()} == PLAN_FILES
    made = open_plan(shell.folder / "plan")
    assert made.status == "optimal"
    assert made.provenance.seed == 7
    assert made.cohort == SMALL == load(shell.folder / "plan" / "cohort")
    assert shell.left() == {"cohort", "plan"}


def test_no_plan_ends_with_1_and_the_reasons_are_written(shell: Shell) -> None:
    done = shell("plan", shell.write(IMPOSSIBLE), "--out", "plan")
    assert (done.returncode, done.stdout) == (1, "")
    assert "No plan exists under these rules." in done.stderr
    said = json.loads((shell.folder / "plan" / "plan.json").read_text("utf-8"))
    assert (said["status"], said["objective"], said["bound"], said["gap"]) == (
        "infeasible",
        None,
        None,
        None,
    )
    assert said["reasons"][0]["text"] in " ".join(done.stderr.split())
    assert open_plan(shell.folder / "plan").cohort == IMPOSSIBLE


def test_no_plan_in_time_ends_with_3(
    shell: Shell, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search is left out: whatever it is given, it may be quick enough to find something."""
    monkeypatch.setattr("matcher.pipeline.solve", lambda *_: Solution(Outcome.UNKNOWN))
    code, _, said = ask("plan", shell.write(SMALL), "--out", "plan", "--time-limit", "0")
    assert code == 3
    assert "The search ended before any plan was found." in said
    made = plan_in(shell.folder / "plan")
    assert (made.status, made.objective) == ("unknown", None)
    assert made.reasons[0].rule == "solve.time_limit_seconds"


def test_the_files_of_a_broken_cohort_end_with_2_and_every_problem_once(shell: Shell) -> None:
    folder = shell.write(SMALL)
    text = (folder / "participants.csv").read_text("utf-8")
    text = text.replace("P1,patient", "P1,nurse").replace("H2,professional", "H 2,professional")
    (folder / "participants.csv").write_text(text, "utf-8")
    settings = (folder / "programme.toml").read_text("utf-8")
    assert "missed_workshop = 100" in settings
    settings = settings.replace("missed_workshop = 100", "missed_workshop = -5")
    (folder / "programme.toml").write_text(settings, "utf-8")
    for command in (("plan", folder, "--out", "plan"), ("check", folder)):
        done = shell(*command)
        assert done.returncode == 2
        listed = done.stdout + done.stderr
        for value in ("nurse", "H 2", "costs.missed_workshop", "-5"):
            assert value in listed
        assert listed.count(" nurse ") == 1
    assert shell.left() == {"cohort"}


def test_an_output_that_exists_is_kept_unless_forced(shell: Shell, ask: Ask) -> None:
    given = shell.write(SMALL)
    assert ask("plan", given, "--out", "plan")[0] == 0
    (shell.folder / "plan" / "notes.txt").write_text("ours", "utf-8")
    before = (shell.folder / "plan" / "plan.json").read_bytes()
    code, _, complaint = ask("plan", given, "--out", "plan", "--seed", "3")
    assert code == 2
    assert "--force" in complaint
    assert (shell.folder / "plan" / "plan.json").read_bytes() == before
    assert ask("plan", given, "--out", "plan", "--seed", "3", "--force")[0] == 0
    assert plan_in(shell.folder / "plan").provenance.seed == 3
    assert (shell.folder / "plan" / "notes.txt").read_text("utf-8") == "ours"
    assert shell.left() == {"cohort", "plan"}


def test_a_folder_of_somebody_elses_is_not_replaced_even_when_forced(
    shell: Shell, ask: Ask
) -> None:
    given = shell.write(SMALL)
    other = shell.folder / "other"
    other.mkdir()
    (other / "pairs.csv").write_text("mine", "utf-8")
    assert ask("plan", given, "--out", "other", "--force")[0] == 2
    assert (other / "pairs.csv").read_text("utf-8") == "mine"


def test_an_output_in_the_place_of_a_file_is_refused_before_the_work(
    shell: Shell, ask: Ask
) -> None:
    given = shell.write(SMALL)
    (shell.folder / "plan").write_text("a file", "utf-8")
    code, _, complaint = ask("plan", given, "--out", "plan", "--force")
    assert code == 2
    assert "plan is a file" in complaint


def test_the_same_files_give_the_same_plan(shell: Shell) -> None:
    given = shell.write(SMALL)
    texts = []
    for name in ("one", "two"):
        assert shell("plan", given, "--out", name).returncode == 0
        said = json.loads((shell.folder / name / "plan.json").read_text("utf-8"))
        said["provenance"].pop("seconds")
        texts.append(said)
    assert texts[0] == texts[1]


# Wrong commands


@pytest.mark.parametrize("port", ["0", "65536", "99999999", "-1"])
def test_a_port_that_cannot_be_is_refused_with_what_can(ask: Ask, port: str) -> None:
    code, _, complaint = ask("app", "--port", port)
    assert code == 2
    assert "--port" in complaint
    assert "65535" in complaint or "equal to 1" in complaint


def test_a_seed_has_the_range_of_the_setting(ask: Ask, shell: Shell) -> None:
    schema = SolveSettings.model_json_schema()["properties"]["seed"]
    assert (schema["minimum"], schema["maximum"]) == (0, base.LARGEST_SEED)
    given = shell.write(SMALL)
    code, _, complaint = ask("plan", given, "--out", "a", "--seed", base.LARGEST_SEED + 1)
    assert code == 2
    assert "2147483647" in complaint
    assert ask("plan", given, "--out", "a", "--seed", base.LARGEST_SEED)[0] == 0


@pytest.mark.parametrize("command", ["check", "plan", "scores"])
def test_an_empty_name_is_not_the_current_folder(ask: Ask, shell: Shell, command: str) -> None:
    write_folder(SMALL, shell.folder)
    rest = [] if command == "check" else ["--out", "out"]
    code, _, complaint = ask(command, "", *rest)
    assert code == 2
    assert "name a folder" in complaint


def test_the_exit_codes_are_told(ask: Ask) -> None:
    said = " ".join(ask("--help")[1].split())
    for code in (0, 1, 2, 3, 70, 130, 143):
        assert f"{code} " in said


# demo


def test_the_demo_twice_makes_two_folders(shell: Shell) -> None:
    for expected in ({"matcher-demo"}, {"matcher-demo", "matcher-demo-2"}):
        done = shell("demo")
        assert (done.returncode, done.stdout) == (0, "")
        assert "12 of 12 pairs" in done.stderr
        assert shell.left() == expected
    assert open_plan(shell.folder / "matcher-demo-2").status == "optimal"


def test_the_demo_knows_another_sample_and_place(shell: Shell, ask: Ask) -> None:
    assert ask("demo", "lyon", "--out", "là bas")[0] == 0
    assert open_plan(shell.folder / "là bas").cohort.programme.programme.country == "FR"
    assert ask("demo", "lyon", "--out", "là bas")[0] == 2


# check, scores and schema


def test_clean_files_end_with_0(shell: Shell) -> None:
    done = shell("check", shell.write(SMALL))
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 errors, 0 warnings. 2 on the patient side, 2 on the professional side" in done.stderr


def test_the_problems_come_as_json_and_nothing_else(shell: Shell) -> None:
    folder = shell.write(SMALL)
    assert json.loads(shell("check", folder, "--json").stdout) == []
    with (folder / "participants.csv").open("a", encoding="utf-8", newline="") as table:
        table.write("Ø,both\n")
    done = shell("check", folder, "--json")
    assert done.returncode == 2
    problems = json.loads(done.stdout)
    assert {problem["file"] for problem in problems} == {"participants.csv"}
    assert {"row", "column", "value", "message", "remedy", "severity"} <= set(problems[0])
    assert "Ø" in {problem["value"] for problem in problems}


def test_the_scores_go_to_a_file_or_to_the_standard_output(shell: Shell, ask: Ask) -> None:
    folder = shell.write(SMALL)
    code, said, _ = ask("scores", folder, "--out", "-")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(said)))
    assert list(rows[0]) == ["patient_id", "professional_id", "allowed", "fit", "reason"]
    assert len(rows) == 4
    assert ask("scores", folder, "--out", "F.csv")[:2] == (0, "")
    assert (shell.folder / "F.csv").read_text("utf-8") == said
    assert ask("scores", folder, "--out", "F.csv")[0] == 2
    assert ask("scores", folder, "--out", "F.csv", "--force")[0] == 0
    assert shell.left() == {"cohort", "F.csv"}


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("sh"), reason="needs a shell")
def test_a_reader_that_has_enough_is_no_error(shell: Shell) -> None:
    folder = shell.write(benchmark_cohort(2, 100, 20, seed=1))
    piped = f"{' '.join(shell.command('scores', folder, '--out', '-'))}; echo $? >&2"
    done = subprocess.run(
        ["sh", "-c", f"({piped}) | head -n 1"],
        env=shell.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.split() == ["0"]
    assert done.stdout.startswith("patient_id,")


@pytest.mark.parametrize("name", ["cohort", "plan"])
def test_a_schema_is_json_and_nothing_else(ask: Ask, name: str) -> None:
    code, said, complaint = ask("schema", name)
    assert (code, complaint) == (0, "")
    assert json.loads(said)["title"].casefold() == name


def test_what_plan_writes_keeps_to_the_schema_of_a_plan(shell: Shell, ask: Ask) -> None:
    assert ask("plan", shell.write(SMALL), "--out", "plan")[0] == 0
    schema = json.loads(ask("schema")[1])
    said = json.loads((shell.folder / "plan" / "plan.json").read_text("utf-8"))
    assert set(said) == set(schema["properties"])
    assert set(schema["required"]) <= set(said)


# Starting an empty cohort


def test_an_empty_cohort_is_started_and_says_where_to_read_on(shell: Shell) -> None:
    done = shell("new", "spring", "--country", "FR", "--start", "2027-01-11", "--end", "2027-07-09")
    assert (done.returncode, done.stdout) == (0, "")
    assert "spring/README.txt" in done.stderr
    assert shell.left() == {"spring"}
    checked = shell("check", "spring/cohort.xlsx")
    assert checked.returncode == 2
    assert "there are no participants" in checked.stdout
    again = shell("new", "spring")
    assert (again.returncode, "--force" in again.stderr) == (2, True)


def test_a_day_of_another_form_is_refused(shell: Shell) -> None:
    done = shell("new", "spring", "--start", "11/01/2027")
    assert done.returncode == 2
    assert "%Y-%m-%d" in done.stderr
    assert shell.left() == set()

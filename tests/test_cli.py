"""The command line: what it answers, where it writes, and what is left when it is stopped."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cohorts import benchmark_cohort
from matcher import __version__, cli
from matcher.cohort import Cohort
from matcher.export.folder import open_plan
from matcher.files import load, write_folder
from matcher.plans import Plan
from worlds import cohort, people

SMALL = cohort(*people(2, 2))
IMPOSSIBLE = cohort(*people(2, 2), rules={"programme.end": "2027-01-20"})
PLAN_FILES = {
    "attendance.csv",
    "changes.json",
    "check_ins.csv",
    "cohort",
    "pairs.csv",
    "plan.json",
    "waiting.csv",
    "workshops.csv",
}


class Shell:
    """Runs the command line in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    @staticmethod
    def command(*arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "matcher", *map(str, arguments)]

    @staticmethod
    def environment() -> dict[str, str]:
        return {**os.environ, "COLUMNS": "200", "PYTHONPATH": os.pathsep.join(sys.path)}

    def write(self, given: Cohort, name: str = "cohort") -> Path:
        write_folder(given, self.folder / name)
        return self.folder / name

    def left(self) -> set[str]:
        return {entry.name for entry in self.folder.iterdir()}


Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return what runs a command in this process, which is quick: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def answer(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["matcher", *map(str, arguments)])
        code: object = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code
        assert isinstance(code, int)
        return code, *capsys.readouterr()

    return answer


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def plan_in(folder: Path) -> Plan:
    return Plan.model_validate_json((folder / "plan.json").read_text("utf-8"))


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
        "import sys, typer.testing; from matcher.cli import app;"
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


def test_no_plan_in_time_ends_with_3(shell: Shell) -> None:
    given = benchmark_cohort(12, 20, 50, seed=1)
    musts = tuple(
        one.model_copy(update={"status": "confirmed"}) if one.person_id[1:] <= "010" else one
        for one in given.people
    )
    hard = given.model_copy(update={"people": musts})
    done = shell("plan", shell.write(hard), "--out", "plan", "--time-limit", "0")
    assert done.returncode == 3
    assert "The search ended before any plan was found." in done.stderr
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


SAYS_WHEN_IT_SEARCHES = """
import sys
from matcher import cli, talk
report = talk.ConsoleProgress.report
def spoken(self, snapshot):
    report(self, snapshot)
    print("searching", flush=True)
talk.ConsoleProgress.report = spoken
sys.argv[0] = "matcher"
cli.main()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda one: one.name)
def test_a_plan_that_is_interrupted_keeps_the_best_so_far(
    shell: Shell, number: signal.Signals
) -> None:
    given = shell.write(benchmark_cohort(100, 150, 125, seed=1, if_needed=0.3, avoided_weeks=4))
    started = subprocess.Popen(
        [sys.executable, "-c", SAYS_WHEN_IT_SEARCHES, "plan", given, "--out", "plan"],
        cwd=shell.folder,
        env=shell.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "searching\n"
    started.send_signal(number)
    _, said = started.communicate(timeout=120)
    assert started.returncode == 0, said
    assert "A plan, not proven to be the best" in said
    made = open_plan(shell.folder / "plan")
    assert made.status == "feasible"
    assert made.objective is not None
    assert made.bound is not None
    assert made.bound >= made.objective.total
    assert shell.left() == {"cohort", "plan"}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_command_that_is_interrupted_before_it_searches_writes_nothing(shell: Shell) -> None:
    program = """
import os, signal, sys
from matcher import cli, files
def interrupted(path):
    os.kill(os.getpid(), signal.SIGINT)
files.inspect = interrupted
cli.main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program, "plan", shell.write(SMALL), "--out", "plan"],
        cwd=shell.folder,
        env=shell.environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode not in (0, 1, 2, 3)
    assert shell.left() == {"cohort"}


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

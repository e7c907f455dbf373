"""What is said and left when a command is stopped, or has too little memory."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from cohorts import benchmark_cohort
from matcher.export.folder import open_plan
from shells import SMALL, Shell

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
    done = shell.run_patched(
        "from matcher import files\n"
        "files.inspect = lambda path: os.kill(os.getpid(), signal.SIGINT)",
        "plan",
        shell.write(SMALL),
        "--out",
        "plan",
    )
    assert (done.returncode, done.stderr) == (130, "Stopped before the end.\n")
    assert shell.left() == {"cohort"}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_library_that_is_interrupted_while_it_loads_says_nothing_of_its_own(
    shell: Shell,
) -> None:
    done = shell.run_patched(
        """
from matcher import files
def load(path):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        raise ImportError("half loaded")
files.load = load
""",
        "scores",
        shell.write(SMALL),
        "--out",
        "F.csv",
    )
    assert (done.returncode, done.stderr) == (130, "Stopped before the end.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("number", "code"),
    [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)],
    ids=["SIGINT", "SIGTERM", "SIGHUP"],
)
@pytest.mark.parametrize(
    ("patch", "arguments"),
    [
        ("folder.sync = lambda file: os.kill(os.getpid(), signal.{})", ("plan", "--out", "plan")),
        ("writing.sync = lambda file: os.kill(os.getpid(), signal.{})", ("scores", "--out", "F")),
    ],
    ids=["plan", "scores"],
)
def test_a_command_that_is_stopped_while_it_writes_clears_up(
    shell: Shell, patch: str, arguments: tuple[str, str, str], number: str, code: int
) -> None:
    command, *rest = arguments
    imports = "from matcher.export import folder, writing\n"
    done = shell.run_patched(imports + patch.format(number), command, shell.write(SMALL), *rest)
    assert done.returncode == code
    assert done.stderr.endswith("Stopped before the end.\n")
    assert "Traceback" not in done.stderr
    assert shell.left() == {"cohort"}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_closed_terminal_ends_nothing_that_was_started_with_nohup(shell: Shell) -> None:
    ignored = "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    patch = "from matcher.export import folder\nfolder.sync = lambda file: os.kill(os.getpid(), 1)"
    done = shell.run_patched(ignored + patch, "plan", shell.write(SMALL), "--out", "plan")
    assert done.returncode == 0, done.stderr
    assert open_plan(shell.folder / "plan").status == "optimal"


def test_too_little_memory_is_said_with_what_to_do(shell: Shell) -> None:
    done = shell.run_patched(
        """
import numpy
from matcher import pipeline
pipeline.plan = lambda *_, **__: numpy.empty(1 << 60, dtype=numpy.int8)
""",
        "plan",
        shell.write(SMALL),
        "--out",
        "plan",
    )
    assert done.returncode == 2
    assert done.stderr.startswith("There is too little memory for this. Plan fewer people at once")
    assert shell.left() == {"cohort"}

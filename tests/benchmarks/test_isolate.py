"""A task of its own process ends in an answer or in a row that says what happened."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from benchmarks.isolate import Failed, in_own_process


def double(number: int) -> int:
    return 2 * number


def own_id() -> int:
    return os.getpid()


def complain() -> None:
    raise ValueError("no such\ncohort")


def end_with(code: int) -> None:
    os._exit(code)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def start_another_and_sleep(note: str) -> None:
    sleeper = subprocess.Popen(["sleep", "60"])
    Path(note).write_text(str(sleeper.pid), encoding="utf-8")
    time.sleep(60)


def test_the_answer_comes_back_from_another_process() -> None:
    assert in_own_process(double, 21, limit=60) == 42
    assert in_own_process(own_id, limit=60) != os.getpid()


def test_an_error_comes_back_as_one_line() -> None:
    assert in_own_process(complain, limit=60) == Failed("ValueError: no such cohort")


def test_a_process_that_vanishes_is_told_by_how_it_ended() -> None:
    assert in_own_process(end_with, 3, limit=60) == Failed("its process ended with exit code 3")
    assert in_own_process(be_killed, limit=60) == Failed("its process ended by SIGKILL")


def test_a_task_that_takes_too_long_ends_with_all_that_it_started(tmp_path: Path) -> None:
    note = tmp_path / "sleeper"
    found = in_own_process(start_another_and_sleep, str(note), limit=5)
    assert found == Failed("stopped after 5 s without an answer")
    assert not is_running(int(note.read_text(encoding="utf-8")))


def is_running(process: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
        except FileNotFoundError:
            return False
        if state.split()[0] == "Z":
            return False
        time.sleep(0.05)
    return True

"""Processes of our own end with whoever began them, and say where none can be begun."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

UNGUARDED = """
import matcher
from matcher.samples import sample_path

cohort = matcher.load(sample_path("clinic"))
{call}
"""
SWEEP = 'print(len(matcher.sweep(cohort, {"pairs": (1, 2)}, jobs=2).rows))'
BATCH = "print(len(list(matcher.plan_many([cohort, cohort], jobs=2))))"
INTAKE = 'print(len(matcher.intake(matcher.load(sample_path("london")), jobs=2).cohorts))'

ENDLESS = """
import os
import time

from matcher.parallel.pool import OwnPool


def wait(seconds):
    print(os.getpid(), flush=True)
    time.sleep(seconds)


if __name__ == "__main__":
    pool = OwnPool(1, os.getpid)
    pool.submit(wait, 60).result()
"""


@pytest.mark.parametrize("call", [SWEEP, BATCH, INTAKE], ids=["sweep", "batch", "intake"])
def test_a_script_without_its_guard_is_told_so(call: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED.format(call=call), encoding="utf-8")
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stdout == ""
    last = ran.stderr.strip().splitlines()[-1]
    assert "NeverBegunError: No process could be begun." in last
    assert '`if __name__ == "__main__":`' in last


def test_processes_end_with_the_one_that_began_them(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(ENDLESS, encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.kill(parent.pid, signal.SIGKILL)
    until = time.monotonic() + 20
    while _is_there(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _is_there(child)


def _is_there(process: int) -> bool:
    """Return whether a process is at work still; one that ended may wait to be noted."""
    state = Path(f"/proc/{process}/stat")
    try:
        return state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

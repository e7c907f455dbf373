"""The command line in a folder of its own, in a process of its own or in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from matcher.cohort import Cohort
from matcher.files import write_folder
from matcher.plans import Plan
from worlds import cohort, people

SMALL = cohort(*people(2, 2))
PIPE = subprocess.PIPE
Stream = IO[str] | int


class Shell:
    """Runs the command line in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.encoding = "utf-8"

    def __call__(
        self, *arguments: str | Path, stdout: Stream = PIPE, stderr: Stream = PIPE
    ) -> subprocess.CompletedProcess[str]:
        return self._run(self.command(*arguments), stdout, stderr)

    def run_patched(self, patch: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run the command line in a process in which something was replaced before."""
        program = f"import os, signal\n{patch}\nfrom matcher import cli\ncli.main()"
        return self._run([sys.executable, "-c", program, *map(str, arguments)], PIPE, PIPE)

    def _run(
        self, command: list[str], stdout: Stream, stderr: Stream
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environment(), "PYTHONIOENCODING": self.encoding},
            stdout=stdout,
            stderr=stderr,
            encoding=self.encoding,
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
"""Runs a command in this process: exit code, stdout, stderr."""


def plan_in(folder: Path) -> Plan:
    return Plan.model_validate_json((folder / "plan.json").read_text("utf-8"))

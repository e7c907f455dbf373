"""Virtual environments for packages that are no part of ours: made when they are first needed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.isolate import Skipped

if TYPE_CHECKING:
    from pathlib import Path

INSTALL_SECONDS = 600


@dataclass(frozen=True)
class Environment:
    """What a package needs to run.

    Attributes
    ----------
    name
        The name of its folder.
    packages
        What pip installs.
    programs
        What else has to be on the machine.
    """

    name: str
    packages: tuple[str, ...]
    programs: tuple[str, ...] = ()


def python_of(environment: Environment, folder: Path) -> Path | Skipped:
    """Return the interpreter of an environment, made first where it is not there yet.

    Parameters
    ----------
    environment
        What it has to hold.
    folder
        Where the environments are kept.

    Returns
    -------
    Path or Skipped
        The interpreter; or in one line why there is none.
    """
    for program in environment.programs:
        if shutil.which(program) is None:
            return Skipped("no JVM" if program == "java" else f"{program} is not installed")
    home = (folder / environment.name).resolve()
    python = home / "bin" / "python"
    ready = home / "installed.txt"
    wanted = "\n".join(environment.packages)
    if ready.is_file() and ready.read_text(encoding="utf-8") == wanted:
        return python
    return _made(environment, home, python) or _noted(ready, wanted, python)


def _made(environment: Environment, home: Path, python: Path) -> Skipped | None:
    """Make an environment and install into it; say in one line what went wrong."""
    make = [sys.executable, "-m", "venv", "--clear", str(home)]
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    for command in (make, [*install, *environment.packages]):
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return Skipped(f"{' '.join(environment.packages)} took too long to install")
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
            why = lines[-1].removeprefix("ERROR: ") if lines else f"exit code {done.returncode}"
            return Skipped(f"{' '.join(environment.packages)} cannot be installed: {why}"[:200])
    return None


def _noted(ready: Path, wanted: str, python: Path) -> Path:
    ready.write_text(wanted, encoding="utf-8")
    return python


def versions_in(python: Path) -> str:
    """Return what is installed in an environment, as `name version, …`."""
    code = (
        "from importlib.metadata import distributions as d;"
        "print(', '.join(sorted(f\"{x.metadata['Name']} {x.version}\" for x in d()"
        " if x.metadata['Name'] not in ('pip', 'setuptools'))))"
    )
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip()

"""Runs a task in a process of its own, so that its memory is its own and its crash is no more."""

from __future__ import annotations

import os
import resource
import signal
import sys
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Result = TypeVar("Result")

MOST_MEMORY = 12 * 2**30
"""Bytes of address space that a task may take on Linux; on a smaller machine, all that it has."""


@dataclass(frozen=True)
class Failed:
    """A task that came to nothing.

    Attributes
    ----------
    why
        One line for the table.
    """

    why: str


@dataclass(frozen=True)
class Skipped:
    """A task that cannot be done on this machine.

    Attributes
    ----------
    why
        One line for the table.
    """

    why: str


def in_own_process(
    task: Callable[..., Result], *arguments: Any, limit: float
) -> Result | Failed | Skipped:
    """Run a task in a fresh process.

    Parameters
    ----------
    task
        A function at the top of a module; what it returns must be picklable.
    arguments
        For the function.
    limit
        Seconds after which the process, and all that it started, is killed. Tasks that know
        their own limit should get a good deal more here.

    Returns
    -------
    Result, Failed or Skipped
        What the task returned; or `Failed`, whatever happened to the process.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, task, arguments))
    process.start()
    theirs.close()
    try:
        answer: Result | Failed | Skipped = _received(process, ours, limit)
        return answer
    finally:
        _end(process)
        ours.close()


def _received(process: BaseProcess, answers: Connection, limit: float) -> Any:
    if not answers.poll(limit):
        return Failed(f"stopped after {limit:.0f} s without an answer")
    try:
        return answers.recv()
    except EOFError:
        process.join(10)
        return Failed(f"its process ended {_how(process.exitcode)}")


def _end(process: BaseProcess) -> None:
    """End a process and what it started, if anything of it is left."""
    process.join(0.2)
    if process.pid is not None and process.is_alive():
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:  # it has not yet made a group of its own, or has just ended
            process.kill()
    process.join()


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"by {signal.Signals(-code).name}"
    return f"with exit code {code}"


def _run(answers: Connection, task: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Do the task in the child, and send what comes of it; an error is sent and raised on."""
    os.setsid()
    if sys.platform == "linux":
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (min(MOST_MEMORY, total), hard))
    try:
        answers.send(task(*arguments))
    except BaseException as error:
        answers.send(Failed(_one_line(error)))
        raise


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}"[:300].rstrip(": ")

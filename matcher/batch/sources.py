"""Which cohorts a batch has, and what the folder of each is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os import PathLike
from os.path import abspath
from pathlib import Path

from matcher.batch.files import OWN_FILES
from matcher.cohort import Cohort
from matcher.errors import InputError, Problem

Source = str | Path | Cohort
"""A folder of CSV files, a workbook, or a cohort that was made in Python."""


@dataclass(frozen=True)
class Task:
    """One cohort to plan.

    Attributes
    ----------
    number
        From 1 on.
    name
        What it is called: no two of a batch share one, whatever the case.
    source
        Where it is read from, or the cohort itself.
    place
        Where it was read from, as it was named; blank for one that was made in Python.
    warnings
        What was found worth a look where it was read already.
    """

    number: int
    name: str
    source: Path | Cohort
    place: str = ""
    warnings: tuple[Problem, ...] = ()


def tasks_of(sources: Iterable[Source]) -> tuple[Task, ...]:
    """Return the cohorts of a batch by name.

    A cohort is called as its folder or workbook is; where several share a name, the names of the
    folders above are put before it, as many as it takes.

    Raises
    ------
    matcher.InputError
        When none is named, or one twice.
    TypeError
        When a single path or cohort is given.
    """
    if isinstance(sources, str | PathLike | Cohort):
        raise TypeError("several cohorts are meant: put a single one into a list")
    given = [one if isinstance(one, Cohort) else Path(one) for one in sources]
    problems = [] if given else [_problem("batch", "no cohort is named", "Name at least one.")]
    paths = [_whole(one) for one in given if isinstance(one, Path)]
    for path, times in Counter(paths).items():
        if times > 1:
            message = f"this cohort is named {times} times"
            problems.append(_problem(path.name, message, "Name it once."))
    if problems:
        raise InputError(problems)
    names = _names([_parts(one) for one in given])
    return tuple(
        Task(number, name, source, "" if isinstance(source, Cohort) else str(source))
        for number, (name, source) in enumerate(zip(names, given, strict=True), start=1)
    )


def _problem(file: str, message: str, remedy: str) -> Problem:
    return Problem(file=file, message=message, remedy=remedy)


def _whole(path: Path) -> Path:
    try:
        return path.absolute().resolve()
    except (RuntimeError, ValueError):  # a loop of links; a NUL in the name: reading tells it
        return path


def _parts(source: Path | Cohort) -> tuple[str, ...]:
    """Return what a cohort may be called after, the most telling last."""
    if isinstance(source, Cohort):
        return (re.sub(r"[^\w.-]+", "-", source.programme.programme.name.strip()).strip("-."),)
    path = Path(abspath(source))  # a link is called as it is, not as what it leads to
    last = path.stem if path.suffix.casefold() == ".xlsx" else path.name
    return (*path.parent.parts[1:], last)


def _names(parts: Sequence[tuple[str, ...]]) -> list[str]:
    """Return a name for each, with as many parts as it takes to tell it from the others."""
    depth = [1] * len(parts)
    while True:
        names = ["-".join(one[-many:]) or "cohort" for one, many in zip(parts, depth, strict=True)]
        shared = Counter(name.casefold() for name in names)
        longer = [
            place
            for place, name in enumerate(names)
            if shared[name.casefold()] > 1 and depth[place] < len(parts[place])
        ]
        if not longer:
            return _numbered(names)
        for place in longer:
            depth[place] += 1


def _numbered(names: list[str]) -> list[str]:
    """Return the names with numbers behind those that are still the same, or are not free."""
    taken = {name.casefold() for name in OWN_FILES}
    found = []
    for name in names:
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name}-{number}"
        taken.add(free.casefold())
        found.append(free)
    return found

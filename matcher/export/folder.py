"""A plan as a folder that stands alone: what was decided, the tables, and what it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from matcher import __version__
from matcher.digest import digest
from matcher.errors import InputError, Problem
from matcher.export.csv_text import csv_text
from matcher.export.swapping import Ours, put_in_place, refuse_bad_place
from matcher.export.tables import TABLES
from matcher.export.writing import resolved, said_clearly, stage_beside, sync
from matcher.plans import Plan

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.decisions import Decisions

PLAN, CHANGES, COHORT = "plan.json", "changes.json", "cohort"
TABLE_FILES = tuple(TABLES)
"""The tables that a folder holds, each as `NAME.csv`."""

FORMAT_START = "matcher-plan/"


def save(plan: Plan, folder: str | Path, *, force: bool = False) -> Path:
    """Write a plan, its tables and its cohort into a folder.

    The folder is made whole beside its place and then renamed into it. Killed at any moment, this
    leaves the old folder or the new one complete, the old one possibly as `FOLDER.old`.

    Parameters
    ----------
    plan
        A plan that knows its cohort.
    folder
        Where it goes. Missing folders above it are made; a symbolic link is followed.
    force
        Whether a plan that stands there is replaced. Other files beside it are kept.

    Returns
    -------
    Path
        The folder that was written.

    Raises
    ------
    matcher.errors.OutputExistsError
        When something stands there that must not be replaced.
    matcher.export.writing.OutputError
        When the disk refuses.
    """
    asked = Path(folder)
    with said_clearly(asked):
        target = resolved(asked)
        refuse_bad_place(asked, target, _ours(), force=force)
        with stage_beside(target) as stage:
            fresh = stage / "new"
            write_plan(plan, fresh)
            put_in_place(fresh, target, _ours())
    return target


def refuse_existing(folder: str | Path, *, force: bool = False) -> None:
    """Raise the error that `save` would raise where a folder must not be replaced.

    To be asked before the work, so that nobody waits for a plan that cannot be kept.
    """
    asked = Path(folder)
    with said_clearly(asked):
        refuse_bad_place(asked, resolved(asked), _ours(), force=force)


def open_plan(folder: str | Path) -> Plan:
    """Read a plan and the cohort that it was made from out of a folder that `save` wrote.

    Raises
    ------
    matcher.InputError
        With everything that is wrong with the folder.
    """
    from matcher.changes import restore
    from matcher.files import load

    place = Path(folder)
    problems: list[Problem] = []
    plan = _read_plan(place, problems)
    changes = _read_changes(place, problems)
    cohort = None
    if not place.is_dir():
        problems = [_problem(place.name, "there is no such folder")]
    elif not (place / COHORT).is_dir():
        problems.append(_problem(COHORT, "the folder of the cohort is missing"))
    else:
        try:
            cohort = load(place / COHORT)
        except InputError as error:
            problems.extend(error.problems)
    if plan is None or cohort is None or problems:
        raise InputError(problems)
    return _of_its_cohort(plan, cohort.with_changes(*restore(changes)) if changes else cohort)


def read_plan(folder: str | Path) -> Plan | None:
    """Return the plan in a folder, without its cohort; nothing where none can be read."""
    return _read_plan(Path(folder), [])


def _of_its_cohort(plan: Plan, cohort: Cohort) -> Plan:
    """Return the plan with its cohort, unless that has changed since."""
    made_here = plan.provenance.version == __version__
    if made_here and plan.provenance.input_digest != digest(cohort):
        raise InputError(
            [
                Problem(
                    file=COHORT,
                    message="the cohort has changed since the plan was made from it",
                    remedy="Put back what was there, or make a plan of the changed cohort.",
                )
            ]
        )
    return plan.of_cohort(cohort)


def plan_text(plan: Plan) -> str:
    """Return the text of `plan.json`."""
    return plan.model_dump_json(indent=2) + "\n"


def _read_plan(place: Path, problems: list[Problem]) -> Plan | None:
    text = _read(place / PLAN, problems)
    if text is None:
        return None
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_context=False):
            key = ".".join(str(part) for part in one["loc"]) or None
            problems.append(_problem(PLAN, one["msg"], column=key))
    return None


def _read_changes(place: Path, problems: list[Problem]) -> list[Any]:
    text = _read(place / CHANGES, problems)
    if text is None:
        return []
    try:
        changes = json.loads(text)
    except ValueError as error:
        problems.append(_problem(CHANGES, f"this is not JSON: {error}"))
        return []
    if isinstance(changes, list):
        return changes
    problems.append(_problem(CHANGES, "this is not a list of changes"))
    return []


def _read(file: Path, problems: list[Problem]) -> str | None:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(_problem(file.name, "there is no such file"))
    except (OSError, ValueError) as error:
        problems.append(_problem(file.name, f"the file cannot be read: {error}"))
    return None


def _problem(file: str, message: str, column: str | None = None) -> Problem:
    remedy = "Name a folder as `matcher plan --out` wrote it, or make the plan again."
    return Problem(file=file, column=column, message=message, remedy=remedy)


def write_plan(plan: Plan, fresh: Path) -> None:
    """Write a plan into a folder that is not there yet, and wait until it is on the disk."""
    from matcher.files import write_folder

    cohort = plan.cohort
    fresh.mkdir()
    texts = {PLAN: plan_text(plan), CHANGES: _changes_text(cohort)}
    texts |= {f"{name}.csv": csv_text(TABLES[name](plan)) for name in TABLE_FILES}
    for name, text in texts.items():
        (fresh / name).write_text(text, encoding="utf-8", newline="")
    write_folder(cohort.base, fresh / COHORT)
    for path in fresh.rglob("*"):
        if path.is_file():
            sync(path)


def _changes_text(cohort: Cohort) -> str:
    from matcher.changes import Add, dump

    made: list[Any] = list(decisions_as_changes(cohort.base.decisions))
    for change in cohort.changes:
        made += dump([change]) if isinstance(change, Add) else [str(change)]
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def decisions_as_changes(decisions: Decisions) -> Iterator[str]:
    """Yield decisions that no change made as the changes that make them: no other file has them."""
    for patient, professional in decisions.locked:
        yield f"lock={patient}+{professional}"
    for patient, professional in decisions.forbidden:
        yield f"forbid={patient}+{professional}"
    for who, (patient, professional) in decisions.thirds.items():
        yield f"join={who}:{patient}+{professional}"
    yield from (f"leave={who}" for who in decisions.released)
    yield from (f"pause={who}" for who in decisions.paused)
    for number, day in decisions.fixed_dates.items():
        yield f"date={number}:{day.isoformat()}"
    for days in decisions.blocked:
        yield f"block={days.first.isoformat()}..{days.last.isoformat()}"


def _ours() -> Ours:
    """Return what a plan's folder holds; whatever else lies in it belongs to somebody else."""
    from matcher.files.columns import TABLE_NAMES

    cohort = {*(f"{name}.csv" for name in TABLE_NAMES), "programme.toml", "current_plan.json"}
    files = {PLAN, CHANGES, *(f"{name}.csv" for name in TABLE_FILES)}
    return Ours(frozenset(files), {COHORT: frozenset(cohort)}, _is_plan)


def plan_files() -> frozenset[str]:
    """Return the names of all files that a plan's folder holds, its cohort's included."""
    ours = _ours()
    return ours.files.union(*ours.folders.values())


def _is_plan(folder: Path) -> bool:
    """Return whether a plan of whatever version lies in a folder."""
    try:
        content = json.loads((folder / PLAN).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and str(content.get("format")).startswith(FORMAT_START)

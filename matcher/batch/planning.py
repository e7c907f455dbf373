"""One cohort of a batch: read, planned and written, or why not."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from matcher import __version__
from matcher.batch.results import PROVEN, Finished, Row, State, row_of_plan
from matcher.cohort import Cohort
from matcher.digest import digest
from matcher.errors import InputError, Severity, how_many
from matcher.wording import sentence

if TYPE_CHECKING:
    from pathlib import Path

    from matcher.batch.sources import Task
    from matcher.errors import Problem
    from matcher.plans import Plan
    from matcher.solve.progress import Progress


@dataclass(frozen=True)
class How:
    """What stays the same for every cohort.

    Attributes
    ----------
    out
        Where the folders of the plans lie, for whoever plans; nothing where they are handed back.
    seed, time_limit
        For each plan.
    again
        Whether cohorts are planned again although nothing changed.
    retry
        Whether those whose plan is not proven are planned again.
    """

    out: Path | None = None
    seed: int | None = None
    time_limit: float | None = None
    again: bool = False
    retry: bool = False


def plan_one(task: Task, how: How, progress: Progress | None = None) -> Finished:
    """Return what comes of a cohort; whatever goes wrong is told in it."""
    started = time.perf_counter()
    try:
        found = _planned(task, how, progress)
    except InputError as error:
        errors = how_many(error.problems, Severity.ERROR)
        first = next(one for one in error.problems if one.severity is Severity.ERROR)
        found = Finished(
            row_without(task, State.REFUSED, reason=sentence(str(first)), errors=errors),
            tuple(error.problems),
        )
    except Exception as error:  # told in the row; the others go on
        found = failed(task, error)
    seconds = round(time.perf_counter() - started, 3)
    return replace(found, row=found.row.model_copy(update={"seconds": seconds}))


def failed(task: Task, error: BaseException) -> Finished:
    """Return a cohort at which something broke."""
    reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Finished(row_without(task, State.FAILED, reason=reason))


def row_without(task: Task, status: State, **values: Any) -> Row:
    """Return the row of a cohort that has no plan."""
    return Row(number=task.number, name=task.name, source=task.place, status=status, **values)


def read(task: Task) -> tuple[Task, Finished | None]:
    """Return a task with its cohort in it, or the refusal of files that cannot be used."""
    try:
        cohort, problems = _cohort(task)
    except Exception:
        # The same fault is met once more, and told.
        return task, plan_one(task, How())
    return replace(task, source=cohort, warnings=problems), None


def earlier(task: Task, how: How, fingerprint: str, cohort: Cohort) -> Plan | None:
    """Return the plan that an earlier run made from the same input, if it still serves."""
    if how.out is None or how.again:
        return None
    from matcher.export.folder import read_plan

    plan = read_plan(how.out / task.name)
    if plan is None or plan.provenance.input_digest != fingerprint:
        return None
    seed = cohort.programme.solve.seed if how.seed is None else how.seed
    if (plan.provenance.seed, plan.provenance.version) != (seed, __version__):
        return None
    return None if how.retry and State(plan.status.value) not in PROVEN else plan


def write(plan: Plan, task: Task, out: Path) -> Path:
    """Write a plan into its folder, in the place of one that an earlier run wrote."""
    from matcher.export.folder import save

    return save(plan, out / task.name, force=True)


def _cohort(task: Task) -> tuple[Cohort, tuple[Problem, ...]]:
    if isinstance(task.source, Cohort):
        return task.source, task.warnings
    from matcher.files import inspect

    found = inspect(task.source)
    return found.require(), found.problems


def _planned(task: Task, how: How, progress: Progress | None) -> Finished:
    from matcher.pipeline import plan

    cohort, problems = _cohort(task)
    before = earlier(task, how, digest(cohort), cohort)
    made = before or plan(cohort, time_limit=how.time_limit, seed=how.seed, progress=progress)
    row = row_of_plan(task.number, task.name, task.place, made, cohort).model_copy(
        update={
            "warnings": how_many(problems, Severity.WARNING),
            "is_from_before": before is not None,
        }
    )
    if progress is not None and progress.stop_requested() and row.status not in PROVEN:
        return Finished(row_without(task, State.STOPPED))
    if how.out is None:
        return Finished(row, problems, kept=made)
    folder = how.out / task.name if before is not None else write(made, task, how.out)
    return Finished(row, problems, folder)

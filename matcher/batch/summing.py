"""Cohorts as they are done -> all of them, in the order in which they were named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from matcher import __version__
from matcher.batch.planning import row_without
from matcher.batch.results import Batch, State
from matcher.batch.sources import Source, tasks_of

if TYPE_CHECKING:
    from matcher.batch.results import Finished
    from matcher.errors import Problem

Problems = dict[str, tuple["Problem", ...]]


def summed(
    cohorts: Iterable[Source], found: Iterable[Finished], seed: int | None = None
) -> tuple[Batch, Problems]:
    """Return what came of a batch; those that were not done are stopped.

    Parameters
    ----------
    cohorts
        As `plan_many` had them.
    found
        What `plan_many` yields; each plan is let go once its row is taken.
    seed
        As it was given.

    Returns
    -------
    Batch
        A row for each cohort.
    dict
        The name of a cohort -> what is wrong with its files, or worth a look.
    """
    tasks = tasks_of(cohorts)
    rows, problems = {}, {}
    for one in found:
        rows[one.row.number] = one.row
        if one.problems:
            problems[one.row.number] = one.problems
    whole = Batch(
        rows=tuple(rows.get(task.number) or row_without(task, State.STOPPED) for task in tasks),
        version=__version__,
        seed=seed,
    )
    names = {task.number: task.name for task in tasks}
    return whole, {names[number]: problems[number] for number in sorted(problems)}

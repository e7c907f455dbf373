"""What came of each cohort of a batch: a plan, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from matcher.records import Record

if TYPE_CHECKING:
    from pathlib import Path

    from matcher.cohort import Cohort
    from matcher.errors import Problem
    from matcher.plans import Plan


class State(StrEnum):
    """What is known of a cohort: what is known of its plan, or why it was not planned."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    """Its files cannot be used; the problems say why."""
    FAILED = "failed"
    """Something broke while it was read, planned or written."""
    KILLED = "killed"
    """The process that planned it was ended, and so was a second one that did nothing else."""
    STOPPED = "stopped"
    """Somebody stopped the batch before this cohort was done."""


PROVEN = frozenset({State.OPTIMAL, State.INFEASIBLE})
WITH_FOLDER = frozenset({State.OPTIMAL, State.FEASIBLE, State.INFEASIBLE, State.UNKNOWN})
"""What leaves a folder with a `plan.json`."""


class Row(Record):
    """One cohort of a batch, and what came of it, in short."""

    number: int
    """From 1 on, in the order in which the cohorts were named."""
    name: str
    """The folder of its plan, and what it is called in tables."""
    source: str = ""
    """The files that it was read from; blank where it came from Python."""
    status: State
    programme: str = ""
    """What the programme is called."""
    people: int | None = None
    wanted: int | None = None
    """How many pairs are wanted."""
    pairs: int | None = None
    waiting: int | None = None
    worst_fit: int | None = None
    total: int | None = None
    bound: int | None = None
    gap: float | None = None
    dates: tuple[date, ...] = ()
    """The dates of the workshops."""
    warnings: int = 0
    """How many things in its files are worth a look."""
    errors: int = 0
    """How many things in its files are wrong."""
    seconds: float | None = None
    """How long it took, reading and writing included; not the same on every run."""
    is_from_before: bool = False
    """Whether an earlier run had made the plan already, from the same input."""
    input_digest: str = ""
    reason: str = ""
    """Why there is no plan, or none with more pairs."""


@dataclass(frozen=True)
class Finished:
    """One cohort that is done.

    Attributes
    ----------
    row
        What came of it, in short.
    problems
        What is wrong with its files, or worth a look.
    folder
        Where its plan lies; nothing where none was written.
    """

    row: Row
    problems: tuple[Problem, ...] = ()
    folder: Path | None = None
    kept: Plan | None = None
    """The plan, where it was not written into a folder."""

    @property
    def name(self) -> str:
        """What the cohort is called."""
        return self.row.name

    @property
    def status(self) -> State:
        """What is known of it."""
        return self.row.status

    @property
    def plan(self) -> Plan | None:
        """The plan; read from its folder, where it was written into one."""
        if self.kept is not None or self.folder is None:
            return self.kept
        from matcher.export.folder import open_plan

        return open_plan(self.folder)


class Batch(Record):
    """What came of many cohorts, in the order in which they were named."""

    format: Literal["matcher-batch/1"] = "matcher-batch/1"
    rows: tuple[Row, ...] = ()
    version: str
    seed: int | None = None
    """As it was given; without one, each cohort's own `solve.seed` decided."""

    @property
    def is_whole(self) -> bool:
        """Whether no cohort was left out because somebody stopped the batch."""
        return all(row.status is not State.STOPPED for row in self.rows)


def row_of_plan(number: int, name: str, source: str, plan: Plan, cohort: Cohort) -> Row:
    """Return the row of a cohort that has a plan, or a proof that there is none."""
    known = {} if plan.objective is None else dict(plan.objective)
    return Row(
        number=number,
        name=name,
        source=source,
        status=State(plan.status.value),
        programme=cohort.programme.programme.name,
        people=len(cohort.people),
        wanted=cohort.programme.programme.pairs,
        waiting=len(plan.waiting),
        bound=plan.bound,
        gap=plan.gap,
        dates=tuple(workshop.date for workshop in plan.workshops),
        input_digest=plan.provenance.input_digest,
        reason=plan.reasons[0].text if plan.reasons else "",
        **known,
    )

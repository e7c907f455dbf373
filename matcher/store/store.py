"""`Store`: everything that people can do with what is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from matcher.store import deciding, dumping, finding, keeping, log, purging, reproducing, stepping
from matcher.store.cohorts import SavedCohorts
from matcher.store.database import Database
from matcher.store.errors import RefusedError, SavedMeanwhileError
from matcher.store.log import Signature
from matcher.store.migrating import bring_up_to_date
from matcher.store.place import Where, locate, shown
from matcher.store.records import PlanState
from matcher.store.wordings import checked

if TYPE_CHECKING:
    from types import TracebackType

    from matcher.plans import Plan
    from matcher.solve.progress import Progress
    from matcher.store.access import Visitor
    from matcher.store.records import KeptPlan, LogEntry, Purged, Reproduction, Scenario

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


def open_store(where: Where = None, *, create: bool = True, clock: Clock = _now) -> Store:
    """Open the memory of scenarios, plans, decisions and reasons.

    Parameters
    ----------
    where
        A URL such as ``postgresql://me@host/matcher``, a file that ends in ``.sqlite``, or a
        cohort or a plan, beside which the file ``matcher.sqlite`` lies. By default what the
        environment variable MATCHER_DATABASE says, or the file in the current folder.
    create
        Whether a memory is made where there is none.
    clock
        What tells the time that is written down.

    Returns
    -------
    Store
        To be closed, or used in a ``with``. An older memory was led to this version; an SQLite
        file was copied before.

    Raises
    ------
    matcher.store.errors.StoreError
        When there is no memory, it cannot be reached, or a newer version wrote it.
    """
    database = Database(locate(where))
    copy = bring_up_to_date(database, create=create)
    return Store(database, clock, copy)


class Store:
    """A memory that is open. Everything is kept whole or not at all; nothing is deleted."""

    def __init__(self, database: Database, clock: Clock, copy: Path | None = None) -> None:
        self._database, self._clock = database, clock
        self.place = shown(database.url)
        """Where it is, without any password."""
        self.copy = copy
        """The copy of an older file, where one was made on opening."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def scenarios(self) -> tuple[Scenario, ...]:
        """Return every scenario, in the order in which they were begun."""
        with self._database.reading() as connection:
            return finding.scenarios(connection)

    def scenario(self, name: str) -> Scenario:
        """Return a scenario by its name."""
        with self._database.reading() as connection:
            return finding.scenario_named(connection, name)

    def plans(self, scenario: str | None = None) -> tuple[KeptPlan, ...]:
        """Return the plans of a scenario, or all, by number."""
        with self._database.reading() as connection:
            if scenario is not None:
                finding.scenario_named(connection, scenario)
            return finding.kept_plans(connection, scenario=scenario)

    def kept(self, number: int) -> KeptPlan:
        """Return what is known of a plan."""
        with self._database.reading() as connection:
            finding.plan_row(connection, number)
            return finding.kept_plans(connection, number=number)[0]

    def plan(self, number: int) -> Plan:
        """Return a plan that knows its cohort, as it was kept."""
        with self._database.reading() as connection:
            return finding.opened(connection, number)

    def log(self) -> tuple[LogEntry, ...]:
        """Return everything that was done, oldest first."""
        with self._database.reading() as connection:
            return log.entries(connection)

    def cohorts(self, visitor: Visitor) -> SavedCohorts:
        """Return the cohorts that are kept for going on with them, as somebody may see them."""
        return SavedCohorts(self._database, self._clock, visitor)

    def keep(
        self,
        plan: Plan,
        scenario: str,
        *,
        by: str,
        why: str,
        reasons: Mapping[tuple[str, str], str] | None = None,
        seen: int | None = None,
    ) -> KeptPlan:
        """Keep a plan as the next one of a scenario, which is begun where it does not exist.

        Parameters
        ----------
        plan
            A plan that knows its cohort.
        scenario
            Its name.
        by, why
            Who keeps it, and why.
        reasons
            Why single pairs were locked or forbidden, by the two ids. Where nothing is said, the
            reason of the plan before stays, or `why` is taken.
        seen
            The version of the scenario that the plan was made after looking at.

        Raises
        ------
        SavedMeanwhileError
            When others changed the scenario since it was seen. The plan is kept as a branch.
        RefusedError
            When the plan does not agree with its cohort.
        """
        signed, name = self._signed(by, why), checked(scenario, "name")
        keeping.refuse_disagreeing(plan)
        with self._database.writing() as connection:
            number, meanwhile = keeping.keep(connection, plan, name, signed, reasons or {}, seen)
        kept = self.kept(number)
        if meanwhile:
            raise SavedMeanwhileError(name, meanwhile, kept)
        return kept

    def review(self, number: int, *, by: str, why: str, seen: int | None = None) -> KeptPlan:
        """Say that somebody has looked at a draft and stands by it."""
        return self._decide(number, PlanState.REVIEWED, by, why, seen)

    def approve(self, number: int, *, by: str, why: str, seen: int | None = None) -> KeptPlan:
        """Let a reviewed plan take effect; an earlier one of the scenario is superseded."""
        return self._decide(number, PlanState.APPROVED, by, why, seen)

    def undo(self, scenario: str, *, by: str, why: str, seen: int | None = None) -> KeptPlan:
        """Go back to the plan before, and return it."""
        signed = self._signed(by, why)
        with self._database.writing() as connection:
            number = stepping.undo(connection, scenario, signed, seen)
        return self.kept(number)

    def redo(self, scenario: str, *, by: str, why: str, seen: int | None = None) -> KeptPlan:
        """Go on to the plan that was undone last, and return it."""
        signed = self._signed(by, why)
        with self._database.writing() as connection:
            number = stepping.redo(connection, scenario, signed, seen)
        return self.kept(number)

    def use(self, number: int, *, by: str, why: str, seen: int | None = None) -> KeptPlan:
        """Let the scenario of a plan, a branch for example, stand at it."""
        signed = self._signed(by, why)
        with self._database.writing() as connection:
            stepping.use(connection, number, signed, seen)
        return self.kept(number)

    def reproduce(
        self, number: int, *, time_limit: float | None = None, progress: Progress | None = None
    ) -> Reproduction:
        """Plan again from what was kept, with the same seed, and compare.

        Raises
        ------
        RefusedError
            When somebody was removed from the cohort of the plan.
        """
        with self._database.reading() as connection:
            kept = reproducing.Kept(connection, number)
        return reproducing.reproduce(kept, time_limit=time_limit, progress=progress)

    def backup(self, file: str | Path, *, force: bool = False) -> Path:
        """Write the whole memory as one file, from which any database can be restored."""
        from matcher.export.writing import write_bytes

        with self._database.reading() as connection:
            content = dumping.dump(connection, self._clock())
        return write_bytes(file, content, force=force)

    def restore(self, file: str | Path, *, force: bool = False) -> None:
        """Take in a backup, whole or not at all.

        Raises
        ------
        RefusedError
            When something is kept here already and `force` does not allow to replace it.
        """
        backup = dumping.Dump(Path(file))
        with self._database.writing(alone=True) as connection:
            if not force and not dumping.is_empty(connection):
                raise RefusedError(
                    f"{self.place} holds plans already. Name an empty database, or pass --force "
                    "(force=True) to replace everything in it, its log too."
                )
            dumping.restore(connection, backup)

    def purge(self, person: str, *, scenario: str | None = None, by: str | None = None) -> Purged:
        """Remove a person's data everywhere, and keep the arithmetic.

        Parameters
        ----------
        person
            An id, an e-mail address or a name, of a participant, a facilitator or somebody who
            signed.
        scenario
            In which scenario the person is meant, where several people answer to it.
        by
            Who removes them.

        Raises
        ------
        UnknownNameError
            When nobody answers to it.
        AmbiguousPersonError
            When several people may be meant.
        """
        signed = Signature(checked(by, "who") if by else "somebody", "on request", self._clock())
        with self._database.writing(alone=True) as connection:
            gone = purging.purge(connection, person, scenario, signed)
        return gone.model_copy(update={"remnants": purging.wipe(self._database)})

    def count_of(self, person: str, *, scenario: str | None = None) -> Purged:
        """Return what `purge` would remove, and remove nothing."""
        signed = Signature("somebody", "on request", self._clock())
        with self._database.trying() as connection:
            return purging.purge(connection, person, scenario, signed)

    def _signed(self, by: str, why: str) -> Signature:
        return Signature(by, why, self._clock()).checked()

    def _decide(
        self, number: int, state: PlanState, by: str, why: str, seen: int | None
    ) -> KeptPlan:
        signed = self._signed(by, why)
        with self._database.writing() as connection:
            deciding.decide(connection, number, state, signed, seen)
        return self.kept(number)

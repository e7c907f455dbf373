"""What can stand between people and what they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.errors import MatcherError

if TYPE_CHECKING:
    from matcher.store.records import KeptPlan, LogEntry, SavedCohort


class StoreError(MatcherError):
    """The memory cannot do what it was asked for; the message says why and what to do."""


class UnreachableError(StoreError):
    """The database does not answer, or refuses."""


class NoMemoryError(StoreError):
    """There is no memory where one was looked for."""


class NewerMemoryError(StoreError):
    """The database was written by a newer version of this program."""


class UnknownNameError(StoreError):
    """There is no scenario, plan or person of this name."""


class RefusedError(StoreError):
    """This cannot be done to a plan as it stands."""


class AmbiguousPersonError(StoreError):
    """Several people answer to this name."""


class SavedMeanwhileError(StoreError):
    """Somebody else saved to the scenario since it was looked at.

    Parameters
    ----------
    scenario
        The name of the scenario.
    meanwhile
        What others did since, oldest first.
    kept
        The plan that was to be kept: it is safe, beside the others. Nothing for other actions,
        which are not carried out.
    """

    def __init__(
        self, scenario: str, meanwhile: tuple[LogEntry, ...], kept: KeptPlan | None
    ) -> None:
        self.scenario, self.meanwhile, self.kept = scenario, meanwhile, kept
        super().__init__(scenario)

    def __str__(self) -> str:
        from matcher.store.words import entry_line

        done = "; ".join(entry_line(one) for one in self.meanwhile)
        said = f'"{self.scenario}" has changed since you looked at it: {done}.'
        if self.kept is None:
            return f"{said} Nothing was done. Look at it again, then decide."
        where = "beside it"
        if self.kept.parent is not None:
            where = f"as a branch of plan {self.kept.parent}"
        return (
            f"{said} Nothing is lost: your plan is kept {where}, as plan {self.kept.number}. "
            f"To go on with yours instead: matcher history use {self.kept.number}"
        )


class CohortSavedMeanwhileError(SavedMeanwhileError):
    """Somebody else saved the cohort since it was opened.

    Parameters
    ----------
    name
        The name of the cohort.
    meanwhile
        What others did since, oldest first.
    copy
        What was to be saved: a cohort of its own.
    """

    def __init__(self, name: str, meanwhile: tuple[LogEntry, ...], copy: SavedCohort) -> None:
        super().__init__(name, meanwhile, None)
        self.copy = copy

    def __str__(self) -> str:
        from matcher.store.words import entry_line

        done = "; ".join(entry_line(one) for one in self.meanwhile)
        return (
            f'"{self.scenario}" has changed since you opened it: {done}. '
            f'Nothing is lost: yours is kept as "{self.copy.name}".'
        )

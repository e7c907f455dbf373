"""The working files of what is open, the steps that led to them, and what was found in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.drafts import Draft, History, Step
from matcher.errors import InputError, Severity, how_many

if TYPE_CHECKING:
    from matcher.changes import Change
    from matcher.cohort import Cohort
    from matcher.files import Inspection


@dataclass(frozen=True)
class Files:
    """Working files.

    Attributes
    ----------
    history
        The files as they are now, with the steps back and forth.
    found
        What came of looking through them.
    """

    history: History
    found: Inspection

    @classmethod
    def of_draft(cls, draft: Draft) -> Files:
        """Return files that were opened just now."""
        return cls(History(draft), draft.inspect())

    @classmethod
    def of_cohort(cls, cohort: Cohort) -> Files:
        """Return the files that a cohort is written to."""
        return cls.of_draft(Draft.of_cohort(cohort))

    @property
    def draft(self) -> Draft:
        """The files as they are now."""
        return self.history.draft

    @property
    def errors(self) -> int:
        """How many things are wrong with them."""
        return how_many(self.found.problems, Severity.ERROR)

    def step(self, draft: Draft, what: Step) -> Files:
        """Return the files after a step."""
        return Files(self.history.step(draft, what), draft.inspect())

    def undone(self) -> Files:
        """Return the files without the last step."""
        history = self.history.undone()
        return Files(history, history.draft.inspect())

    def redone(self) -> Files:
        """Return the files with a step taken again."""
        history = self.history.redone()
        return Files(history, history.draft.inspect())


def with_kept(cohort: Cohort, changes: tuple[Change, ...]) -> tuple[Cohort, tuple[Change, ...]]:
    """Return a cohort with changes that were kept, and those that no longer fit with it."""
    lost = []
    for change in changes:
        try:
            cohort = cohort.with_changes(change)
        except InputError:
            lost.append(change)
    return cohort, tuple(lost)

"""The steps that led to a draft, each with a way back and forth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.drafts.draft import Draft

MOST_STEPS = 500
"""How many steps can be taken back; drafts share what they have in common."""


@dataclass(frozen=True)
class Step:
    """What was done, to be said in any language.

    Attributes
    ----------
    said
        An English sentence, as `Words.say` takes it.
    values
        What stands in the places of its names.
    """

    said: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """A draft, and what stood before and after it.

    Attributes
    ----------
    draft
        As it is now.
    before
        Each step that was taken, and the draft that it began from; the last one last.
    after
        Each step that was taken back, and the draft that it led to; the next one last.
    """

    draft: Draft
    before: tuple[tuple[Step, Draft], ...] = ()
    after: tuple[tuple[Step, Draft], ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was done, the first thing first."""
        return tuple(step for step, _ in self.before)

    def step(self, draft: Draft, what: Step) -> History:
        """Return the history with a step more; what was taken back is forgotten."""
        return History(draft, (*self.before, (what, self.draft))[-MOST_STEPS:])

    def undone(self) -> History:
        """Return the history with the last step taken back; the same where there is none."""
        if not self.before:
            return self
        what, draft = self.before[-1]
        return History(draft, self.before[:-1], (*self.after, (what, self.draft)))

    def redone(self) -> History:
        """Return the history with a step that was taken back taken again."""
        if not self.after:
            return self
        what, draft = self.after[-1]
        return History(draft, (*self.before, (what, self.draft)), self.after[:-1])

"""What is asked why no plan exists for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.cohort import Status
from matcher.happened import at_work
from matcher.trios import kept_together

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.impossible.questions import Questions
    from matcher.scores import Scores
    from matcher.solve.problem import Problem


@dataclass(frozen=True)
class Case:
    """A cohort for which no plan exists."""

    cohort: Cohort
    scores: Scores
    problem: Problem
    questions: Questions
    """The searches that find out what would be possible instead."""

    @property
    def paired(self) -> bool:
        """Whether people are paired at all, or come alone."""
        return self.cohort.programme.pairing.form_pairs

    @property
    def decided(self) -> str:
        """What decides that people must be in; locks play no part where nobody is paired."""
        return "confirmed or locked" if self.paired else "confirmed"

    @property
    def why_must(self) -> str:
        """Why people must be in: by a decision, or because they are at work already."""
        if not at_work(self.cohort):
            return self.decided
        decided = "confirmed, locked" if self.paired else "confirmed"
        return f"{decided} or at work already"

    def letting_go(self) -> tuple[str, ...]:
        """Return what would help where too many people must be in."""
        everybody = self.cohort.people
        decided = any(one.status is Status.CONFIRMED for one in everybody) or (
            kept_together(self.cohort)
        )
        working = "end a pair that is at work" if self.paired else "withdraw somebody at work"
        return (
            *(("confirm fewer people",) if decided else ()),
            *((working,) if at_work(self.cohort) else ()),
        )

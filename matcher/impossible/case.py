"""What is asked why no plan exists for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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

"""What is asked why no plan exists for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.scores import Scores
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Progress


@dataclass(frozen=True)
class Case:
    """A cohort for which no plan exists."""

    cohort: Cohort
    scores: Scores
    problem: Problem
    progress: Progress | None = None
    """Who may stop the searches that find out what would be possible."""

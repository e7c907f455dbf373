"""What the rules ask of a pair's attendance: in words, and whether pairs keep to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.problem import Problem


def attendance(problem: Problem, what: str = "workshops together") -> str:
    """Return what the rules ask of a pair, or of somebody who comes alone, in words."""
    least = max(0, problem.workshops - problem.max_missed)
    everyone = (np.flatnonzero(problem.everyone) + 1).tolist()
    also = f", number {' and '.join(map(str, everyone))} among them" if everyone else ""
    return f"at least {least} of {problem.workshops} {what}{also}"


def attends_enough(problem: Problem, dates: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which pairs could attend these dates often enough, ``(P, Q)``."""
    on = list(dates)
    ours, theirs = problem.patients.can[:, on], problem.professionals.can[:, on]
    together = ours[:, None, :] & theirs[None, :, :]
    missed_few = (~together).sum(axis=2) <= problem.max_missed
    return np.asarray(missed_few & together[:, :, problem.everyone].all(axis=2))

"""Envy: pairs of people who would both rather have each other, and what it costs to have none.

Whom somebody would rather have is taken by fit. It is the same for both of a pair, so the pairs of
the highest fit, one after the other, are a stable matching: nobody in a place and a second person
would both gain by leaving theirs (Gale and Shapley, 1962).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.attendance import attends_enough
from matcher.records import Identifier, Record
from matcher.solve.solution import worth_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.explaining.standing import Standing

    Pairs = tuple[tuple[int, int], ...]


class Blocking(Record):
    """Two people who fit each other better than each fits the partner they have, if any.

    They may be paired and can come often enough; and one of them at least has a place, or there
    is a place left.
    """

    patient: Identifier
    professional: Identifier
    fit: int


class Envy(Record):
    """Blocking pairs, and a stable matching on the plan's dates."""

    blocking: tuple[Blocking, ...]
    """The highest fit first."""
    stable_pairs: int
    stable_total: int
    """What the stable matching is worth."""
    fewer_pairs: int
    loses: int
    """How many places, and points of the total, it has fewer than the plan."""
    unique: bool
    """Whether it is the only one; with equal fits, or more people than places, others may be."""
    without_limits: bool
    """Whether it leaves out limits on projects, balance or quorum, or people who must be in."""


def envy(standing: Standing) -> Envy:
    """Return the blocking pairs of a plan, and what a stable matching on its dates costs."""
    problem, now = standing.problem, standing.worth
    possible = problem.allowed & attends_enough(problem, standing.dates)
    pairs, unique = stable(problem.fit, possible, problem.wanted)
    worth = worth_of(problem, standing.dates, pairs)
    must = bool(problem.patients.must.any() or problem.professionals.must.any())
    ours, theirs = problem.patients.ids, problem.professionals.ids
    return Envy(
        blocking=tuple(
            Blocking(
                patient=ours[row], professional=theirs[column], fit=int(problem.fit[row, column])
            )
            for row, column in blocking(problem.fit, possible, standing.pairs, problem.wanted)
        ),
        stable_pairs=worth.pairs,
        stable_total=worth.total,
        fewer_pairs=now.pairs - worth.pairs,
        loses=now.total - worth.total,
        unique=unique,
        without_limits=must or not problem.is_plain,
    )


def blocking(fit: NDArray[np.int64], possible: NDArray[np.bool_], pairs: Pairs, most: int) -> Pairs:
    """Return the blocking pairs where there are so many places, the highest fit first."""
    mine, theirs = np.full(fit.shape[0], -1), np.full(fit.shape[1], -1)
    for row, column in pairs:
        mine[row] = theirs[column] = fit[row, column]
    has_way = (mine >= 0)[:, None] | (theirs >= 0) | (len(pairs) < most)
    found = np.argwhere(possible & has_way & (fit > mine[:, None]) & (fit > theirs))
    return tuple(sorted(((int(p), int(q)) for p, q in found), key=lambda pair: (-fit[pair], pair)))


def stable(fit: NDArray[np.int64], possible: NDArray[np.bool_], most: int) -> tuple[Pairs, bool]:
    """Return a stable matching of at most so many pairs, and whether it is surely the only one."""
    free, chosen, unique = possible.copy(), list[tuple[int, int]](), True
    while free.any() and len(chosen) < most:
        best = np.argwhere(free & (fit == fit[free].max()))
        alike = len(best) > min(len(np.unique(best[:, 0])), len(np.unique(best[:, 1])))
        unique = unique and not alike
        row, column = (int(index) for index in best[0])
        chosen.append((row, column))
        free[row], free[:, column] = False, False
    return tuple(sorted(chosen)), unique and not free.any()

"""Why somebody has no place: the waiting list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.allowed import partners
from matcher.aside import PAUSING, pausing
from matcher.attendance import attendance, attends_enough
from matcher.plans import Waiting
from matcher.scores import REASON_TEXTS
from matcher.trios import thirds
from matcher.wording import in_labels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.cohort import Cohort
    from matcher.programme.labels import LabelSettings
    from matcher.scores import Scores
    from matcher.solve.problem import Problem
    from matcher.solve.solution import Solution

ENDED = "the pair that they had joined has ended; first in line"
"""Why a third waits whose pair may go on no longer."""


def waiting_list(
    cohort: Cohort, scores: Scores, problem: Problem, solution: Solution
) -> tuple[Waiting, ...]:
    """Return everybody who applied and is in no pair, with the reason, by id.

    Somebody who pauses waits, and so does a third whose pair has ended.
    """
    rows = np.array([row for row, _ in solution.pairs], dtype=np.int64)
    columns = np.array([column for _, column in solution.pairs], dtype=np.int64)
    resting = pausing(cohort)
    if not cohort.programme.pairing.form_pairs:
        return _waiting_alone(problem, solution, resting)
    applied = [
        np.flatnonzero([person.is_applicant for person in side])
        for side in (cohort.patients, cohort.professionals)
    ]
    why_not = scores.reason[np.ix_(*applied)]
    enough = attends_enough(problem, solution.dates)
    sides = (
        _Side(problem.patients.ids, rows, columns, problem.allowed, enough, why_not),
        _Side(problem.professionals.ids, columns, rows, problem.allowed.T, enough.T, why_not.T),
    )
    together = partners(cohort)
    labels = cohort.programme.labels
    third_of = thirds(cohort)
    formed = {
        (problem.patients.ids[row], problem.professionals.ids[column])
        for row, column in solution.pairs
    }
    joined = {who: couple in formed for couple, who in third_of.items()}
    aside = dict.fromkeys(joined, ENDED) | dict.fromkeys(resting, PAUSING)
    waiting = [
        Waiting(
            person=identity,
            reason=aside.get(identity) or _reason(side, index, problem, solution, together, labels),
        )
        for side in sides
        for index, identity in enumerate(side.ids)
        if index not in side.placed and not joined.get(identity)
    ]
    return tuple(sorted(waiting, key=lambda one: one.person))


def _waiting_alone(
    problem: Problem, solution: Solution, resting: frozenset[str]
) -> tuple[Waiting, ...]:
    """Return who waits where people come alone."""
    placed = {row for row, _ in solution.pairs}
    enough = attends_enough(problem, solution.dates).diagonal()
    formed = len(solution.pairs)
    waiting = []
    for index, identity in enumerate(problem.patients.ids):
        if index in placed:
            continue
        if identity in resting:
            reason = PAUSING
        elif formed == problem.wanted:
            reason = f"no place left: {problem.wanted} people wanted, {formed} placed"
        elif not enough[index]:
            reason = f"cannot, on these dates, attend {attendance(problem, 'workshops')}"
        elif not solution.most_proven:
            reason = "the search ended before it was clear whether there is a place for one more"
        else:
            reason = "one more would break a limit on people from somewhere, or the quorum"
        waiting.append(Waiting(person=identity, reason=reason))
    return tuple(waiting)


@dataclass(frozen=True)
class _Side:
    """One side, seen from its own people: arrays have them first."""

    ids: tuple[str, ...]
    placed: NDArray[np.int64]
    others_placed: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    enough: NDArray[np.bool_]
    why_not: NDArray[np.int8]


def _reason(
    side: _Side,
    index: int,
    problem: Problem,
    solution: Solution,
    together: dict[str, str],
    labels: LabelSettings,
) -> str:
    formed, wanted = len(solution.pairs), problem.wanted
    allowed = side.allowed[index]
    if not allowed.any():
        return no_partner(side.why_not[index], labels)
    if formed == wanted:
        return f"no place left: {wanted} pairs wanted, {formed} formed"
    partner = together.get(side.ids[index])
    free = allowed.copy()
    free[side.others_placed] = False
    can_come = bool((free & side.enough[index]).any())
    if can_come and not solution.most_proven:
        return "the search ended before it was clear whether there is a place for one more pair"
    if partner is not None:
        return f"applied together with {partner}, and on these dates the two cannot be placed"
    if not free.any():
        return "everybody whom they may be paired with is in another pair"
    if not can_come:
        return (
            "nobody who is free and whom they may be paired with can, on these dates, attend "
            f"{attendance(problem)}"
        )
    if problem.balance is not None or problem.quorum:
        return "another pair would break the balance over the cohort, or the limits on projects"
    return "another pair would break the limits on projects"


def no_partner(why_not: NDArray[np.int8], labels: LabelSettings) -> str:
    """Return the commonest reason why nobody on the other side is allowed."""
    if not len(why_not):
        return "there is nobody on the other side"
    counted = Counter(int(reason) for reason in why_not if reason)
    if not counted:
        return "no allowed partner: everybody else is kept for a locked pair"
    reason, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
    why = in_labels(REASON_TEXTS[reason], labels)
    return f"no allowed partner: {why} ({count} of {len(why_not)})"

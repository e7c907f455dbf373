"""From a cohort to its best pairs, without dates."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from matcher.cohort import Side, Status
from matcher.pairing.blocks import Kept
from matcher.pairing.demands import require_possible
from matcher.pairing.generation import BLOCK_CELLS, BREADTH, Found, best_pairs
from matcher.pairing.people import OfCohort
from matcher.pairing.result import Pairing
from matcher.plans import Outcome, Reason
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.solve.progress import Progress

KEPT_CELLS = 100_000_000
"""Where there are no more pairs, their scores are kept instead of computed again: 0.3 GB."""

WIDE = 60
"""In how many parts larger ones are cut: more arcs spare a look at all pairs."""


def pair(
    cohort: Cohort,
    pairs: int | None = None,
    *,
    gap: float = 0.0,
    time_limit: float | None = None,
    progress: Progress | None = None,
    block_cells: int = BLOCK_CELLS,
) -> Pairing:
    """Return the best pairs of a cohort, whatever the dates, with their proof or their gap.

    As many pairs as possible are formed, up to those wanted; then as few reserves as possible are
    in one; then the total of the fits is the highest. Everybody who is confirmed or locked is in
    a pair. Scores are computed in blocks; those of a large cohort are never held all at once.

    Parameters
    ----------
    cohort
        Whose applicants.
    pairs
        How many pairs are wanted; the most that can be formed where nothing is said. The number
        in the programme's settings does not matter.
    gap
        End as soon as the total is proven to be within this share of the best, such as 0.005.
        With 0 the search ends with the proof.
    time_limit
        Seconds after which the best pairs so far are kept. A solver that is at work is not
        interrupted, so that it can take somewhat longer.
    progress
        Who is told how it goes on, and may stop it.
    block_cells
        How many pairs are scored at once, unless one patient alone has more.

    Returns
    -------
    Pairing
        With status ``infeasible`` and reasons where nobody can be paired, or not everybody who
        must be.

    Raises
    ------
    matcher.InputError
        When an argument is out of range, when the lowest fit is to be lifted first, or when
        projects have limits that could bind.
    """
    require_possible(cohort, pairs, gap, time_limit, block_cells)
    budget = Budget(math.inf if time_limit is None else time_limit, progress)
    wanted = _wanted(cohort, pairs)
    reason = _impossible_at_once(cohort)
    if reason is not None:
        return Pairing(Outcome.INFEASIBLE, wanted, reasons=(reason,), seconds=budget.seconds)
    people = OfCohort(cohort, wanted)

    def enough(found: Found) -> bool:
        worth = people.worth(found)
        complete = worth.placed == people.must_be_placed
        if complete:
            budget.report(len(found.rows), worth.total, worth.bound)
        near = worth.bound - worth.total <= gap * max(1, abs(worth.total))
        return worth.short or (complete and near)

    small = math.prod(people.shape) <= KEPT_CELLS
    found = best_pairs(
        Kept(people) if small else people,
        wanted,
        enough=enough,
        stop=budget.spent,
        breadth=BREADTH if small else WIDE,
        cells=block_cells,
    )
    return _result(people, found, wanted, budget)


def _wanted(cohort: Cohort, pairs: int | None) -> int:
    if pairs is not None:
        return int(pairs)
    sides = Counter(person.side for person in cohort.applicants)
    return min(sides[side] for side in Side)


def _impossible_at_once(cohort: Cohort) -> Reason | None:
    """Return why nobody can be paired, where that is clear without a score."""
    for name, side in (("patient", cohort.patients), ("professional", cohort.professionals)):
        if not any(person.is_applicant for person in side):
            return Reason(
                rule="participants.side",
                text=f"Nobody on the {name} side has consented and not withdrawn.",
                remedies=(f"add people on the {name} side, or ask for their consent",),
            )
    applied = {person.person_id for person in cohort.applicants}
    must = {one.person_id for one in cohort.people if one.status is Status.CONFIRMED}
    must |= {identity for couple in cohort.decisions.locked for identity in couple}
    if must - applied:
        return Reason(
            rule="participants.consent",
            text=f"{', '.join(sorted(must - applied))} must be in a pair (confirmed or locked) "
            "but withdrew or has not consented.",
            remedies=("ask for their consent, or take back the confirmation or the lock",),
        )
    return None


def _result(people: OfCohort, found: Found | None, wanted: int, budget: Budget) -> Pairing:
    if found is None:
        return Pairing(Outcome.UNKNOWN, wanted, reasons=(_ENDED,), seconds=budget.seconds)
    worth, size = people.worth(found), len(found.rows)
    if worth.placed < people.must_be_placed or not size:
        proven = worth.short or found.proven
        outcome = Outcome.INFEASIBLE if proven else Outcome.UNKNOWN
        reason = (_NOT_ALL if size else _NOBODY) if proven else _ENDED
        return Pairing(outcome, wanted, reasons=(reason,), seconds=budget.seconds)
    rows, columns = found.rows.tolist(), found.columns.tolist()
    return Pairing(
        status=Outcome.OPTIMAL if found.proven else Outcome.FEASIBLE,
        wanted=wanted,
        pairs=tuple(
            (people.patients[row].person_id, people.professionals[column].person_id)
            for row, column in zip(rows, columns, strict=True)
        ),
        scores=tuple(people.fits(found).tolist()),
        total=worth.total,
        bound=worth.bound,
        gap=(worth.bound - worth.total) / max(1, abs(worth.total)),
        reserves=worth.reserves,
        reasons=() if size == wanted else (_fewer(size, wanted),),
        sweeps=found.sweeps,
        considered=found.arcs,
        seconds=budget.seconds,
    )


def _fewer(size: int, wanted: int) -> Reason:
    return Reason(
        rule="programme.pairs",
        text=f"{size} of {wanted} pairs: no more are allowed at once under these rules.",
        remedies=("add people",),
    )


_ENDED = Reason(
    rule="solve.time_limit_seconds",
    text="It ended before there were any pairs that place everybody who must be in one.",
    remedies=("allow more time",),
)
_NOBODY = Reason(
    rule="participants.pairs",
    text="No patient and professional may be paired under these rules.",
    remedies=("ask `matcher scores` why each pair is not allowed",),
)
_NOT_ALL = Reason(
    rule="participants.status",
    text="Not everybody who is confirmed or locked can be in a pair at once.",
    remedies=("confirm fewer people, take back a lock, or want more pairs",),
)

"""Who is not paired for now, by a decision: people who pause, and thirds whom somebody named."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.decisions import Couple

PAUSING = "pausing; first in line when they come back"
"""Why somebody who pauses waits."""


def pausing(cohort: Cohort) -> frozenset[str]:
    """Return the ids of those who pause. Who has left, or has not consented, does not pause."""
    paused = set(cohort.decisions.paused)
    return frozenset(one.person_id for one in cohort.applicants if one.person_id in paused)


def decided_thirds(cohort: Cohort) -> dict[Couple, str]:
    """Return pair -> third member, as decided, where all three are still there.

    When one of the three leaves or pauses, there is no trio; the other two are planned like
    anybody.
    """
    thirds = cohort.decisions.thirds
    if not thirds or not cohort.programme.pairing.form_pairs:
        return {}
    there = {one.person_id for one in cohort.applicants} - pausing(cohort)
    return {couple: who for who, couple in thirds.items() if there.issuperset((who, *couple))}

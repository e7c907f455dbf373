"""A repair is the one that disturbs least, and the best of those: tried against all of them."""

from collections.abc import Iterable

import pytest
from brute_repair import best_repair, disturbances, something_happens

import matcher
from cohorts import random_cohort
from matcher.changes import Change
from matcher.check import check_plan
from matcher.cohort import Cohort
from matcher.plans import Plan
from matcher.repairing import repair
from matcher.repairing.repairing import Case

Repaired = tuple[Cohort, Plan, tuple[Change, ...], Plan]


def repaired(seed: int, *, may_move_announced: bool = False) -> Repaired | None:
    """Return cohort, running plan, changes and repair of a random tiny cohort, where there are."""
    plan = matcher.plan(random_cohort(seed, few_wanted=0.2, underway=0.3, impossible=0))
    changes = something_happens(plan, seed) if plan.pairs else ()
    if not changes:
        return None
    case = Case.of(plan, changes, may_move_announced=may_move_announced)
    return (
        case.cohort,
        case.before,
        changes,
        repair(plan, *changes, may_move_announced=may_move_announced),
    )


CLOSE = (120, 270, 317, 378)
"""Where one person more or less who is disturbed makes another plan the best."""


@pytest.mark.parametrize("seeds", [range(10), range(20, 30), range(40, 50), CLOSE])
def test_no_plan_disturbs_less_and_none_that_disturbs_as_little_is_better(
    seeds: Iterable[int],
) -> None:
    for seed in seeds:
        found = repaired(seed, may_move_announced=seed % 2 == 0)
        if found is None:
            continue
        cohort, before, changes, after = found
        said = f"seed {seed}: {', '.join(map(str, changes))}"
        best = best_repair(cohort, before)
        if best is None:
            assert not after.pairs, said
            continue
        assert after.status == "optimal", said
        pairing = tuple((one.patient, one.professional or "") for one in after.pairs)
        dates = tuple(one.date for one in after.workshops)
        announced, moved, parted, lost = disturbances(cohort, before, pairing, dates)
        assert (-announced, -moved, len(pairing), -parted - lost) == best[:4], said
        assert after.objective is not None
        assert after.objective.total == after.bound == best[-1], said
        assert check_plan(cohort, after) == (), said
        told = after.disturbances
        assert told is not None
        assert (told.announced_moved, told.dates_moved) == (announced, moved), said
        assert (told.new_partners + told.places_lost, told.places_lost) == (parted, lost), said

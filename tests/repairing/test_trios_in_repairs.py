"""Repairs by a third member or by a pause, and what they disturb."""

from __future__ import annotations

import matcher
from matcher.plans import Plan, WorkshopState
from matcher.repairing.disturbances import disturbances
from matcher.repairing.repairing import repair
from worlds import cohort, people


def underway() -> Plan:
    """Return a plan of two pairs whose first workshop was held."""
    plan = matcher.plan(cohort(*people(2, 2)))
    workshops = (
        plan.workshops[0].model_copy(update={"state": WorkshopState.HELD}),
        *plan.workshops[1:],
    )
    return plan.model_copy(update={"workshops": workshops}).of_cohort(plan.cohort)


def test_who_lost_their_partner_joins_the_other_pair_and_one_person_is_with_others() -> None:
    before = underway()
    one, other = before.pairs
    gone, left = one.professional, one.patient
    after = repair(
        before, f"withdraw={gone}@1", f"join={left}:{other.patient}+{other.professional}"
    )
    assert [pair.members for pair in after.pairs] == [(*other.two, left)]
    assert after.disturbances is not None
    assert (after.disturbances.new_partners, after.disturbances.places_lost) == (1, 0)


def test_a_third_stays_in_a_later_repair() -> None:
    before = underway()
    one, other = before.pairs
    join = f"join={one.patient}:{other.patient}+{other.professional}"
    trio = repair(before, f"withdraw={one.professional}@1", join)
    again = repair(trio, f"answer={other.patient}@{trio.workshops[2].date}:yes")
    assert [pair.third for pair in again.pairs] == [one.patient]
    assert disturbances(trio, again) == disturbances(trio, trio)


def test_who_pauses_loses_the_place() -> None:
    before = underway()
    one = before.pairs[0]
    after = repair(before, f"withdraw={one.professional}@1", f"pause={one.patient}")
    assert after.disturbances is not None
    assert after.disturbances.places_lost == 1
    assert [other.person for other in after.waiting] == [one.patient]

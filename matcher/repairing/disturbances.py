"""What differs between a running plan and its repair, counted, and what that weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.plans import Disturbances, WorkshopState
from matcher.repairing.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.plans import CatchUp, CheckIn, Plan
    from matcher.programme.repair import RepairSettings


def disturbances(before: Plan, after: Plan, most_pairs: int | None = None) -> Disturbances:
    """Return how much a plan disturbs another one.

    Parameters
    ----------
    before, after
        The plan that is running, and the one that takes its place.
    most_pairs
        How many pairs would be possible if anything might move; as many as there are by default.
    """
    partner, partner_before = _with_whom(after), _with_whom(before)
    there = {person.person_id for person in after.cohort.applicants}
    still = [one for one in partner_before if one in there]
    new = [one for one in still if partner.get(one, partner_before[one]) != partner_before[one]]
    was = {one.number: one for one in before.workshops}
    again = [(was[one.number], one) for one in after.workshops if one.number in was]
    moved = [old for old, new_one in again if old.date != new_one.date]
    stay = [(old, new_one) for old, new_one in again if old.date == new_one.date]
    return Disturbances(
        announced_moved=sum(old.state is not WorkshopState.PLANNED for old in moved),
        dates_moved=len(moved),
        pairs_short=max(0, (most_pairs or len(after.pairs)) - len(after.pairs)),
        new_partners=len(new),
        places_lost=sum(one not in partner for one in still),
        check_ins_moved=_gone(before.check_ins, after.check_ins)
        + _gone(before.catch_ups, after.catch_ups),
        venues_changed=sum(
            old.venue is not None and old.venue != new_one.venue for old, new_one in stay
        ),
    )


def _with_whom(plan: Plan) -> dict[str, str]:
    """Return person -> partner, both ways; a third is with the patient of the pair.

    The two whom a third joins keep each other, and so are not disturbed.
    """
    joined = {pair.third: pair.patient for pair in plan.pairs if pair.third is not None}
    return {**Reference.of(plan).partner, **joined}


def weight(found: Disturbances, prices: RepairSettings) -> int:
    """Return what disturbances weigh at the prices of a programme, in points."""
    return (
        prices.new_partner * found.new_partners
        + prices.lost_place * found.places_lost
        + prices.moved_date * found.dates_moved
        + prices.announced_date * found.announced_moved
        + prices.moved_check_in * found.check_ins_moved
        + prices.changed_venue * found.venues_changed
    )


def _gone(before: Sequence[CheckIn | CatchUp], after: Sequence[CheckIn | CatchUp]) -> int:
    """Return how many meetings of before are on no such day any more."""
    return len({_told(one) for one in before} - {_told(one) for one in after})


def _told(one: CheckIn | CatchUp) -> tuple[object, ...]:
    """Return what people know of a meeting, apart from how far it has come."""
    return tuple(value for name, value in one if name != "state")

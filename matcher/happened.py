"""What has happened stays: the workshops held, the dates announced, the pairs at work.

All of it is read from the plan that is running (`Cohort.current_plan`); nothing here asks what day
it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.aside import decided_thirds, pausing
from matcher.follow_up import came
from matcher.plans import WorkshopState

if TYPE_CHECKING:
    from datetime import date

    from matcher.cohort import Cohort
    from matcher.plans import Workshop


def held(cohort: Cohort) -> dict[int, Workshop]:
    """Return the workshops that were held, by number."""
    return _in_state(cohort, WorkshopState.HELD)


def announced(cohort: Cohort) -> dict[int, Workshop]:
    """Return the workshops whose dates people were told, by number."""
    return _in_state(cohort, WorkshopState.ANNOUNCED)


def _in_state(cohort: Cohort, state: WorkshopState) -> dict[int, Workshop]:
    running, count = cohort.current_plan, cohort.programme.workshops.count
    if running is None:
        return {}
    found = (one for one in running.workshops if one.state is state and one.number <= count)
    return {one.number: one for one in sorted(found, key=lambda one: one.number)}


def who_missed(cohort: Cohort) -> dict[date, frozenset[str]]:
    """Return for each day on which a workshop was held who was absent, from any session of it.

    That somebody came, or did not, as it was noted afterwards, comes before what the plan says.
    """
    notes = came(cohort)
    missed: dict[date, frozenset[str]] = {}
    for one in held(cohort).values():
        known = {who: was for (who, number), was in notes.items() if number == one.number}
        away = {who for who in one.absent if not known.get(who)}
        away |= {who for who, was in known.items() if not was}
        missed[one.date] = missed.get(one.date, frozenset()) | away
    return missed


def noted(cohort: Cohort) -> dict[date, frozenset[str]]:
    """Return for each day on which a workshop was held of whom it is noted whether they came."""
    known: dict[date, frozenset[str]] = {}
    for one in held(cohort).values():
        those = {who for who, number in came(cohort) if number == one.number}
        known[one.date] = known.get(one.date, frozenset()) | those
    return known


def members(cohort: Cohort) -> frozenset[str]:
    """Return the ids of everybody in a pair of the plan that is running, thirds included."""
    running = cohort.current_plan
    if running is None:
        return frozenset()
    return frozenset(identity for pair in running.pairs for identity in pair.members)


def at_work(cohort: Cohort) -> tuple[tuple[str, str | None], ...]:
    """Return the pairs that began and go on: they have had a workshop, and nothing parts them.

    A pair ends when one of the two leaves or pauses, when a decision forbids it, when one of them
    is kept with somebody else or joins another pair, or when people who came alone are paired from
    now on, or the other way round. Whether the rules still allow the pair is not asked here.
    """
    running = cohort.current_plan
    if running is None or not held(cohort):
        return ()
    joined = decided_thirds(cohort)
    there = {person.person_id for person in cohort.applicants}
    there -= {*pausing(cohort), *joined.values()}
    parted = set(cohort.decisions.forbidden)
    paired = cohort.programme.pairing.form_pairs
    decided = (*cohort.decisions.locked, *joined) if paired else ()
    locked = {one: couple for couple in decided for one in couple}
    return tuple(
        pair.couple
        for pair in running.pairs
        if (pair.professional is not None) is paired
        and there.issuperset(pair.two)
        and pair.couple not in parted
        and all(locked.get(one, pair.couple) == pair.couple for one in pair.two)
    )

"""Who leads each workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from matcher.dates import Code, answers, facilitator_answers
from matcher.happened import announced, held
from matcher.settle.rota import rota

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Person
    from matcher.plans import Workshop

    Couples = Sequence[tuple[Person, Person | None]]
    Flags = NDArray[np.bool_]


def settle_leaders(
    cohort: Cohort,
    couples: Couples,
    days: Sequence[date],
    facilitators: Sequence[str | None],
) -> tuple[tuple[str, ...], ...]:
    """Return who leads each workshop, by id; the same people lead all workshops of a day.

    What was held stays as it was. Of those who lead an announced workshop, whoever can still come
    stays. Then: as many as possible lead where a pair of their own is there, as few as possible
    come only if needed, and the days are shared evenly.

    Parameters
    ----------
    cohort
        What is planned.
    couples
        The pairs; one person where people are not paired.
    days
        The date of each workshop, ``(T,)``.
    facilitators
        Who looks after each pair.

    Raises
    ------
    ValueError
        When too few facilitators can come; the search does not hand over such days.
    """
    past = {number: one for number, one in held(cohort).items() if _is_on(one, days)}
    leaders = [one.facilitator_id for one in cohort.facilitators]
    ahead = list(dict.fromkeys(day for at, day in enumerate(days, start=1) if at not in past))
    chosen = np.zeros((len(ahead), len(leaders)), dtype=bool)
    if leaders:
        own = _own_pair_there(cohort, couples, ahead, facilitators)
        chosen = _chosen(cohort, ahead, list(past.values()), own)
    leading = {
        day: tuple(leaders[place] for place in np.flatnonzero(row))
        for day, row in zip(ahead, chosen, strict=True)
    }
    return tuple(
        past[at].facilitators if at in past else leading[day]
        for at, day in enumerate(days, start=1)
    )


def _is_on(workshop: Workshop, days: Sequence[date]) -> bool:
    """Return whether a workshop of the running plan has the same date in this one."""
    return workshop.number <= len(days) and days[workshop.number - 1] == workshop.date


def _chosen(cohort: Cohort, ahead: Sequence[date], past: Sequence[Workshop], own: Flags) -> Flags:
    """Return who leads on which day, ``(D, facilitators)``."""
    answered = facilitator_answers(cohort, ahead).T
    there, needed = answered >= Code.IF_NEEDED, cohort.programme.workshops.facilitators
    told = [one for one in announced(cohort).values() if one.date in ahead]
    led, promised = _leading(cohort, past, ahead), _leading(cohort, told, ahead)
    stay, possible = _kept(there, (led, promised), needed)
    before = _leading(cohort, past, sorted({one.date for one in past} - set(ahead)))
    times = before.sum(axis=0) + (stay | led).sum(axis=0)
    costs, turns = _costs(~own, answered == Code.IF_NEEDED, times, needed)
    filled = rota(costs, possible, needed - stay.sum(axis=1), turns)
    if filled is None:
        raise ValueError("too few facilitators can come on these dates")
    return np.asarray(stay | filled)


def _leading(cohort: Cohort, workshops: Sequence[Workshop], days: Sequence[date]) -> Flags:
    """Return who led some workshops on which days, ``(D, facilitators)``."""
    leads = {(one.date, leader) for one in workshops for leader in one.facilitators}
    grid = [[(day, one.facilitator_id) in leads for one in cohort.facilitators] for day in days]
    return np.array(grid, dtype=bool).reshape(len(days), len(cohort.facilitators))


def _kept(there: Flags, before: Sequence[Flags], needed: int) -> tuple[Flags, Flags]:
    """Return who stays on which day, and among whom the rest are chosen.

    Those before stay as far as they can come. Where they are more than needed, the rest are chosen
    among them.
    """
    stay, possible = np.zeros_like(there), there.copy()
    for day, comes in enumerate(there):
        for named in before:
            more = named[day] & possible[day]
            if stay[day].sum() + more.sum() > needed:
                possible[day] = more
                break
            stay[day] |= more
            possible[day] = comes & ~stay[day]
    return stay, possible


def _own_pair_there(
    cohort: Cohort, couples: Couples, days: Sequence[date], facilitators: Sequence[str | None]
) -> Flags:
    """Return on which days a pair comes that a facilitator looks after, ``(D, facilitators)``."""
    row = {one.facilitator_id: index for index, one in enumerate(cohort.facilitators)}
    there = np.zeros((len(days), len(row)), dtype=bool)
    everybody = {one.person_id: one for couple in couples for one in couple if one is not None}
    comes = answers(cohort, list(everybody.values()), days) >= Code.IF_NEEDED
    of_person = dict(zip(everybody, comes, strict=True))
    for couple, leader in zip(couples, facilitators, strict=True):
        if leader in row:
            both = [of_person[one.person_id] for one in couple if one is not None]
            there[:, row[leader]] |= np.logical_and.reduce(both)
    return there


def _costs(
    alone: Flags, asked: Flags, times: NDArray[np.int64], needed: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return what it costs that somebody leads on a day, and for the first time, the second, …

    One who leads without a pair of their own costs more than all that come if needed, and one who
    does that more than all uneven shares. The n-th day of somebody costs 2 n - 1: days in all
    cost the sum of their squares, which is the least where they are shared evenly.
    """
    days, leaders = alone.shape
    uneven = leaders * (int(times.max(initial=0)) + days) ** 2 + 1
    costs = alone.astype(object) * (uneven * (needed * days + 1)) + asked.astype(object) * uneven
    turns = 2 * (times[:, None] + np.arange(days)[None, :]) + 1
    return costs, turns

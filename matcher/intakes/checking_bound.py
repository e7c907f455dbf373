"""Whether the bound of an intake holds: verified by prices, without any search.

No pair is worth more, on any dates, than the prices of its two people and of a place together; no
price is negative. Then no cohorts are worth more than all prices of people and as many places as
there are pairs at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.cohort import Side
from matcher.dates import Code, answers, candidate_dates
from matcher.intakes.days import without_places
from matcher.intakes.regions import part_of, regions_of
from matcher.intakes.sizes import placed_at_most
from matcher.scores import Scorer
from matcher.timetable import timetable
from matcher.trios import kept_together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Person
    from matcher.intakes.results import Intake, IntakeRegion

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]


def bound_findings(cohort: Cohort, intake: Intake) -> Iterator[tuple[str, str]]:
    """Yield everything that is wrong with the bounds of an intake."""
    said = {region.area: region for region in intake.regions}
    regions = regions_of(cohort)
    if {region.name for region in regions} != said.keys():
        yield "intake.regions", "these are not the areas of the people"
        return
    if any(price < 0 for price in intake.prices.values()):
        yield "intake.bound", "a price is negative"
    for region in regions:
        whole = part_of(cohort, region.people, region.venues, region.facilitators)
        yield from _of_region(whole, region.people, said[region.name], intake.prices)
    if sum(one.bound for one in intake.regions) != intake.bound:
        yield "intake.bound", "the bound is not the sum of those of the areas"
    if sum(one.most_pairs for one in intake.regions) != intake.most_pairs:
        yield "intake.most_pairs", "the most pairs are not the sum of those of the areas"


def _of_region(
    cohort: Cohort, people: Sequence[Person], said: IntakeRegion, prices: dict[str, int]
) -> Iterator[tuple[str, str]]:
    ours = [one for one in people if one.side is Side.PATIENT]
    theirs = [one for one in people if one.side is Side.PROFESSIONAL]
    worth = _worth(cohort, ours, theirs)
    own = [np.array([prices.get(one.person_id, 0) for one in side]) for side in (ours, theirs)]
    if said.place_price < 0:
        yield "intake.bound", "a price is negative"
    matched = maximum_bipartite_matching(csr_array(np.isfinite(worth)), perm_type="column")
    most = placed_at_most(int((matched >= 0).sum()), cohort.programme.intake)
    if most and (worth > own[0][:, None] + own[1][None, :] + said.place_price).any():
        yield "intake.bound", f"a pair of {said.area} is worth more than its prices"
    if said.most_pairs != most:
        yield "intake.most_pairs", f"{said.area}: {said.most_pairs} is said, {most} is true"
    bound = int(own[0].sum() + own[1].sum()) + said.place_price * most
    if said.bound != bound:
        yield "intake.bound", f"{said.area}: {said.bound} is said, the prices give {bound}"


def _worth(cohort: Cohort, ours: Sequence[Person], theirs: Sequence[Person]) -> Floats:
    """Return what pairs are worth at most on any dates, minus infinity where they are barred."""
    scores = Scorer(cohort).all()
    rows = _places(cohort.patients, ours)
    columns = _places(cohort.professionals, theirs)
    fit = scores.fit[np.ix_(rows, columns)].astype(np.float64)
    allowed = _as_locked(cohort, ours, theirs, scores.allowed[np.ix_(rows, columns)])
    costs = [_least(cohort, side) for side in (ours, theirs)]
    cost = np.maximum(costs[0][:, None], costs[1][None, :])
    return np.where(
        allowed & np.isfinite(cost), fit - np.where(np.isfinite(cost), cost, 0.0), -np.inf
    )


def _as_locked(
    cohort: Cohort, ours: Sequence[Person], theirs: Sequence[Person], allowed: Flags
) -> Flags:
    """Return which pairs are allowed where locked people are paired with nobody else."""
    allowed = allowed.copy()
    names = np.array([one.person_id for one in ours], dtype=object)
    others = np.array([one.person_id for one in theirs], dtype=object)
    for one, other in kept_together(cohort):
        allowed[names == one] &= others == other
        allowed[:, others == other] &= (names == one)[:, None]
    return allowed


def _places(everybody: Sequence[Person], some: Sequence[Person]) -> list[int]:
    place = {person.person_id: index for index, person in enumerate(everybody)}
    return [place[person.person_id] for person in some]


def _least(cohort: Cohort, people: Sequence[Person]) -> Floats:
    """Return what the best dates of all cost each person, infinite where none are good enough."""
    bare = without_places(cohort)
    candidates = candidate_dates(bare)
    order = timetable(bare, candidates)
    grid = answers(bare, people, candidates.days)
    costs = bare.programme.costs
    missed = (grid < Code.IF_NEEDED).astype(np.float64)
    asked = np.where(grid == Code.IF_NEEDED, float(min(costs.if_needed, costs.missed_workshop)), 0)
    if not len(order.reachable()):
        return np.zeros(len(people))
    fewest = _chain(missed, order.reachable(), order.follows)
    least = _chain(missed * costs.missed_workshop + asked, order.reachable(), order.follows)
    return np.where(fewest <= bare.programme.workshops.max_missed, least, np.inf)


def _chain(cost: Floats, slots: NDArray[np.bool_], follows: NDArray[np.bool_]) -> Floats:
    """Return the least cost of a date for every workshop, in turn, ``(people,)``."""
    ahead = np.where(slots[-1], cost, np.inf)
    for step in range(len(slots) - 2, -1, -1):
        best = np.full_like(cost, np.inf)
        for day in np.flatnonzero(slots[step]):
            after = ahead[:, follows[step, day]]
            best[:, day] = after.min(axis=1, initial=np.inf)
        ahead = np.where(slots[step], cost + best, np.inf)
    return np.asarray(ahead.min(axis=1, initial=np.inf))

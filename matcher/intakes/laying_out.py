"""A region as districts: neighbours whose cohorts are chosen together, and the region's bound.

The best pairs of the region decide who is in which district, so that being divided costs no fit:
each district holds some of these pairs, those with like weekdays side by side.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.allowed import partners
from matcher.intakes.assigning import assign
from matcher.intakes.days import least_costs, without_places
from matcher.intakes.regions import dealt
from matcher.intakes.sizes import sizes_of
from matcher.programme.intake import Organisations
from matcher.scores import Scorer
from matcher.solve.problem import build_problem
from matcher.trios import kept_together
from matcher.waiting import no_partner
from matcher.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from matcher.cohort import Cohort
    from matcher.intakes.assigning import Pairs
    from matcher.programme.labels import LabelSettings
    from matcher.solve.problem import Problem

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Share:
    """What belongs to one district of a region.

    Attributes
    ----------
    people, venues, facilitators
        Their ids, in order.
    sizes
        How many pairs each of its cohorts is meant to have.
    """

    people: tuple[str, ...]
    venues: tuple[str, ...]
    facilitators: tuple[str, ...]
    sizes: tuple[int, ...]


@dataclass(frozen=True)
class Layout:
    """A region as districts, with what is proven of it.

    Attributes
    ----------
    shares
        What belongs to each district.
    most
        No plan of the region has more pairs.
    bound
        No plan of the region has a higher total.
    prices
        Person -> what they are worth at most; together with `place_price` they prove the bound.
    place_price
        What a place is worth at most besides.
    alone
        Person -> why there is nobody whom they may be paired with.
    possible
        How many pairs there could be, whatever a cohort's size.
    """

    shares: tuple[Share, ...]
    most: int
    bound: int
    prices: dict[str, int]
    place_price: int
    alone: dict[str, str]
    possible: int


def lay_out(cohort: Cohort) -> Layout:
    """Return the districts of a region, given as one cohort, and its bound."""
    settings = cohort.programme.intake
    problem = build_problem(_bare(cohort))
    found = assign(most_worth(problem), settings, _wish(problem))
    ours, theirs = problem.patients.ids, problem.professionals.ids
    prices = dict(zip((*ours, *theirs), (*found.row_prices, *found.column_prices), strict=True))
    return Layout(
        shares=tuple(_shares(cohort, problem, found.pairs)),
        most=found.most,
        bound=found.bound,
        prices=prices,
        place_price=found.place_price,
        alone=_alone(cohort, problem),
        possible=found.possible,
    )


def most_worth(problem: Problem) -> Floats:
    """Return what each pair is worth at most on any dates, minus infinity where it is out."""
    costs = [least_costs(side, problem) for side in (problem.patients, problem.professionals)]
    cost = np.maximum(costs[0][:, None], costs[1][None, :])
    return np.where(problem.allowed & np.isfinite(cost), problem.fit - cost, -np.inf)


def _bare(cohort: Cohort) -> Cohort:
    """Return a region without what only a single cohort can keep to."""
    bare = without_places(cohort)
    balance = bare.programme.balance.model_copy(update={"limits": ()})
    projects = tuple(
        one.model_copy(update={"max_pairs": None, "min_pairs": 0}) for one in bare.projects
    )
    programme = bare.programme.model_copy(update={"balance": balance})
    return bare.model_copy(update={"programme": programme, "projects": projects})


def _wish(problem: Problem) -> Floats:
    """Return who should have a place first, in points that outdo every fit."""
    sides = problem.patients, problem.professionals
    must = [side.must.astype(np.float64) for side in sides]
    spare = [side.reserve.astype(np.float64) for side in sides]
    high = 10_000.0
    return np.asarray(
        high * high * (must[0][:, None] + must[1]) - high * (spare[0][:, None] + spare[1])
    )


def _shares(cohort: Cohort, problem: Problem, pairs: Pairs) -> Iterator[Share]:
    settings = cohort.programme.intake
    sizes = sizes_of(len(pairs), settings)
    if not sizes:
        return
    count = max(1, -(-len(pairs) // settings.neighbours))
    bounds = [len(sizes) * number // count for number in range(count + 1)]
    parts = [sizes[one:other] for one, other in itertools.pairwise(bounds)]
    parts = [part for part in parts if part]
    weights = [sum(part) for part in parts]
    ours, theirs = problem.patients.ids, problem.professionals.ids
    ordered = _side_by_side(cohort, problem, pairs)
    paired = {who for row, column in pairs for who in (ours[row], theirs[column])}
    none = [0] * len(parts)
    left = [[who for who in side if who not in paired] for side in (ours, theirs)]
    others = _dealt_together(cohort, left, weights)
    venues = dealt([one.venue_id for one in cohort.venues], weights, none)
    leaders = dealt([one.facilitator_id for one in cohort.facilitators], weights, none)
    start = 0
    for index, part in enumerate(parts):
        own = ordered[start : start + weights[index]]
        start += weights[index]
        people = [who for row, column in own for who in (ours[row], theirs[column])]
        yield Share(
            people=tuple(sorted([*people, *others[index]])),
            venues=tuple(sorted(venues[index])),
            facilitators=tuple(sorted(leaders[index])),
            sizes=part,
        )


def _dealt_together(
    cohort: Cohort, left: Sequence[Sequence[str]], weights: Sequence[int]
) -> list[list[str]]:
    """Deal out those without a pair; two who may be paired with nobody else go to one place."""
    together = partners(cohort) | dict(kept_together(cohort))
    there = set(left[1])
    couples = [(who, together[who]) for who in left[0] if together.get(who) in there]
    bound = {who for couple in couples for who in couple}
    hands = dealt(couples, weights, [0] * len(weights))
    held = [len(hand) for hand in hands]
    found = [[who for couple in hand for who in couple] for hand in hands]
    for side in left:
        singles = dealt([who for who in side if who not in bound], weights, held)
        found = [[*own, *more] for own, more in zip(found, singles, strict=True)]
    return found


def _side_by_side(cohort: Cohort, problem: Problem, pairs: Pairs) -> list[tuple[int, int]]:
    """Return the pairs so that those with like weekdays, or of one organisation, are neighbours."""
    weekday = np.array([day.weekday() for day in problem.candidates.days], dtype=np.int64)
    ours, theirs = problem.patients, problem.professionals
    place = {one.person_id: plain(one.organisation) for one in cohort.people}
    together = cohort.programme.intake.organisations is Organisations.TOGETHER

    def key(pair: tuple[int, int]) -> tuple[str, int, int, str]:
        row, column = pair
        joint = ours.can[row] & theirs.can[column]
        free = np.bincount(weekday[joint], minlength=7)
        best = int(free.argmax())
        who = place[theirs.ids[column]] or place[ours.ids[row]]
        return who if together else "", best, -int(free[best]), ours.ids[row]

    return sorted(pairs, key=key)


def _alone(cohort: Cohort, problem: Problem) -> dict[str, str]:
    """Return who may be paired with nobody, and why."""
    labels = cohort.programme.labels
    allowed = problem.allowed
    rows = np.flatnonzero(~allowed.any(axis=1)).tolist()
    columns = np.flatnonzero(~allowed.any(axis=0)).tolist()
    if not (rows or columns):
        return {}
    reason = Scorer(cohort).all().reason
    applied = [
        np.flatnonzero([person.is_applicant for person in side])
        for side in (cohort.patients, cohort.professionals)
    ]
    reason = reason[np.ix_(*applied)]
    found = _told(problem.patients.ids, rows, reason, labels)
    return found | _told(problem.professionals.ids, columns, reason.T, labels)


def _told(
    ids: Sequence[str], those: list[int], reason: NDArray[np.int8], labels: LabelSettings
) -> dict[str, str]:
    return {ids[index]: no_partner(reason[index], labels) for index in those}

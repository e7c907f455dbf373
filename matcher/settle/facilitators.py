"""Who looks after each pair, with all check-ins in view.

At first it does not count how many check-ins a facilitator has on a day. The pairs then only share
out the facilitators, which a linear program does in whole numbers. Where the days have too little
room for the check-ins that this promises they are looked at one by one, and all is chosen again. A
promise that can be kept is the best there is: it was the best of more than can be had.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from matcher.settle.care_goals import asking, of_dates, of_facilitators, placing
from matcher.settle.check_ins import Meetings, meetings_with
from matcher.settle.choosing import choose
from matcher.settle.offers import Offers
from matcher.settle.turns import days_taken

if TYPE_CHECKING:
    from matcher.settle.care_case import CareCase
    from matcher.settle.check_ins import Stretch
    from matcher.settle.faces import Whole

FEW = 100
"""With so few ways to give a pair a facilitator, every day is looked at from the start."""

MOST_ROUNDS = 12
"""How often all is chosen at most."""

NOTHING = (0, 0, 0)

Costs = dict["Stretch", tuple[int, int, int]]
"""What the check-ins of facilitators cost in each gap: for those placed, for calls that stand in,
and for whoever is asked."""


class _Sharing(NamedTuple):
    """Who looks after each pair, and what the check-ins then cost."""

    leaders: list[int]
    costs: Costs


def settle_facilitators(case: CareCase, effort: float) -> tuple[list[int], bool]:
    """Return the facilitator of each pair, -1 for nobody, and whether none are better.

    Parameters
    ----------
    effort
        How long each search may take, in the solver's deterministic seconds.
    """
    offers = Offers(case, days_taken(case, case.standing.catch_ups))
    roomless: frozenset[Stretch] = frozenset()
    if case.may.sum() > FEW:
        roomless = frozenset(product(range(len(case.names)), case.gap_after))
    shared: list[_Sharing] = []
    for _ in range(MOST_ROUNDS):
        promised, proven = _promised(offers, roomless, effort)
        kept = _kept(offers, promised, effort) if roomless else promised
        shared.append(kept)
        best = min(shared, key=lambda one: _worth(offers, one))
        if proven and _worth(offers, best) <= _worth(offers, promised):
            return best.leaders, True
        short = {
            one for one, costs in promised.costs.items() if kept.costs.get(one, NOTHING) > costs
        }
        if not short & roomless:
            break
        roomless -= short
    return best.leaders, False


def _promised(offers: Offers, roomless: frozenset[Stretch], effort: float) -> tuple[_Sharing, bool]:
    """Return the best sharing where not all room counts, and whether that is proven."""
    case = offers.case
    meetings = Meetings(offers, case.may, frozenset(case.standing.facilitators), roomless)
    found = choose(meetings.rules, *of_facilitators(meetings), effort)
    leaders = [-1] * len(case.couples)
    for (row, leader), choice in meetings.looks_after.items():
        if found.taken[choice]:
            leaders[row] = leader
    return _Sharing(leaders, _costs(meetings, found.taken)), found.proven


def _kept(offers: Offers, promised: _Sharing, effort: float) -> _Sharing:
    """Return what the check-ins with the same facilitators cost where all room counts."""
    meetings = meetings_with(offers, promised.leaders)
    found = choose(meetings.rules, *of_dates(meetings), effort)
    return _Sharing(promised.leaders, _costs(meetings, found.taken))


def _costs(meetings: Meetings, taken: Whole) -> Costs:
    stretches = {one.choice: one.stretch for one in meetings.options} | meetings.stand_ins
    found: dict[Stretch, list[int]] = defaultdict(lambda: [*NOTHING])
    for which, costs in enumerate((*placing(meetings), asking(meetings))):
        for choice, cost in costs.items():
            found[stretches[choice]][which] += cost * int(taken[choice])
    return {stretch: (placed, calls, asked) for stretch, (placed, calls, asked) in found.items()}


def _worth(offers: Offers, sharing: _Sharing) -> tuple[int, ...]:
    """Return what all goals cost, in the order of `of_facilitators`."""
    placed, calls, asked = (sum(one) for one in zip(NOTHING, *sharing.costs.values(), strict=True))
    before = offers.case.standing.before
    load = Counter(leader for leader in sharing.leaders if leader >= 0)
    return (
        placed - (1 + offers.needed) * load.total(),
        calls,
        -sum(before.get(row) == leader for row, leader in enumerate(sharing.leaders)),
        asked,
        sum(pairs * pairs for pairs in load.values()),
    )

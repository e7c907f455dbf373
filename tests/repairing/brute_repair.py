"""Every repair of a tiny plan, tried one by one, straight from the records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from brute import Book, PairIds, in_order
from matcher.changes import Change, parse_changes
from matcher.cohort import Cohort
from matcher.errors import InputError
from matcher.plans import Plan, WorkshopState

Value = tuple[int, ...]


def best_repair(cohort: Cohort, before: Plan) -> Value | None:
    """Return the levels of the best repair; the greater tuple is the better one."""
    found = [value for value, _, _ in repairs(cohort, before)]
    return max(found, default=None)


def repairs(
    cohort: Cohort, before: Plan
) -> Iterator[tuple[Value, tuple[PairIds, ...], tuple[date, ...]]]:
    """Yield every plan with what it is worth as a repair."""
    book = Book(cohort)
    pairings = [pairing for pairing in book.pairings() if book.may_stand(pairing)]
    for dates in book.sequences():
        for pairing in pairings:
            levels = book.levels(pairing, dates)
            if levels is not None:
                disturbed = disturbances(cohort, before, pairing, dates)
                pairs, *rest = in_order(cohort, levels)
                announced, moved, parted, lost = disturbed
                yield (-announced, -moved, pairs, -parted - lost, *rest), pairing, dates


def disturbances(
    cohort: Cohort, before: Plan, pairing: tuple[PairIds, ...], dates: tuple[date, ...]
) -> tuple[int, int, int, int]:
    """Return announced dates and dates that move, people who are parted and who lose places."""
    moved = [
        one
        for one in before.workshops
        if one.number <= len(dates) and dates[one.number - 1] != one.date
    ]
    announced = [one for one in moved if one.state is not WorkshopState.PLANNED]
    there = {person.person_id for person in cohort.applicants}
    partner = {a: b for couple in pairing for a, b in (couple, couple[::-1])}
    parted = lost = 0
    for pair in before.pairs:
        for one, other in (pair.members, pair.members[::-1]):
            if one in there:
                parted += partner.get(one) != other
                lost += one not in partner
    return len(announced), len(moved), parted, lost


def something_happens(plan: Plan, seed: int) -> tuple[Change, ...]:
    """Return one or two changes that touch a plan, and that its cohort can take."""
    random = Random(f"happens:{seed}")
    pair = random.choice(plan.pairs)
    held = random.choice([0, 0, 1])
    day = random.choice(plan.workshops)
    others = [one.person_id for one in plan.cohort.people if one.person_id not in pair.members]
    texts = [
        f"withdraw={random.choice(pair.members)}" + (f"@{held}" if held else ""),
        f"block={day.date}",
        f"answer={random.choice(pair.members)}@{day.date}:no",
        f"forbid={pair.patient}+{pair.professional}",
        f"pairs={max(1, len(plan.pairs) - 1)}",
        *(f"withdraw={one}" for one in random.sample(others, min(1, len(others)))),
    ]
    chosen = random.sample(texts, random.choice([1, 1, 2]))
    try:
        plan.cohort.with_changes(*chosen)
    except InputError:
        return ()
    return parse_changes(chosen)

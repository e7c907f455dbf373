"""The reserves that cover most, against every choice and a matching written out by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

import matcher
from cohorts import benchmark_cohort
from matcher.futures import reserves
from matcher.futures.drawing import draw, rates
from matcher.futures.reserves import Coverage
from matcher.futures.roster import Roster, roster
from matcher.programme.drop_out import DropOutSettings
from worlds import cohort as cohort_of
from worlds import people, person


@pytest.fixture(scope="module")
def case() -> Roster:
    return roster(matcher.plan(benchmark_cohort(5, 8, 25, 3)))


@pytest.fixture(scope="module")
def leave(case: Roster) -> np.ndarray:
    found = rates(DropOutSettings(patient=0.4, professional=0.4), case.times, 0)
    assert found is not None
    return draw(case.ids, case.sides, found, 40, 1).leave


def together(case: Roster, one: int, other: int) -> bool:
    """Return whether two people may be a pair on the plan's dates; all have answered."""
    patients = len(case.ours.ids)
    row, column = min(one, other), max(one, other) - patients
    if not 0 <= row < patients or not 0 <= column < len(case.theirs.ids):
        return False
    missed = sum(
        not (a and b) for a, b in zip(case.ours.can[row], case.theirs.can[column], strict=True)
    )
    return bool(case.may[row, column]) and missed <= case.problem.max_missed


def most(alone: list[int], others: list[int], case: Roster) -> int:
    """Return the most pairs in which somebody left alone is, each person once: every way tried."""
    if not alone:
        return 0
    first, *rest = alone
    best = most(rest, others, case)
    for one in [*rest, *others]:
        if together(case, first, one):
            left = [x for x in rest if x != one], [x for x in others if x != one]
            best = max(best, 1 + most(*left, case))
    return best


def by_hand(case: Roster, leave: np.ndarray, people: tuple[int, ...]) -> int:
    total = 0
    for when in leave:
        alone = [
            one
            for couple in case.couples()
            for one, other in (couple, couple[::-1])
            if when[one] == case.times > when[other]
        ]
        total += most(alone, [one for one in people if when[one] == case.times], case)
    return total


@pytest.mark.parametrize("alone", [0, 6])
def test_what_reserves_cover_is_the_greatest_matching_of_each_future(
    case: Roster, leave: np.ndarray, alone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reserves, "MOST_ALONE", alone)
    coverage = Coverage(case, leave)
    people = range(len(coverage.waiting))
    choices = [(), *combinations(people, 1), *combinations(people, 2)]
    wanted = [
        by_hand(case, leave, tuple(int(coverage.waiting[one]) for one in some)) for some in choices
    ]
    assert coverage.covered(choices).tolist() == wanted
    assert wanted[0] < max(wanted)


def test_the_best_choice_of_each_number_is_the_best_of_all(case: Roster, leave: np.ndarray) -> None:
    coverage = Coverage(case, leave)
    found = coverage.best()
    assert [len(some) for some, _ in found] == [1, 2, 3]
    for some, covered in found:
        ids = [
            tuple(int(coverage.waiting[one]) for one in choice)
            for choice in combinations(range(len(coverage.waiting)), len(some))
        ]
        assert covered == max(by_hand(case, leave, choice) for choice in ids)


def test_fewer_reserves_are_told_where_every_choice_would_take_too_long(
    case: Roster, leave: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reserves, "MOST_CHOICES", 10)
    assert [len(some) for some, _ in Coverage(case, leave).best()] == [1]


def test_who_leaves_or_applied_with_somebody_who_stays_covers_nothing() -> None:
    given = cohort_of(*people(1, 1), person("H2"), rules={"programme.pairs": 1})
    plan = matcher.plan(given)
    case = roster(plan)
    gone, waits = str(plan.pairs[0].professional), plan.waiting[0].person
    never = np.full((1, len(case.ids)), case.times)
    free, left = never.copy(), never.copy()
    free[0, case.ids.index(gone)] = 1
    left[0, [case.ids.index(gone), case.ids.index(waits)]] = 1, 2
    assert Coverage(case, free).covered([(0,)]).tolist() == [1]
    assert Coverage(case, left).covered([(0,)]).tolist() == [0]
    assert Coverage(case, never).covered([(0,)]).tolist() == [0]

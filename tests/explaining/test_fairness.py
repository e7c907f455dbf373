"""The price of fairness, shares and envy, beside brute force."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest

import matcher
from brute import Book, Levels
from cohorts import benchmark_cohort, random_cohort
from matcher.cohort import Cohort
from matcher.explaining.envy import Envy, blocking, envy, stable
from matcher.explaining.fairness import Fairness, tell
from matcher.explaining.questions import QUESTIONS, Options
from matcher.explaining.shares import shares
from matcher.explaining.standing import Standing
from matcher.language import Language, words_in
from matcher.plans import Outcome, Plan
from worlds import cohort as cohort_of
from worlds import people, with_rules

ENGLISH = words_in(Language.ENGLISH)


def told(plan: Plan) -> Fairness:
    found = tell(plan, ENGLISH, Options()).data
    assert isinstance(found, Fairness)
    return found


def all_levels(cohort: Cohort) -> set[Levels]:
    book = Book(cohort)
    pairings = [pairing for pairing in book.pairings() if book.may_stand(pairing)]
    found = {book.levels(pairing, dates) for dates in book.sequences() for pairing in pairings}
    return {levels for levels in found if levels is not None}


@pytest.mark.parametrize("seed", range(0, 60, 4))
def test_the_frontier_is_every_plan_that_no_other_beats_on_both(seed: int) -> None:
    cohort = random_cohort(seed, worst_first=0.5, quorum=0.2)
    plan = matcher.plan(cohort)
    if plan.status is not Outcome.OPTIMAL:
        assert not told(plan).answered
        return
    every = all_levels(cohort)
    top = max((one.pairs, -one.reserves) for one in every)
    values = {(one.worst_fit, one.total) for one in every if (one.pairs, -one.reserves) == top}
    beaten = {
        one
        for one in values
        for other in values
        if one != other and other >= one
        if other[0] >= one[0] and other[1] >= one[1]
    }
    found = told(plan).frontier
    assert found is not None
    assert found.complete
    assert [(one.worst_fit, one.total) for one in found.points] == sorted(values - beaten)


def is_blocked(fit: np.ndarray, possible: np.ndarray, pairs: tuple, most: int) -> set:
    """Return the blocking pairs, straight from what the word means."""
    row_of, column_of = dict(pairs), {q: p for p, q in pairs}
    found = set()
    for p, q in np.argwhere(possible).tolist():
        place = p in row_of or q in column_of or len(pairs) < most
        rather = p not in row_of or fit[p, q] > fit[p, row_of[p]]
        also = q not in column_of or fit[p, q] > fit[column_of[q], q]
        if place and rather and also and (p, q) not in pairs:
            found.add((p, q))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_stable_means_that_no_pair_blocks_and_the_only_one_is_the_only_one(seed: int) -> None:
    random = np.random.default_rng(seed)
    fit, possible = random.integers(0, 12, (4, 3)), random.random((4, 3)) < 0.7
    most = int(random.integers(1, 4))
    every = [
        tuple(sorted(zip(rows, columns, strict=True)))
        for size in range(most + 1)
        for rows in combinations(range(4), size)
        for columns in permutations(range(3), size)
    ]
    allowed = [pairs for pairs in every if all(possible[pair] for pair in pairs)]
    for pairs in allowed:
        expected = is_blocked(fit, possible, pairs, most)
        assert set(blocking(fit, possible, pairs, most)) == expected
    calm = [pairs for pairs in allowed if not is_blocked(fit, possible, pairs, most)]
    pairs, unique = stable(fit, possible, most)
    assert pairs in calm
    assert not unique or calm == [pairs]


def test_the_only_stable_matching_is_known_where_fits_differ_and_there_is_room() -> None:
    fit = np.array([[9, 5], [6, 1]])
    assert stable(fit, np.ones((2, 2), dtype=bool), 2) == (((0, 0), (1, 1)), True)
    assert stable(fit * 0, np.ones((2, 2), dtype=bool), 2)[1] is False
    assert blocking(fit, np.ones((2, 2), dtype=bool), ((0, 1), (1, 0)), 2) == ((0, 0),)


def test_what_a_stable_matching_costs_is_the_difference_of_the_totals() -> None:
    plan = matcher.plan(benchmark_cohort(6, 8, 30, seed=2))
    found = envy(Standing.of(plan))
    assert isinstance(found, Envy)
    assert plan.objective is not None
    assert found.loses == plan.objective.total - found.stable_total
    assert found.fewer_pairs == plan.objective.pairs - found.stable_pairs


def test_no_group_under_five_is_shown_and_means_are_those_of_the_group() -> None:
    plan = matcher.plan(benchmark_cohort(8, 20, 30, seed=3))
    found = shares(plan, ENGLISH)
    for one in found:
        assert one.applied is None or one.applied >= 5
        assert one.placed is None or one.placed >= 5
        assert one.mean_fit is None or one.placed is not None
    sides = [one for one in found if one.by == "side"]
    mean = round(sum(pair.fit for pair in plan.pairs) / len(plan.pairs))
    assert [one.mean_fit for one in sides] == [mean, mean]


def test_few_people_are_not_shown_at_all() -> None:
    found = told(matcher.plan(cohort_of(*people(2, 2, area="North"))))
    shown = [(one.applied, one.placed, one.mean_fit) for one in found.shares]
    assert set(shown) <= {(None, None, None)}


def test_without_time_the_frontier_is_not_called_whole() -> None:
    plan = matcher.plan(benchmark_cohort(6, 8, 30, seed=2))
    answer = QUESTIONS["fairness"].ask(plan, ENGLISH, Options(seconds=0))
    assert "The time was too short to look at every higher lowest fit." in answer.lines


def test_people_who_come_alone_have_places_but_no_fits() -> None:
    cohort = with_rules(cohort_of(*people(6, 6)), pairing={"form_pairs": False})
    found = told(matcher.plan(cohort))
    assert found.answered
    assert found.frontier is None
    assert found.envy is None
    assert {one.mean_fit for one in found.shares} <= {None}

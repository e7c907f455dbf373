"""Pairs within the limits of their projects, beside an enumeration of all choices."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import brute
from cohorts import random_cohort
from matcher.cohort import Cohort, Person, Project, Side
from matcher.plans import Outcome
from matcher.programme import Programme, Weekday
from matcher.solve.carrying import Choice, choose
from matcher.solve.counted import nothing_counted
from matcher.solve.levels import solve
from matcher.solve.limits import Rules, carriable_together
from matcher.solve.prices import Assignment, Quota
from matcher.solve.problem import ProjectLimits, build_problem
from matcher.solve.progress import Budget


@st.composite
def choices(draw: st.DrawFn, largest: int = 50) -> tuple[Choice, Quota]:
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    cells = [cell for cell in np.ndindex(height, width) if draw(st.integers(0, 3))] or [(0, 0)]
    projects = draw(st.integers(1, 2))
    shape = projects, len(cells)
    numbers = st.integers(-largest, largest)

    def flags() -> np.ndarray:
        drawn = draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells)))
        return np.array(drawn, dtype=bool)

    options = np.array([flags() for _ in range(projects)])
    liking = [[draw(numbers) for _ in cells] for _ in range(projects)]
    limit = st.lists(st.integers(0, 3), min_size=projects, max_size=projects)
    choice = Choice(
        rows=np.array([row for row, _ in cells]),
        columns=np.array([column for _, column in cells]),
        worth=np.array([draw(numbers) for _ in cells], dtype=float),
        options=options,
        liking=np.array(liking, dtype=float).reshape(shape),
        free=flags() | ~options.any(axis=0),
        most=np.array(draw(limit)),
        least=np.array(draw(limit)),
    )
    must = np.array([draw(st.integers(0, 4)) == 0 for _ in range(3)])
    quota = Quota(draw(st.integers(1, min(height, width))), must[:height], must[::-1][:width])
    return choice, quota


def value_of(choice: Choice, pairs: tuple[int, ...], carried: tuple[int, ...]) -> float:
    worth = sum(choice.worth[pair] for pair in pairs)
    liked = (choice.liking[one, at] for at, one in zip(pairs, carried, strict=True) if one >= 0)
    return float(worth + sum(liked))


def is_a_way(
    choice: Choice, quota: Quota, pairs: tuple[int, ...], carried: tuple[int, ...]
) -> bool:
    rows, columns = choice.rows[list(pairs)].tolist(), choice.columns[list(pairs)].tolist()
    counts = Counter(one for one in carried if one >= 0)
    return (
        len(pairs) == quota.pairs == len(set(rows)) == len(set(columns))
        and set(np.flatnonzero(quota.must_rows)) <= set(rows)
        and set(np.flatnonzero(quota.must_columns)) <= set(columns)
        and all(
            choice.free[at] if one < 0 else choice.options[one, at]
            for at, one in zip(pairs, carried, strict=True)
        )
        and all(choice.least[one] <= count <= choice.most[one] for one, count in counts.items())
    )


def check_against_all_ways(choice: Choice, quota: Quota) -> None:
    values = [
        value_of(choice, pairs, carried)
        for pairs in combinations(range(len(choice.rows)), quota.pairs)
        for carried in product(range(-1, len(choice.most)), repeat=quota.pairs)
        if is_a_way(choice, quota, pairs, carried)
    ]
    found = choose(choice, quota)
    if found is None:
        assert not values
        return
    pairs, carried = tuple(found[0].tolist()), tuple(found[1].tolist())
    assert is_a_way(choice, quota, pairs, carried)
    assert value_of(choice, pairs, carried) == max(values)


@settings(max_examples=150, deadline=None)
@given(choices())
def test_the_pairs_and_their_projects_are_the_best_of_all_ways(case: tuple[Choice, Quota]) -> None:
    check_against_all_ways(*case)


@settings(max_examples=60, deadline=None)
@given(choices(largest=10**8))
def test_large_numbers_are_told_apart_to_the_last_point(case: tuple[Choice, Quota]) -> None:
    check_against_all_ways(*case)


def test_a_matching_says_what_a_search_says_of_places_in_projects() -> None:
    random, said = np.random.default_rng(7), Counter[bool | None]()
    for _ in range(250):
        size, projects = int(random.integers(1, 6)), int(random.integers(1, 4))
        most = random.integers(0, 4, projects)
        limits = ProjectLimits(
            ids=tuple(f"R{number}" for number in range(projects)),
            most=most,
            least=np.minimum(random.integers(0, 4, projects), most),
            options=random.random((projects, size, size)) < 0.5,
            free=random.random((size, size)) < 0.3,
        )
        each = np.arange(size)
        worth = np.full((size, size), -np.inf)
        worth[each, each] = 0.0
        nobody = np.zeros(size, dtype=bool)
        rules = Rules(limits, nothing_counted(size, size))
        possible = rules.best(worth, Quota(size, nobody, nobody)) is not None
        answer = carriable_together(limits, Assignment(0.0, each, each))
        assert answer in (possible, None)
        said[answer] += 1
    assert min(said[True], said[False], said[None]) > 10


@pytest.mark.parametrize("seed", range(25))
def test_with_limits_everywhere_the_plan_is_the_best_of_all_plans(seed: int) -> None:
    kinds = {"projects": 1.0, "limits": 1.0, "impossible": 0.0, "min_fit": 0.0, "confirmed": 0.4}
    cohort = random_cohort(seed, **kinds)
    found, best = solve(build_problem(cohort), Budget(60), 1), brute.best(cohort)
    assert found.outcome == ("infeasible" if best is None else "optimal")
    if best is not None and found.worth is not None:
        worth = found.worth
        levels = brute.Levels(worth.pairs, worth.reserves, worth.worst_fit, worth.total)
        assert brute.in_order(cohort, levels) == brute.in_order(cohort, best)


def keen_cohort(pairs: int, *projects: Project) -> Cohort:
    """Return as many people a side, who all want every project, and can always come."""
    sides = (("P", Side.PATIENT), ("H", Side.PROFESSIONAL))
    return Cohort(
        programme=Programme.model_validate(
            {
                "programme": {"start": "2027-02-01", "end": "2027-02-26", "pairs": pairs},
                "workshops": {"count": 2, "min_gap_days": 7, "max_gap_days": 21},
            }
        ),
        people=tuple(
            Person(
                person_id=f"{letter}{number}",
                side=side,
                themes=tuple(project.project_id for project in projects),
                weekdays=tuple(Weekday)[:5],
                consent=True,
            )
            for letter, side in sides
            for number in range(1, pairs + 1)
        ),
        projects=projects,
    )


def formed(cohort: Cohort) -> int:
    found = solve(build_problem(cohort), Budget(60), 1)
    assert found.outcome in (Outcome.OPTIMAL, Outcome.INFEASIBLE)
    return len(found.pairs)


def project(identity: str, most: int | None = None, least: int = 0) -> Project:
    return Project(project_id=identity, title=identity, max_pairs=most, min_pairs=least)


def test_no_more_pairs_are_formed_than_the_projects_have_places() -> None:
    assert formed(keen_cohort(5, project("A", 1), project("B", 2))) == 3
    assert formed(keen_cohort(5, project("A", 1), project("B"))) == 5
    assert formed(keen_cohort(5, project("A", 0), project("B", 0))) == 0


def test_a_least_that_cannot_be_reached_forces_fewer_pairs() -> None:
    assert formed(keen_cohort(3, project("A", least=4))) == 0
    assert formed(keen_cohort(3, project("A", 2, least=3), project("B", 1))) == 1
    assert formed(keen_cohort(5, project("A", 3, least=3), project("B", 2, least=2))) == 5
    assert formed(keen_cohort(5, project("A", 3, least=3), project("B", 2, least=3))) == 3

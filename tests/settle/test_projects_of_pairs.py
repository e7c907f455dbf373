"""The projects that pairs carry."""

from __future__ import annotations

from collections import Counter

import pytest
from settling import cohort_of, couples_of, person, project

from matcher.cohort import Cohort
from matcher.settle.projects import settle_projects


def projects_of(cohort: Cohort) -> tuple[str | None, ...]:
    return settle_projects(cohort, couples_of(cohort))


def test_a_pair_carries_the_project_that_the_two_want_most() -> None:
    cohort = cohort_of(
        person("P1", themes=("A", "B")),
        person("H1", themes=("B", "A")),
        person("P2", themes=("B", "A")),
        person("H2", themes=("B", "A")),
        projects=(project("A"), project("B")),
    )
    assert projects_of(cohort) == ("A", "B")


def test_a_project_of_their_own_comes_before_one_that_both_list_lower() -> None:
    cohort = cohort_of(
        person("P1", project_id="B", themes=("C", "A")),
        person("H1", themes=("D", "A")),
        projects=(project("A"), project("B"), project("C"), project("D")),
    )
    assert projects_of(cohort)[0] in {"A", "B"}
    assert projects_of(cohort_of(*cohort.people, projects=(project("B"),))) == ("B",)


def test_a_pair_without_any_option_carries_none() -> None:
    cohort = cohort_of(person("P1", themes=("A",)), person("H1"), projects=(project("A"),))
    assert projects_of(cohort) == (None,)
    assert projects_of(cohort_of(person("P1"), person("H1"))) == (None,)
    assert settle_projects(cohort, []) == ()


def test_limits_come_before_wishes() -> None:
    people = [person(name, themes=("A", "B")) for name in ("P1", "P2", "P3", "H1", "H2", "H3")]
    one_place = cohort_of(*people, projects=(project("A", max_pairs=1), project("B")))
    assert Counter(projects_of(one_place)) == {"A": 1, "B": 2}
    least = cohort_of(*people, projects=(project("A", max_pairs=2), project("B", min_pairs=2)))
    assert Counter(projects_of(least)) == {"A": 1, "B": 2}


def test_limits_that_leave_no_way_are_an_error() -> None:
    people = [person(name, themes=("A",)) for name in ("P1", "P2", "H1", "H2")]
    cohort = cohort_of(*people, projects=(project("A", max_pairs=1),))
    with pytest.raises(ValueError, match="no choice of projects keeps to their limits"):
        projects_of(cohort)

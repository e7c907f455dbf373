"""Which projects a pair may carry."""

from __future__ import annotations

from typing import Any

import pytest

from cohorts import random_cohort
from matcher.cohort import Project
from matcher.projects import may_carry, options
from worlds import cohort, person

PROJECTS = (
    Project(project_id="PR2", title="Rest", theme=" SLEEP "),
    Project(project_id="PR1", title="Nights", theme="Sleep"),
    Project(project_id="PR3", title="Steady feet", theme="falls"),
    Project(project_id="PR4", title="No theme"),
)


@pytest.mark.parametrize(
    ("patient", "professional", "expected"),
    [
        ({}, {}, []),
        ({"project_id": "PR3"}, {}, ["PR3"]),
        ({}, {"project_id": "PR3"}, ["PR3"]),
        ({"project_id": "PR3"}, {"project_id": "PR4"}, ["PR3", "PR4"]),
        ({"themes": ("PR3",)}, {}, []),
        ({"themes": ("PR3",)}, {"themes": ("PR3", "PR4")}, ["PR3"]),
        ({"themes": ("PR1",)}, {"themes": ("PR2",)}, []),
        ({"themes": ("sleep",)}, {"themes": ("pain", "Sleep")}, ["PR1", "PR2"]),
        ({"themes": ("sleep",)}, {"themes": ("PR1",)}, []),
        ({"themes": ("sleep", "PR3")}, {"themes": ("PR3", "sleep")}, ["PR1", "PR2", "PR3"]),
        ({"themes": ("",)}, {"themes": ("",)}, []),
    ],
)
def test_a_pair_may_carry_what_one_owns_or_what_both_list_by_name_or_theme(
    patient: dict[str, Any], professional: dict[str, Any], expected: list[str]
) -> None:
    one, other = person("P1", **patient), person("H1", **professional)
    found = options(cohort(one, other, projects=PROJECTS), one, other)
    assert [project.project_id for project in found] == expected


def test_a_theme_counts_however_far_down_the_list_it_stands() -> None:
    many = {"themes": (*(f"theme {number}" for number in range(40)), "falls")}
    one, other = person("P1", **many), person("H1", **many)
    found = options(cohort(one, other, projects=PROJECTS), one, other)
    assert [project.project_id for project in found] == ["PR3"]


@pytest.mark.parametrize("seed", range(10))
def test_all_pairs_at_once_are_the_pairs_one_by_one(seed: int) -> None:
    given = random_cohort(seed, "small", projects=1)
    for project in given.projects:
        grid = may_carry(project, given.patients, given.professionals)
        assert grid.tolist() == [
            [project in options(given, one, other) for other in given.professionals]
            for one in given.patients
        ]


def test_without_people_nobody_carries_anything() -> None:
    assert may_carry(PROJECTS[0], [], [person("H1")]).shape == (0, 1)

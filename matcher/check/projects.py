"""The projects of the pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.check.facts import differs, name
from matcher.projects import options

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts


def option(facts: Facts) -> Iterator[str]:
    """A pair with projects to choose from carries one of them, any other pair none."""
    for one in facts.recomputed:
        pair = one.pair
        possible = options(facts.cohort, one.patient, one.professional) if one.professional else ()
        choice = [project.project_id for project in possible]
        if pair.project not in choice and (choice or pair.project is not None):
            expected = f"one of {', '.join(choice)}" if choice else None
            yield differs(f"project of {name(pair)}", expected, pair.project)


def _carried(facts: Facts) -> Counter[str]:
    return Counter(pair.project for pair in facts.plan.pairs if pair.project is not None)


def max_pairs(facts: Facts) -> Iterator[str]:
    """No project has more pairs than it takes."""
    carried = _carried(facts)
    for project in facts.cohort.projects:
        times = carried[project.project_id]
        if project.max_pairs is not None and times > project.max_pairs:
            yield differs(f"pairs of {project.project_id}", f"at most {project.max_pairs}", times)


def min_pairs(facts: Facts) -> Iterator[str]:
    """A project has no pair, or as many as it needs."""
    carried = _carried(facts)
    for project in facts.cohort.projects:
        times = carried[project.project_id]
        if 0 < times < project.min_pairs:
            expected = f"none or at least {project.min_pairs}"
            yield differs(f"pairs of {project.project_id}", expected, times)


CHECKS: dict[str, Check] = {
    "projects.options": option,
    "projects.max_pairs": max_pairs,
    "projects.min_pairs": min_pairs,
}

"""The project of each pair: within all limits, the ones that they want most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.criteria import DEPTH, interests, plain
from matcher.projects import may_carry
from matcher.solve.carrying import Choice, choose
from matcher.solve.prices import Quota

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.cohort import Cohort, Person, Project

Couple = tuple["Person", "Person | None"]


def settle_projects(cohort: Cohort, couples: Sequence[Couple]) -> tuple[str | None, ...]:
    """Return the project of each pair: within all limits, the ones that they want most.

    A project is wanted as much as the ranks say at which the two named it, or its theme, and twice
    as much by somebody whose own it is.

    Raises
    ------
    ValueError
        When the limits leave no way; the search does not hand over such pairs.
    """
    projects = cohort.projects
    if not couples or not projects:
        return tuple(None for _ in couples)
    carries = np.array(
        [[_may_carry(project, couple) for couple in couples] for project in projects]
    )
    each = np.arange(len(couples))
    must = np.ones(len(couples), dtype=bool)
    found = choose(
        Choice(
            rows=each,
            columns=each,
            worth=np.zeros(len(couples)),
            options=carries,
            liking=_liking(cohort, couples),
            free=np.asarray(~carries.any(axis=0)),
            most=np.array(
                [len(couples) if p.max_pairs is None else p.max_pairs for p in projects],
                dtype=np.int64,
            ),
            least=np.array([project.min_pairs for project in projects], dtype=np.int64),
        ),
        Quota(len(couples), must, must),
    )
    if found is None:
        raise ValueError("no choice of projects keeps to their limits")
    return tuple(projects[index].project_id if index >= 0 else None for index in found[1])


def _may_carry(project: Project, couple: Couple) -> bool:
    patient, professional = couple
    if professional is None:
        return False
    return bool(may_carry(project, [patient], [professional])[0, 0])


def _liking(
    cohort: Cohort, couples: Sequence[Couple]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return how much each pair wants each project, ties in the order of ids, ``(K, pairs)``."""
    theme_of = {project.project_id: plain(project.theme) for project in cohort.projects}
    members = [[person for person in couple if person is not None] for couple in couples]
    ranks = [[interests(person, theme_of) for person in both] for both in members]
    liking = np.zeros((len(cohort.projects), len(couples)))
    for row, project in enumerate(cohort.projects):
        names = f"project:{project.project_id}", f"theme:{theme_of[project.project_id]}"
        for column, both in enumerate(ranks):
            ranked = sum(DEPTH - min(one.get(name, DEPTH) for name in names) for one in both)
            owned = sum(one.project_id == project.project_id for one in members[column])
            liking[row, column] = ranked + DEPTH * owned
    order = np.arange(len(cohort.projects))[:, None]
    return liking * len(cohort.projects) * (len(couples) + 1) - order

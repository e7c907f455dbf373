"""Which projects a pair may carry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from matcher.wording import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Person, Project


def options(cohort: Cohort, patient: Person, professional: Person) -> tuple[Project, ...]:
    """Return the projects that a pair may carry, by id.

    Either partner's own project; projects that both list; projects whose theme both list.
    """
    pair = [patient], [professional]
    return tuple(project for project in cohort.projects if bool(may_carry(project, *pair)[0, 0]))


def may_carry(
    project: Project, patients: Sequence[Person], professionals: Sequence[Person]
) -> NDArray[np.bool_]:
    """Return which pairs may carry a project, shape ``(P, Q)``."""
    own, listed, themed = _interest(project, patients)
    their_own, their_listed, their_themed = _interest(project, professionals)
    return np.asarray(
        (own[:, None] | their_own[None, :])
        | (listed[:, None] & their_listed[None, :])
        | (themed[:, None] & their_themed[None, :])
    )


def _interest(project: Project, people: Sequence[Person]) -> NDArray[np.bool_]:
    """Return who owns the project, who lists it and who lists its theme, ``(3, people)``."""
    theme = plain(project.theme)
    said = [
        (
            person.project_id == project.project_id,
            project.project_id in person.themes,
            bool(theme) and theme in {plain(item) for item in person.themes},
        )
        for person in people
    ]
    return np.array(said, dtype=bool).reshape(len(people), 3).T

"""What is timed: random cohorts of growing size, and harder kinds of them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from benchmarks.cohorts import benchmark_cohort
from matcher.cohort import Project, Side

if TYPE_CHECKING:
    from matcher.cohort import Cohort


@dataclass(frozen=True)
class Case:
    """A kind of cohort, and the time within which its proof is wanted.

    Attributes
    ----------
    name
        What the tables call it.
    pairs, pool, days
        Pairs wanted, people a side, candidate dates.
    target
        Seconds to the proof that are aimed at, if any.
    if_needed, avoided_weeks
        Which share of the free days is only if needed; how many weeks are better avoided.
    own_projects
        Whether each patient has one fixed project with a single place.
    """

    name: str
    pairs: int
    pool: int
    days: int
    target: float | None = None
    if_needed: float = 0.0
    avoided_weeks: int = 0
    own_projects: bool = False

    def cohort(self, seed: int) -> Cohort:
        """Return the cohort of a seed."""
        made = benchmark_cohort(
            self.pairs, self.pool, self.days, seed, self.if_needed, self.avoided_weeks
        )
        return _with_own_projects(made, seed) if self.own_projects else made


def _with_own_projects(cohort: Cohort, seed: int) -> Cohort:
    """Return the cohort in which each patient brings one of fewer projects, with one place each."""
    random = Random(f"projects:{seed}")
    places = len(cohort.patients) * 4 // 5
    projects = tuple(
        Project(project_id=f"PR{number}", title=f"Project {number}", max_pairs=1)
        for number in range(places)
    )
    owners = [person.person_id for person in cohort.patients]
    random.shuffle(owners)
    own = {owner: f"PR{number % places}" for number, owner in enumerate(owners)}
    people = tuple(
        person.model_copy(
            update={
                "project_id": own.get(person.person_id) if person.side is Side.PATIENT else None,
                "themes": (),
            }
        )
        for person in cohort.people
    )
    return cohort.model_copy(update={"people": people, "projects": projects})


SMOKE = (Case("8 pairs of 14 + 14, 50 dates", 8, 14, 50),)

PROOFS = (
    Case("12 pairs of 20 + 20, 50 dates", 12, 20, 50, 0.02),
    Case("12 pairs of 20 + 20, 125 dates", 12, 20, 125, 0.04),
    Case("30 pairs of 51 + 51, 125 dates", 30, 51, 125, 0.2),
    Case("50 pairs of 85 + 85, 125 dates", 50, 85, 125, 0.8),
    Case("100 pairs of 170 + 170, 125 dates", 100, 170, 125, 3.0),
    Case("200 pairs of 340 + 340, 125 dates", 200, 340, 125, 30.0),
    Case("12 pairs, 15 % if needed, 2 avoided weeks", 12, 20, 125, 0.1, 0.15, 2),
    Case("30 pairs, 15 % if needed, 2 avoided weeks", 30, 51, 125, 0.8, 0.15, 2),
    Case("50 pairs, 15 % if needed, 2 avoided weeks", 50, 85, 125, 2.5, 0.15, 2),
    Case("12 pairs, one project each with one place", 12, 20, 50, 2.0, own_projects=True),
)
"""The cohorts whose proofs are timed, with what is aimed at."""

"""The people of a district as arrays, and the problem of any cohort among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.cohort import Status
from matcher.intakes.days import without_places
from matcher.programme.intake import Organisations
from matcher.solve.costs import Costs
from matcher.solve.problem import People, Problem, ProjectLimits, build_problem
from matcher.solve.progress import Budget
from matcher.solve.stages import Stages
from matcher.solve.tree import root, with_date
from matcher.wording import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.cohort import Cohort

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

ENDLESS = 1e9
"""Seconds that nobody waits for: choosing among cohorts ends by counting, not by the clock."""


@dataclass(frozen=True)
class Pool:
    """The people of a district.

    Attributes
    ----------
    problem
        All of them as one cohort, without venues and facilitators; nobody must be in it.
    worth
        What a pair is worth before any date, minus infinity where it may not be formed, ``(P, Q)``.
    costs
        What dates cost.
    wanted_rows, wanted_columns
        Who must have a place, ``(P,)`` and ``(Q,)``.
    row_groups, column_groups
        The number of each person's organisation, -1 without one, ``(P,)`` and ``(Q,)``.
    together
        Whether an organisation's people should share a cohort.
    seed
        Decides between equals.
    """

    problem: Problem
    worth: Floats
    costs: Costs
    wanted_rows: NDArray[np.bool_]
    wanted_columns: NDArray[np.bool_]
    row_groups: Whole
    column_groups: Whole
    together: bool
    seed: int

    @classmethod
    def of(cls, cohort: Cohort, seed: int) -> Pool:
        """Read the people of a district."""
        problem = build_problem(without_places(cohort))
        musts = problem.patients.must, problem.professionals.must
        problem = replace(
            problem,
            patients=replace(problem.patients, must=np.zeros_like(musts[0])),
            professionals=replace(problem.professionals, must=np.zeros_like(musts[1])),
            absent=(),
        )
        firm = {one for two in cohort.decisions.locked for one in two}
        firm |= {one.person_id for one in cohort.people if one.status is Status.CONFIRMED}
        groups = _groups(cohort)
        ours, theirs = problem.patients.ids, problem.professionals.ids
        worth = np.where(problem.allowed, problem.fit.astype(np.float64), -np.inf)
        return cls(
            problem=problem,
            worth=worth,
            costs=Costs.of(problem),
            wanted_rows=np.array([one in firm for one in ours], dtype=bool),
            wanted_columns=np.array([one in firm for one in theirs], dtype=bool),
            row_groups=np.array([groups.get(one, -1) for one in ours], dtype=np.int64),
            column_groups=np.array([groups.get(one, -1) for one in theirs], dtype=np.int64),
            together=cohort.programme.intake.organisations is Organisations.TOGETHER,
            seed=seed,
        )

    def on(self, dates: Sequence[int]) -> Floats:
        """Return what each pair is worth on some dates, ``(P, Q)``."""
        node = root(self.worth)
        for number, date in enumerate(dates):
            node = with_date(node, date, number, self.costs)
        return node.worth

    def among(self, rows: Whole, columns: Whole, pairs: int) -> Problem:
        """Return the problem of a cohort of so many pairs among some people."""
        problem = self.problem
        block = np.ix_(rows, columns)
        limits = problem.limits
        return replace(
            problem,
            patients=_some(problem.patients, rows),
            professionals=_some(problem.professionals, columns),
            fit=problem.fit[block],
            allowed=problem.allowed[block],
            wanted=pairs,
            limits=None if limits is None else _limits_among(limits, rows, columns),
            balance=None if problem.balance is None else problem.balance.among(rows, columns),
        )

    def freely(self, rows: Whole, columns: Whole, pairs: int) -> Problem:
        """Return the same without what must hold among the pairs of a cohort."""
        return replace(self.among(rows, columns, pairs), limits=None, balance=None, quorum=0)

    def stages(self, problem: Problem) -> Stages:
        """Return the searches on a problem, which end by counting only."""
        return Stages(problem, Budget(ENDLESS), self.seed)


def _groups(cohort: Cohort) -> dict[str, int]:
    """Return the number of each person's organisation, for those who name one."""
    named = {one.person_id: plain(one.organisation) for one in cohort.people}
    number = {name: index for index, name in enumerate(sorted(set(named.values()) - {""}))}
    return {who: number[name] for who, name in named.items() if name}


def _some(people: People, rows: Whole) -> People:
    return People(
        ids=tuple(people.ids[row] for row in rows),
        can=people.can[rows],
        only_if_needed=people.only_if_needed[rows],
        must=people.must[rows],
        reserve=people.reserve[rows],
    )


def _limits_among(limits: ProjectLimits, rows: Whole, columns: Whole) -> ProjectLimits:
    return replace(
        limits,
        options=limits.options[:, rows][:, :, columns],
        free=limits.free[np.ix_(rows, columns)],
    )

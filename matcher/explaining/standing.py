"""A plan as the problem that it solves: its dates and pairs as indices into the arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.explaining.forced_worths import on_dates
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.solution import worth_of

if TYPE_CHECKING:
    from matcher.plans import Plan
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget
    from matcher.solve.solution import Solution, Worth


@dataclass(frozen=True)
class Standing:
    """A plan and its problem.

    Attributes
    ----------
    problem
        The cohort as arrays.
    dates
        Candidate indices, one a workshop.
    pairs
        Patient and professional, as indices into the problem, by patient.
    """

    problem: Problem
    dates: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, plan: Plan) -> Standing:
        """Return a plan that has pairs, with its problem."""
        problem = build_problem(plan.cohort)
        place = {day: index for index, day in enumerate(problem.candidates.days)}
        row = {identity: index for index, identity in enumerate(problem.patients.ids)}
        column = {identity: index for index, identity in enumerate(problem.professionals.ids)}
        couples = [(pair.patient, pair.professional or pair.patient) for pair in plan.pairs]
        return cls(
            problem,
            tuple(place[workshop.date] for workshop in plan.workshops),
            tuple(sorted((row[one], column[other]) for one, other in couples)),
        )

    @property
    def worth(self) -> Worth:
        """What the plan is worth on every level."""
        return worth_of(self.problem, self.dates, self.pairs)

    def people(self, pairs: tuple[tuple[int, int], ...]) -> frozenset[str]:
        """Return the ids of the people in some pairs."""
        ours, theirs = self.problem.patients.ids, self.problem.professionals.ids
        return frozenset(one for row, column in pairs for one in (ours[row], theirs[column]))

    def may_be_on(self, dates: tuple[int, ...]) -> bool:
        """Return whether the rules on days allow the workshops on these dates."""
        problem = self.problem
        steps = zip(problem.follows, dates[:-1], dates[1:], strict=True)
        return (
            all(slot[date] for slot, date in zip(problem.slots, dates, strict=True))
            and all(follows[one, other] for follows, one, other in steps)
            and (problem.days is None or problem.days.keep(dates))
        )

    def can_come(self, index: int) -> frozenset[str]:
        """Return the ids of those who can come on a candidate date."""
        return frozenset(
            identity
            for side in (self.problem.patients, self.problem.professionals)
            for identity, can in zip(side.ids, side.can[:, index], strict=True)
            if can
        )

    def best_on(self, dates: tuple[int, ...], budget: Budget) -> Solution:
        """Return the best plan with the workshops on given dates, on every level."""
        return solve(on_dates(self.problem, dates), budget)

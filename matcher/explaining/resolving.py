"""Solving a plan's cohort again under one more demand, and comparing what comes out."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.cohort import Status
from matcher.explaining.answers import MovedDate, Price
from matcher.explaining.forced_worths import forced_worths, on_dates, with_pair
from matcher.explaining.moving import chain
from matcher.explaining.why_not import why_not_on_dates, why_on_no_dates
from matcher.plans import Objective, Outcome
from matcher.scores import Scorer, alone
from matcher.solve.assignment import best_pairs
from matcher.solve.costs import Costs
from matcher.solve.levels import solve
from matcher.solve.memory import Memory
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget
from matcher.solve.solution import Solution, worth_of
from matcher.solve.stages import Stages
from matcher.solve.tree import root, with_date

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.explaining.forced_worths import ForcedWorths
    from matcher.explaining.moving import Couple
    from matcher.plans import Plan
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Progress

SHARE = 0.5
"""How much of the time that is left one question may take."""


class Case:
    """A plan, and what is needed to solve its cohort again.

    Parameters
    ----------
    plan
        A plan that knows its cohort.
    seconds
        How long all questions together may take.
    seed
        Decides among plans that are equally good.
    progress
        Who may stop all questions.
    """

    def __init__(
        self, plan: Plan, seconds: float, seed: int, progress: Progress | None = None
    ) -> None:
        self.plan = plan
        self.cohort: Cohort = plan.cohort
        self.seed = seed
        self._budget = Budget(seconds, progress)
        is_paired = self.cohort.programme.pairing.form_pairs
        self.scorer = Scorer(self.cohort) if is_paired else None
        self.scores = alone(self.cohort) if self.scorer is None else self.scorer.all()
        self.problem = build_problem(self.cohort, self.scores)
        self.row = {one: index for index, one in enumerate(self.problem.patients.ids)}
        self.column = {one: index for index, one in enumerate(self.problem.professionals.ids)}

    @cached_property
    def couples(self) -> tuple[Couple, ...]:
        """The pairs of the plan."""
        return tuple(pair.couple for pair in self.plan.pairs)

    @cached_property
    def dates(self) -> tuple[int, ...]:
        """The plan's dates, as candidate indices."""
        place = {day: index for index, day in enumerate(self.problem.candidates.days)}
        return tuple(place[workshop.date] for workshop in self.plan.workshops)

    def solved(self, problem: Problem) -> Solution:
        """Return the best plan of a problem like the plan's."""
        memory = Memory.of_plan(self.problem, self.dates, len(self.couples))
        return solve(problem, self._budget.part(SHARE), self.seed, memory)

    def price(
        self, problem: Problem, *, forced: Couple | None = None, person: str | None = None
    ) -> Price:
        """Return what the best plan of a problem differs in from the plan itself.

        Parameters
        ----------
        problem
            The plan's problem under one more demand.
        forced
            The pair that is demanded, where it is one.
        person
            Whose partner is of interest.
        """
        return self.compared(problem, self.solved(problem), forced=forced, person=person)

    def price_with(self, row: int, column: int) -> Price:
        """Return what the best plan with a pair differs in from the plan, or why there is none."""
        couple = self._couple(self.problem, row, column)
        price = self.price(with_pair(self.problem, row, column), forced=couple)
        if price.status is not Outcome.INFEASIBLE:
            return price
        reason = why_on_no_dates(self.problem, row, column)
        return price.model_copy(update={"reason": reason})

    def price_on_dates(self, row: int, column: int) -> Price:
        """Return the same on the plan's dates."""
        price = self._on_dates(row, column)
        if price.status is not Outcome.INFEASIBLE:
            return price
        pair, budget = (row, column), self._budget.part(SHARE)
        reason = why_not_on_dates(self.problem, self.dates, self._forced_worths, pair, budget)
        return price.model_copy(update={"reason": reason})

    def _on_dates(self, row: int, column: int) -> Price:
        """Return the price of a pair on the plan's dates.

        Where an assignment alone decides the pairs, the price of every pair is known from one
        pass, and one assignment more tells the pairs; else the search decides.
        """
        couple = self._couple(self.problem, row, column)
        forced = with_pair(self.problem, row, column)
        if not self.problem.is_plain or self.plan.status is not Outcome.OPTIMAL:
            return self.price(on_dates(forced, self.dates), forced=couple)
        worths = self._forced_worths
        if not worths.possible[row, column]:
            return Price(status=Outcome.INFEASIBLE, proven=True)
        stages = Stages(forced, Budget(0), self.seed)
        least = int(worths.worst_fit[row, column])
        found = stages.at(self.dates, *stages.task(int(worths.pairs[row, column]), least))
        if found is None:
            raise AssertionError("no pairs are worth what the best pairs are worth")
        worth = worth_of(forced, self.dates, found.pairs)
        solution = Solution(Outcome.OPTIMAL, self.dates, found.pairs, worth)
        return self.compared(on_dates(forced, self.dates), solution, forced=couple)

    @cached_property
    def _forced_worths(self) -> ForcedWorths:
        return forced_worths(self.problem, self.dates, len(self.couples))

    def compared(
        self,
        problem: Problem,
        solution: Solution,
        *,
        forced: Couple | None = None,
        person: str | None = None,
    ) -> Price:
        """Return what a plan of a problem differs in from the plan itself, as `price` does."""
        if solution.worth is None:
            return Price(status=solution.outcome, proven=solution.outcome is Outcome.INFEASIBLE)
        plan = self.plan.objective
        assert plan is not None
        pairs = staying(problem, solution, self._indices())
        worth = worth_of(problem, solution.dates, pairs)
        then = tuple(self._couple(problem, row, column) for row, column in pairs)
        mine = next((couple for couple in then if person in couple), None)
        proven = Outcome.OPTIMAL
        return Price(
            status=solution.outcome,
            objective=Objective(pairs=worth.pairs, worst_fit=worth.worst_fit, total=worth.total),
            pairs=worth.pairs - plan.pairs,
            reserves=worth.reserves - self._reserves,
            worst_fit=worth.worst_fit - plan.worst_fit,
            total=worth.total - plan.total,
            proven=solution.outcome is proven and self.plan.status is proven,
            placed=None if person is None else mine is not None,
            partner=None if mine is None else mine[mine[0] == person],
            chain=chain(self.couples, then, forced),
            dates=self._moved(problem, solution),
        )

    @cached_property
    def _reserves(self) -> int:
        placed = {one for pair in self.plan.pairs for one in pair.two}
        reserve = {p.person_id for p in self.cohort.people if p.status is Status.RESERVE}
        return len(placed & reserve)

    def _indices(self) -> tuple[tuple[int, int], ...]:
        return tuple((self.row[one], self.column[other or one]) for one, other in self.couples)

    def _couple(self, problem: Problem, row: int, column: int) -> Couple:
        one = problem.patients.ids[row]
        return one, None if self.scorer is None else problem.professionals.ids[column]

    def _moved(self, problem: Problem, solution: Solution) -> tuple[MovedDate, ...]:
        days = [problem.candidates.days[index] for index in solution.dates]
        return tuple(
            MovedDate(workshop=one.number, now=one.date, then=day)
            for one, day in zip(self.plan.workshops, days, strict=True)
            if one.date != day
        )


def without_pair(problem: Problem, row: int, column: int) -> Problem:
    """Return the problem in which a pair must not be formed."""
    allowed = problem.allowed.copy()
    allowed[row, column] = False
    return replace(problem, allowed=allowed)


def with_place(problem: Problem, row: int | None = None, column: int | None = None) -> Problem:
    """Return the problem in which somebody must have a place."""
    if row is not None:
        must = problem.patients.must.copy()
        must[row] = True
        return replace(problem, patients=replace(problem.patients, must=must))
    must = problem.professionals.must.copy()
    must[column] = True
    return replace(problem, professionals=replace(problem.professionals, must=must))


def staying(
    problem: Problem, solution: Solution, now: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """Return equally good pairs on the same dates of which as many as possible are as now.

    Points count first, then pairs that stay. Where rules among the pairs decide, the pairs are
    left as they are.
    """
    assert solution.worth is not None
    if not problem.is_plain:
        return solution.pairs
    stages = Stages(problem, Budget(1.0), 1)
    least = solution.worth.worst_fit if problem.worst_first else 0
    task, _ = stages.task(len(solution.pairs), least)
    costs = Costs.of(problem)
    node = root(task.worth)
    for number, date in enumerate(solution.dates):
        node = with_date(node, date, number, costs)
    worth = node.worth * (len(solution.pairs) + 1)
    for row, column in now:
        worth[row, column] += 1
    best = best_pairs(worth, task.quota)
    if best is None:
        raise AssertionError("there are no pairs on the dates of a plan")
    found = tuple((int(a), int(b)) for a, b in zip(best.rows, best.columns, strict=True))
    worth_then = worth_of(problem, solution.dates, found)
    if (worth_then.reserves, worth_then.total) != (solution.worth.reserves, solution.worth.total):
        raise AssertionError("pairs that were to be equally good are not")
    return found

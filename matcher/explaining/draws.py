"""How often a plan's pairs and dates stay when what they rest on is drawn anew."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from matcher.explaining.forced_worths import on_dates
from matcher.explaining.resolving import staying
from matcher.plans import Outcome
from matcher.records import Identifier, Record
from matcher.scores import Scorer
from matcher.solve.levels import solve
from matcher.solve.memory import Memory
from matcher.solve.problem import build_problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.cohort import Cohort
    from matcher.explaining.standing import Standing
    from matcher.plans import Plan
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget
    from matcher.solve.solution import Solution, Worth

    Pairs = tuple[tuple[int, int], ...]


class PairStays(Record):
    """In how many of the best plans a pair of the plan is."""

    patient: Identifier
    professional: Identifier | None
    """Nobody where people come alone."""
    stays: int


class DateStays(Record):
    """In how many of the best plans a workshop keeps its date."""

    workshop: int
    date: date
    stays: int


class Draws(Record):
    """The best plans of many cohorts that could as well be the one at hand.

    Of equally good plans, one with all the plan's dates counts where there is one, and on the same
    dates one with as many of the plan's pairs as possible.
    """

    drawn: int
    """How many there were to be."""
    solved: int
    """Of how many of them the best plan is proven, or that there is none; only these count."""
    without_plan: int
    """For how many there is no plan at all."""
    unchanged: int
    """For how many the plan stays as it is, with all pairs and dates."""
    pairs: tuple[PairStays, ...]
    dates: tuple[DateStays, ...]


def draws(
    plan: Plan,
    standing: Standing,
    cohorts: Iterable[Cohort],
    number: int,
    budget: Budget,
    seed: int,
) -> Draws:
    """Return how often the parts of a plan stay.

    Parameters
    ----------
    plan, standing
        A plan with pairs, and the same as indices.
    cohorts
        Where the best plans come from. They differ in weights and answers of participants alone.
    number
        How many of them are looked at.
    budget
        How long that may take.
    seed
        Decides among plans that are equally good.
    """
    pairs, dates = Counter[tuple[int, int]](), Counter[int]()
    solved = without_plan = unchanged = 0
    known = Memory.of_plan(standing.problem, standing.dates, len(standing.pairs))
    scorer = Scorer(plan.cohort) if plan.cohort.programme.pairing.form_pairs else None
    for cohort in islice(cohorts, number):
        if budget.spent():
            break
        problem = build_problem(cohort, None if scorer is None else Scorer(cohort, scorer).all())
        solution = solve(problem, budget, seed, known)
        if solution.outcome not in (Outcome.OPTIMAL, Outcome.INFEASIBLE):
            break
        solved += 1
        if solution.worth is None:
            without_plan += 1
            continue
        solution = _on_own_dates(problem, solution, standing, budget)
        then = staying(problem, solution, standing.pairs)
        pairs.update(set(then) & set(standing.pairs))
        kept = [a == b for a, b in zip(solution.dates, standing.dates, strict=True)]
        dates.update(number for number, stays in enumerate(kept) if stays)
        unchanged += all(kept) and then == standing.pairs
    return Draws(
        drawn=number,
        solved=solved,
        without_plan=without_plan,
        unchanged=unchanged,
        pairs=_of_pairs(plan, standing, pairs),
        dates=tuple(
            DateStays(workshop=one.number, date=one.date, stays=dates[index])
            for index, one in enumerate(plan.workshops)
        ),
    )


def rank(problem: Problem, worth: Worth) -> tuple[int, ...]:
    """Return the levels that a plan is judged by, higher is better."""
    fit = (worth.worst_fit,) if problem.worst_first else ()
    return worth.pairs, -worth.reserves, *fit, worth.total


def _on_own_dates(
    problem: Problem, solution: Solution, standing: Standing, budget: Budget
) -> Solution:
    """Return an equally good plan on the dates of the plan itself, where there is one."""
    assert solution.worth is not None
    if solution.dates == standing.dates:
        return solution
    same = solve(on_dates(problem, standing.dates), budget)
    if same.worth is None or rank(problem, same.worth) < rank(problem, solution.worth):
        return solution
    return same


def _of_pairs(
    plan: Plan, standing: Standing, stays: Counter[tuple[int, int]]
) -> tuple[PairStays, ...]:
    """Return how often each pair stays, in the order of the plan."""
    problem = standing.problem
    number = {
        (problem.patients.ids[row], problem.professionals.ids[column]): stays[row, column]
        for row, column in standing.pairs
    }
    return tuple(
        PairStays(
            patient=pair.patient,
            professional=pair.professional,
            stays=number[pair.patient, pair.professional or pair.patient],
        )
        for pair in plan.pairs
    )

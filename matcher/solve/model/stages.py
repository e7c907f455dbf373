"""Solves the complete model level after level: solve, hold what was reached, go on."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from ortools.sat.python import cp_model

from matcher.solve.model.levels import LEVELS
from matcher.solve.model.rules import RULES
from matcher.solve.model.variables import build_variables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.solve.model.variables import Arc, Variables
    from matcher.solve.problem import Problem

Outcome = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True)
class Complete:
    """What the complete model found.

    Attributes
    ----------
    status
        ``optimal`` only where every level was proven; ``infeasible`` only where that was proven.
    n_pairs, reserves, worst_fit, total
        What the plan is worth, level by level; `worst_fit` is the lowest fit of any pair.
    bound
        No plan that is at least as good on levels 1 to 3 has a higher total.
    pairs
        Row and column of each pair, in order.
    dates
        The candidate date of each workshop, as an index.

    Without a plan the numbers are 0 and the tuples empty.
    """

    status: Outcome
    n_pairs: int = 0
    reserves: int = 0
    worst_fit: int = 0
    total: int = 0
    bound: int = 0
    pairs: tuple[Arc, ...] = ()
    dates: tuple[int, ...] = ()


def solve_complete(
    problem: Problem, *, time_limit: float = 60.0, workers: int = 8, seed: int = 1
) -> Complete:
    """Return the best plan by levels 1 to 4, by one model of pairs and dates.

    Parameters
    ----------
    problem
        What to plan.
    time_limit
        Seconds for all levels together; what is found by then comes back.
    workers
        Threads of the solver. Fewer than five change what it tries.
    seed
        The solver's seed.
    """
    if problem.absent or not (problem.allowed.any() and problem.slots.any(axis=1).all()):
        return Complete("infeasible")
    deadline = time.monotonic() + time_limit
    return _Stages(problem, workers, seed).run(deadline)


class _Stages:
    """One model, and the levels on it."""

    def __init__(self, problem: Problem, workers: int, seed: int) -> None:
        self._problem = problem
        self._model = cp_model.CpModel()
        self._it: Variables = build_variables(self._model, problem)
        for rule in RULES:
            rule.build(self._it)
        self._goals = [level.goal(self._it) for level in LEVELS if level.applies(problem)]
        self._solver = cp_model.CpSolver()
        self._solver.parameters.num_workers = workers
        self._solver.parameters.random_seed = seed

    def run(self, deadline: float) -> Complete:
        """Solve the levels until one is not proven in time."""
        best: Complete | None = None
        for place, goal in enumerate(self._goals, start=1):
            self._model.maximize(goal)
            status = self._solve(deadline)
            if status == cp_model.INFEASIBLE and best is None:
                return Complete("infeasible")
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                best = self._found()
                if place == len(self._goals):
                    return self._last(best, proven=status == cp_model.OPTIMAL)
            if best is None or status != cp_model.OPTIMAL:
                break
            self._model.add(goal == round(self._solver.objective_value))
            self._hint()
        return Complete("unknown") if best is None else best

    def _solve(self, deadline: float) -> cp_model.CpSolverStatus:
        self._solver.parameters.max_time_in_seconds = max(0.0, deadline - time.monotonic())
        status = self._solver.solve(self._model)
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(f"the complete model is invalid: {self._model.validate()}")
        return status

    def _hint(self) -> None:
        """Start the next level from this plan; a hint of some variables only is often lost."""
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for index in range(len(self._model.proto.variables)):
            variable = self._model.get_int_var_from_proto_index(index)
            self._model.add_hint(variable, self._solver.value(variable))

    def _found(self) -> Complete:
        """Return the solver's plan, with its worth counted from the problem and not by it."""
        held, formed = self._it.held, self._it.pair
        pairs = tuple(sorted(arc for arc, chosen in formed.items() if self._solver.value(chosen)))
        dates = tuple(
            day for (_, day), chosen in sorted(held.items()) if self._solver.value(chosen)
        )
        problem = self._problem
        return Complete(
            status="feasible",
            n_pairs=len(pairs),
            reserves=sum(
                int(problem.patients.reserve[row]) + int(problem.professionals.reserve[column])
                for row, column in pairs
            ),
            worst_fit=min(int(problem.fit[arc]) for arc in pairs),
            total=total(problem, pairs, dates),
            bound=_ceiling(problem),
            pairs=pairs,
            dates=dates,
        )

    def _last(self, best: Complete, *, proven: bool) -> Complete:
        """Return the plan of level 4, all levels before it being proven."""
        claimed = round(self._solver.objective_value)
        if proven and claimed != best.total:
            raise RuntimeError(f"the complete model says {claimed}, its plan is worth {best.total}")
        if proven:
            return replace(best, status="optimal", bound=best.total)
        bound = min(best.bound, math.floor(self._solver.best_objective_bound + 1e-6))
        return replace(best, bound=bound)


def total(problem: Problem, pairs: Sequence[Arc], dates: Sequence[int]) -> int:
    """Return what pairs and dates are worth on level 4."""
    days = list(dates)
    worth = -problem.cost_of_dates(tuple(days))
    for row, column in pairs:
        ours, theirs = problem.patients, problem.professionals
        together = ours.can[row, days] & theirs.can[column, days]
        favours = ours.only_if_needed[row, days] & together
        favours_back = theirs.only_if_needed[column, days] & together
        worth += int(problem.fit[row, column])
        worth -= problem.missed_cost * int((~together).sum())
        worth -= problem.if_needed_cost * (int(favours.sum()) + int(favours_back.sum()))
    return worth


def _ceiling(problem: Problem) -> int:
    """Return a total that no plan can exceed, whatever its levels: costs are never negative."""
    best_of_row = np.where(problem.allowed, problem.fit, 0).max(axis=1)
    return int(np.sort(best_of_row)[::-1][: problem.wanted].sum())

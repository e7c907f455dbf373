"""What is better, in its order: one class a level of the objective."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from matcher.solve.model.variables import Variables
    from matcher.solve.problem import Problem


class Level(Protocol):
    """Something to make as large as possible."""

    def applies(self, problem: Problem) -> bool:
        """Whether the level can tell two plans of this problem apart."""

    def goal(self, it: Variables) -> cp_model.LinearExprT:
        """Return what is made as large as possible; it may add variables."""


class MostPairs:
    """Level 1: as many pairs as possible, up to those that are wanted."""

    def applies(self, problem: Problem) -> bool:
        return True

    def goal(self, it: Variables) -> cp_model.LinearExprT:
        return sum(it.pair.values())


class FewestReserves:
    """Level 2: as few reserves as possible."""

    def applies(self, problem: Problem) -> bool:
        return bool(problem.patients.reserve.any() or problem.professionals.reserve.any())

    def goal(self, it: Variables) -> cp_model.LinearExprT:
        return -sum(
            formed
            for (_, index), side, pairs in it.people()
            if side.reserve[index]
            for formed in pairs
        )


class HighestLowestFit:
    """Level 3, with `worst_first`: the lowest fit as high as possible."""

    def applies(self, problem: Problem) -> bool:
        return problem.worst_first

    def goal(self, it: Variables) -> cp_model.LinearExprT:
        fits = it.problem.fit
        lowest = it.model.new_int_var(0, int(fits[it.problem.allowed].max()), "lowest fit")
        for arc, formed in it.pair.items():
            it.model.add(lowest <= int(fits[arc])).only_enforce_if(formed)
        return lowest


class HighestTotal:
    """Level 4: the values of the pairs, less what avoided dates cost."""

    def applies(self, problem: Problem) -> bool:
        return True

    def goal(self, it: Variables) -> cp_model.LinearExprT:
        problem = it.problem
        worth = sum(int(problem.fit[arc]) * formed for arc, formed in it.pair.items())
        missed = problem.missed_cost * sum(it.missed.values())
        favours = problem.if_needed_cost * sum(it.favours.values())
        avoided = sum(int(problem.avoid_cost[day]) * held for (_, day), held in it.held.items())
        return worth - missed - favours - avoided - self._repeats(it)

    @staticmethod
    def _repeats(it: Variables) -> cp_model.LinearExpr:
        """Return what workshops on weekdays that have one already cost."""
        days = it.problem.days
        if days is None or not days.repeat_cost:
            return cp_model.LinearExpr.sum([])
        used: list[cp_model.LinearExprT] = []
        for weekday in np.unique(days.weekday):
            held = [one for (_, day), one in it.held.items() if days.weekday[day] == weekday]
            uses = it.model.new_bool_var(f"weekday {weekday}")
            it.model.add_max_equality(uses, held)
            used.append(uses)
        return days.repeat_cost * (it.problem.workshops - cp_model.LinearExpr.sum(used))


LEVELS: tuple[Level, ...] = (MostPairs(), FewestReserves(), HighestLowestFit(), HighestTotal())
"""The levels, the first one first."""

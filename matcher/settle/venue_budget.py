"""Which venue each day gets where what is wished for most would cost more than there is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from matcher.settle.in_order import minimise
from matcher.settle.venue_case import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from ortools.sat.python import cp_model

    from matcher.settle.venue_case import VenueCase
    from matcher.settle.venue_marks import VenueMarks

    Whole = NDArray[Any]

EFFORT = 4.0
"""How long the solver may take for each goal, in its own seconds."""

LARGEST = 2**50
"""Up to where the solver may sum up; what is larger is rounded, and then nothing is proven."""


def within_budget(case: VenueCase, start: Sequence[int]) -> tuple[list[int], bool]:
    """Return what the solver finds when it starts from a choice that keeps to the budget."""
    taken = _Taken(replace(case, marks=_undominated(case)), start)
    goals, exact = taken.goals()
    found = minimise(taken.model, goals, EFFORT)
    chosen = None if found is None else taken.chosen(found[0])
    if found is None or chosen is None:
        return list(start), False
    first = minimise(taken.model, [taken.first_ids()], EFFORT)
    by_id = None if first is None else taken.chosen(first[0])
    return by_id or chosen, found[1] and exact


def _undominated(case: VenueCase) -> VenueMarks:
    """Return the marks without venues for which another one is better on the same day.

    The other one is no dearer, and better by the most important goal even where it is used again.
    """
    marks, goal = case.marks, case.goals[0]
    possible = marks.possible.copy()
    for day, open_to in enumerate(marks.possible):
        mark, price = goal.mark[day], marks.price[day]
        better = (mark[:, None] + goal.again < mark[None, :]) & (price[:, None] <= price[None, :])
        possible[day] &= ~(better & open_to[:, None]).any(axis=0)
    return replace(marks, possible=possible)


class _Taken:
    """The choice as a model: which day is held where, and where anything is held at all."""

    def __init__(self, case: VenueCase, start: Sequence[int]) -> None:
        from ortools.sat.python import cp_model

        self._case, self._days = case, len(start)
        self.model = model = cp_model.CpModel()
        cells = [(int(day), int(venue)) for day, venue in np.argwhere(case.marks.possible)]
        self.at = {(day, venue): model.new_bool_var(f"{day} {venue}") for day, venue in cells}
        for day in range(self._days):
            model.add_exactly_one(it for (one, _), it in self.at.items() if one == day)
        assert case.budget is not None
        model.add(self._sum(case.marks.price) <= case.budget)
        self._new = []
        for venue, identity in enumerate(case.marks.ids):
            here = [it for (_, one), it in self.at.items() if one == venue]
            if here and identity not in case.used:
                self._new.append(model.new_bool_var(identity))
                model.add(self._new[-1] <= sum(here))
        for (day, venue), it in self.at.items():
            model.add_hint(it, int(start[day] == venue))
        self._sort_equal_days()

    def _sort_equal_days(self) -> None:
        """Where the same speaks against the venues of two days, let the first come first by id."""
        last: dict[tuple[int, ...], int] = {}
        said = (self._case.marks.possible, *(goal.mark for goal in self._case.goals))
        for day in range(self._days):
            key = tuple(int(mark) for one in said for mark in one[day])
            if key in last:
                self.model.add(self._place(last[key]) <= self._place(day))
            last[key] = day

    def _place(self, day: int) -> Any:
        return sum(venue * it for (one, venue), it in self.at.items() if one == day)

    def chosen(self, solver: cp_model.CpSolver) -> list[int] | None:
        """Return the venue of each day in the solver's solution, where that is one."""
        cells = sorted(cell for cell, it in self.at.items() if solver.boolean_value(it))
        venues = [venue for _, venue in cells]
        budget = self._case.budget
        complete = [day for day, _ in cells] == list(range(self._days))
        if not complete or budget is None or self._case.money(venues) > budget:
            return None
        return venues

    def goals(self) -> tuple[list[cp_model.LinearExprT], bool]:
        """Return what is minimised, and whether all of it is exact.

        Goals that follow each other are one as far as one number holds them.
        """
        goals = [self._from_nothing(goal) for goal in self._case.goals]
        step = self._most(goals[0]) // LARGEST + 1
        packed = [Goal(goals[0].mark // step, goals[0].again // step)]
        for goal in goals[1:]:
            size = self._most(goal) + 1
            both = Goal(packed[-1].mark * size + goal.mark, packed[-1].again * size + goal.again)
            if len(packed) > 1 and self._most(both) <= LARGEST:
                packed[-1] = both
            else:
                packed.append(goal)
        again = self._days - sum(self._new)
        return [self._sum(goal.mark) + goal.again * again for goal in packed], step == 1

    def _from_nothing(self, goal: Goal) -> Goal:
        """Return the goal with 0 for the best venue of each day."""
        possible = self._case.marks.possible
        mark = goal.mark.astype(object)
        least = [min(row[may]) for row, may in zip(mark, possible, strict=True)]
        return Goal(
            np.where(possible, mark - np.array(least, dtype=object)[:, None], 0), goal.again
        )

    def _most(self, goal: Goal) -> int:
        return int(goal.mark.max(axis=1).sum()) + self._days * goal.again

    def _sum(self, mark: Whole) -> Any:
        return sum(int(mark[cell]) * it for cell, it in self.at.items())

    def first_ids(self) -> Any:
        """Return the places of the venues by id, of as many days as one number holds."""
        possible = self._case.marks.possible
        place = np.where(possible, possible.cumsum(axis=1) - 1, 0)
        mark, size = np.zeros(possible.shape, dtype=object), 1
        for day, venues in enumerate(possible.sum(axis=1)):
            size *= int(venues)
            if size > LARGEST:
                break
            mark = mark * int(venues)
            mark[day] = place[day]
        return self._sum(mark)

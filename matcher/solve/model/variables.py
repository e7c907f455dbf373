"""What the complete model decides, and what follows from it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.solve.problem import People, Problem

Arc = tuple[int, int]
"""A pair that may be formed, as row and column."""
Half = Literal["patients", "professionals"]
Member = tuple[Half, int]
"""Somebody, as side and place on it."""
Bools = list[cp_model.IntVar]

HALVES: tuple[Half, Half] = ("patients", "professionals")


@dataclass(frozen=True)
class Variables:
    """The variables of one model; all of them are 0 or 1.

    Attributes
    ----------
    pair
        Whether a pair is formed, for every allowed pair.
    held
        Whether workshop `t` is held on candidate date `d`, for every slot.
    absent, reluctant
        Whether somebody cannot come to workshop `t`, or comes only if needed. They follow from
        the dates alone; missing where no date makes it so.
    missed
        Whether a pair is formed and does not attend workshop `t` together.
    favours
        Whether a pair is formed and attends workshop `t` together, and one of the two comes only
        if needed.
    """

    model: cp_model.CpModel
    problem: Problem
    pair: dict[Arc, cp_model.IntVar]
    held: dict[tuple[int, int], cp_model.IntVar]
    absent: dict[tuple[Member, int], cp_model.IntVar]
    reluctant: dict[tuple[Member, int], cp_model.IntVar]
    missed: dict[tuple[Arc, int], cp_model.IntVar] = field(default_factory=dict)
    favours: dict[tuple[Arc, Member, int], cp_model.IntVar] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make what follows from pairs and dates together."""
        for arc in self.pair:
            for workshop in range(self.problem.workshops):
                self._follow(arc, workshop)

    def people(self) -> Iterator[tuple[Member, People, Bools]]:
        """Yield everybody, the side that they stand on, and the pairs that they may be in."""
        of: dict[Member, Bools] = defaultdict(list)
        for arc, formed in self.pair.items():
            for member in members(arc):
                of[member].append(formed)
        for half in HALVES:
            side: People = getattr(self.problem, half)
            for index in range(len(side.ids)):
                yield (half, index), side, of[half, index]

    def _follow(self, arc: Arc, workshop: int) -> None:
        """Attendance is no choice: a pair that can attend does."""
        formed = self.pair[arc]
        away = [
            self.absent[one, workshop] for one in members(arc) if (one, workshop) in self.absent
        ]
        if away:
            missed = self.model.new_bool_var("")
            self.missed[arc, workshop] = missed
            self.model.add_implication(missed, formed)
            self.model.add_bool_or([~missed, *away])
            for absence in away:
                self.model.add_bool_or([missed, ~formed, ~absence])
        if self.problem.if_needed_cost:
            for one in members(arc):
                if (one, workshop) in self.reluctant:
                    self._follow_favour(arc, one, workshop)

    def _follow_favour(self, arc: Arc, one: Member, workshop: int) -> None:
        formed, reluctant = self.pair[arc], self.reluctant[one, workshop]
        given: list[cp_model.LiteralT] = [formed, reluctant]
        if (arc, workshop) in self.missed:
            given.append(~self.missed[arc, workshop])
        favour = self.model.new_bool_var("")
        self.favours[arc, one, workshop] = favour
        for condition in given:
            self.model.add_implication(favour, condition)
        self.model.add_bool_or([favour, *(~condition for condition in given)])


def members(arc: Arc) -> tuple[Member, Member]:
    """Return the two people of a pair."""
    return ("patients", arc[0]), ("professionals", arc[1])


def build_variables(model: cp_model.CpModel, problem: Problem) -> Variables:
    """Return the variables of a problem."""
    arcs = [(int(row), int(column)) for row, column in np.argwhere(problem.allowed)]
    slots = [(int(workshop), int(day)) for workshop, day in np.argwhere(problem.slots)]
    held = {slot: model.new_bool_var(f"held {slot}") for slot in slots}
    absent: dict[tuple[Member, int], cp_model.IntVar] = {}
    reluctant: dict[tuple[Member, int], cp_model.IntVar] = {}
    for half in HALVES:
        side: People = getattr(problem, half)
        for table, grid in ((absent, ~side.can), (reluctant, side.only_if_needed)):
            for index, row in enumerate(grid):
                for workshop in range(problem.workshops):
                    days = [int(day) for day in np.flatnonzero(row & problem.slots[workshop])]
                    if days:
                        so = model.new_bool_var("")
                        model.add(so == sum(held[workshop, day] for day in days))
                        table[(half, index), workshop] = so
    pair = {arc: model.new_bool_var(f"pair {arc}") for arc in arcs}
    return Variables(model, problem, pair, held, absent, reluctant)

"""What must hold in the complete model: one class a rule.

To add one, write a class with `build` and put it into `RULES`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

import numpy as np
from ortools.sat.python import cp_model

from matcher.solve.model.variables import members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.solve.model.variables import Arc, Bools, Member, Variables
    from matcher.solve.problem import ProjectLimits


class Rule(Protocol):
    """Something that every plan keeps."""

    def build(self, it: Variables) -> None:
        """Add the rule to the model."""


class OneDateAWorkshop:
    """Every workshop is held on one of its dates."""

    def build(self, it: Variables) -> None:
        for workshop in range(it.problem.workshops):
            days = np.flatnonzero(it.problem.slots[workshop])
            it.model.add_exactly_one(it.held[workshop, int(day)] for day in days)


class DatesFollow:
    """From one workshop to the next, the dates may follow each other."""

    def build(self, it: Variables) -> None:
        slots = it.problem.slots
        for workshop, follows in enumerate(it.problem.follows):
            self._each_finds_one(it, workshop, workshop + 1, follows & slots[workshop + 1])
            self._each_finds_one(it, workshop + 1, workshop, follows.T & slots[workshop])

    def _each_finds_one(
        self, it: Variables, workshop: int, other: int, may: np.ndarray[tuple[int, int]]
    ) -> None:
        for day in np.flatnonzero(it.problem.slots[workshop]):
            there = [it.held[other, int(e)] for e in np.flatnonzero(may[day])]
            it.model.add_bool_or([~it.held[workshop, int(day)], *there])


class OnePartner:
    """Nobody stands in two pairs, and whoever must be in the plan stands in one."""

    def build(self, it: Variables) -> None:
        for (_, index), side, pairs in it.people():
            if side.must[index]:
                it.model.add_exactly_one(pairs)
            else:
                it.model.add_at_most_one(pairs)


class NumberOfPairs:
    """At least one pair, and no more than are wanted."""

    def build(self, it: Variables) -> None:
        it.model.add_linear_constraint(sum(it.pair.values()), 1, it.problem.wanted)


class MissedWorkshops:
    """A pair misses no more workshops than it may."""

    def build(self, it: Variables) -> None:
        of: dict[Arc, Bools] = defaultdict(list)
        for (arc, _), missed in it.missed.items():
            of[arc].append(missed)
        for missed_ones in of.values():
            if len(missed_ones) > it.problem.max_missed:
                it.model.add(sum(missed_ones) <= it.problem.max_missed)


class WorkshopsForEveryone:
    """Every pair attends certain workshops together."""

    def build(self, it: Variables) -> None:
        for (_, workshop), missed in it.missed.items():
            if it.problem.everyone[workshop]:
                it.model.add(missed == 0)


class ProjectsWithinLimits:
    """Pairs carry projects, of each at most so many and none or at least so many.

    A pair that may do without all limited projects carries one of them at most, so that it can
    help to bring a project up to its least; any other pair carries exactly one.
    """

    def build(self, it: Variables) -> None:
        limits = it.problem.limits
        if limits is None:
            return
        carriers: list[Bools] = [[] for _ in limits.ids]
        for arc, formed in it.pair.items():
            carried = self._carry(it.model, limits, arc, carriers)
            if limits.free[arc]:
                it.model.add(sum(carried) <= formed)
            else:
                it.model.add(sum(carried) == formed)
        for index, pairs in enumerate(carriers):
            opened = it.model.new_bool_var(f"project {limits.ids[index]}")
            it.model.add(sum(pairs) <= int(limits.most[index]) * opened)
            it.model.add(sum(pairs) >= int(limits.least[index]) * opened)

    @staticmethod
    def _carry(
        model: cp_model.CpModel, limits: ProjectLimits, arc: Arc, carriers: list[Bools]
    ) -> Bools:
        carried = []
        for index in np.flatnonzero(limits.options[:, arc[0], arc[1]]):
            carries = model.new_bool_var("")
            carriers[int(index)].append(carries)
            carried.append(carries)
        return carried


class BalanceOverTheCohort:
    """At least and at most so many pairs of some kinds."""

    def build(self, it: Variables) -> None:
        balance = it.problem.balance
        if balance is None:
            return
        for index in range(len(balance.texts)):
            number = [formed for arc, formed in it.pair.items() if balance.counts[index][arc]]
            least, most = int(balance.least[index]), int(balance.most[index])
            it.model.add_linear_constraint(_total(number), least, most)


class QuorumOfPairs:
    """At each workshop so many pairs come together."""

    def build(self, it: Variables) -> None:
        quorum = it.problem.quorum
        if not quorum:
            return
        formed = sum(it.pair.values())
        for workshop in range(it.problem.workshops):
            away = _total([missed for (_, held), missed in it.missed.items() if held == workshop])
            it.model.add(formed - away >= quorum)


class DaysTogether:
    """Not too many workshops on one weekday, and venues within the budget."""

    def build(self, it: Variables) -> None:
        days = it.problem.days
        if days is None:
            return
        for weekday, room in enumerate(days.room):
            planned = [
                held
                for (workshop, day), held in it.held.items()
                if not days.kept[workshop] and days.weekday[day] == weekday
            ]
            if planned:
                it.model.add(sum(planned) <= max(0, int(room)))
        if days.budget is not None:
            it.model.add(self._spent(it) <= days.budget)

    @staticmethod
    def _spent(it: Variables) -> cp_model.LinearExprT:
        """Return what the days cost, each of them once."""
        days = it.problem.days
        assert days is not None
        spent = []
        for day in sorted({day for _, day in it.held}):
            uses = it.model.new_bool_var("")
            held = [one for (_, on), one in it.held.items() if on == day]
            it.model.add_max_equality(uses, held)
            spent.append(int(days.price[day]) * uses)
        return _total(spent)


class PlacedPeoplePay:
    """No rule of its own, but a bound: absences and favours of a placed person land on a pair.

    It follows from what `missed` and `favours` mean, and tightens the linear relaxation.
    """

    def build(self, it: Variables) -> None:
        missed: dict[tuple[Member, int], Bools] = defaultdict(list)
        favours: dict[tuple[Member, int], Bools] = defaultdict(list)
        for (arc, workshop), miss in it.missed.items():
            for member in members(arc):
                missed[member, workshop].append(miss)
        for (_, member, workshop), favour in it.favours.items():
            favours[member, workshop].append(favour)
        pairs_of = {member: pairs for member, _, pairs in it.people() if pairs}
        for (member, workshop), absent in it.absent.items():
            if member in pairs_of:
                paid = sum(missed[member, workshop])
                it.model.add(paid >= absent + sum(pairs_of[member]) - 1)
        for (member, workshop), reluctant in it.reluctant.items():
            if member in pairs_of and it.problem.if_needed_cost:
                given = sum(missed[member, workshop]) + sum(favours[member, workshop])
                it.model.add(given >= reluctant + sum(pairs_of[member]) - 1)


def _total(terms: Sequence[cp_model.LinearExprT]) -> cp_model.LinearExpr:
    """Return the sum of some terms; of none, an expression that is 0."""
    return cp_model.LinearExpr.sum(list(terms))


RULES: tuple[Rule, ...] = (
    OneDateAWorkshop(),
    DatesFollow(),
    OnePartner(),
    NumberOfPairs(),
    MissedWorkshops(),
    WorkshopsForEveryone(),
    ProjectsWithinLimits(),
    BalanceOverTheCohort(),
    QuorumOfPairs(),
    DaysTogether(),
    PlacedPeoplePay(),
)
"""Every rule of the complete model; none depends on the order."""

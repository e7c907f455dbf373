"""What dates cost the pairs, as arrays that the search reads again and again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.day_rules import DayRules
    from matcher.solve.problem import Problem
    from matcher.solve.tree import Node

    Floats = NDArray[np.float64]

REACH = 8_000
"""The largest worth, less a price, that is kept in 16 bits."""

MOST_ASKED = 1_000
"""The highest cost of being asked that is kept in 16 bits."""

BARRED = 2 * REACH + MOST_ASKED + 1
"""The toll, in 16 bits, of somebody who cannot come: more than any worth can make up for."""


@dataclass(frozen=True)
class Costs:
    """What dates cost, as arrays that the tree reads again and again.

    Attributes
    ----------
    can_rows, can_columns
        Who can come, ``(P, D)`` and ``(Q, D)``.
    ask_rows, ask_columns
        What it costs that somebody comes only if needed, ``(P, D)`` and ``(Q, D)``.
    missed
        What a missed workshop costs.
    max_missed
        How many a pair may miss.
    everyone
        Which workshops nobody may miss, ``(T,)``.
    constant
        What a date costs whatever the pairs, ``(D,)``.
    days
        Rules on the dates of a plan together, where there are any.
    """

    can_rows: NDArray[np.bool_]
    can_columns: NDArray[np.bool_]
    ask_rows: Floats
    ask_columns: Floats
    missed: float
    max_missed: int
    everyone: NDArray[np.bool_]
    constant: Floats
    days: DayRules | None = None

    @cached_property
    def asks(self) -> bool:
        """Whether anybody's coming costs anything."""
        return bool(self.ask_rows.any() or self.ask_columns.any())

    @cached_property
    def row_tolls(self) -> Floats:
        """What coming costs, infinite where somebody cannot, ``(P, D)``."""
        return np.where(self.can_rows, self.ask_rows, np.inf)

    @cached_property
    def column_tolls(self) -> Floats:
        """What coming costs, infinite where somebody cannot, ``(Q, D)``."""
        return np.where(self.can_columns, self.ask_columns, np.inf)

    @cached_property
    def small_column_tolls(self) -> NDArray[np.int16] | None:
        """`column_tolls` in 16 bits, `BARRED` where they are infinite; nothing where too high."""
        if self.ask_columns.max(initial=0.0) > MOST_ASKED:
            return None
        return np.where(self.can_columns, self.ask_columns, BARRED).astype(np.int16)

    def times(self, factor: int) -> Costs:
        """Return all costs so many times as high."""
        return replace(
            self,
            ask_rows=self.ask_rows * factor,
            ask_columns=self.ask_columns * factor,
            missed=self.missed * factor,
            constant=self.constant * factor,
            days=None if self.days is None else self.days.times(factor),
        )

    def due(self, dates: tuple[int, ...]) -> Floats:
        """Return what one more date costs whatever the pairs, after some others, ``(D,)``."""
        if self.days is None or not self.days.repeat_cost:
            return self.constant
        return self.constant + self.days.added_cost(dates)

    @classmethod
    def of(cls, problem: Problem) -> Costs:
        """Read the costs of a problem."""
        ours, theirs, ask = problem.patients, problem.professionals, problem.if_needed_cost
        return cls(
            can_rows=ours.can,
            can_columns=theirs.can,
            ask_rows=ours.only_if_needed.astype(np.float64) * ask,
            ask_columns=theirs.only_if_needed.astype(np.float64) * ask,
            missed=float(problem.missed_cost),
            max_missed=problem.max_missed,
            everyone=problem.everyone,
            constant=problem.avoid_cost.astype(np.float64),
            days=problem.days,
        )

    def penalty(self, node: Node, workshop: int) -> Floats:
        """Return what missing a workshop would cost each pair of a node, ``(rows, columns)``."""
        if self.everyone[workshop]:
            return np.full(node.worth.shape, np.inf)
        return np.where(node.missed >= self.max_missed, np.inf, self.missed)

"""The search tree over workshop dates: nodes, and what a date costs.

A node fixes the dates of the first workshops. It carries what every pair is still worth there,
and only the people who can still matter.

*What weekdays force.* Where n of the workshops to come must be on a weekday (`DayRules.needed`), a
pair that can meet on no open date of that weekday misses n workshops in any plan below. So these n
count as missed at once (`foreseen`), and the pair is out if they are too many. When a workshop
takes a date of that weekday, n falls by 1, and so much is given back (`released`) before the
date itself is charged: on complete dates the worth is exact.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.prices import Assignment, Quota, arc_slack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from matcher.solve.costs import Costs

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Node:
    """A partial sequence of dates.

    Attributes
    ----------
    dates
        Candidate indices of the workshops fixed so far.
    worth
        What each pair is worth less what these dates cost and weekdays force, minus infinity
        where it is out, ``(rows, columns)``.
    missed
        How many workshops each pair misses: of these, and of those to come as far as weekdays
        force it, ``(rows, columns)``.
    rows, columns
        Which patients and professionals are still in play, as indices into the problem.
    constant
        What the dates cost whatever the pairs.
    multipliers
        What pairs pay for each limited project, where `worth` and `constant` have that in them.
    never
        On which weekdays each pair is known to meet on no date to come, ``(7, rows, columns)``,
        where `worth` and `missed` have in them what that forces.
    """

    dates: tuple[int, ...]
    worth: Floats
    missed: NDArray[np.int16]
    rows: Indices
    columns: Indices
    constant: float
    multipliers: Floats | None = None
    never: Flags | None = None


def root(worth: Floats) -> Node:
    """Return the node without any date."""
    height, width = worth.shape
    return Node(
        dates=(),
        worth=worth,
        missed=np.zeros((height, width), dtype=np.int16),
        rows=np.arange(height),
        columns=np.arange(width),
        constant=0.0,
    )


def with_date(node: Node, date: int, workshop: int, costs: Costs) -> Node:
    """Return the node in which a workshop is held on a date as well."""
    if costs.days is not None and not costs.days.kept[workshop]:
        node = released(node, int(costs.days.weekday[date]), costs)
    here = costs.can_rows[node.rows, date]
    there = costs.can_columns[node.columns, date]
    both = here[:, None] & there[None, :]
    attending = node.worth
    if costs.asks:
        asked = costs.ask_rows[node.rows, date][:, None] + costs.ask_columns[node.columns, date]
        attending = attending - asked
    missing = node.worth - costs.penalty(node, workshop)
    return Node(
        dates=(*node.dates, date),
        worth=np.where(both, attending, missing),
        missed=node.missed + ~both,
        rows=node.rows,
        columns=node.columns,
        constant=node.constant + costs.due(node.dates)[date],
        multipliers=node.multipliers,
        never=node.never,
    )


def foreseen(node: Node, among: Flags, costs: Costs) -> Node:
    """Return the node with all that weekdays force, if the dates to come are among some."""
    if costs.days is None:
        return node
    needed = costs.days.needed(node.dates)
    if not needed.any():
        return node
    can_rows, can_columns = costs.can_rows[node.rows], costs.can_columns[node.columns]
    never = costs.days.never(can_rows, can_columns, among, needed > 0)
    new = never if node.never is None else never & ~node.never
    if not new.any():
        return node
    forced = np.tensordot(needed, new, axes=1).astype(np.int16)
    missed = node.missed + forced
    return replace(
        node,
        worth=np.where(missed > costs.max_missed, -np.inf, node.worth - costs.missed * forced),
        missed=missed,
        never=never if node.never is None else never | node.never,
    )


def released(node: Node, weekday: int, costs: Costs) -> Node:
    """Return the node less what the next workshop on a weekday is known to be missed for."""
    if node.never is None or costs.days is None or not costs.days.needed(node.dates)[weekday]:
        return node
    never = node.never[weekday]
    return replace(node, worth=node.worth + costs.missed * never, missed=node.missed - never)


def by_weekday(node: Node, dates: Indices, costs: Costs) -> Iterator[tuple[Indices, Node]]:
    """Yield the places of dates on a weekday, and the node as it is before one of them is added.

    All places at once where weekdays force nothing.
    """
    if node.never is None or costs.days is None:
        yield np.arange(len(dates)), node
        return
    weekday = costs.days.weekday[dates]
    for day in np.unique(weekday):
        yield np.flatnonzero(weekday == day), released(node, int(day), costs)


def without_hopeless(
    node: Node, prices: Floats, quota: Quota, bound: float, target: float
) -> tuple[Node, Floats, Quota]:
    """Return the node without the pairs that no plan worth a target can use.

    A plan below the node that uses a pair is worth at most ``bound - slack`` (`arc_slack`), with
    the bound that the same prices give. People without any pair left are dropped.

    Returns
    -------
    tuple
        The smaller node, its prices and its quota.
    """
    slack = arc_slack(node.worth, prices, quota)
    hopeful = slack <= bound - target
    must_rows, must_columns = quota.must_rows, quota.must_columns
    rows = np.flatnonzero(hopeful.any(axis=1) | must_rows)
    columns = np.flatnonzero(hopeful.any(axis=0) | must_columns)
    block = np.ix_(rows, columns)
    smaller = Node(
        dates=node.dates,
        worth=np.where(hopeful[block], node.worth[block], -np.inf),
        missed=node.missed[block],
        rows=node.rows[rows],
        columns=node.columns[columns],
        constant=node.constant,
        multipliers=node.multipliers,
        never=None if node.never is None else node.never[:, block[0], block[1]],
    )
    return smaller, prices[columns], quota.narrowed(rows, columns)


def in_problem(node: Node, best: Assignment) -> list[tuple[int, int]]:
    """Return the pairs of an assignment at a node as indices into the problem."""
    rows, columns = node.rows[best.rows], node.columns[best.columns]
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]

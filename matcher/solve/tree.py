"""The search tree over workshop dates: nodes, and what a date costs.

A node fixes the dates of the first workshops. It carries what every pair is still worth there,
and only the people who can still matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.prices import Assignment, Quota, arc_slack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.costs import Costs

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
        What each pair is worth less what these dates cost, minus infinity where it is out,
        ``(rows, columns)``.
    missed
        How many of these workshops each pair misses, ``(rows, columns)``.
    rows, columns
        Which patients and professionals are still in play, as indices into the problem.
    constant
        What the dates cost whatever the pairs.
    multipliers
        What pairs pay for each limited project, where `worth` and `constant` have that in them.
    """

    dates: tuple[int, ...]
    worth: Floats
    missed: NDArray[np.int16]
    rows: Indices
    columns: Indices
    constant: float
    multipliers: Floats | None = None


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
    )


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
    )
    return smaller, prices[columns], quota.narrowed(rows, columns)


def in_problem(node: Node, best: Assignment) -> list[tuple[int, int]]:
    """Return the pairs of an assignment at a node as indices into the problem."""
    rows, columns = node.rows[best.rows], node.columns[best.columns]
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]

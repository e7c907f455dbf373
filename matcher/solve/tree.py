"""The search tree over workshop dates: nodes, what a date costs, and bounds of all children.

A node fixes the dates of the first workshops. It carries what every pair is still worth there,
and only the people who can still matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.solve.assignment import Assignment, Quota, arc_slack, price_bound

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.problem import Problem

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]


BLOCK_CELLS = 4_000_000
"""How many cells of children's matrices are held at once."""


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
    """

    can_rows: NDArray[np.bool_]
    can_columns: NDArray[np.bool_]
    ask_rows: Floats
    ask_columns: Floats
    missed: float
    max_missed: int
    everyone: NDArray[np.bool_]
    constant: Floats

    @cached_property
    def asks(self) -> bool:
        """Whether anybody's coming costs anything."""
        return bool(self.ask_rows.any() or self.ask_columns.any())

    def times(self, factor: int) -> Costs:
        """Return all costs so many times as high."""
        return replace(
            self,
            ask_rows=self.ask_rows * factor,
            ask_columns=self.ask_columns * factor,
            missed=self.missed * factor,
            constant=self.constant * factor,
        )

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
        )

    def penalty(self, node: Node, workshop: int) -> Floats:
        """Return what missing a workshop would cost each pair of a node, ``(rows, columns)``."""
        if self.everyone[workshop]:
            return np.full(node.worth.shape, np.inf)
        return np.where(node.missed >= self.max_missed, np.inf, self.missed)


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
    asked = costs.ask_rows[node.rows, date][:, None] + costs.ask_columns[node.columns, date]
    attending = node.worth - asked
    missing = node.worth - costs.penalty(node, workshop)
    return Node(
        dates=(*node.dates, date),
        worth=np.where(both, attending, missing),
        missed=node.missed + ~both,
        rows=node.rows,
        columns=node.columns,
        constant=node.constant + costs.constant[date],
        multipliers=node.multipliers,
    )


def child_bounds(
    node: Node, dates: Indices, workshop: int, costs: Costs, prices: Floats, quota: Quota
) -> Floats:
    """Return for each date what any plan below is worth at most if a workshop is held on it.

    At prices ``v``, a row's best under the child's costs is bounded by the better of two: to stay
    away, at the penalty, with any column; or to come, with a column that can come, less what
    being asked costs. Both count at least as much as the child allows, so `price_bound` holds.

    Parameters
    ----------
    node
        Where the search stands.
    dates
        Candidate indices, ``(C,)``.
    workshop
        Which workshop takes the date, from 0.
    costs, prices, quota
        What dates cost; prices of the node's columns; how many pairs.

    Returns
    -------
    ndarray
        The bounds, ``(C,)``; minus infinity where a date leaves too few people.
    """
    base = node.worth - prices
    away = (base - costs.penalty(node, workshop)).max(axis=1)
    rows, columns = node.rows[:, None], node.columns[:, None]
    there = np.where(costs.can_columns[columns, dates], costs.ask_columns[columns, dates], np.inf)
    come = (base[None, :, :] - there.T[:, None, :]).max(axis=2)
    come -= np.where(costs.can_rows[rows, dates], costs.ask_rows[rows, dates], np.inf).T
    content = np.maximum(come, away)
    return price_bound(content, prices, quota) - node.constant - costs.constant[dates]


def repriced_children(
    node: Node, dates: Indices, workshop: int, costs: Costs, prices: Floats, quota: Quota
) -> tuple[Floats, Floats]:
    """Return better bounds than `child_bounds`, with prices of each child's own.

    From the node's prices follows what each row is content with under the child's costs,
    ``u = max over q of (W - v)``. No column then needs a higher price than ``max over p of
    (W - u)``, which is at most ``v``; so the sum of the largest contents and the largest of these
    prices is a bound as well, and never a worse one.

    Returns
    -------
    tuple
        The bounds, ``(C,)``, and the prices of each child, ``(C, columns)``.
    """
    bounds = np.empty(len(dates))
    repriced = np.empty((len(dates), len(prices)))
    step = max(1, BLOCK_CELLS // max(1, node.worth.size))
    missing = node.worth - costs.penalty(node, workshop)
    for start in range(0, len(dates), step):
        some = slice(start, start + step)
        worth = _children_worth(node, dates[some], missing, costs)
        content = (worth - prices).max(axis=2)
        given_up = np.where(np.isneginf(content), 0.0, content)
        own = (worth - given_up[:, :, None]).max(axis=1)
        repriced[some] = np.where(np.isneginf(own), prices, own)
        bounds[some] = price_bound(content, repriced[some], quota)
    return bounds - node.constant - costs.constant[dates], repriced


def most_pairs_of_children(
    node: Node, dates: Indices, workshop: int, costs: Costs
) -> NDArray[np.int64]:
    """Return how many pairs each child could form at most, ``(C,)``.

    The sizes of maximum matchings, all of them found at once in one graph in which every child
    has people of its own (Hopcroft and Karp's method, in SciPy).
    """
    height, width = node.worth.shape
    sizes = np.empty(len(dates), dtype=np.int64)
    step = max(1, BLOCK_CELLS // max(1, node.worth.size))
    missing = node.worth - costs.penalty(node, workshop)
    for start in range(0, len(dates), step):
        some = dates[start : start + step]
        possible = np.isfinite(_children_worth(node, some, missing, costs))
        child, _, column = np.nonzero(possible)
        ends = np.cumsum(possible.sum(axis=2).ravel(), dtype=np.int32)
        arcs = (child * width + column).astype(np.int32)
        shape = len(some) * height, len(some) * width
        graph = csr_array((np.ones(len(arcs), np.int8), arcs, np.append(0, ends)), shape=shape)
        matched = maximum_bipartite_matching(graph, perm_type="column") >= 0
        sizes[start : start + step] = matched.reshape(len(some), height).sum(axis=1)
    return sizes


def _children_worth(node: Node, dates: Indices, missing: Floats, costs: Costs) -> Floats:
    """Return what every pair is worth with each date as well, ``(C, rows, columns)``."""
    rows, columns = node.rows[None, :], node.columns[None, :]
    there = dates[:, None]
    both = costs.can_rows[rows, there][:, :, None] & costs.can_columns[columns, there][:, None, :]
    if not costs.asks:
        return np.where(both, node.worth, missing)
    asked = costs.ask_rows[rows, there][:, :, None] + costs.ask_columns[columns, there][:, None, :]
    return np.where(both, node.worth - asked, missing)


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

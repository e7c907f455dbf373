"""The best n pairs among a few arcs, exactly: an assignment, or a flow of least cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.errors import MatcherError

if TYPE_CHECKING:
    from matcher.pairing.arcs import Arcs, Numbers

SINGLE = -1
"""The partner of a row that is in no pair."""


def best_matching(arcs: Arcs, pairs: int) -> Numbers:
    """Return the column of each row in the best so many pairs, `SINGLE` for none, ``(P,)``.

    Both solvers of OR-Tools are exact on whole numbers: cost-scaling push-relabel after Goldberg
    and Kennedy for the assignment, Goldberg and Tarjan for the flow.

    Parameters
    ----------
    arcs
        Among them there are so many pairs without a common row or column.
    pairs
        How many pairs.

    Raises
    ------
    matcher.MatcherError
        When the solver cannot hold the numbers, or there are not so many pairs.
    """
    if pairs == 0:
        return np.full(arcs.shape[0], SINGLE, dtype=np.int64)
    if arcs.shape == (pairs, pairs):
        return _assignment(arcs)
    return _flow(arcs, pairs)


def _assignment(arcs: Arcs) -> Numbers:
    from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

    solver = SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(
        arcs.rows.astype(np.int32), arcs.columns.astype(np.int32), -arcs.worth
    )
    _require(solver.solve(), solver.OPTIMAL)
    return np.array([solver.right_mate(row) for row in range(arcs.shape[0])], dtype=np.int64)


def _flow(arcs: Arcs, pairs: int) -> Numbers:
    """Send one unit for each pair; a pool feeds the rows, and one takes from the columns."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    height, width = arcs.shape
    rows, columns = np.arange(height), height + np.arange(width)
    source, sink = height + width, height + width + 1
    tails = np.concatenate((arcs.rows, np.full(height, source), columns))
    heads = np.concatenate((height + arcs.columns, rows, np.full(width, sink)))
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32),
        heads.astype(np.int32),
        np.ones(len(tails), dtype=np.int64),
        np.concatenate((-arcs.worth, np.zeros(height + width, dtype=np.int64))),
    )
    solver.set_node_supply(source, pairs)
    solver.set_node_supply(sink, -pairs)
    _require(solver.solve(), solver.OPTIMAL)
    used = np.flatnonzero(solver.flows(np.arange(len(arcs), dtype=np.int32)))
    partner = np.full(height, SINGLE, dtype=np.int64)
    partner[arcs.rows[used]] = arcs.columns[used]
    return partner


def _require(status: object, wanted: object) -> None:
    if status != wanted:
        raise MatcherError(f"the pairs cannot be computed: the solver said {status}")

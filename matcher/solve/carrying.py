"""The pairs and the projects that they carry, exactly, as a small integer programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, hstack

from matcher.errors import MatcherError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.prices import Quota

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]


SOLVED, INFEASIBLE = 0, 2
"""What SciPy calls a search that ended with the best choice, or with the proof that none is."""


@dataclass(frozen=True)
class Choice:
    """Pairs to choose from, and the projects that each may carry.

    Attributes
    ----------
    rows, columns
        Pair a is ``(rows[a], columns[a])``, ``(A,)``.
    worth
        What each pair is worth, ``(A,)``.
    options
        Whether a pair may carry a project, ``(K, A)``.
    liking
        What it is worth that a pair carries a project, ``(K, A)``.
    free
        Whether a pair may do without any of these projects, ``(A,)``.
    most, least
        At most so many pairs a project; none or at least so many, ``(K,)``.
    kinds
        How often each pair counts for a kind, ``(L, A)``, and at least and at most how many, each
        ``(L,)``.
    """

    rows: Indices
    columns: Indices
    worth: Floats
    options: NDArray[np.bool_]
    liking: Floats
    free: NDArray[np.bool_]
    most: Indices
    least: Indices
    kinds: tuple[NDArray[np.bool_] | Indices, Indices, Indices] | None = None


def choose(choice: Choice, quota: Quota) -> tuple[Indices, Indices] | None:
    """Return the best pairs of a quota and what they carry.

    One variable a pair, one for each pair and project that it may carry, one for each project that
    is taken up at all.

    Returns
    -------
    tuple or None
        Indices of the chosen pairs, ``(n,)``, and of the project of each, -1 for none; nothing
        where the limits leave no way.
    """
    pairs, projects = len(choice.rows), len(choice.most)
    project, pair = np.nonzero(choice.options)
    sizes = (pairs, len(pair), projects)
    gain = np.concatenate([choice.worth, choice.liking[project, pair], np.zeros(projects)])
    constraints = _pairing(choice, quota, sizes)
    if projects:
        constraints += _projects(choice, project, pair, sizes)
    if choice.kinds is not None and len(choice.kinds[0]):
        counts, least, most = choice.kinds
        counted = _padded(csr_array(counts.astype(float)), 0, sizes)
        constraints.append(LinearConstraint(counted, least, most))
    found = _solved(-gain, constraints)
    if found is None:
        return None
    taken = found > 0.5
    carried = np.full(pairs, -1, dtype=np.int64)
    using = taken[pairs : pairs + len(pair)]
    carried[pair[using]] = project[using]
    chosen = np.flatnonzero(taken[:pairs])
    return chosen, carried[chosen]


def _solved(cost: Floats, constraints: list[LinearConstraint]) -> Floats | None:
    """Return the cheapest choice of zeros and ones, or nothing where there is provably none."""
    for presolve in (True, False):
        found = milp(
            cost,
            integrality=np.ones(len(cost), dtype=np.int64),
            bounds=Bounds(0, 1),
            constraints=constraints,
            options={"mip_rel_gap": 0.0, "presolve": presolve},
        )
        if found.status == SOLVED:
            return np.asarray(found.x)
        if found.status == INFEASIBLE:
            return None
    raise MatcherError(f"The solver ended without an answer on projects: {found.message}")


def _pairing(choice: Choice, quota: Quota, sizes: tuple[int, int, int]) -> list[LinearConstraint]:
    """Everybody at most once, those who must at least once, and the number of pairs."""
    pairs = sizes[0]
    by_row = _incidence(choice.rows, np.arange(pairs), (len(quota.must_rows), pairs))
    by_column = _incidence(choice.columns, np.arange(pairs), (len(quota.must_columns), pairs))
    all_pairs = csr_array(np.ones((1, pairs)))
    return [
        LinearConstraint(_padded(by_row, 0, sizes), quota.must_rows.astype(float), 1),
        LinearConstraint(_padded(by_column, 0, sizes), quota.must_columns.astype(float), 1),
        LinearConstraint(_padded(all_pairs, 0, sizes), quota.pairs, quota.pairs),
    ]


def _projects(
    choice: Choice, project: Indices, pair: Indices, sizes: tuple[int, int, int]
) -> list[LinearConstraint]:
    """A pair carries one project, or none where it is free; a project keeps to its limits."""
    pairs, carrying, projects = sizes
    each = np.arange(carrying)
    load = _incidence(pair, each, (pairs, carrying))
    used = _padded(load, 1, sizes) - _padded(csr_array(np.eye(pairs)), 0, sizes)
    places = _padded(_incidence(project, each, (projects, carrying)), 1, sizes)
    most = _padded(csr_array(np.diag(choice.most.astype(float))), 2, sizes)
    least = _padded(csr_array(np.diag(choice.least.astype(float))), 2, sizes)
    return [
        LinearConstraint(used, np.where(choice.free, -1.0, 0.0), 0),
        LinearConstraint(places - most, -np.inf, 0),
        LinearConstraint(places - least, 0, np.inf),
    ]


def _incidence(rows: Indices, columns: Indices, shape: tuple[int, int]) -> csr_array:
    return csr_array(coo_array((np.ones(len(rows)), (rows, columns)), shape=shape))


def _padded(block: csr_array, position: int, sizes: tuple[int, int, int]) -> csr_array:
    """Return a block of coefficients in its place among the three kinds of variables."""
    height = block.shape[0]
    parts = [csr_array((height, size)) for size in sizes]
    parts[position] = block
    return csr_array(hstack(parts))

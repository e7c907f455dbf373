"""Choices that may still be among the best, and how a linear program narrows them down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array, vstack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SCALE = 1 << 20
"""Prices are rounded to so many parts of one, so that every bound is exact."""

METHODS = (("highs-ds", 30_000), ("highs-ipm", 1_000))
"""Ways to solve a linear program, and after how many steps each is given up for the next one. Where
none comes to its end the bound is weak, and still right."""


class Rules:
    """Choices that are taken or not, by their number, and linear rules on them."""

    def __init__(self) -> None:
        self.size = 0
        self._cells: list[tuple[int, int, int]] = []
        self._limits: list[int] = []
        self._equal: list[bool] = []

    def choices(self, count: int) -> range:
        """Add some choices, and return their numbers."""
        self.size += count
        return range(self.size - count, self.size)

    def at_most(self, limit: int, *terms: tuple[list[int], int], equal: bool = False) -> None:
        """Add a rule: the choices taken, each times its factor, come to a limit at most."""
        row = len(self._limits)
        self._cells += [(row, one, factor) for taken, factor in terms for one in taken]
        self._limits.append(limit)
        self._equal.append(equal)

    def exactly(self, limit: int, *terms: tuple[list[int], int]) -> None:
        """Add a rule: the choices taken, each times its factor, come to just this."""
        self.at_most(limit, *terms, equal=True)

    def goal(self, costs: dict[int, int]) -> Whole:
        """Return what each choice costs, shape ``(choices,)``."""
        goal = np.zeros(self.size, dtype=np.int64)
        goal[list(costs)] = list(costs.values())
        return goal

    def face(self) -> Face:
        """Return everything that the rules allow."""
        cells = np.array(self._cells, dtype=np.int64).reshape(-1, 3)
        shape = len(self._limits), self.size
        return Face(
            matrix=csr_array((cells[:, 2], (cells[:, 0], cells[:, 1])), shape=shape),
            limits=np.array(self._limits, dtype=np.int64),
            equal=np.array(self._equal, dtype=bool),
            must=np.zeros(self.size, dtype=bool),
            may=np.ones(self.size, dtype=bool),
        )


@dataclass(frozen=True)
class Face:
    """Choices that keep to rules and may still be among the best.

    Attributes
    ----------
    matrix, limits, equal
        The rules: ``matrix @ taken <= limits``, and no less where `equal`.
    must, may
        Which choices are surely taken, and which may be.
    """

    matrix: csr_array[np.int64]
    limits: Whole
    equal: Flags
    must: Flags
    may: Flags

    def holds(self, taken: Whole) -> bool:
        """Return whether these choices keep to everything."""
        sums = np.asarray(self.matrix @ taken)
        inside = (taken >= self.must) & (taken <= self.may)
        return bool(
            inside.all()
            and (sums <= self.limits).all()
            and (sums[self.equal] == self.limits[self.equal]).all()
        )

    def with_goal(self, costs: Whole, most: int) -> Face:
        """Return the face with a goal that costs so much at most."""
        row = csr_array(costs[None, :])
        return replace(
            self,
            matrix=vstack([self.matrix, row], format="csr"),
            limits=np.append(self.limits, most),
            equal=np.append(self.equal, False),
        )


@dataclass(frozen=True)
class Relaxed:
    """What is known of a goal when choices may be taken in part.

    Attributes
    ----------
    taken
        The parts, shape ``(choices,)``.
    reduced, prices
        What each choice costs at the prices of the rules, and those prices, in parts of `SCALE`.
    bound
        No choice of the face costs less, in parts of `SCALE`: exact, however the prices came about.
    """

    taken: NDArray[np.float64]
    reduced: Whole
    prices: Whole
    bound: int

    @property
    def least(self) -> int:
        """What the goal costs at least."""
        return -(-self.bound // SCALE)

    def narrowed(self, face: Face, most: int) -> Face:
        """Return the face without what makes the goal cost more than so much."""
        slack = most * SCALE - self.bound
        free = face.may & ~face.must
        return replace(
            face,
            may=face.may & ~(free & (self.reduced > slack)),
            must=face.must | (free & (-self.reduced > slack)),
            equal=face.equal | (np.abs(self.prices) > slack),
        )


def relax(face: Face, costs: Whole) -> Relaxed:
    """Return what a goal costs at least, by a linear program and exact arithmetic on its prices."""
    open_to = np.flatnonzero(face.may)
    equal = face.equal
    taken = np.zeros(len(costs))
    marginals = np.zeros(len(face.limits))
    found = _in_parts(face, costs, open_to) if len(open_to) else None
    if found is not None:
        taken[open_to] = found.x
        marginals[~equal] = np.minimum(found.ineqlin.marginals, 0)
        marginals[equal] = found.eqlin.marginals
    prices = np.rint(marginals * SCALE).astype(np.int64)
    reduced = costs * SCALE - face.matrix.T @ prices
    bound = int(prices @ face.limits) + int(reduced[face.must].sum())
    bound += int(np.minimum(reduced[face.may & ~face.must], 0).sum())
    return Relaxed(taken, reduced, prices, bound)


def _in_parts(face: Face, costs: Whole, open_to: Whole) -> Any:
    """Return what SciPy's linear program says of the choices that may be taken, if anything."""
    from scipy.optimize import linprog

    solve: Any = linprog
    matrix, equal = face.matrix[:, open_to], face.equal
    rules: dict[str, Any] = {}
    if (~equal).any():
        rules |= {"A_ub": matrix[~equal], "b_ub": face.limits[~equal]}
    if equal.any():
        rules |= {"A_eq": matrix[equal], "b_eq": face.limits[equal]}
    bounds = np.stack([face.must[open_to], np.ones(len(open_to))], axis=1)
    for method, most in METHODS:
        options = {"maxiter": most}
        found = solve(costs[open_to], bounds=bounds, method=method, options=options, **rules)
        if found.status == 0:
            return found
    return None

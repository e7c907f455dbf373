"""The best yes-or-no choices by several goals, one after the other, with a proof.

For each goal a linear program gives prices. They bound what the goal costs, and they rule out most
of the choices that no best solution takes; whole numbers are searched for only among what is left.
Where all bounds are met, which is the rule, the first goals need no search at all: one solution
that meets every bound proves all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matcher.settle.faces import Face, Relaxed, Rules, relax
from matcher.settle.in_order import steady_solver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.settle.faces import Whole

FINENESS = 64
"""The search widens in steps of so small a part of the highest cost."""

FOR_TIES = 0.4
"""For which part of the effort ties are looked into."""

MOST_BRANCHING = 400_000
"""A search by branching is given up after so many nodes, divided by the number of choices."""

FEWEST_NODES = 16
"""Where there would be fewer, it is not tried."""


@dataclass(frozen=True)
class Chosen:
    """Which choices are taken, shape ``(choices,)``, and whether every goal is proven."""

    taken: Whole
    proven: bool


class _Found(NamedTuple):
    taken: Whole | None
    """Nothing where nothing was found."""
    settled: bool
    """Whether the search came to its end."""


def choose(rules: Rules, goals: Sequence[Whole], ties: Whole, effort: float) -> Chosen:
    """Return the best choices: each goal as low as possible without giving up those before.

    Parameters
    ----------
    rules
        What must hold; some choice keeps to it.
    goals
        What each choice costs, the most important goal first.
    ties
        What decides among equals, as far as a short search goes; nothing is proven of it.
    effort
        How long each search may take, in the solver's deterministic seconds: the same on every
        machine, however busy it is.
    """
    steps = [_Step(costs // max(1, int(np.gcd.reduce(costs))), effort, True) for costs in goals]
    steps.append(_Step(ties, effort * FOR_TIES, False))
    found = _in_order(rules.face(), steps, hopeful=True)
    if found is None:
        found = _in_order(rules.face(), steps, hopeful=False)
    if found is None:
        raise RuntimeError("nothing was found that keeps to the rules")
    return found


class _Step(NamedTuple):
    """A goal, how long to search for it, and whether it has to be proven."""

    costs: Whole
    effort: float
    counts: bool


def _in_order(face: Face, steps: Sequence[_Step], *, hopeful: bool) -> Chosen | None:
    """Settle goal after goal; who hopes takes the bounds of the first ones for their values."""
    best: Whole | None = None
    proven = True
    for turn, step in enumerate(steps):
        costs = step.costs
        relaxed = relax(face, costs)
        best = _met(face, costs, relaxed, best)
        value = relaxed.least
        if best is None or int(costs @ best) > value:
            if hopeful and turn < len(steps) - 2:
                best = None
            else:
                found = _search(face, step, relaxed, best)
                best, proven = found.taken, proven and (found.settled or not step.counts)
                if best is None:
                    return None
                value = int(costs @ best)
        face = relaxed.narrowed(face, value).with_goal(costs, value)
    return None if best is None else Chosen(best, proven)


def _met(face: Face, costs: Whole, relaxed: Relaxed, best: Whole | None) -> Whole | None:
    """Return the parts where they are whole and better than the best so far, or else that."""
    whole = np.rint(relaxed.taken).astype(np.int64)
    if face.holds(whole) and (best is None or costs @ whole < costs @ best):
        return whole
    return best


def _search(face: Face, step: _Step, relaxed: Relaxed, best: Whole | None) -> _Found:
    """Look for the best whole numbers close to the bound first, then ever further from it."""
    costs = step.costs
    finest = max(1, int(np.abs(costs).max(initial=0)) // FINENESS)
    top = int(np.where(costs > 0, costs * face.may, costs * face.must).sum())
    if best is not None:
        top = int(costs @ best) - 1
    wider, settled = 0, True
    while relaxed.least <= top:
        most = min(relaxed.least + wider, top)
        near = relaxed.narrowed(face, most)
        found = _whole(near, costs, relaxed, most, step.effort)
        if not found.settled and found.taken is None and settled and step.counts:
            found = _by_branching(near, costs)
        settled &= found.settled
        if found.taken is not None:
            return _Found(found.taken, settled)
        if most == top or not (settled or step.counts):
            break
        wider = wider * 3 + finest
    return _Found(best, settled)


def _whole(face: Face, costs: Whole, relaxed: Relaxed, most: int, effort: float) -> _Found:
    """Look for choices of the face that cost so much at most, the fewer the better."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    open_to = np.flatnonzero(face.may)
    choices = [model.new_bool_var("") for _ in open_to]
    for index, one in enumerate(open_to.tolist()):
        model.add_hint(choices[index], bool(relaxed.taken[one] > 0.5))
        if face.must[one]:
            model.add(choices[index] == 1)
    matrix = face.matrix[:, open_to]
    for row, (first, end) in enumerate(zip(matrix.indptr, matrix.indptr[1:], strict=False)):
        terms = [choices[index] for index in matrix.indices[first:end]]
        total = cp_model.LinearExpr.weighted_sum(terms, matrix.data[first:end].tolist())
        limit = int(face.limits[row])
        model.add(total == limit if face.equal[row] else total <= limit)
    total = cp_model.LinearExpr.weighted_sum(choices, costs[open_to].tolist())
    model.add(total <= most)
    if most > relaxed.least:
        model.minimize(total)
    solver = steady_solver(effort)
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return _Found(None, status == cp_model.INFEASIBLE)
    taken = np.zeros(len(costs), dtype=np.int64)
    taken[open_to] = [solver.value(one) for one in choices]
    return _Found(taken, status == cp_model.OPTIMAL)


def _by_branching(face: Face, costs: Whole) -> _Found:
    """Look for the best choices of the face by branching on linear programs."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    open_to = np.flatnonzero(face.may)
    nodes = MOST_BRANCHING // len(open_to) if len(open_to) else 1
    if nodes < FEWEST_NODES:
        return _Found(None, False)
    least = np.where(face.equal, face.limits, -np.inf)
    found = milp(
        costs[open_to],
        integrality=np.ones(len(open_to), dtype=np.int64),
        bounds=Bounds(face.must[open_to].astype(float), 1),
        constraints=LinearConstraint(face.matrix[:, open_to], least, face.limits),
        options={"mip_rel_gap": 0, "node_limit": nodes},
    )
    if found.x is None:
        return _Found(None, found.status == 2)
    taken = np.zeros(len(costs), dtype=np.int64)
    taken[open_to] = np.rint(found.x)
    return _Found(taken, found.status == 0) if face.holds(taken) else _Found(None, False)

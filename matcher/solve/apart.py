"""Plans that must differ from others: by so many pairs, or else by their dates.

A plan of n pairs has m pairs that another one lacks when it shares n - m of them at most. So the
pairs of each other plan are a kind of which there may be at most so many (`Counted`), and the
search bounds and settles that as it does any rule among pairs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.counted import nothing_counted
from matcher.solve.limits import Rules, WithinLimits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.solve.problem import Problem
    from matcher.solve.search import Found
    from matcher.solve.tree import Node

RULE = "apart"


def apart_by_pairs(problem: Problem, others: Sequence[Found], apart: int) -> WithinLimits:
    """Return the rules of a problem, and that plans differ from others whatever their dates.

    Parameters
    ----------
    problem
        What is solved.
    others
        Plans with as many pairs as those that are searched for.
    apart
        How many pairs of a plan each of the others must lack.
    """
    if not others:
        return WithinLimits(problem)
    counted = problem.balance or nothing_counted(*problem.allowed.shape)
    kinds = _kinds(problem, others)
    counted = counted.and_at_most([RULE] * len(others), kinds, len(others[0].pairs) - apart)
    return WithinLimits(replace(problem, balance=counted))


class ApartOnSameDates(WithinLimits):
    """The rules of a problem, and that plans on the dates of others differ from these.

    Parameters
    ----------
    problem, others, apart
        As in `apart_by_pairs`.
    """

    def __init__(self, problem: Problem, others: Sequence[Found], apart: int) -> None:
        super().__init__(problem)
        self._others, self._apart = tuple(others), apart

    def rules(self, node: Node) -> Rules:
        """Return the rules for the people still in play; the last ones part plans of one date."""
        here = super().rules(node)
        same = [other for other in self._others if other.dates == node.dates]
        if not same:
            return here
        kinds = _kinds(self._problem, same)[:, node.rows][:, :, node.columns]
        most = len(same[0].pairs) - self._apart
        return replace(here, counted=here.counted.and_at_most([RULE] * len(same), kinds, most))


def _kinds(problem: Problem, others: Sequence[Found]) -> NDArray[np.bool_]:
    """Return which pairs each of some plans has, ``(len(others), P, Q)``."""
    kinds = np.zeros((len(others), *problem.allowed.shape), dtype=bool)
    for kind, other in zip(kinds, others, strict=True):
        kind[tuple(zip(*other.pairs, strict=True))] = True
    return kinds

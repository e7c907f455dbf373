"""Rules among the pairs: limits on projects, balance over the cohort, a quorum at each workshop.

With such rules, the best pairs on given dates are no longer an assignment. The assignment without
them still bounds those pairs, and multipliers make the bound tighter (Lagrangian relaxation): a
pair that must carry a limited project pays that project's multiplier, a pair that counts for a
rule pays or earns that rule's, and every rule gives back its multiplier times its number. Only on
complete sequences of dates whose bound still beats the best plan are the pairs found exactly, as a
small integer programme.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.solve.assignment import best_pairs
from matcher.solve.carrying import Choice, choose
from matcher.solve.counted import Counted, nothing_counted
from matcher.solve.matchings import sizes_of_matchings
from matcher.solve.prices import Assignment, Quota
from matcher.solve.search import Found
from matcher.solve.tree import in_problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.problem import Problem, ProjectLimits
    from matcher.solve.tree import Node

    Floats = NDArray[np.float64]

STEPS = 30
"""How often the multipliers of a node are improved at most."""

PATIENCE = 6
"""After how many steps without a better bound that ends."""

HOPE = 0.02
"""How far below its bound a node is guessed to end, where no plan is known yet."""


@dataclass(frozen=True)
class Rules:
    """The rules among some people on some dates.

    Attributes
    ----------
    projects
        Limits on projects, where there are any.
    counted
        At least and at most so many pairs of some kinds.
    """

    projects: ProjectLimits | None
    counted: Counted

    @cached_property
    def size(self) -> int:
        """How many multipliers there are."""
        return self._projects + len(self.counted.texts)

    @property
    def _projects(self) -> int:
        return 0 if self.projects is None else len(self.projects.ids)

    def charges(self, multipliers: Floats) -> Floats:
        """Return what each pair pays at these multipliers, ``(P, Q)``."""
        own, others = multipliers[: self._projects], multipliers[self._projects :]
        paid = np.tensordot(others, self.counted.counts.astype(np.float64), axes=1)
        if self.projects is not None:
            paid = paid + project_charges(self.projects, own)
        return np.asarray(paid)

    def relief(self, multipliers: Floats) -> float:
        """Return what the rules give back at these multipliers."""
        own, others = multipliers[: self._projects], multipliers[self._projects :]
        back = np.where(others > 0, others * self.counted.most, others * self.counted.least)
        projects = 0.0 if self.projects is None else float(own @ self.projects.most)
        return projects + float(back.sum())

    def excess(self, multipliers: Floats, found: Assignment) -> Floats:
        """Return by how much an assignment breaks each rule; less than 0 where too few count.

        Where a rule is kept, that is 0 at a multiplier of 0, and else how much is left.
        """
        own, others = multipliers[: self._projects], multipliers[self._projects :]
        number = self.counted.counts[:, found.rows, found.columns].sum(axis=1).astype(np.float64)
        over, under = number - self.counted.most, number - self.counted.least
        excess = np.where(others > 0, over, np.where(others < 0, under, 0.0))
        at_rest = others == 0
        excess[at_rest & (over > 0)] = over[at_rest & (over > 0)]
        excess[at_rest & (under < 0)] = under[at_rest & (under < 0)]
        if self.projects is None:
            return excess
        carried = _carried(self.projects, own, found) - self.projects.most
        carried[(own <= 0) & (carried < 0)] = 0
        return np.concatenate([carried, excess])

    def stepped(self, multipliers: Floats, step: Floats) -> Floats:
        """Return multipliers after a step, none of them beyond 0 on the other side."""
        moved = np.round(multipliers + step)
        moved[: self._projects] = np.maximum(0.0, moved[: self._projects])
        crossed = moved * multipliers < 0
        return np.where(crossed, 0.0, moved)

    def best(self, worth: Floats, quota: Quota) -> Assignment | None:
        """Return the best pairs of a quota that keep to the rules, exactly, or nothing."""
        rows, columns = np.nonzero(np.isfinite(worth))
        projects = self.projects
        nothing = np.zeros((0, len(rows)), dtype=bool)
        options = nothing if projects is None else projects.options[:, rows, columns]
        none = np.zeros(0, dtype=np.int64)
        choice = Choice(
            rows=rows,
            columns=columns,
            worth=worth[rows, columns],
            options=options,
            liking=np.zeros(options.shape),
            free=np.ones(len(rows), bool) if projects is None else projects.free[rows, columns],
            most=none if projects is None else projects.most,
            least=none if projects is None else projects.least,
            kinds=(self.counted.counts[:, rows, columns], self.counted.least, self.counted.most),
        )
        found = choose(choice, quota)
        if found is None:
            return None
        chosen = found[0][np.argsort(rows[found[0]])]
        value = float(worth[rows[chosen], columns[chosen]].sum())
        return Assignment(value, rows[chosen], columns[chosen])

    def keep(self, quota: Quota, found: Assignment) -> bool:
        """Return whether the pairs of an assignment keep to the rules themselves."""
        if not self.counted.keep(found.rows, found.columns):
            return False
        if self.projects is None:
            return True
        carried = carriable_together(self.projects, found)
        if carried is not None:
            return carried
        worth = np.full(self.projects.free.shape, -np.inf)
        worth[found.rows, found.columns] = 0.0
        return self.best(worth, quota) is not None


def project_charges(limits: ProjectLimits, prices: Floats) -> Floats:
    """Return what each pair pays for its project at these multipliers, ``(P, Q)``."""
    cheapest = np.where(limits.options, prices[:, None, None], np.inf).min(axis=0)
    return np.where(limits.free | np.isinf(cheapest), 0.0, cheapest)


def _carried(limits: ProjectLimits, prices: Floats, found: Assignment) -> Floats:
    """Return how many pairs carry each project when everyone takes the cheapest, ``(K,)``."""
    bound_to_one = ~limits.free[found.rows, found.columns]
    options = limits.options[:, found.rows[bound_to_one], found.columns[bound_to_one]]
    cheapest = np.where(options, prices[:, None], np.inf).argmin(axis=0)
    return np.bincount(cheapest, minlength=len(prices)).astype(np.float64)


def carriable_together(limits: ProjectLimits, found: Assignment) -> bool | None:
    """Return whether projects have places for the pairs of an assignment, by a matching.

    Nothing where a project that some of them take up wants more of them: then only a search over
    what each carries can tell.
    """
    bound_to_one = ~limits.free[found.rows, found.columns]
    options = limits.options[:, found.rows[bound_to_one], found.columns[bound_to_one]]
    place = np.repeat(np.arange(len(limits.most)), limits.most)
    matched = maximum_bipartite_matching(csr_array(options[place].T), perm_type="column")
    if (matched < 0).any():
        return False
    carried = np.bincount(place[matched], minlength=len(limits.most))
    return True if ((carried == 0) | (carried >= limits.least)).all() else None


class WithinLimits:
    """The rules for pairs where more counts than an assignment can hold.

    A node's worth is less what pairs pay at the node's multipliers, and its constant less what
    the multipliers give back.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        shape = problem.allowed.shape
        self._counted = problem.balance or nothing_counted(*shape)

    def tighten(
        self, node: Node, quota: Quota, best: Assignment, target: float
    ) -> tuple[Node, Assignment]:
        """Return the node with multipliers that bound it better, and its assignment.

        Subgradient steps after Polyak, towards the target: what is chosen too often becomes
        dearer, what is chosen too seldom cheaper. The steps end when the rules are kept at no
        loss, or the target is out of reach.
        """
        here = self.rules(node)
        if not self._enough_come(node):
            return node, replace(best, value=-np.inf)
        prices = self._prices(node, here)
        bare = node.worth + here.charges(prices)
        constant = node.constant + here.relief(prices)
        tightest, found, stalled = node, best, 0
        for turn in range(STEPS):
            excess = here.excess(prices, found)
            bound = best.value - tightest.constant
            if bound < target or not excess.any() or stalled > PATIENCE:
                break
            value = found.value - constant + here.relief(prices)
            hoped = target - 1 if np.isfinite(target) else value - HOPE * abs(value)
            step = max(1.0, (value - hoped) / (1 + turn / 5)) / float(excess @ excess)
            prices = here.stepped(prices, step * excess)
            relief = here.relief(prices)
            worth = bare - here.charges(prices)
            tried = best_pairs(worth, quota)
            if tried is None:
                break
            found, stalled = tried, stalled + 1
            if tried.value + relief - constant < bound:
                tightest = replace(
                    node, worth=worth, constant=constant - relief, multipliers=prices
                )
                best, stalled = tried, 0
        return tightest, best

    def finish(self, node: Node, quota: Quota, best: Assignment, floor: float) -> Found | None:
        """Return the best pairs that keep to the rules on the dates of a node, above a floor."""
        here = self.rules(node)
        prices = self._prices(node, here)
        worth = node.worth + here.charges(prices)
        constant = node.constant + here.relief(prices)
        own = float(worth[best.rows, best.columns].sum())
        exact: Assignment | None = best
        if own - constant != best.value - node.constant or not here.keep(quota, best):
            exact = here.best(worth, quota)
        if exact is None:
            return None
        value = float(worth[exact.rows, exact.columns].sum()) - constant
        return Found(value, node.dates, tuple(in_problem(node, exact))) if value > floor else None

    def rules(self, node: Node) -> Rules:
        """Return the rules for the people still in play, on the dates that are fixed."""
        problem, rows, columns = self._problem, node.rows, node.columns
        counted = self._counted.among(rows, columns)
        if problem.quorum and node.dates:
            texts = ["workshops.quorum"] * len(node.dates)
            counted = counted.and_at_least(texts, self._together(node), problem.quorum)
        projects = problem.limits
        if projects is not None:
            options = projects.options[:, rows][:, :, columns]
            projects = replace(projects, options=options, free=projects.free[np.ix_(rows, columns)])
        return Rules(projects, counted)

    def _enough_come(self, node: Node) -> bool:
        """Return whether enough pairs could come to each of the dates, whatever the others."""
        if not (self._problem.quorum and node.dates):
            return True
        coming = self._together(node) & np.isfinite(node.worth)
        return bool((sizes_of_matchings(coming) >= self._problem.quorum).all())

    def _together(self, node: Node) -> NDArray[np.bool_]:
        """Return which pairs can come together to each date of a node, ``(dates, rows, cols)``."""
        on, problem = list(node.dates), self._problem
        ours = problem.patients.can[node.rows][:, on].T
        theirs = problem.professionals.can[node.columns][:, on].T
        return np.asarray(ours[:, :, None] & theirs[:, None, :])

    @staticmethod
    def _prices(node: Node, here: Rules) -> Floats:
        """Return the node's multipliers; those of dates that came since are 0."""
        prices = np.zeros(here.size)
        if node.multipliers is not None:
            prices[: len(node.multipliers)] = node.multipliers
        return prices

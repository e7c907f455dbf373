"""What the workshops that are still to come leave of a node's worth, whatever their dates.

Two bounds on a chain of dates, both found from prices alone:

*Of two dates at a time* (`bounds_of_two`). A plan is worth no more than the least of these bounds
along its dates, and the best chain is found backwards, workshop by workshop.

*Of all dates, where coming costs something.* Let r workshops be left at a node of worth W, and let
c(d) be what a date costs each pair. For any pairs x and dates d1 … dr,

    sum of x (W - c(d1) - … - c(dr))  =  1/r · sum over i of [ sum of x (W - r·c(di)) ]
                                      <=  1/r · sum over i of g(di),

where g(d) bounds the best pairs under r times the cost of d alone. So a date d loses at least
(B - g(d)) / r of the node's bound B, whatever the others are, and these losses add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.bounds import bounds_of_two, child_bounds
from matcher.solve.calendar import Calendar
from matcher.solve.contents import contents_on
from matcher.solve.prices import price_bound

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.costs import Costs
    from matcher.solve.prices import Quota
    from matcher.solve.tree import Node

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]


ROUNDING = 1e-6
"""More than the error of adding up thirds and fifths of whole numbers, and less than 1."""


@dataclass(frozen=True)
class Outlook:
    """The dates that may still lead from a node to a plan that is of interest.

    Attributes
    ----------
    dates
        Candidate indices for the next workshop, ``(C,)``.
    bounds
        What any plan below is worth at most with each of them, ``(C,)``.
    later
        Which dates the workshops after it may still take, ``(C, D)``.
    """

    dates: Indices
    bounds: Floats
    later: Flags

    def some(self, keep: Flags) -> Outlook:
        """Return the outlook on some of its dates."""
        return Outlook(self.dates[keep], self.bounds[keep], self.later[keep])


class Lookahead:
    """Looks ahead from the nodes of one search.

    Parameters
    ----------
    slots, follows
        Which date each workshop may take, and which may follow, as in `Problem`.
    costs
        What dates cost.
    """

    def __init__(self, slots: Flags, follows: Flags, costs: Costs) -> None:
        self._workshops, self._dates = slots.shape
        self._calendar = Calendar(slots, follows)
        self._costs = costs
        cost = costs.asks or bool(costs.constant.any())
        cost |= costs.days is not None
        self._scaled = {r: costs.times(r) for r in range(2, self._workshops + 1) if cost}

    def outlook(
        self, node: Node, among: Flags, prices: Floats, quota: Quota, target: float
    ) -> Outlook | None:
        """Return the dates that may follow a node, or nothing where no plan is of interest.

        A later workshop counts as if it were the one that is easiest to miss.

        Parameters
        ----------
        node
            Where the search stands.
        among
            The dates that the workshops still to come may take, ``(D,)``.
        prices, quota
            Prices of the node's columns, and how many pairs.
        target
            What a plan must at least be worth to be of interest.
        """
        workshop = len(node.dates)
        gentlest = workshop + int(np.argmin(self._costs.everyone[workshop:]))
        if self._costs.days is not None:
            among = among & self._costs.days.open_to(node.dates)
        dates = np.flatnonzero(among)
        content, coming = contents_on(node, dates, gentlest, self._costs, prices)
        due = self._costs.due(node.dates)
        single = price_bound(content, prices, quota) - node.constant - due[dates]
        reachable = self._calendar.reachable(node.dates, dates[_hopeful(single, target)])
        if reachable is None:
            return None
        seen = reachable[dates]
        dates, single = dates[seen], single[seen]
        of_two = self._of_two(node, dates, content[seen], coming[seen], prices, quota)
        return self._chained(node, dates, single, of_two, prices, quota, target)

    def _of_two(
        self,
        node: Node,
        dates: Indices,
        content: Floats,
        coming: Floats,
        prices: Floats,
        quota: Quota,
    ) -> Floats:
        """Return bounds with two dates each, ``(C, C)``; of no use where one workshop is left."""
        if self._workshops - len(node.dates) < 2:
            return np.full((len(dates), len(dates)), np.inf)
        come = coming if self._costs.max_missed <= 1 else None
        due = self._costs.due(node.dates)[dates]
        spent = node.constant + due
        apart = self._calendar.apart(dates)
        if self._costs.days is not None:
            apart = apart & self._costs.days.together(node.dates, dates)
        bounds = bounds_of_two(content, come, apart, prices, quota)
        return bounds - spent[:, None] - due

    def _chained(
        self,
        node: Node,
        dates: Indices,
        single: Floats,
        of_two: Floats,
        prices: Floats,
        quota: Quota,
        target: float,
    ) -> Outlook | None:
        """Return the outlook on dates with their bounds, as links of a chain."""
        workshop = len(node.dates)
        later = np.zeros((len(dates), self._dates), dtype=bool)
        if self._workshops - workshop > 1:
            ahead = self._calendar.best_ahead(dates, single, of_two, workshop)
            single = ahead[0]
            later[:, dates] = _hopeful(of_two, target) & _hopeful(ahead[1:], target).any(axis=0)
        following = self._calendar.next_dates(node.dates)[dates] & _hopeful(single, target)
        if self._costs.days is not None:
            following &= self._costs.days.may_add(node.dates)[dates]
        found = Outlook(dates[following], single[following], later[following])
        if len(found.dates) and self._workshops - workshop in self._scaled:
            found = self._less_losses(node, found, prices, quota, target)
        return found if len(found.dates) else None

    def _less_losses(
        self, node: Node, found: Outlook, prices: Floats, quota: Quota, target: float
    ) -> Outlook:
        """Return the outlook less what all the dates to come must cost together."""
        workshop = len(node.dates)
        left = self._workshops - workshop
        gentlest = workshop + int(np.argmin(self._costs.everyone[workshop:]))
        dates = np.union1d(found.dates, np.flatnonzero(found.later.any(axis=0)))
        own = price_bound((node.worth - prices).max(axis=1), prices, quota) - node.constant
        scaled = child_bounds(node, dates, gentlest, self._scaled[left], prices, quota)
        loss = np.full(self._dates, np.inf)
        loss[dates] = np.maximum(0.0, (own - scaled) / left)
        least = own - self._calendar.least_loss(loss, workshop)[found.dates]
        bounds = np.minimum(found.bounds, np.floor(least + ROUNDING))
        return Outlook(found.dates, bounds, found.later).some(_hopeful(bounds, target))


def _hopeful(bounds: Floats, target: float) -> Flags:
    """Return which bounds allow a plan that is of interest."""
    return np.isfinite(bounds) & (bounds >= target)

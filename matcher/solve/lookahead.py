"""What the workshops that are still to come must cost at least, whatever their dates.

Let r workshops be left at a node of worth W, and let c(d) be what a date costs each pair. For any
pairs x and dates d1 … dr,

    sum of x (W - c(d1) - … - c(dr))  =  1/r · sum over i of [ sum of x (W - r·c(di)) ]
                                      <=  1/r · sum over i of g(di),

where g(d) bounds the best pairs under r times the cost of d alone (`tree.child_bounds`, with costs
scaled by r). So a date d loses at least (B - g(d)) / r of the node's bound B, whatever the others
are, and these losses add up. The least sum over the dates that may follow each other is found
backwards, workshop by workshop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Calendar:
    """Which date each workshop may take, and which may follow, ready for quick questions.

    Parameters
    ----------
    slots, follows
        As in `Problem`.
    """

    def __init__(self, slots: NDArray[np.bool_], follows: NDArray[np.bool_]) -> None:
        self.workshops, self._dates = slots.shape
        self._slots = slots
        self._follows = follows
        self._runs = [_runs(step) for step in follows]
        self._later = [slots[workshop:].any(axis=0) for workshop in range(self.workshops)]

    def next_dates(self, dates: tuple[int, ...]) -> NDArray[np.int64]:
        """Return the dates that the workshop after these may take."""
        allowed = self._slots[len(dates)]
        if dates:
            allowed = allowed & self._follows[len(dates) - 1, dates[-1]]
        return np.flatnonzero(allowed)

    def dates_from(self, dates: tuple[int, ...]) -> NDArray[np.int64]:
        """Return the dates that any workshop after these may take."""
        later = np.flatnonzero(self._later[len(dates)])
        return later[later > dates[-1]] if dates else later

    def least_loss(self, loss: Floats, workshop: int) -> Floats:
        """Return for each date the least loss of a workshop held on it and all that follow.

        Parameters
        ----------
        loss
            What holding any workshop on a date loses, ``(D,)``.
        workshop
            The first workshop that counts.
        """
        total = np.where(self._slots[-1], loss, np.inf)
        for step in range(self.workshops - 2, workshop - 1, -1):
            ahead = self._least_ahead(total, step)
            total = np.where(self._slots[step], loss + ahead, np.inf)
        return total

    def _least_ahead(self, total: Floats, step: int) -> Floats:
        """Return for each date the least of what may follow it, ``(D,)``."""
        runs = self._runs[step]
        if runs is None:
            ahead = np.where(self._follows[step], total, np.inf)
            return np.asarray(ahead.min(axis=1, initial=np.inf))
        bounds, empty = runs
        least = np.minimum.reduceat(np.append(total, np.inf), bounds)[::2]
        return np.where(empty, np.inf, least)


def _runs(follows: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.bool_]] | None:
    """Return where the run of followers of each date begins and ends, as `reduceat` reads it.

    Nothing where some date's followers are no single run.
    """
    dates = len(follows)
    count = follows.sum(axis=1)
    first = np.where(count > 0, follows.argmax(axis=1), dates)
    last = np.where(count > 0, dates - 1 - follows[:, ::-1].argmax(axis=1), dates - 1)
    if (last - first + 1 != count).any():
        return None
    return np.stack([first, np.minimum(last + 1, dates)], axis=1).ravel(), count == 0

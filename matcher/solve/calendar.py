"""Which date each workshop may take, which may follow which, and the best chain through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]


class Calendar:
    """Which date each workshop may take, and which may follow, ready for quick questions.

    Parameters
    ----------
    slots, follows
        As in `Problem`.
    """

    def __init__(self, slots: Flags, follows: Flags) -> None:
        self.workshops, self._dates = slots.shape
        self._slots = slots
        self._follows = follows
        self._runs = [_runs(step) for step in follows]
        self._soonest = _soonest(follows) if len(follows) else np.full(self._dates, self._dates)

    def next_dates(self, dates: tuple[int, ...]) -> Flags:
        """Return which dates the workshop after these may take, ``(D,)``."""
        return self.following(len(dates), dates[-1:])

    def following(self, workshop: int, before: tuple[int, ...] | Indices) -> Flags:
        """Return which dates a workshop may take if the one before is on one of some, ``(D,)``."""
        allowed = self._slots[workshop]
        if len(before):
            allowed = allowed & self._follows[workshop - 1, before].any(axis=0)
        return np.asarray(allowed)

    def reachable(self, dates: tuple[int, ...], among: Indices) -> Flags | None:
        """Return which of some dates the workshops after these can reach, one by one, ``(D,)``.

        Nothing where the last of them can reach none.
        """
        usable = np.zeros(self._dates, dtype=bool)
        usable[among] = True
        reach, seen = self.next_dates(dates) & usable, np.zeros_like(usable)
        for workshop in range(len(dates), self.workshops):
            if workshop > len(dates):
                reach = self.following(workshop, np.flatnonzero(reach)) & usable
            if not reach.any():
                return None
            seen |= reach
        return seen

    def apart(self, dates: Indices) -> Flags:
        """Return which of some dates may be far enough after which for one plan, ``(C, C)``."""
        return np.asarray(dates[None, :] >= self._soonest[dates][:, None])

    def best_ahead(self, dates: Indices, bounds: Floats, of_two: Floats, workshop: int) -> Floats:
        """Return what a plan is worth at most that holds each workshop on a date.

        A plan is worth no more than the least bound along its dates: that of each date, and of
        each two that follow one another. The best such chain is found backwards.

        Parameters
        ----------
        dates
            Candidate indices, ``(C,)``.
        bounds, of_two
            Bounds with one of the dates, ``(C,)``, and with two of them, ``(C, C)``.
        workshop
            The first workshop that counts.

        Returns
        -------
        ndarray
            For each workshop from that one on, and each date, ``(workshops, C)``.
        """
        ahead = np.where(self._slots[workshop:, dates], bounds, -np.inf)
        block = np.ix_(dates, dates)
        for step in range(self.workshops - 2, workshop - 1, -1):
            chain = np.minimum(of_two, ahead[step + 1 - workshop])
            best = np.where(self._follows[step][block], chain, -np.inf).max(axis=1, initial=-np.inf)
            np.minimum(ahead[step - workshop], best, out=ahead[step - workshop])
        return ahead

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


def _runs(follows: Flags) -> tuple[Indices, Flags] | None:
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


def _soonest(follows: Flags) -> Indices:
    """Return the first date that may follow each, at whichever workshop, ``(D,)``."""
    first = np.where(follows.any(axis=2), follows.argmax(axis=2), follows.shape[2])
    return np.asarray(first.min(axis=0))

"""What many whole sequences of dates are worth at most, all at once and without an assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.prices import price_bound

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.solve.costs import Costs
    from matcher.solve.search import Task

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]


def bounds_on(task: Task, dates: Indices, prices: Floats) -> Floats:
    """Return what the pairs of a task can be worth at most on each of some sequences of dates.

    The prices may be any; each sequence then gets its own, as in `bounds.repriced_children`. What
    repeated weekdays cost is left out.

    Parameters
    ----------
    task
        What is searched for.
    dates
        Candidate indices, ``(S, T)``.
    prices
        Prices of the columns, ``(Q,)``.

    Returns
    -------
    ndarray
        The bounds, ``(S,)``; minus infinity where there are too few pairs.
    """
    worth = _worth_on(task.worth, dates, task.costs)
    content = (worth - prices).max(axis=2, initial=-np.inf)
    given_up = np.where(np.isneginf(content), 0.0, content)
    own = (worth - given_up[:, :, None]).max(axis=1, initial=-np.inf)
    own = np.where(np.isneginf(own), prices, own)
    due: Floats = task.costs.constant[dates].sum(axis=1)
    return price_bound(content, own, task.quota) - due


def _worth_on(worth: Floats, dates: Indices, costs: Costs) -> Floats:
    """Return what every pair is worth on each sequence of dates, ``(S, P, Q)``."""
    used, place = np.unique(dates, return_inverse=True)
    place = place.reshape(dates.shape)
    away = ~(costs.can_rows.T[used][:, :, None] & costs.can_columns.T[used][:, None, :])
    asked = costs.ask_rows.T[used][:, :, None] + costs.ask_columns.T[used][:, None, :]
    asked[away] = 0.0
    missed = np.zeros((len(dates), *worth.shape), dtype=np.int16)
    out = np.zeros(missed.shape, dtype=bool)
    left = np.broadcast_to(worth, missed.shape).copy()
    for workshop, there in enumerate(place.T):
        missed += away[there]
        if costs.everyone[workshop]:
            out |= away[there]
        if costs.asks:
            left -= asked[there]
    left -= costs.missed * missed
    left[out | (missed > costs.max_missed)] = -np.inf
    return left

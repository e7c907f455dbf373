"""How many workshops each weekday holds: the few mixes that a limit on weekdays leaves.

Five workshops with two on a weekday at most have 51 mixes of five weekdays. All plans of one mix
have in common what its weekdays force everybody to miss (`tree.foreseen`), which bounds them well
before any date is chosen. So a search is one of each mix in turn.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.solve.day_rules import WEEK, DayRules

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

MOST_MIXES = 500
"""With more mixes than so many, looking at each costs more than it spares."""


def by_mix(days: DayRules, slots: Flags, follows: Flags) -> list[DayRules]:
    """Return the rules with the room of each mix of weekdays; every plan keeps to exactly one.

    Just the rules themselves where no weekday is limited, or the mixes are too many.

    Parameters
    ----------
    days
        Rules on all dates together.
    slots, follows
        Which date each workshop may take, and which may follow, as in `Problem`.
    """
    to_plan = int((~days.kept).sum())
    if not ((days.room > 0) & (days.room < to_plan)).any():
        return [days]
    ends: set[tuple[tuple[int, ...], int]] = {((0,) * WEEK, 0)}
    for workshop, step in enumerate(_steps(days, slots, follows)):
        grown = set()
        for mix, last in ends:
            for day in np.flatnonzero(step[last]):
                if days.kept[workshop]:
                    grown.add((mix, int(day)))
                elif mix[day] < days.room[day]:
                    grown.add(((*mix[:day], mix[day] + 1, *mix[day + 1 :]), int(day)))
        if len({mix for mix, _ in grown}) > MOST_MIXES:
            return [days]
        ends = grown
    mixes = sorted({mix for mix, _ in ends})
    return [replace(days, room=np.array(mix, dtype=np.int64)) for mix in mixes]


def _steps(days: DayRules, slots: Flags, follows: Flags) -> NDArray[np.bool_]:
    """Return which weekday may follow which, up to each workshop, ``(T, 7, 7)``."""
    steps = np.zeros((len(slots), WEEK, WEEK), dtype=bool)
    steps[0][:, days.weekday[slots[0]]] = True
    for workshop in range(1, len(slots)):
        step = follows[workshop - 1] & slots[workshop - 1][:, None] & slots[workshop]
        before, after = np.nonzero(step)
        steps[workshop, days.weekday[before], days.weekday[after]] = True
    return steps

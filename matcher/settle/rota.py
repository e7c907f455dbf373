"""Who, or what, is taken on which day: so many a day, at the least cost.

Taking the same one again and again may cost more each time. That is a flow of least cost, and it
is found with whole numbers of any size, so that goals of different importance are one number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Whole = NDArray[Any]
    Places = NDArray[np.int64]

LARGEST = 2**60
"""Up to where sums of costs are machine numbers; beyond it they are Python's own."""


def rota(costs: Whole, possible: Flags, needed: Sequence[int], turns: Whole) -> Flags | None:
    """Return who is taken on which day, ``(D, C)``, or nothing where there is no way.

    Of several ways that cost the same, the first day has the first ones of all, then the second
    day, and so on.

    Parameters
    ----------
    costs
        What it costs to take one on a day, whole numbers, ``(D, C)``.
    possible
        Who may be taken on which day, ``(D, C)``.
    needed
        How many are taken on each day, ``(D,)``.
    turns
        What it costs besides to take one for the first time, the second and so on; it never
        falls from one time to the next, ``(C, D)``.
    """
    draft = _draft(costs, possible, turns)
    for day, count in enumerate(needed):
        if not all(draft.add(day) for _ in range(count)):
            return None
    if possible.size:
        draft.prefer_the_first()
    return draft.chosen


def _draft(costs: Whole, possible: Flags, turns: Whole) -> _Draft:
    sizes = [abs(int(values.max())) for values in (costs, -costs, turns, -turns) if values.size]
    far = (max(sizes, default=0) + 1) * 4 * (sum(possible.shape) + 2)
    kind: Any = np.int64 if far < LARGEST else object
    return _Draft(
        costs=costs.astype(kind),
        possible=possible,
        turns=turns.astype(kind),
        far=far,
        chosen=np.zeros(possible.shape, dtype=bool),
    )


@dataclass(frozen=True)
class _Draft:
    """A rota that costs the least for the places that are filled so far.

    Attributes
    ----------
    far
        More than anything can cost: what cannot be reached.
    chosen
        Who is taken on which day; it changes.
    """

    costs: Whole
    possible: Flags
    turns: Whole
    far: int
    chosen: Flags

    @property
    def load(self) -> Places:
        """How often each is taken, ``(C,)``."""
        return np.asarray(self.chosen.sum(axis=0))

    def add(self, day: int) -> bool:
        """Fill one more place of a day, moving others where that is cheaper."""
        at, by_day, by_one = self._ways_from(day)
        ends = self._next_turn() + at
        one = int(ends.argmin()) if len(ends) else 0
        if not len(ends) or ends[one] >= self.far // 2:
            return False
        while True:
            giving = int(by_day[one])
            self.chosen[giving, one] = True
            if giving == day:
                return True
            one = int(by_one[giving])
            self.chosen[giving, one] = False

    def _ways_from(self, day: int) -> tuple[Whole, Places, Places]:
        """Return the cheapest way from a day to each one, and what comes before on it."""
        days, ones = self.possible.shape
        day_at, one_at = _full(days, self.far, self.costs), _full(ones, self.far, self.costs)
        by_day, by_one = np.full(ones, -1), np.full(days, -1)
        day_at[day] = 0
        forward, back = self._steps()
        ahead = np.array([day])
        while ahead.size:
            changed = _relax(day_at, forward, ahead, one_at, by_day, self.far)
            ahead = _relax(one_at, back.T, changed, day_at, by_one, self.far)
        return one_at, by_day, by_one

    def _steps(self) -> tuple[Whole, Whole]:
        """Return what it costs to take each on each day, and to let each go, ``(D, C)``."""
        forward = np.where(self.possible & ~self.chosen, self.costs, self.far)
        return forward, np.where(self.chosen, -self.costs, self.far)

    def _next_turn(self) -> Whole:
        """Return what it costs to take each once more, ``(C,)``."""
        load, times = self.load, self.turns.shape[1]
        each = np.arange(len(load))
        return np.where(load < times, self.turns[each, np.minimum(load, times - 1)], self.far)

    def _last_turn(self) -> Whole:
        """Return what taking each for the last time did cost, ``(C,)``."""
        load = self.load
        last = self.turns[np.arange(len(load)), np.maximum(load - 1, 0)]
        return np.where(load > 0, last, -self.far)

    def _prices(self) -> tuple[Whole, Whole, Any]:
        """Return prices of the days, of each one and of a turn that prove the least cost."""
        days, ones = self.possible.shape
        day, one, turn = _full(days, 0, self.costs), _full(ones, 0, self.costs), 0
        forward, back = self._steps()
        gain, refund = self._next_turn(), self._last_turn()
        while True:
            one_now = np.minimum(
                one, np.minimum((day[:, None] + forward).min(axis=0), turn - refund)
            )
            day_now = np.minimum(day, (one_now[None, :] + back).min(axis=1))
            turn_now = min(turn, (one_now + gain).min())
            same = np.array_equal(one_now, one) and np.array_equal(day_now, day)
            if same and turn_now == turn:
                return day, one, turn
            day, one, turn = day_now, one_now, turn_now

    def prefer_the_first(self) -> None:
        """Among all rotas that cost the same, go to the one with the first ones."""
        day_price, one_price, turn_price = self._prices()
        tight = self.possible & (day_price[:, None] + self.costs == one_price[None, :])
        movable = tight.copy()
        for day, one in np.ndindex(tight.shape):
            if tight[day, one] and not self.chosen[day, one]:
                gain = one_price + self._next_turn() == turn_price
                refund = turn_price - self._last_turn() == one_price
                moves = _Moves(movable & self.chosen, movable & ~self.chosen, gain, refund)
                for cell in moves.round_trip(day, one):
                    self.chosen[cell] ^= True
            movable[day, one] = False


def _full(size: int, value: int, like: Whole) -> Whole:
    return np.full(size, value, dtype=like.dtype)


def _relax(
    source: Whole, steps: Whole, ahead: Places, target: Whole, before: Places, far: int
) -> Places:
    """Take one step from some nodes; return the nodes that are reached more cheaply than before."""
    if not ahead.size:
        return ahead
    through = source[ahead][:, None] + steps[ahead]
    best = through.argmin(axis=0)
    value = through[best, np.arange(len(best))]
    better = np.flatnonzero((value < target) & (value < far // 2))
    target[better] = value[better]
    before[better] = ahead[best[better]]
    return np.asarray(better)


@dataclass(frozen=True)
class _Moves:
    """What can change in a rota without a cost.

    Attributes
    ----------
    give, take
        Who can be let go on a day, and who can be taken, ``(D, C)``.
    more, less
        Who can be taken once more, and who once less, ``(C,)``.
    """

    give: Flags
    take: Flags
    more: Flags
    less: Flags

    def round_trip(self, day: int, one: int) -> list[tuple[int, int]]:
        """Return what must change so that one is taken on a day, or nothing where that costs."""
        days, ones = self.give.shape
        by_day, by_one = np.full(ones, UNSEEN), np.full(days, UNSEEN)
        by_day[one] = START
        turn_of = UNSEEN
        ahead = np.array([one])
        while ahead.size:
            reached = _step(self.give[:, ahead].T, ahead, by_one)
            if by_one[day] != UNSEEN:
                return _way_back(day, one, by_day, by_one, turn_of)
            found = [_step(self.take[reached], reached, by_day)]
            if turn_of == UNSEEN and self.more[ahead].any():
                turn_of = int(ahead[self.more[ahead].argmax()])
                found.append(np.flatnonzero(self.less & (by_day == UNSEEN)))
                by_day[found[-1]] = TURN
            ahead = np.concatenate(found)
        return []


UNSEEN, START, TURN = -1, -2, -3
"""What stands for the node before one: none yet, the beginning, a turn that another gave up."""


def _step(moves: Flags, ahead: Places, before: Places) -> Places:
    """Return the nodes that are reached for the first time, and note from where."""
    reached = np.flatnonzero(moves.any(axis=0) & (before == UNSEEN))
    before[reached] = ahead[moves[:, reached].argmax(axis=0)] if reached.size else UNSEEN
    return np.asarray(reached)


def _way_back(
    day: int, one: int, by_day: Places, by_one: Places, turn_of: int
) -> list[tuple[int, int]]:
    cells = [(day, one)]
    here = int(by_one[day])
    cells.append((day, here))
    while here != one:
        before = int(by_day[here])
        if before == TURN:
            here = turn_of
            continue
        cells.append((before, here))
        here = int(by_one[before])
        cells.append((before, here))
    return cells

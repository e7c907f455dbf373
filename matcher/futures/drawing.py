"""Who leaves when: futures drawn from a seed, person by person.

Each person has a stream of their own, so that nobody's fate depends on who else is in the cohort,
and a higher rate only adds to those who leave.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.cohort import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matcher.programme.drop_out import DropOutSettings

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Rates:
    """How likely people are to leave from now on, and when.

    Attributes
    ----------
    chance
        Side -> how likely somebody of it is to leave before the end.
    shares
        Of those who leave, the share that leaves at each time, ``(times,)``: time `t` comes when
        `t` workshops were held. Past times have none.
    """

    chance: dict[Side, float]
    shares: Floats


def rates(settings: DropOutSettings, times: int, held: int) -> Rates | None:
    """Return the rates of a programme of which some workshops were held.

    Somebody who is still there has not left at the times that are past; what is left of their
    chance is the rest, given that. Nothing where no share is for a time that there is.

    Parameters
    ----------
    settings
        The rates over the whole programme.
    times, held
        How many times there are, and how many of them are past.
    """
    given = settings.by_workshop[:times] or (1.0,) * times
    shares = np.zeros(times)
    shares[: len(given)] = given
    if not shares.sum():
        return None
    shares /= shares.sum()
    past = float(shares[:held].sum())
    shares[:held] = 0.0
    left = float(shares.sum())
    whole = {Side.PATIENT: settings.patient, Side.PROFESSIONAL: settings.professional}
    chance = {side: _still(rate, past, left) for side, rate in whole.items()}
    return Rates(chance, shares / left if left else shares)


def _still(rate: float, past: float, left: float) -> float:
    """Return how likely somebody who has not left so far is to leave."""
    staying = 1.0 - rate * past
    return min(1.0, rate * left / staying) if left and staying > 0 else 0.0


@dataclass(frozen=True)
class Futures:
    """Futures of some people.

    Attributes
    ----------
    leave
        When each leaves, or the number of times there are for never, ``(futures, people)``.
    would
        When each would leave if they did, ``(futures, people)``.
    """

    leave: Whole
    would: Whole


def draw(ids: Sequence[str], sides: Sequence[Side], found: Rates, count: int, seed: int) -> Futures:
    """Return as many futures of some people."""
    times = len(found.shares)
    until = np.cumsum(found.shares)
    last = int(np.flatnonzero(found.shares)[-1]) if found.shares.any() else times
    leave = np.full((count, len(ids)), times, dtype=np.int64)
    would = np.full((count, len(ids)), times, dtype=np.int64)
    for column, (identity, side) in enumerate(zip(ids, sides, strict=True)):
        whether, when = stream("leaves", identity, seed).random((2, count))
        would[:, column] = np.minimum(np.searchsorted(until, when, side="right"), last)
        gone = whether < found.chance[side]
        leave[gone, column] = would[gone, column]
    return Futures(leave, would)


def stream(purpose: str, identity: str, seed: int) -> np.random.Generator:
    """Return random numbers that belong to one person, purpose and seed alone."""
    text = f"{purpose}:{seed}:{identity}".encode()
    words = np.frombuffer(hashlib.sha256(text).digest(), dtype=np.uint32)
    return np.random.Generator(np.random.PCG64([int(word) for word in words]))

"""What pairing alone comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.plans import Outcome, Reason

Couple = tuple[str, str]


@dataclass(frozen=True)
class Pairing:
    """Pairs without dates, and what is proven about them.

    Attributes
    ----------
    status
        ``optimal`` only with the proof that as many pairs as possible are formed, up to those
        wanted, with as few reserves as possible and then the highest total. ``infeasible`` when
        nobody can be paired or somebody who must be cannot; ``unknown`` when it ended before
        there were pairs that place everybody who must be.
    wanted
        How many pairs were wanted at most.
    pairs
        Ids of a patient and a professional each, by patient.
    scores
        The fit of each pair, from 0 to 1000, in the same order.
    total
        The sum of the scores, in points; nothing without pairs.
    bound
        No pairing with as many pairs and no more reserves has a higher total.
    gap
        ``(bound - total) / max(1, |total|)``
    reserves
        How many reserves are in a pair.
    reasons
        Why nobody is paired, or fewer than wanted.
    sweeps
        How often every pair was scored to find those that matter.
    considered
        How many pairs were looked at together in the end.
    seconds
        How long it took, scoring included.
    """

    status: Outcome
    wanted: int
    pairs: tuple[Couple, ...] = ()
    scores: tuple[int, ...] = ()
    total: int | None = None
    bound: int | None = None
    gap: float | None = None
    reserves: int = 0
    reasons: tuple[Reason, ...] = ()
    sweeps: int = 0
    considered: int = 0
    seconds: float = 0.0

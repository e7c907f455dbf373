"""What is timed: random cohorts of growing size, and harder kinds of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.cohorts import benchmark_cohort
from benchmarks.kinds import KINDS

if TYPE_CHECKING:
    from matcher.cohort import Cohort

PAIRING_HALF = ("SciPy assignment, then dates", "mentor-match, then dates")
BY_HAND = ("pairs first, then dates", "dates first, then pairs")
MODEL = ("one CP-SAT model",)
ENGINE = ("Timefold",)
EVERY_PEER = (*MODEL, *ENGINE, *BY_HAND, *PAIRING_HALF)


@dataclass(frozen=True)
class Case:
    """A kind of cohort, what is aimed at, and what it is compared with.

    Attributes
    ----------
    name
        What the tables call it.
    pairs, pool, days
        Pairs wanted, people a side, candidate dates.
    section
        The table that it belongs to.
    target
        Seconds to the proof that are aimed at, if any.
    ratio_target
        How many times longer one CP-SAT model should take at least, if anything is aimed at.
    early_gap_target
        The gap that is aimed at when `EARLY` seconds have passed, if any.
    if_needed, avoided_weeks
        Which share of the free days is only if needed; how many weeks are better avoided.
    kind
        What else makes the cohort harder: a key of `kinds.KINDS`, or nothing.
    peers
        What it is compared with: keys of `peers.PEERS`.
    limit
        Seconds for a search, unless the command says otherwise.
    most_seeds
        How many seeds are enough, for cases that take long.
    """

    name: str
    pairs: int
    pool: int
    days: int
    section: str = "proof"
    target: float | None = None
    ratio_target: float | None = None
    early_gap_target: float | None = None
    if_needed: float = 0.0
    avoided_weeks: int = 0
    kind: str | None = None
    peers: tuple[str, ...] = ()
    limit: float = 120.0
    most_seeds: int = 10

    def cohort(self, seed: int) -> Cohort:
        """Return the cohort of a seed."""
        made = benchmark_cohort(
            self.pairs, self.pool, self.days, seed, self.if_needed, self.avoided_weeks
        )
        return made if self.kind is None else KINDS[self.kind](made, seed)


EARLY = 60.0
"""Seconds after which the gap is looked at in any case."""

WARM_UP = Case("warm-up", 2, 4, 30)
"""What is solved before the clock runs: the first solve of a process loads and prepares things."""

SMOKE = (
    Case(
        "6 pairs of 10 + 10, 50 dates",
        6,
        10,
        50,
        peers=(*MODEL, *BY_HAND, PAIRING_HALF[0]),
        limit=20,
    ),
    Case("4 pairs, every fit equal", 4, 7, 30, "harder", kind="every fit equal", limit=20),
    Case("4 pairs", 4, 7, 30, "growth with pairs", limit=20),
    Case("8 pairs", 8, 14, 30, "growth with pairs", limit=20),
)
"""A few cohorts that take a second each, to see that everything runs."""

PROOFS = (
    Case(
        "12 pairs of 20 + 20, 50 dates",
        12,
        20,
        50,
        target=0.02,
        ratio_target=50,
        peers=EVERY_PEER,
    ),
    Case(
        "12 pairs of 20 + 20, 125 dates",
        12,
        20,
        125,
        target=0.04,
        ratio_target=200,
        peers=EVERY_PEER,
    ),
    Case("30 pairs of 51 + 51, 125 dates", 30, 51, 125, target=0.2, peers=EVERY_PEER),
    Case("50 pairs of 85 + 85, 125 dates", 50, 85, 125, target=0.8, peers=EVERY_PEER),
    Case("100 pairs of 170 + 170, 125 dates", 100, 170, 125, target=3, peers=EVERY_PEER),
    Case("200 pairs of 340 + 340, 125 dates", 200, 340, 125, target=30, peers=EVERY_PEER),
    Case(
        "500 pairs of 850 + 850, 125 dates",
        500,
        850,
        125,
        target=600,
        early_gap_target=0.005,
        limit=600,
        most_seeds=3,
    ),
    *(
        Case(
            f"{pairs} pairs, 15 % if needed, 2 avoided weeks",
            pairs,
            pool,
            125,
            target=target,
            if_needed=0.15,
            avoided_weeks=2,
            peers=(*MODEL, *BY_HAND),
        )
        for pairs, pool, target in ((12, 20, 0.1), (30, 51, 0.8), (50, 85, 2.5))
    ),
    Case(
        "12 pairs, one project each with one place",
        12,
        20,
        50,
        target=2,
        kind="one project each",
        peers=(*MODEL, *BY_HAND),
    ),
    Case(
        "12 pairs, worst first, reserves, confirmed people, partners",
        12,
        20,
        125,
        target=0.3,
        kind="every rule",
        peers=(*MODEL, *BY_HAND),
    ),
)
"""The cohorts whose proofs are timed, with what is aimed at."""

HARDER = tuple(
    Case(f"{pairs} pairs, {name}", pairs, pool, days, "harder", if_needed=share, kind=kind)
    for pairs, pool in ((12, 20), (30, 51))
    for name, days, share, kind in (
        ("one weekday each", 125, 0.0, "one weekday each"),
        ("every fit equal", 125, 0.0, "every fit equal"),
        ("40 % if needed", 125, 0.4, None),
        ("15 dates", 15, 0.0, None),
        ("250 dates", 250, 0.0, None),
    )
)
"""Cohorts that are made to be hard; the slowest seed is what counts."""

GROWTH = (
    *(
        Case(f"{pairs} pairs", pairs, round(1.7 * pairs), 125, "growth with pairs", most_seeds=5)
        for pairs in (6, 12, 25, 50, 100)
    ),
    *(
        Case(f"{days} dates", 30, 51, days, "growth with dates", most_seeds=5)
        for days in (25, 50, 125, 250)
    ),
)
"""How time and memory rise with the number of pairs, and with the number of dates."""

CASES = (*PROOFS, *HARDER, *GROWTH)
"""Everything that is timed."""

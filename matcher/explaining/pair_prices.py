"""What it costs to force a pair: the record, and how one is made from what plans are worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from matcher.language.words import to_say
from matcher.records import Identifier, Record
from matcher.scores import REASON_TEXTS

if TYPE_CHECKING:
    from matcher.scores import Scores
    from matcher.solve.problem import Problem
    from matcher.solve.solution import Worth

Proof = Literal["exact", "at_least", "at_most", "open"]

KEPT = to_say("one of the two is kept for another pair")
NO_PROJECT = to_say("no project is open to the two")
NOT_ON_DATES = to_say("the two cannot come together to enough of the workshops on these dates")
NOT_ON_ANY = to_say("no dates and pairs keep to the rules with the two paired")
OTHERS_LOSE = to_say("somebody who must be in the plan would be without a partner")
RULES_BREAK = to_say("no other pairs on these dates would keep to all the rules together")
TIME_ENDED = to_say("the time ended before it was clear whether there is a plan with the two")


class PriceOfPair(Record):
    """What a plan loses when two people must be paired; negative numbers are gains."""

    patient: Identifier
    professional: Identifier
    in_plan: bool
    """Whether they are paired now."""
    proof: Proof
    """`exact`; `at_least` or `at_most` where the levels, compared in their order, are a bound of
    the price; `open` where nothing is known."""
    pairs_lost: int | None = None
    """How many pairs fewer there would be; nothing where there is no price."""
    reserves_added: int | None = None
    """How many reserves more would be in."""
    worst_fit_lost: int | None = None
    """By how much the lowest fit would fall, where that counts before the total."""
    total_lost: int | None = None
    """How many points fewer the total would be, with that many pairs."""
    reason: str | None = None
    """Why there is no price."""

    @property
    def is_priced(self) -> bool:
        """Whether there is a price, or a bound of one."""
        return self.pairs_lost is not None

    @property
    def levels(self) -> tuple[int, int, int, int]:
        """The price, by which prices are compared: what counts most stands first."""
        lost = (self.pairs_lost, self.reserves_added, self.worst_fit_lost, self.total_lost)
        pairs, reserves, worst_fit, total = (value or 0 for value in lost)
        return pairs, reserves, worst_fit, total


@dataclass(frozen=True)
class Couples:
    """Names the pairs of a problem, and makes their prices against the plan as it is.

    Attributes
    ----------
    problem, now
        The cohort as arrays, and what its plan is worth.
    dates, formed
        The dates and the pairs of the plan, as indices into the problem.
    """

    problem: Problem
    now: Worth
    dates: tuple[int, ...]
    formed: frozenset[tuple[int, int]]

    def is_formed(self, row: int, column: int) -> bool:
        """Return whether two people are paired now."""
        return (row, column) in self.formed

    def priced(self, row: int, column: int, worth: Worth, proof: Proof) -> PriceOfPair:
        """Return the price of a pair from what the plan with it is worth."""
        patient, professional = self._ids(row, column)
        worst_first = self.problem.worst_first
        return PriceOfPair(
            patient=patient,
            professional=professional,
            in_plan=self.is_formed(row, column),
            proof=proof,
            pairs_lost=self.now.pairs - worth.pairs,
            reserves_added=worth.reserves - self.now.reserves,
            worst_fit_lost=self.now.worst_fit - worth.worst_fit if worst_first else None,
            total_lost=self.now.total - worth.total,
        )

    def without(self, row: int, column: int, reason: str, proof: Proof = "exact") -> PriceOfPair:
        """Return that a pair has no price, and why."""
        patient, professional = self._ids(row, column)
        return PriceOfPair(
            patient=patient,
            professional=professional,
            in_plan=self.is_formed(row, column),
            proof=proof,
            reason=reason,
        )

    def _ids(self, row: int, column: int) -> tuple[str, str]:
        return self.problem.patients.ids[row], self.problem.professionals.ids[column]


def never_allowed(problem: Problem, why: Scores, row: int, column: int) -> str | None:
    """Return the reason for which two people can be paired on no dates, if there is one.

    Parameters
    ----------
    problem
        The cohort as arrays.
    why
        The scores of the applicants, as in the problem.
    row, column
        The pair.
    """
    if why.reason[row, column]:
        return str(REASON_TEXTS[why.reason[row, column]])
    if not problem.allowed[row, column]:
        return KEPT
    if problem.limits is not None and not problem.limits.carriable[row, column]:
        return NO_PROJECT
    return None

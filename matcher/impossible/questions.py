"""Asking the search what would be possible under other rules, within one budget for all questions.

What is said to be possible has been found. `all_answered` tells whether a silence means no.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.plans import Outcome
from matcher.solve.levels import solve
from matcher.solve.progress import Budget, Silent

if TYPE_CHECKING:
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Progress, Snapshot

GRACE_SECONDS = 2.0
"""How long all questions together may take where the search for a plan left less."""

SHARE = 0.5
"""How much of the time that is left one question may take."""

LONGEST_SECONDS = 10.0
"""How long one question may take at most."""


class Questions:
    """Questions to the search, all of them within one budget.

    Parameters
    ----------
    seconds
        What the search for a plan has left.
    progress
        Who may stop the questions; nobody is told of plans for other rules.
    least
        How many pairs a plan must have to count as one.
    """

    def __init__(self, seconds: float, progress: Progress | None = None, least: int = 1) -> None:
        self.least = least
        self._progress = progress or Silent()
        self._budget = Budget(max(seconds, GRACE_SECONDS), self._progress)
        self.all_answered = True
        """Whether every question so far was answered by yes or by a proven no."""

    def pairs_possible(self, problem: Problem) -> int | None:
        """Return how many pairs would be possible; nothing where none, or none found in time."""
        return self.ask(problem).pairs

    def ask(self, problem: Problem, *, is_one_enough: bool = False) -> Answer:
        """Return what is known of a problem.

        Parameters
        ----------
        problem
            What to look for a plan for.
        is_one_enough
            Whether any plan will do that counts as one.
        """
        if self._budget.spent():
            self.all_answered = False
            return Answer(None)
        seconds = min(LONGEST_SECONDS, SHARE * self._budget.left)
        enough = self.least if is_one_enough else None
        found = solve(problem, Budget(seconds, _UntilCounted(self._progress, enough)))
        if found.worth is not None and found.worth.pairs >= self.least:
            return Answer(found.worth.pairs, is_most=found.most_proven)
        is_impossible = found.outcome is Outcome.INFEASIBLE or (
            found.worth is not None and found.most_proven
        )
        self.all_answered &= is_impossible
        return Answer(None, is_impossible=is_impossible)


@dataclass(frozen=True)
class Answer:
    """What a search found out.

    Attributes
    ----------
    pairs
        How many pairs the best plan found has; nothing where none was found.
    is_most
        Whether no plan has more.
    is_impossible
        Whether it is proven that there is no plan.
    """

    pairs: int | None
    is_most: bool = False
    is_impossible: bool = False


class _UntilCounted(Silent):
    """Stops a search once there are enough pairs or their number is settled.

    Parameters
    ----------
    watcher
        Who may ask to stop, too.
    enough
        How many pairs are enough; none but the most by default.
    """

    def __init__(self, watcher: Progress, enough: int | None = None) -> None:
        self._watcher = watcher
        self._enough = enough
        self._is_done = False

    def report(self, snapshot: Snapshot) -> None:
        """Note that the total is searched for, as only then there is a bound; or enough pairs."""
        found, enough = snapshot.pairs, self._enough
        has_enough = found is not None and enough is not None and found >= enough
        self._is_done |= has_enough or snapshot.bound is not None

    def stop_requested(self) -> bool:
        """Return whether there is nothing more to learn, or the watcher asks to stop."""
        return self._is_done or self._watcher.stop_requested()

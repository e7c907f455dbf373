"""Why there is no plan with a pair that no rule forbids: the first rule that leaves none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matcher.explaining.forced_worths import on_dates, with_pair
from matcher.explaining.pair_prices import NO_PROJECT, NOT_ON_DATES, OTHERS_LOSE, RULES_BREAK
from matcher.language.words import to_say
from matcher.solve.levels import solve

if TYPE_CHECKING:
    from matcher.explaining.forced_worths import ForcedWorths
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget

NEVER_TOGETHER = to_say("the two can come together to too few of the workshops, on whatever dates")
LIMITS_BREAK = to_say("no other pairs on these dates would keep to the limits on projects")
BALANCE_BREAKS = to_say("no other pairs on these dates would keep to the balance that is asked")
QUORUM_BREAKS = to_say("too few pairs could come to one of the workshops on these dates")


def why_on_no_dates(problem: Problem, row: int, column: int) -> str | None:
    """Return why there is no plan with a pair, where that shows without other pairs."""
    if problem.limits is not None and not problem.limits.carriable[row, column]:
        return NO_PROJECT
    together = problem.patients.can[row] & problem.professionals.can[column]
    attended = (problem.slots & together).any(axis=1)
    missed_few = (~attended).sum() <= problem.max_missed
    return None if missed_few and attended[problem.everyone].all() else NEVER_TOGETHER


def why_not_on_dates(
    problem: Problem,
    dates: tuple[int, ...],
    worths: ForcedWorths,
    pair: tuple[int, int],
    budget: Budget,
) -> str:
    """Return why there is provably no plan with a pair on the dates of a plan.

    Parameters
    ----------
    problem, dates
        The plan's problem and dates.
    worths
        What plans with each pair would be worth, were it not for rules among the pairs.
    pair
        Row and column of the pair.
    budget
        How long it may take to leave out one rule among the pairs after the other.
    """
    if problem.limits is not None and not problem.limits.carriable[pair]:
        return NO_PROJECT
    if not worths.possible[pair]:
        return OTHERS_LOSE if worths.attends[pair] else NOT_ON_DATES
    without = (
        (LIMITS_BREAK, problem.limits is not None, replace(problem, limits=None)),
        (BALANCE_BREAKS, problem.balance is not None, replace(problem, balance=None)),
        (QUORUM_BREAKS, bool(problem.quorum), replace(problem, quorum=0)),
    )
    for reason, is_asked, freer in without:
        if is_asked and solve(on_dates(with_pair(freer, *pair), dates), budget).worth is not None:
            return reason
    return RULES_BREAK

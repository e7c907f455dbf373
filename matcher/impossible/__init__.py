"""Why no plan exists: the first plain reason, and what would be possible instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from matcher.impossible import days, people, relaxing
from matcher.impossible.case import Case
from matcher.impossible.contradiction import (
    SECONDS,
    Contradiction,
    contradiction,
    of_impossible,
)
from matcher.impossible.questions import Questions

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.plans import Reason
    from matcher.scores import Scores
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget, Progress

__all__ = ["Contradiction", "all_reasons", "contradiction", "first_reason"]


def all_reasons(
    cohort: Cohort, scores: Scores, problem: Problem, budget: Budget, progress: Progress | None
) -> tuple[Reason, ...]:
    """Return the first plain reason, and after it the rules that contradict with their repairs.

    The rules are looked for in the time that the search for a plan has left, if any.
    """
    reasons = (first_reason(cohort, scores, problem, budget.left, progress),)
    if budget.spent():
        return reasons
    questions = Questions(min(budget.left, SECONDS), progress)
    return (*reasons, *of_impossible(cohort, questions).reasons)


def first_reason(
    cohort: Cohort,
    scores: Scores,
    problem: Problem,
    seconds: float,
    progress: Progress | None = None,
) -> Reason:
    """Return the first plain reason why no plan exists.

    The reasons are asked from the simplest on; the last one always answers.

    Parameters
    ----------
    cohort, scores, problem
        What there is no plan for.
    seconds
        What the search for a plan has left; a little grace is taken where that is nothing.
    progress
        Who may stop the search for a reason.
    """
    case = Case(cohort, scores, problem, Questions(seconds, progress))
    asked = [ask for ask in REASONS if case.paired or ask not in ABOUT_PAIRS]
    return next(reason for ask in asked for reason in [ask(case)] if reason is not None)


REASONS: tuple[Callable[[Case], Reason | None], ...] = (
    people.nobody_on_a_side,
    people.absent_must,
    people.too_many_must,
    people.locked_pair_not_allowed,
    people.no_allowed_pair,
    people.must_without_partner,
    people.too_few_partners,
    people.missed_too_many,
    days.fixed_date_impossible,
    days.fixed_dates_do_not_follow,
    days.no_sequence,
    relaxing.limits_in_the_way,
    relaxing.balance_in_the_way,
    relaxing.quorum_in_the_way,
    relaxing.days_together_in_the_way,
    relaxing.single_workshops_in_the_way,
    relaxing.more_pairs_needed,
    relaxing.must_cannot_attend,
    relaxing.everyone_cannot_attend,
    relaxing.attend_too_few,
    relaxing.several_rules,
)
"""What is asked, in order; the first that answers is told."""

ABOUT_PAIRS = (
    people.nobody_on_a_side,
    people.locked_pair_not_allowed,
    people.no_allowed_pair,
    people.must_without_partner,
    people.too_few_partners,
)
"""What is not asked where people come alone."""

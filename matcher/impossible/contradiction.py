"""Why nothing works: the smallest set of rules that contradict, and what would mend it.

Rules are taken away one after the other for as long as there is provably no plan. What is left
contradicts by itself. That there is no plan is never taken from a search that ended too early.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.impossible.questions import Questions
from matcher.impossible.repairs import Repair, find_repairs
from matcher.impossible.rules import Rule, active_rules
from matcher.plans import Reason
from matcher.solve.problem import build_problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.cohort import Cohort
    from matcher.solve.progress import Progress

SECONDS = 10.0
"""How long the search for the set and its repairs may take, unless somebody says otherwise."""


@dataclass(frozen=True)
class Contradiction:
    """Rules that cannot all be kept.

    Attributes
    ----------
    rules
        The rules that contradict; none where even without all of them there is no plan, or where
        it was not found in time whether there is one.
    is_smallest
        Whether it is proven that without any one of them, and without the rules that are not
        named, there is a plan.
    repairs
        What would mend it, each found on the whole cohort; most pairs first, then the gentlest.
    """

    rules: tuple[Rule, ...]
    is_smallest: bool
    repairs: tuple[Repair, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The rules as reasons of a plan, each with the repairs that begin with it."""
        together = _together(len(self.rules))
        doubt = "" if self.is_smallest else " Perhaps fewer of them do already."
        return tuple(
            Reason(
                rule=rule.key,
                text=f"{together}: {rule.said}.{doubt}",
                remedies=tuple(f"{one.sentence} ({' '.join(one.changes)})" for one in begin),
                changes=tuple(one.changes for one in begin),
            )
            for rule in self.rules
            for begin in [[one for one in self.repairs if one.rules[0] == rule]]
        )


def contradiction(
    cohort: Cohort, seconds: float = SECONDS, progress: Progress | None = None
) -> Contradiction:
    """Return the smallest set of rules of an impossible cohort that contradict.

    Parameters
    ----------
    cohort
        What there is no plan for.
    seconds
        How long that may take; what is not known by then is not said.
    progress
        Who may stop it.

    Raises
    ------
    ValueError
        When there is a plan.
    """
    questions = Questions(seconds, progress)
    answer = questions.ask(build_problem(cohort), is_one_enough=True)
    if answer.pairs is not None:
        raise ValueError("no rules contradict: there is a plan for this cohort")
    if not answer.is_impossible:
        return Contradiction((), is_smallest=False, repairs=())
    return of_impossible(cohort, questions)


def of_impossible(
    cohort: Cohort, questions: Questions, some: Questions | None = None
) -> Contradiction:
    """Return the same for a cohort that is known to have no plan with the pairs asked for.

    With `some`, repairs with fewer pairs than those are told too, where that asks for fewer.
    """
    active = active_rules(cohort)
    without_all = questions.ask(build_problem(_without(cohort, active)), is_one_enough=True)
    if without_all.pairs is None:
        return Contradiction((), without_all.is_impossible, ())
    rules, is_smallest = _smallest(cohort, active, questions)
    return Contradiction(rules, is_smallest, find_repairs(cohort, rules, active, questions, some))


def of_short(
    cohort: Cohort, formed: int, seconds: float, progress: Progress | None = None
) -> tuple[int, Contradiction]:
    """Return which rules leave no plan with more pairs than were formed, and with how many.

    Parameters
    ----------
    cohort
        What the best plan is short for.
    formed
        How many pairs that plan has; no plan has more.
    seconds, progress
        As for `contradiction`.

    Returns
    -------
    tuple
        How many pairs are looked for: those wanted, or the most that there are without all the
        rules that may be relaxed; and the rules that leave no plan with so many.
    """
    more = Questions(seconds / 2, progress, least=formed + 1)
    free = more.ask(build_problem(_without(cohort, active_rules(cohort))))
    if free.pairs is None:
        return formed, Contradiction((), free.is_impossible, ())
    some = Questions(seconds / 2, progress, least=formed + 1)
    all_of_them = Questions(seconds / 2, progress, least=free.pairs)
    return free.pairs, of_impossible(cohort, all_of_them, some)


def _smallest(
    cohort: Cohort, active: tuple[Rule, ...], questions: Questions
) -> tuple[tuple[Rule, ...], bool]:
    """Take rules away until none can go; and say whether that is proven of each.

    Weekdays and the window also alter the fit, so a plan that was found is looked for again
    among fewer rules, rather than taken to be one still.
    """
    kept, checked = active, False
    is_smallest = False
    while not checked:
        checked = is_smallest = True
        for rule in reversed(kept):
            rest = tuple(one for one in kept if one is not rule)
            lifted = [one for one in active if one not in rest]
            answer = questions.ask(build_problem(_without(cohort, lifted)), is_one_enough=True)
            is_smallest &= answer.pairs is not None
            if answer.is_impossible:
                kept, checked = rest, False
    return kept, is_smallest


def _without(cohort: Cohort, rules: Iterable[Rule]) -> Cohort:
    for rule in rules:
        cohort = rule.dropped(cohort)
    return cohort


def _together(count: int) -> str:
    if count == 1:
        return "One rule alone leaves no plan, with the people and their answers as they are"
    return f"One of {count} rules that contradict, with the people and their answers as they are"

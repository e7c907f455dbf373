"""What would mend an impossible cohort: one rule made gentler, or two where one is not enough.

Each repair was tried on the whole cohort, with all other rules as they are.
"""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from matcher.solve.problem import build_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matcher.cohort import Cohort
    from matcher.impossible.questions import Questions
    from matcher.impossible.rules import Rule

MOST_OF_TWO = 5
"""How many repairs of two changes are looked for."""


@dataclass(frozen=True)
class Repair:
    """Changes after which a plan was found.

    Attributes
    ----------
    rules
        The rules that it relaxes, one for each change.
    steps
        Which gentler version of each rule it takes, as a place among its steps.
    changes
        The changes, as `matcher what-if` and `Cohort.with_changes` take them.
    pairs
        How many pairs the plan has that was found.
    sentence
        What it does and what it gives.
    distance
        How far the rules are relaxed, from 0 (not at all) to 1 for each that is dropped.
    """

    rules: tuple[Rule, ...]
    steps: tuple[int, ...]
    changes: tuple[str, ...]
    pairs: int
    sentence: str
    distance: float


def find_repairs(
    cohort: Cohort,
    rules: tuple[Rule, ...],
    active: tuple[Rule, ...],
    questions: Questions,
    some: Questions | None = None,
) -> tuple[Repair, ...]:
    """Return the gentlest repairs, and stronger ones that give more; most pairs first.

    Parameters
    ----------
    cohort
        What there is no plan for.
    rules
        Rules that contradict: each repair relaxes one of them.
    active
        All rules that bind the cohort, among which a second one is looked for.
    questions
        What answers, within its time.
    some
        What answers for fewer pairs than are asked for, where these would help as well.
    """
    found = [one for rule in rules for one in [_repair(cohort, (rule,), questions)] if one]
    if not found:
        found = list(_of_two(cohort, rules, active, questions))
    if some is not None:
        found += [one for rule in rules for one in [_repair(cohort, (rule,), some)] if one]
    found += [more for one in found for more in [_stronger(cohort, one, questions)] if more]
    once = {repair.changes: repair for repair in found}.values()
    return tuple(sorted(once, key=lambda repair: (-repair.pairs, repair.distance)))


def _of_two(
    cohort: Cohort, rules: tuple[Rule, ...], active: tuple[Rule, ...], questions: Questions
) -> Iterator[Repair]:
    left = MOST_OF_TWO
    for one, other in combinations((*rules, *(rule for rule in active if rule not in rules)), 2):
        if one not in rules or not left:
            return
        repair = _repair(cohort, (one, other), questions)
        if repair is not None:
            left -= 1
            yield repair


def _repair(cohort: Cohort, rules: tuple[Rule, ...], questions: Questions) -> Repair | None:
    """Return the repair that relaxes each of some rules, as little as it can."""

    def works(steps: tuple[int, ...]) -> bool:
        after, _ = _relaxed(cohort, rules, steps)
        return questions.ask(build_problem(after), is_one_enough=True).pairs is not None

    steps = _gentlest(rules, works)
    return None if steps is None else _tried(cohort, rules, steps, questions)


def _stronger(cohort: Cohort, mild: Repair, questions: Questions) -> Repair | None:
    """Return the gentlest repair by the same rule that gives as many pairs as that rule can."""
    if len(mild.rules) > 1 or mild.pairs >= cohort.programme.programme.pairs:
        return None
    rule = mild.rules[0]
    steps = range(mild.steps[0] + 1, len(rule.steps))
    if not steps:
        return None
    most = _tried(cohort, (rule,), (steps[-1],), questions)
    if most is None or most.pairs <= mild.pairs:
        return None

    def is_as_good(step: int) -> bool:
        one = _tried(cohort, (rule,), (step,), questions)
        return one is not None and one.pairs >= most.pairs

    if rule.is_ladder:
        step = steps[bisect(steps[:-1], 0, key=is_as_good)]
    else:
        step = next((step for step in steps[:-1] if is_as_good(step)), steps[-1])
    return most if step == steps[-1] else _tried(cohort, (rule,), (step,), questions)


def _tried(
    cohort: Cohort, rules: tuple[Rule, ...], steps: tuple[int, ...], questions: Questions
) -> Repair | None:
    """Return the repair that takes these steps, if a plan is found with them."""
    after, changes = _relaxed(cohort, rules, steps)
    answer = questions.ask(build_problem(after))
    if answer.pairs is None:
        return None
    taken = list(zip(rules, steps, strict=True))
    words = " and ".join(rule.steps[step].words for rule, step in taken)
    fewest = "" if answer.is_most else "at least "
    return Repair(
        rules=rules,
        steps=steps,
        changes=changes,
        pairs=answer.pairs,
        sentence=f"{words}: {fewest}{_counted(cohort, answer.pairs)}",
        distance=sum((step + 1) / len(rule.steps) for rule, step in taken),
    )


def _gentlest(
    rules: tuple[Rule, ...], works: Callable[[tuple[int, ...]], bool]
) -> tuple[int, ...] | None:
    """Return a step for each rule: the gentlest that works for one rule after the other."""
    steps = tuple(len(rule.steps) - 1 for rule in rules)
    if not works(steps):
        return None
    for place, rule in enumerate(rules):
        tried = [(*steps[:place], step, *steps[place + 1 :]) for step in range(steps[place])]
        if rule.is_ladder:
            found = bisect(tried, 0, key=works)
        else:
            found = next((step for step, one in enumerate(tried) if works(one)), len(tried))
        steps = (*tried, steps)[found]
    return steps


def _relaxed(
    cohort: Cohort, rules: tuple[Rule, ...], steps: tuple[int, ...]
) -> tuple[Cohort, tuple[str, ...]]:
    """Return the cohort after a step of each rule, and the changes that lead to it."""
    changes: list[str] = []
    for rule, step in zip(rules, steps, strict=True):
        changes.append(rule.steps[step].change(cohort))
        cohort = cohort.with_changes(changes[-1])
    return cohort, tuple(changes)


def _counted(cohort: Cohort, number: int) -> str:
    one, more = ("pair", "pairs") if cohort.programme.pairing.form_pairs else ("person", "people")
    return f"{number} {one if number == 1 else more}"

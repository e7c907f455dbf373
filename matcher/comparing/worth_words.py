"""What two plans are worth, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.comparing.differences import Comparison, Worth
    from matcher.language import Words
    from matcher.plans import Plan


def worth_lines(found: Comparison, words: Words) -> Iterator[str]:
    """Yield a line for each plan under its own rules, then what is new under the other's."""
    for one in found.worths:
        if one.plan == one.rules:
            plan = found.plans[one.plan == "second"]
            said = _numbers(one, plan, words)
            yield f"{_own(one, words)} {said} {_proof(one, plan, words)}"
    if not (found.settings or found.applicants or any(one.breaks for one in found.worths)):
        return
    for one in found.worths:
        if one.plan != one.rules:
            plan = found.plans[one.plan == "second"]
            yield f"{_other(one, words)} {_numbers(one, plan, words)}"
            yield from _breaks(one, words)


def _own(one: Worth, words: Words) -> str:
    if one.plan == "first":
        return words.say("First plan:")
    return words.say("Second plan:")


def _other(one: Worth, words: Words) -> str:
    if one.plan == "first":
        return words.say("First plan, under the rules of the second:")
    return words.say("Second plan, under the rules of the first:")


def _numbers(one: Worth, plan: Plan, words: Words) -> str:
    if one.total is None or one.worst_fit is None:
        return words.say("it has no worth there, because people of it are missing.")
    if not plan.cohort.programme.pairing.form_pairs:
        return words.say(
            "{people}, total {total} points.",
            people=words.people(one.pairs),
            total=words.number(one.total),
        )
    return words.say(
        "{pairs}, lowest fit {worst}, total {total} points.",
        pairs=words.pairs(one.pairs),
        worst=words.number(one.worst_fit),
        total=words.number(one.total),
    )


def _proof(one: Worth, plan: Plan, words: Words) -> str:
    if one.status == "optimal" and plan.disturbances is not None:
        return words.say("The fewest changes to the running plan: proven.")
    if one.status == "optimal" or one.bound is None or one.total is None:
        return words.say("Nothing better exists under its rules: proven.")
    more = words.number(one.bound - one.total)
    return words.say("Not proven: up to {more} points more may be possible.", more=more)


def _breaks(one: Worth, words: Words) -> Iterator[str]:
    """Yield each rule that a plan breaks, and how often; how far things have come is no rule."""
    rules = Counter(found.rule for found in one.breaks if not found.rule.endswith(".state"))
    for rule, times in sorted(rules.items()):
        yield "  " + words.say_many(
            "It breaks {rule} there.", "It breaks {rule} there, {number} times.", times, rule=rule
        )

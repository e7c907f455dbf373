"""The third members of a plan's pairs, and the people who pause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.aside import PAUSING, decided_thirds, pausing
from matcher.check.facts import differs, name
from matcher.trios import barring

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts


def named(facts: Facts) -> Iterator[str]:
    """A pair has the third member that somebody decided, or that it had at work; no other."""
    for pair in facts.plan.pairs:
        known = facts.thirds.get((pair.patient, pair.professional or ""))
        if pair.third != known:
            yield differs(f"third of {name(pair)}", known, pair.third)


def kept(facts: Facts) -> Iterator[str]:
    """A pair that somebody was to join is in the plan."""
    for couple, who in decided_thirds(facts.cohort).items():
        if facts.has_plan and couple not in facts.couples:
            yield differs("+".join(couple), f"the pair, {who} has joined it", "no such pair")


def may_join(facts: Facts) -> Iterator[str]:
    """A third takes part, and no rule speaks against them and either of the two."""
    there = {one.person_id for one in facts.cohort.applicants} - pausing(facts.cohort)
    for pair in facts.plan.pairs:
        if pair.third is None or pair.professional is None:
            continue
        where = f"{pair.third} with {name(pair)}"
        if pair.third not in there:
            yield differs(where, "somebody who takes part", "somebody who does not")
        elif facts.people.keys() >= set(pair.two):
            rule = barring(facts.cohort, pair.third, (pair.patient, pair.professional))
            if rule is not None:
                yield differs(where, "somebody who may join", rule.text)


def paused(facts: Facts) -> Iterator[str]:
    """Nobody who pauses is in a pair; they wait, and are told that they are first in line."""
    resting = pausing(facts.cohort)
    for who in sorted(resting & facts.paired.keys()):
        yield differs(who, "no pair, they pause", "a pair")
    for one in facts.plan.waiting:
        if one.person in resting and one.reason != PAUSING:
            yield differs(f"reason for {one.person} to wait", PAUSING, one.reason)


CHECKS: dict[str, Check] = {
    "trios.third": named,
    "trios.kept": kept,
    "trios.allowed": may_join,
    "decisions.paused": paused,
}

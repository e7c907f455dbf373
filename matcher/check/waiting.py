"""The waiting list of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.check.facts import differs

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts


def missing(facts: Facts) -> Iterator[str]:
    """Every applicant is in a pair or waits; where there is no plan, the list may be left out."""
    waiting = {one.person for one in facts.plan.waiting}
    if not facts.has_plan and not waiting:
        return
    for person in facts.cohort.applicants:
        if person.person_id not in facts.paired and person.person_id not in waiting:
            yield differs(person.person_id, "a pair or a place on the waiting list", "neither")


def twice(facts: Facts) -> Iterator[str]:
    """Nobody waits twice."""
    for identity, times in Counter(one.person for one in facts.plan.waiting).items():
        if times > 1:
            yield differs(f"{identity} on the waiting list", "once", f"{times} times")


def nobody_else(facts: Facts) -> Iterator[str]:
    """Only applicants wait, and only those who are in no pair."""
    for one in facts.plan.waiting:
        person = facts.people.get(one.person)
        if person is None or not person.is_applicant:
            yield differs(f"{one.person} on the waiting list", "applicants only", "somebody else")
        if one.person in facts.paired:
            yield differs(f"{one.person} on the waiting list", "nobody of a pair", "in a pair")


def reason(facts: Facts) -> Iterator[str]:
    """Whoever waits is told why."""
    for one in facts.plan.waiting:
        if not one.reason.strip():
            yield differs(f"reason for {one.person} to wait", "one", "none")


CHECKS: dict[str, Check] = {
    "waiting.missing": missing,
    "waiting.twice": twice,
    "waiting.nobody_else": nobody_else,
    "waiting.reason": reason,
}

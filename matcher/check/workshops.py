"""The workshops of a plan: how many, and who comes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.check.facts import differs, name

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts


def numbers(facts: Facts) -> Iterator[str]:
    """Workshops are numbered from 1 to their count, in order."""
    expected = list(range(1, facts.cohort.programme.workshops.count + 1))
    found = [workshop.number for workshop in facts.plan.workshops]
    if facts.has_plan and found != expected:
        yield differs("numbers of the workshops", expected, found)


def max_missed(facts: Facts) -> Iterator[str]:
    """No pair misses more workshops than it may."""
    most = facts.cohort.programme.workshops.max_missed
    for one in facts.recomputed:
        if len(one.missed) > most:
            yield differs(f"missed by {name(one.pair)}", f"at most {most}", len(one.missed))


def everyone(facts: Facts) -> Iterator[str]:
    """Every pair attends the workshops that are for everyone."""
    for one in facts.recomputed:
        for number in facts.cohort.programme.workshops.everyone:
            if number in one.missed:
                yield differs(f"workshop {number}", "every pair", f"{name(one.pair)} cannot come")


def quorum(facts: Facts) -> Iterator[str]:
    """Enough pairs come together to each workshop."""
    least = facts.cohort.programme.workshops.quorum
    for workshop in facts.plan.workshops:
        there = sum(workshop.number not in one.missed for one in facts.recomputed)
        if there < least:
            where = f"pairs at workshop {workshop.number}"
            yield differs(where, f"at least {least}", there)


def absent(facts: Facts) -> Iterator[str]:
    """Each workshop lists the people of the pairs who cannot come, by id."""
    for workshop in facts.plan.workshops:
        expected = tuple(
            identity for identity in sorted(facts.paired) if not facts.can(identity, workshop)
        )
        if workshop.absent != expected:
            yield differs(f"absent from workshop {workshop.number}", expected, workshop.absent)


CHECKS: dict[str, Check] = {
    "workshops.count": numbers,
    "workshops.max_missed": max_missed,
    "workshops.everyone": everyone,
    "workshops.quorum": quorum,
    "workshops.absent": absent,
}

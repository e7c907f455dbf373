"""How many pairs of a plan there are from somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.balance import counts, limits
from matcher.check.facts import differs

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts


def balance(facts: Facts) -> Iterator[str]:
    """There are enough pairs from everywhere, and from nowhere too many."""
    if not facts.has_plan or not facts.is_complete:
        return
    for text, limit in limits(facts.cohort):
        found = sum(counts(limit, one.patient, one.professional) for one in facts.recomputed)
        if found > limit.number if limit.is_most else found < limit.number:
            sign = "at most" if limit.is_most else "at least"
            where = f'pairs that count for "{text}" ({limit.name})'
            yield differs(where, f"{sign} {limit.number}", found)


CHECKS: dict[str, Check] = {"balance.limits": balance}

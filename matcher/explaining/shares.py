"""How places and fits fall by group, with nothing told of fewer than five people."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np

from matcher.export.pseudonymised.counts import LEAST, PLACED, breakdowns, total
from matcher.export.pseudonymised.suppression import suppress
from matcher.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from matcher.export.pseudonymised.counts import Breakdown
    from matcher.language import Words
    from matcher.plans import Plan


class Share(Record):
    """A group: who applied, who has a place, and how well those are paired."""

    by: str
    group: str
    applied: int | None
    placed: int | None
    """Nothing where it is not shown: fewer than five, or others could be worked out from it."""
    mean_fit: int | None
    """Of those who have a place, rounded."""


def shares(plan: Plan, words: Words) -> tuple[Share, ...]:
    """Return places and fits by side, organisation, area, days and access needs."""
    everybody, found = total(plan, words), breakdowns(plan, words)
    counts = [np.array([everybody.counts, *(one.counts for one in by.groups)]) for by in found]
    masks = suppress(counts, [by.by == "side" for by in found])
    fits = (
        {one: pair.fit for pair in plan.pairs for one in pair.members}
        if plan.cohort.programme.pairing.form_pairs
        else {}
    )
    return tuple(
        share
        for by, mask in zip(found, masks, strict=True)
        if mask is not None
        for share in _shares(by, mask[1:], fits)
    )


def _shares(by: Breakdown, hidden: NDArray[np.bool_], fits: dict[str, int]) -> Iterator[Share]:
    """Yield the groups of a breakdown.

    What is left of everybody's fits belongs to the groups that are hidden; so where these are few
    people together, no fit is shown.
    """
    left = sum(
        group.counts[PLACED] for group, out in zip(by.groups, hidden, strict=True) if out[PLACED]
    )
    for group, out in zip(by.groups, hidden, strict=True):
        own = [fits[one] for one in group.members if one in fits]
        is_shown = len(own) >= LEAST and not out[PLACED] and not 0 < left < LEAST
        applied, placed = (None if out[index] else group.counts[index] for index in (0, PLACED))
        yield Share(
            by=by.by,
            group=group.name,
            applied=applied,
            placed=placed,
            mean_fit=round(fmean(own)) if is_shown else None,
        )

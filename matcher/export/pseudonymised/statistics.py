"""Statistics as a table: counts by what people have in common, with the small ones hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.export.pseudonymised.counts import LEAST, breakdowns, total
from matcher.export.pseudonymised.suppression import suppress
from matcher.export.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.export.kinds import Wanted
    from matcher.export.pseudonymised.counts import Group
    from matcher.language import Words
    from matcher.plans import Plan

SMALL = f"<{LEAST}"
HIDDEN = "*"
"""What stands for a count that is not small but would give a small one away."""

COLUMNS = ("by", "group", "applied", "placed", "waiting")


def statistics(wanted: Wanted) -> Table:
    """Return how many applied, have a place and wait, in all and by group."""
    words, plan = wanted.words, wanted.plan
    everybody = total(plan, words)
    masks = _hidden(plan, words)
    rows = [("all", everybody.name, *_cells(everybody, _hidden_total(masks)))]
    for by, mask in zip(breakdowns(plan, words), masks, strict=True):
        if mask is None:
            rows.append((by.by, words.say("too few people to show"), HIDDEN, HIDDEN, HIDDEN))
            continue
        rows += [
            (by.by, group.name, *_cells(group, hidden))
            for group, hidden in zip(by.groups, mask[1:], strict=True)
        ]
    return Table(COLUMNS, rows)


def shows_totals(plan: Plan, words: Words) -> bool:
    """Return whether it is safe to publish how many applied, have a place and wait, in all."""
    return not _hidden_total(_hidden(plan, words)).any()


def _hidden(plan: Plan, words: Words) -> list[np.ndarray | None]:
    """Return which counts to hide, for each way to group people; nothing where none is safe."""
    everybody = total(plan, words)
    found = breakdowns(plan, words)
    counts = [np.array([everybody.counts, *(one.counts for one in by.groups)]) for by in found]
    return suppress(counts, [by.by == "side" for by in found])


def _hidden_total(masks: Sequence[np.ndarray | None]) -> np.ndarray:
    return next((mask[0] for mask in masks if mask is not None), np.ones(3, dtype=bool))


def _cells(group: Group, hidden: np.ndarray) -> tuple[str | int, ...]:
    return tuple(
        count if not is_hidden else SMALL if count < LEAST else HIDDEN
        for count, is_hidden in zip(group.counts, hidden, strict=True)
    )

"""Plans after changes that are kept under a name, to be set side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import matcher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.changes import Change
    from matcher.comparing.differences import Comparison
    from matcher.language import Language
    from matcher.plans import Plan

MOST_COMPARED = 60
"""So many comparisons are kept; then all are made again."""


@dataclass(frozen=True)
class Scenario:
    """A plan that is kept under a name.

    Attributes
    ----------
    name
        What somebody called it; no two in a sitting are called alike.
    plan
        The plan after the changes.
    changes
        What was changed on the plan that it was tried on; nothing for that plan itself.
    """

    name: str
    plan: Plan
    changes: tuple[Change, ...] = ()


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a name that nothing else has: the one that is wanted, or with a number behind."""
    known = {name.casefold() for name in taken}
    name, number = wanted, 1
    while name.casefold() in known:
        number += 1
        name = f"{wanted} ({number})"
    return name


@dataclass
class Compared:
    """Remembers what differs between plans that are set side by side."""

    _found: dict[tuple[int, int, Language], Comparison] = field(default_factory=dict)

    def between(self, plan: Plan, other: Plan, language: Language) -> Comparison:
        """Return what differs, worked out once; a comparison keeps its plans, so ids stay true."""
        key = (id(plan), id(other), language)
        if key not in self._found:
            if len(self._found) >= MOST_COMPARED:
                self._found.clear()
            self._found[key] = matcher.compare(plan, other, language=language.value)
        return self._found[key]

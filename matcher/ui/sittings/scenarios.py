"""Plans after changes that are kept under a name, to be set side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.changes import Change
    from matcher.plans import Plan


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

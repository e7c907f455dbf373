"""What makes the answers to what-ifs about a plan quick, got ready before anybody asks."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import matcher
from matcher.ui.sittings.background import Background

if TYPE_CHECKING:
    from matcher.plans import Plan
    from matcher.replanning import Replanner

QUICK = 2.0
"""Up to so many seconds to the plan, more is kept than the plan itself: that costs as much again
three to ten times over."""

SECONDS = 10.0
"""How long that may take."""


class Preparing(Background["Replanner"]):
    """Gets ready in a thread what answers what-ifs about a plan.

    Parameters
    ----------
    plan
        The plan at hand.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__(SECONDS)
        self._plan = plan
        self._replanner: Replanner | None = None
        self._built = threading.Event()

    def make(self) -> Replanner:
        """Keep the plan and its scores and, where that is quick, all dates nearly as good."""
        try:
            self._replanner = matcher.Replanner(self._plan)
        finally:
            self._built.set()
        if self._plan.provenance.seconds <= QUICK:
            self._replanner.remember(SECONDS, self)
        return self._replanner

    def replanner(self) -> Replanner:
        """Return what answers what-ifs, with as much as it knows by now."""
        self._built.wait(SECONDS)
        return self._replanner or matcher.Replanner(self._plan)

"""Making a kept plan again, in the background."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from matcher.language.words import to_say
from matcher.store.records import Reproduction
from matcher.store.reproducing import Kept, reproduce
from matcher.ui.sittings.background import Background

if TYPE_CHECKING:
    from matcher.solve.progress import Progress
    from matcher.store.cohorts import SavedCohorts


class Again(Background[Reproduction]):
    """Makes a kept plan again from what it was made of.

    Parameters
    ----------
    kept
        Where it is kept.
    cohort, number
        Of the cohort and of the plan.
    seconds
        How long the work may take.
    """

    FAILED = to_say(
        "Something went wrong while the plan was being made again. Your files are unchanged. Try "
        "once more; if it happens again, please report it."
    )

    def __init__(self, kept: SavedCohorts, cohort: int, number: int, seconds: float) -> None:
        super().__init__(seconds)
        self.number = number
        self._kept, self._cohort = kept, cohort

    def make(self) -> Reproduction:
        """Make it."""
        kept = self._kept.kept(self._cohort, self.number)
        return self.worked_out(partial(_made_again, kept, self.seconds), kept.cohort)


def _made_again(kept: Kept, seconds: float, progress: Progress) -> Reproduction:
    return reproduce(kept, time_limit=seconds, progress=progress)

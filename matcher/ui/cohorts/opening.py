"""Going on with a cohort that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.store.shelving import Contents
from matcher.ui import frame
from matcher.ui.cohorts import memory
from matcher.ui.sittings.keeping import Saved, cohort_in, files_in, mark_saved, put_back

if TYPE_CHECKING:
    from matcher.plans import Plan
    from matcher.store.records import SavedCohort


def open_saved(number: int) -> None:
    """Open a cohort that is kept, as it was saved, in place of the one that is open.

    Raises
    ------
    matcher.store.errors.StoreError
        When it is not there, or not shared with whoever looks.
    """
    kept = memory.to_save()
    contents, cohort = kept.open(number), kept.one(number)
    kept_files = files_in(contents)
    opened = cohort_in(contents)
    if kept_files is not None:
        frame.open_draft(kept_files)
    elif opened is not None:
        frame.open_cohort(opened)
    sitting = frame.current()
    if sitting is not None:
        put_back(sitting, contents)
        mark_saved(sitting, cohort)


def open_earlier(cohort: SavedCohort, plan: Plan) -> None:
    """Open an earlier plan of a cohort, to look at it and to go on from it.

    Its files and rules are those of then; nothing is changed before somebody saves.
    """
    frame.open_cohort(plan.cohort)
    sitting = frame.current()
    if sitting is not None:
        put_back(sitting, Contents(None, plan))
        sitting.saved = Saved(cohort, ())

"""Whether what is open is saved, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.store.shelving import Contents
from matcher.ui.sittings.jobs import Job
from matcher.ui.sittings.scenarios import Scenario

if TYPE_CHECKING:
    from matcher.changes import Change
    from matcher.store.records import SavedCohort
    from matcher.ui.sittings.sittings import Sitting


@dataclass(frozen=True)
class Saved:
    """What was last saved of a sitting."""

    cohort: SavedCohort
    """As what; with the version that was seen last."""
    contents: tuple[object, ...]


def contents_of(sitting: Sitting) -> Contents:
    """Return what is to be kept of a sitting."""
    plan = None if sitting.job is None else sitting.job.plan
    return Contents(None, plan, {one.name: one.plan for one in sitting.scenarios})


def put_back(sitting: Sitting, contents: Contents) -> None:
    """Put what was kept into a sitting that was opened for it."""
    if contents.plan is not None:
        sitting.job = Job.done(contents.plan)
    before = () if contents.plan is None else contents.plan.cohort.changes
    sitting.scenarios = [
        Scenario(name, plan, _after(before, plan.cohort.changes))
        for name, plan in contents.scenarios.items()
    ]


def mark_saved(sitting: Sitting, cohort: SavedCohort) -> None:
    """Note that what is open was saved."""
    sitting.saved = Saved(cohort, _pieces(sitting))


def note_seen(sitting: Sitting, cohort: SavedCohort) -> None:
    """Note a newer version of what was saved, such as after a review; of others nothing."""
    if sitting.saved is not None and sitting.saved.cohort.number == cohort.number:
        sitting.saved = Saved(cohort, sitting.saved.contents)


def is_saved(sitting: Sitting) -> bool:
    """Return whether nothing has changed since it was saved."""
    if sitting.saved is None:
        return False
    now, then = _pieces(sitting), sitting.saved.contents
    return len(now) == len(then) and all(one is other for one, other in zip(now, then, strict=True))


def _pieces(sitting: Sitting) -> tuple[object, ...]:
    """Return the frozen values that are kept; each change makes another one."""
    plan = None if sitting.job is None else sitting.job.plan
    return (sitting.cohort, plan, *sitting.scenarios)


def _after(before: tuple[Change, ...], changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return what was changed on top of some changes; all of it where they are not below it."""
    return changes[len(before) :] if changes[: len(before)] == before else changes

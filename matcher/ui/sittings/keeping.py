"""Whether what is open is saved, and as what."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matcher.changes import dump, restore
from matcher.cohort import Cohort
from matcher.digest import digest
from matcher.drafts.keeping import from_json, to_json
from matcher.store.shelving import Contents
from matcher.ui.sittings.files import with_kept
from matcher.ui.sittings.jobs import Job
from matcher.ui.sittings.scenarios import Scenario

if TYPE_CHECKING:
    from matcher.changes import Change
    from matcher.drafts import Draft
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
    scenarios = {one.name: one.plan for one in sitting.scenarios}
    return Contents(_draft_of(sitting), plan, scenarios)


def cohort_in(contents: Contents) -> Cohort | None:
    """Return the cohort as it was being worked on; that of the plan where nothing else is kept."""
    kept = {} if contents.draft is None else json.loads(contents.draft)
    if "cohort" not in kept:
        return None if contents.plan is None else contents.plan.cohort
    base = Cohort.model_validate(kept["cohort"])
    cohort = base.with_changes(*restore(kept["changes"])) if kept["changes"] else base
    if contents.plan is not None and digest(contents.plan.cohort) == digest(cohort):
        return contents.plan.cohort
    return cohort


def files_in(contents: Contents) -> Draft | None:
    """Return the working files as they were, where the cohort was opened from files."""
    kept = {} if contents.draft is None else json.loads(contents.draft)
    return from_json(kept["files"]) if "files" in kept else None


def _draft_of(sitting: Sitting) -> bytes:
    """Return the cohort and its working files as bytes, with what was changed since."""
    kept: dict[str, Any] = {}
    if sitting.known is not None:
        cohort = sitting.known
        kept = {"cohort": cohort.base.model_dump(mode="json"), "changes": dump(cohort.changes)}
    if sitting.files is not None:
        kept["files"] = to_json(sitting.files.draft)
    return json.dumps(kept, ensure_ascii=False).encode()


def put_back(sitting: Sitting, contents: Contents) -> None:
    """Put what was kept into a sitting that was opened for it."""
    if contents.plan is not None:
        sitting.job = Job.done(contents.plan)
        if sitting.known is None:
            sitting.known = contents.plan.cohort
        elif contents.draft is not None:
            sitting.known, sitting.lost = with_kept(sitting.known, contents.plan.cohort.changes)
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
    """Return whether nothing was done since it was saved."""
    return sitting.saved is not None and not unsaved(sitting)


def unsaved(sitting: Sitting) -> int:
    """Return how many things were done since it was saved last, or opened.

    They are steps with the files, changes that were kept, scenarios, and a plan that was made.
    """
    then = None if sitting.saved is None else sitting.saved.contents
    known_then, draft_then, plan_then, *scenarios_then = then or (None, None, None)
    known, _, plan, *scenarios = _pieces(sitting)
    steps = _steps_since(sitting, draft_then)
    changes = set(_changes(known)) ^ set(_changes(known_then))
    names = {id(one) for one in scenarios} ^ {id(one) for one in scenarios_then}
    number = steps + len(changes) + len(names) + (plan is not plan_then)
    if not number and then and known is not known_then and known != known_then:
        return 1  # other rules, of a cohort that came without files
    return number


def _changes(known: object) -> tuple[str, ...]:
    return tuple(map(str, known.changes)) if isinstance(known, Cohort) else ()


def _steps_since(sitting: Sitting, draft: object) -> int:
    """Return how many steps lead from some working files to those of now."""
    if sitting.files is None:
        return 0
    before = [one for _, one in sitting.files.history.before]
    drafts = [*before, sitting.files.draft]
    since = (place for place, one in enumerate(reversed(drafts)) if one is draft)
    return next(since, len(before) if draft is None else max(1, len(before)))


def _pieces(sitting: Sitting) -> tuple[object, ...]:
    """Return the frozen values that are kept; each change makes another one."""
    plan = None if sitting.job is None else sitting.job.plan
    draft = None if sitting.files is None else sitting.files.draft
    return (sitting.known, draft, plan, *sitting.scenarios)


def _after(before: tuple[Change, ...], changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return what was changed on top of some changes; all of it where they are not below it."""
    return changes[len(before) :] if changes[: len(before)] == before else changes

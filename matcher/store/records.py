"""What the memory answers with: scenarios, plans, decisions and the log, as frozen records."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

from matcher.plans import Objective, Outcome, Plan
from matcher.records import Identifier, Record


class PlanState(StrEnum):
    """How far people have come with a plan."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


class Act(StrEnum):
    """What can be done to a memory; each act is an entry in the log."""

    KEPT = "kept"
    BRANCHED = "branched"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    UNDONE = "undone"
    REDONE = "redone"
    USED = "used"
    PURGED = "purged"
    SAVED = "saved"
    COPIED = "copied"
    RENAMED = "renamed"
    SHARED = "shared"
    UNSHARED = "unshared"
    DELETED = "deleted"
    BROUGHT_BACK = "brought-back"


class Scenario(Record):
    """A named chain of plans."""

    name: str
    version: int
    """How often it has changed; give it as `seen` to be told of changes by others."""
    current: int | None
    """The number of the plan that the scenario stands at."""


class Said(Record):
    """Who did something, why and when."""

    at: datetime
    """In UTC."""
    who: str
    why: str


class Decision(Said):
    """A state that somebody gave to a plan."""

    state: PlanState


class TouchedPair(Said):
    """A pair that somebody touched by hand."""

    kind: Literal["lock", "forbid", "unlock", "allow"]
    patient: Identifier
    professional: Identifier


class KeptPlan(Record):
    """A plan in the memory, without what is in it; `Store.plan` opens it."""

    number: int
    """By which it is asked for; no other plan of the memory has it."""
    scenario: str
    parent: int | None
    """The plan that it followed."""
    is_current: bool
    """Whether the scenario stands at it."""
    is_branch: bool
    """Whether undo and redo pass it by."""
    state: PlanState
    status: Outcome
    objective: Objective | None
    input_digest: str
    """Of the cohort that it was made from, as it was then."""
    seed: int
    versions: dict[str, str]
    """Of this program, of Python and of the libraries that decide."""
    changes: tuple[str, ...]
    """The named changes to its cohort, as texts."""
    decisions: tuple[Decision, ...]
    """The states that it was given, oldest first."""
    touched: tuple[TouchedPair, ...]
    """Pairs locked or forbidden by hand, and where that was taken back."""
    purged: bool
    """Whether somebody was removed from it: it can be read, but not made again."""


class LogEntry(Said):
    """Something that was done to the memory."""

    number: int
    act: Act
    scenario: str | None
    version: int | None
    """The version of the scenario that this made."""
    plan: int | None


class Reproduction(Record):
    """What came of making a kept plan again."""

    number: int
    plan: Plan
    """The plan that was made now."""
    is_as_good: bool
    """Whether what came out is worth and proven the same; plans that are equally good may differ
    where one was made from a plan at hand."""
    differences: tuple[str, ...]
    """In what it differs, in words; nothing where it is the same."""
    other_versions: tuple[str, ...]
    """Versions that are not those of the first time."""

    @property
    def is_same(self) -> bool:
        """Whether the same came out."""
        return not self.differences


class Purged(Record):
    """What was removed of a person."""

    pseudonym: str
    """What stands instead of the person's id."""
    scenarios: tuple[str, ...]
    cohorts: int
    plans: int
    answers: int
    """Answers about dates that were removed, over all cohorts."""
    texts: int
    """Texts that people wrote in which the person was named."""
    remnants: tuple[str, ...]
    """What may still hold the person, and is for people to remove."""


class SavedCohort(Record):
    """A cohort that is kept for going on with it: a scenario, its draft, and who may see it."""

    number: int
    """By which it is asked for."""
    name: str
    version: int
    """How often it has changed; give it as `seen` to be told of changes by others."""
    state: PlanState | None
    """How far people have come with the plan at which it stands; nothing where there is none."""
    current: int | None
    """The number of that plan."""
    approved: int | None
    """The number of the plan that has taken effect, which may be another one."""
    pairs: int | None
    """How many pairs the plan at which it stands has."""
    changed_at: datetime
    changed_by: str
    owner: str | None
    """Whose it is; nothing where it was saved without sign-in."""
    shared_with: tuple[str, ...]
    is_mine: bool
    """Whether whoever asks may rename, share and delete it."""
    has_draft: bool
    deleted: bool

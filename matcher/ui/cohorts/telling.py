"""What stands between people and what they keep, in their language."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from matcher.language.words import to_say
from matcher.store.cohorts import ON_REQUEST
from matcher.store.errors import (
    CohortSavedMeanwhileError,
    NewerMemoryError,
    RefusedError,
    SavedMeanwhileError,
    StoreError,
    UnknownNameError,
    UnreachableError,
)
from matcher.store.records import Act, LogEntry, PlanState, SavedCohort
from matcher.ui.speech import say, spoken

STATES = {
    None: to_say("draft, not planned yet"),
    PlanState.DRAFT: to_say("planned, not reviewed yet"),
    PlanState.REVIEWED: to_say("reviewed, not approved yet"),
    PlanState.APPROVED: to_say("approved"),
    PlanState.SUPERSEDED: to_say("replaced by a later plan"),
}
"""How far people have come with the plan at which a cohort stands."""

ACTS = {
    Act.KEPT: to_say("kept plan {plan}"),
    Act.BRANCHED: to_say("kept plan {plan} beside the others"),
    Act.REVIEWED: to_say("reviewed plan {plan}"),
    Act.APPROVED: to_say("approved plan {plan}"),
    Act.SUPERSEDED: to_say("replaced plan {plan}"),
    Act.UNDONE: to_say("went back to plan {plan}"),
    Act.REDONE: to_say("went on to plan {plan} again"),
    Act.USED: to_say("went to plan {plan}"),
    Act.PURGED: to_say("removed a person"),
    Act.SAVED: to_say("saved the cohort"),
    Act.COPIED: to_say("made a copy"),
    Act.RENAMED: to_say("renamed the cohort"),
    Act.SHARED: to_say("shared the cohort"),
    Act.UNSHARED: to_say("stopped sharing the cohort"),
    Act.DELETED: to_say("deleted the cohort"),
    Act.BROUGHT_BACK: to_say("brought the cohort back"),
}
"""What was done; a test compares them with the acts of the memory."""


def tell(error: StoreError) -> None:
    """Show what stands in the way, and what to do."""
    st.error(said(error), icon=":material/error:")


def said(error: StoreError) -> str:
    """Return what stands in the way, and what to do."""
    if isinstance(error, CohortSavedMeanwhileError):
        return say(
            "“{name}” has changed since you opened it ({done}). Nothing is lost: yours is kept as "
            "“{copy}”.",
            name=error.scenario,
            done=_done(error.meanwhile),
            copy=error.copy.name,
        )
    if isinstance(error, SavedMeanwhileError):
        return say(
            "“{name}” has changed since you opened it ({done}). Nothing was done: look at it as it "
            "is now, then decide.",
            name=error.scenario,
            done=_done(error.meanwhile),
        )
    if isinstance(error, UnknownNameError):
        return say("This is not kept here any more, or it is no longer shared with you.")
    if isinstance(error, RefusedError):
        return say("This cannot be done as things stand. Open the cohort again and look.")
    if isinstance(error, NewerMemoryError):
        return say(
            "What is kept was written by a newer version of Matcher. Install the newer version."
        )
    if isinstance(error, UnreachableError):
        return say(
            "What is kept cannot be reached. What you have open stays open: try again in a moment."
        )
    return say("This cannot be kept like this. Check the name and the reason, and try again.")


def moment(at: datetime) -> str:
    """Return a moment in the language and the time of the reader; in UTC where none is known."""
    try:
        here = ZoneInfo(st.context.timezone or "")
    except (ValueError, ZoneInfoNotFoundError):
        when = at.astimezone(UTC)
        return f"{spoken().day(when.date())} {when:%H:%M} UTC"
    when = at.astimezone(here)
    return f"{spoken().day(when.date())} {when:%H:%M}"


def done(entry: LogEntry) -> str:
    """Say what was done, without by whom."""
    return say(ACTS[entry.act], plan=entry.plan)


def why(entry: LogEntry) -> str:
    """Return the reason that somebody gave; nothing where none was asked for."""
    return "" if entry.why == ON_REQUEST else entry.why


def last_change(one: SavedCohort) -> str:
    """Say when a cohort was last changed, and by whom."""
    return say("changed on {when} by {who}", when=moment(one.changed_at), who=one.changed_by)


def _done(entries: tuple[LogEntry, ...]) -> str:
    """Say who did what, what was done last, and how often that was not alone."""
    told = [f"{one.who}: {done(one)}, {moment(one.at)}" for one in entries]
    return "; ".join(told[-3:])

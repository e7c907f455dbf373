"""Who looks after each pair, and when they meet between the workshops, on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.language.words import to_say
from matcher.plans import CheckInKind, MeetingState
from matcher.ui import markup, words
from matcher.ui.speech import day, say, say_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.export.names import Names
    from matcher.plans import CheckIn, OfPair, Plan

NOTHING = to_say("none")
"""What stands where nothing is planned."""

KINDS = {
    "facilitator": to_say("No facilitator"),
    "check_in": to_say("No check-in"),
    "catch_up": to_say("No catch-up day"),
}


def check_ins(plan: Plan, names: Names) -> None:
    """Show who looks after each pair and when they check in; nothing where nobody does."""
    if not any(pair.facilitator for pair in plan.pairs):
        return
    st.header(say("Check-ins"), anchor=False)
    gaps = sorted(
        {one.after_workshop for one in plan.check_ins}
        | {one.workshop or 0 for one in plan.unplaced if one.what == "check_in"}
    )
    who = say("Pair") if plan.cohort.programme.pairing.form_pairs else say("Person")
    after = [say("After workshop {number}", number=gap) for gap in gaps]
    columns = (who, say("Facilitator"), *after)
    meetings = _by_gap(plan.check_ins)
    rows = [
        (
            called(pair, names),
            names.facilitator(pair.facilitator) if pair.facilitator else say(NOTHING),
            *(_said(meetings.get((pair.couple, gap), [])) for gap in gaps),
        )
        for pair in plan.pairs
    ]
    st.html(markup.table(columns, rows, say("The check-ins")))


def catch_ups(plan: Plan, names: Names) -> None:
    """Show the days on which pairs make good what they miss."""
    if not plan.catch_ups:
        return
    st.header(say("Catch-up days"), anchor=False)
    rows = [
        (day(one.date), called(one, names), one.workshop, names.facilitator(one.facilitator))
        for one in sorted(plan.catch_ups, key=lambda one: (one.date, one.patient))
    ]
    columns = (say("Date"), say("Who"), say("For workshop"), say("Facilitator"))
    st.html(markup.table(columns, rows, say("Catch-up days")))


def unplaced(plan: Plan, names: Names) -> None:
    """Show what could not be placed, and why."""
    if not plan.unplaced:
        return
    st.header(
        say_many("Not placed: {number} thing", "Not placed: {number} things", len(plan.unplaced)),
        anchor=False,
    )
    rows = [
        (
            say(KINDS[one.what]),
            called(one, names),
            say(NOTHING) if one.workshop is None else one.workshop,
            words.reason(one.reason),
        )
        for one in plan.unplaced
    ]
    with st.expander(say("What is missing, and why"), expanded=len(rows) <= 5):
        columns = (say("What"), say("Who"), say("Workshop"), say("Why"))
        st.html(markup.table(columns, rows, say("What could not be placed")))


def called(one: OfPair, names: Names) -> str:
    """Return what a pair is called: both names."""
    return " + ".join(names.person(identity) for identity in one.members)


def _by_gap(
    meetings: Sequence[CheckIn],
) -> dict[tuple[tuple[str, str | None], int], list[CheckIn]]:
    found: dict[tuple[tuple[str, str | None], int], list[CheckIn]] = {}
    for one in sorted(meetings, key=lambda one: one.date):
        found.setdefault((one.couple, one.after_workshop), []).append(one)
    return found


def _said(meetings: Sequence[CheckIn]) -> str:
    """Return the days of a pair's check-ins in one gap."""
    return "; ".join(_day(one) for one in meetings) or say(NOTHING)


def _day(meeting: CheckIn) -> str:
    said = day(meeting.date)
    if meeting.mode is CheckInKind.CALL:
        said = say("{day} (call)", day=said)
    return say("{day} ✓ done", day=said) if meeting.state is MeetingState.DONE else said

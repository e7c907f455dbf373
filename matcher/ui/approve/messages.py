"""Who must be told since the plan that was approved before, and what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

import matcher
from matcher.comparing.tables import told_csv
from matcher.ui import markup
from matcher.ui.downloads import file_stem
from matcher.ui.speech import language, say, say_many

if TYPE_CHECKING:
    from matcher.comparing.differences import Comparison
    from matcher.export.names import Names
    from matcher.plans import Plan

MOST_OPEN = 6
"""Up to so many messages are shown at once."""


def show(before: Plan | None, plan: Plan, names: Names) -> None:
    """Show who must be told what."""
    st.header(say("Who must be told"), anchor=False)
    if before is None:
        st.html(
            markup.paragraph(
                say(
                    "No plan of this cohort was approved before, so everybody hears of it for the "
                    "first time: the letters and calendars below are for that."
                )
            )
        )
        return
    told = _compared(before, plan).told
    if not told:
        st.html(markup.paragraph(say("Nobody: for everybody it is as they know it.")))
        return
    said = say_many("{number} message", "{number} messages", len(told))
    st.html(markup.paragraph(say("Since the plan that was approved before: {said}.", said=said)))
    with st.expander(say("The messages"), expanded=len(told) <= MOST_OPEN):
        if names.hidden:
            rows = [(one.id, len(one.changes)) for one in told]
            columns = (say("Who"), say("How many things change"))
            st.html(markup.table(columns, rows, say("Who must be told")))
            st.caption(say("What they are told holds names: show names to read and download it."))
            return
        texts = [(one.name or one.id, one.text) for one in told]
        st.html(markup.table((say("Who"), say("What")), texts, say("Who must be told what")))
        st.download_button(
            say("The list (.csv)"),
            told_csv(_compared(before, plan)),
            f"{file_stem(plan)}-to-tell.csv",
            "text/csv",
            key="download_told",
            on_click="ignore",
            icon=":material/download:",
        )


def _compared(before: Plan, plan: Plan) -> Comparison:
    """Compare two plans once, not at every look at the page."""
    known: tuple[Plan, Plan, str, Comparison] | None = st.session_state.get("told_since")
    spoken_in = language().value
    if known is not None and known[0] == before and known[1] is plan and known[2] == spoken_in:
        return known[3]
    found = matcher.compare(before, plan, language=spoken_in)
    st.session_state["told_since"] = (before, plan, spoken_in, found)
    return found

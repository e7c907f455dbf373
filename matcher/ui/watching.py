"""A running search on the page: the latest news, how long it may take, and how to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.ui import markup, words

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.ui.sittings.jobs import Job

LOOK_EVERY = 0.5
"""Seconds from one look at a running search to the next."""


def progress(job: Job, cohort: Cohort) -> None:
    """Show where a search stands, with a button that stops it."""
    st.html(markup.paragraph(_news(job, cohort), "m-lead"))
    seconds = job.snapshot.seconds if job.snapshot else 0.0
    st.progress(
        min(1.0, seconds / max(job.seconds, 0.001)),
        f"{seconds:.0f} of at most {words.seconds(job.seconds)}",
    )
    stopping = job.was_stopped
    label = "Stopping …" if stopping else "Stop and keep this"
    st.button(label, key="stop", on_click=job.stop, disabled=stopping)


def _news(job: Job, cohort: Cohort) -> str:
    snapshot = job.snapshot
    if snapshot is None or snapshot.pairs is None or snapshot.total is None:
        return "No plan yet: the first one is being looked for."
    said = f"Best so far: {words.pairs(cohort, snapshot.pairs)}, {snapshot.total:,} points"
    if snapshot.gap is None:
        return f"{said}."
    wanted = cohort.programme.programme.pairs
    among = "" if snapshot.pairs == wanted else f"with as many {words.who(cohort)}, "
    return f"{said}; {among}at most {words.percent(max(0.0, snapshot.gap))} better is possible."

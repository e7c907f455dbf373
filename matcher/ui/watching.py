"""A running search on the page: the latest news, how long it may take, and how to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.language.labels import placed
from matcher.ui import markup, words
from matcher.ui.speech import say, spoken

if TYPE_CHECKING:
    from typing import Any

    from matcher.cohort import Cohort
    from matcher.ui.sittings.background import Background
    from matcher.ui.sittings.jobs import Job

LOOK_EVERY = 0.5
"""Seconds from one look at a running search to the next."""


def progress(job: Job, cohort: Cohort, news: str | None = None) -> None:
    """Show where a search stands, with a button that stops it."""
    st.html(markup.paragraph(news or _news(job, cohort), "m-lead"))
    seconds = job.snapshot.seconds if job.snapshot else job.seconds_since
    st.progress(
        min(1.0, seconds / max(job.seconds, 0.001)),
        say(
            "{seconds} of at most {limit}",
            seconds=f"{seconds:.0f}",
            limit=words.seconds(job.seconds),
        ),
    )
    stopping = job.was_stopped
    label = say("Stopping …") if stopping else say("Stop and keep this")
    st.button(label, key="stop", on_click=job.stop, disabled=stopping)


def failure(work: Background[Any]) -> str:
    """Return what to tell where work ended in an error."""
    said = work.failure or ""
    return say(said) if work.failed_by_us else said


def _news(job: Job, cohort: Cohort) -> str:
    snapshot = job.snapshot
    if snapshot is None or snapshot.pairs is None or snapshot.total is None:
        return say("No plan yet: the first one is being looked for.")
    values = {
        "pairs": placed(snapshot.pairs, cohort, spoken()),
        "total": spoken().number(snapshot.total),
    }
    if snapshot.gap is None:
        return say("Best so far: {pairs}, {total} points.", **values)
    values["share"] = words.percent(max(0.0, snapshot.gap))
    if snapshot.pairs == cohort.programme.programme.pairs:
        return say(
            "Best so far: {pairs}, {total} points; at most {share} better is possible.", **values
        )
    return say(
        "Best so far: {pairs}, {total} points; with as many, at most {share} better is possible.",
        **values,
    )

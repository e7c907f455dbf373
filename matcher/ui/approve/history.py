"""What was done to the cohort, its earlier plans, and whether a plan can be made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.ui import frame, markup, watching
from matcher.ui.cohorts import telling
from matcher.ui.cohorts.cards import history
from matcher.ui.cohorts.opening import open_earlier
from matcher.ui.sittings.again import Again
from matcher.ui.sittings.jobs import allowed_seconds
from matcher.ui.speech import say, spoken

if TYPE_CHECKING:
    from matcher.store.cohorts import SavedCohorts
    from matcher.store.records import KeptPlan
    from matcher.ui.sittings.sittings import Sitting


def show(kept: SavedCohorts, sitting: Sitting) -> None:
    """Show the log, and what can be done with each plan."""
    assert sitting.saved is not None
    cohort = sitting.saved.cohort
    st.header(say("History"), anchor=False)
    history(kept, cohort)
    plans = {one.number: one for one in reversed(kept.plans(cohort.number))}
    if not plans:
        return
    number = st.selectbox(
        say("A plan of this cohort"),
        list(plans),
        format_func=lambda one: _called(plans[one]),
        key="kept_plan",
    )
    with st.container(horizontal=True):
        if st.button(say("Open this plan"), key="open_kept", disabled=plans[number].is_current):
            open_earlier(cohort, kept.plan(cohort.number, number))
            frame.go_to("plan")
        if st.button(say("Make it again, to check"), key="again", disabled=plans[number].purged):
            _begin(kept, sitting, number)
    st.caption(
        say(
            "Open: you look at it, and nothing changes before you save. Make it again: from the "
            "same files, rules and seed; the same should come out."
        )
    )
    _again()


def _called(plan: KeptPlan) -> str:
    worth = plan.objective
    facts = [say("Plan {number}", number=plan.number), say(telling.STATES[plan.state])]
    if worth is not None:
        facts.append(spoken().pairs(worth.pairs))
        facts.append(say("{total} points", total=spoken().number(worth.total)))
    return ", ".join(facts)


def _begin(kept: SavedCohorts, sitting: Sitting, number: int) -> None:
    assert sitting.saved is not None
    cohort = sitting.saved.cohort.number
    seconds = allowed_seconds(kept.plan(cohort, number).cohort)
    if not frame.sittings().make_again(sitting, Again(kept, cohort, number, seconds)):
        st.warning(say("Other plans are being made on this computer. Try again in a moment."))


@st.fragment(run_every=watching.LOOK_EVERY)
def _looking() -> None:
    """Look at the work until it has ended, then show the page anew."""
    sitting = frame.current()
    if sitting is None or sitting.again is None or not sitting.again.is_running:
        st.rerun()
        return
    work = sitting.again
    st.html(markup.paragraph(say("Plan {number} is being made again …", number=work.number)))
    st.progress(min(1.0, work.seconds_since / max(work.seconds, 0.001)))
    st.button(say("Stop"), key="stop_again", on_click=work.stop, disabled=work.was_stopped)


def _again() -> None:
    sitting = frame.current()
    work = None if sitting is None else sitting.again
    if work is None:
        return
    if work.is_running:
        _looking()
        return
    if work.made is None:
        st.error(say("Something went wrong while the plan was being made again. Try once more."))
        return
    st.html(markup.paragraph(_outcome(work), "m-lead"))
    if work.made.other_versions:
        st.caption(
            say("Other versions than then: {listed}.", listed="; ".join(work.made.other_versions))
        )


def _outcome(work: Again) -> str:
    assert work.made is not None
    number = work.number
    if work.made.is_same:
        return say("Plan {number}: the same came out, to the last point.", number=number)
    if work.made.is_as_good:
        return say("Plan {number}: another plan came out that is exactly as good.", number=number)
    if work.was_stopped:
        return say("Plan {number}: stopped before it was made as before.", number=number)
    return say(
        "Plan {number}: something else came out. “matcher history reproduce {number}” lists what "
        "differs.",
        number=number,
    )

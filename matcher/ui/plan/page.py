"""Plan: make it, and see it; the answer first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.errors import Severity, how_many
from matcher.plans import Outcome
from matcher.ui import frame, markup, watching, way_back, words
from matcher.ui.approve.deciding import is_stale
from matcher.ui.masking import masked
from matcher.ui.plan import parts as plan_parts
from matcher.ui.sittings.jobs import allowed_seconds
from matcher.ui.speech import day, say, say_many, spoken

if TYPE_CHECKING:
    from matcher.plans import Plan
    from matcher.ui.sittings.jobs import Job
    from matcher.ui.sittings.sittings import Sitting

REPAIR_SECONDS = 15.0
"""How long what would bring more pairs may be looked for."""


def show() -> None:
    """Show the page."""
    sitting = frame.current()
    if sitting is None:
        _nothing_open()
    elif sitting.job is None:
        _ready(sitting)
    elif sitting.job.is_running:
        st.title(say("Looking for the best plan"), anchor=False)
        _progress()
    elif sitting.job.plan is None:
        _failed(sitting, sitting.job)
    else:
        _made(sitting, sitting.job, sitting.job.plan)


def _nothing_open() -> None:
    st.title(say("No cohort is open"), anchor=False)
    said = say("Open a sample, or your own files; then plan it here.")
    st.html(markup.paragraph(said, "m-lead"))
    if st.button(say("Open a cohort"), type="primary", key="to_start"):
        frame.go_to("start")


def _ready(sitting: Sitting) -> None:
    cohort = sitting.cohort
    settings, count = cohort.programme.programme, cohort.programme.workshops.count
    wanted, people = words.pairs(cohort, settings.pairs), words.applied(cohort)
    said = say("{pairs} from {people}.", pairs=wanted, people=people)
    if count:
        said = say_many(
            "{pairs} from {people}, and {number} workshop between {first} and {last}.",
            "{pairs} from {people}, and {number} workshops between {first} and {last}.",
            count,
            pairs=wanted,
            people=people,
            first=day(settings.start),
            last=spoken().day(settings.end),
        )
    st.title(say("Ready to plan"), anchor=False)
    st.html(markup.paragraph(said, "m-lead"))
    _start_button(sitting, say("Make the plan"))
    if sitting.warnings:
        number = _to_look_at(sitting)
        st.header(
            say_many("{number} thing to look at", "{number} things to look at", number),
            anchor=False,
        )
        st.html(markup.problems(sitting.warnings, masked))


def _to_look_at(sitting: Sitting) -> int:
    return sum(how_many(sitting.warnings, severity) for severity in Severity)


def _start_button(sitting: Sitting, label: str, seconds: float | None = None) -> None:
    limit = allowed_seconds(sitting.cohort, seconds)
    primary = seconds is None
    if st.button(label, type="primary" if primary else "secondary", key="make_plan"):
        if frame.sittings().start(sitting, limit):
            st.rerun()
        _busy()
    if primary:
        st.caption(
            say(
                "At most {time}. You can stop at any time and keep the best.",
                time=words.seconds(limit),
            )
        )


def _busy() -> None:
    st.warning(say("Other plans are being made on this computer. Try again in a moment."))


@st.fragment(run_every=watching.LOOK_EVERY)
def _progress() -> None:
    sitting = frame.current()
    if sitting is None or sitting.job is None or not sitting.job.is_running:
        st.rerun()
    watching.progress(sitting.job, sitting.cohort)


def _failed(sitting: Sitting, job: Job) -> None:
    st.title(say("No plan was made"), anchor=False)
    st.html(markup.paragraph(watching.failure(job), "m-lead"))
    _start_button(sitting, say("Try again"))


def _made(sitting: Sitting, job: Job, plan: Plan) -> None:
    st.title(words.headline(plan), anchor=False)
    proven, sentence = words.verdict(plan, stopped=job.was_stopped)
    st.html(markup.verdict(plan.status, proven, sentence))
    way_back.show(sitting)
    stale = is_stale(sitting, plan)
    if stale:
        st.warning(say("The people or the rules have changed since this plan was made."))
        _start_button(sitting, say("Plan again"))
    if plan.objective is None:
        plan_parts.reasons(plan)
        _repairs(sitting, plan_parts.tried_repairs(plan))
        if plan.status is Outcome.UNKNOWN:
            _longer(sitting, job, stale=stale)
        elif st.button(say("Open changed files"), key="to_start"):
            frame.go_to("start")
        return
    plan_parts.facts(plan)
    with st.container(horizontal=True):
        if st.button(say("Why is it like this?"), key="to_why", icon=":material/help:"):
            frame.go_to("why")
        if st.button(say("What if …"), key="to_what_if", help=say("Try changes to this plan")):
            frame.go_to("what-if")
        if st.button(say("Approve and send"), key="to_approve", icon=":material/verified:"):
            frame.go_to("approve")
    plan_parts.reasons(plan)
    if plan.status is Outcome.FEASIBLE:
        _longer(sitting, job, stale=stale)
    elif plan.objective.pairs < plan.cohort.programme.programme.pairs:
        _more_pairs(sitting, job, plan)
    plan_parts.all_parts(plan, hide_names=frame.names_are_hidden())


def _more_pairs(sitting: Sitting, job: Job, plan: Plan) -> None:
    """Offer what would bring more pairs; it is looked for when somebody asks."""
    if job.offered is None:
        paired = plan.cohort.programme.pairing.form_pairs
        ask = (
            say("What would bring more pairs?") if paired else say("What would bring more people?")
        )
        limit = say("Takes up to {time}", time=words.seconds(REPAIR_SECONDS))
        if not st.button(ask, key="ask_more", help=limit):
            return
        from matcher.explaining.nothing_works import nothing_works

        with st.spinner(say("Trying gentler rules …")):
            job.offered = nothing_works(plan, REPAIR_SECONDS, 1).repairs
        st.rerun()
    if not job.offered:
        st.caption(say("No change of one rule, or of two, was found that would bring more."))
    _repairs(sitting, [(repair.text, repair.changes) for repair in job.offered or ()])


def _repairs(sitting: Sitting, offered: list[plan_parts.Repair]) -> None:
    tried = plan_parts.repairs(offered)
    if tried is not None:
        if frame.sittings().try_changes(sitting, tried):
            st.rerun()
        _busy()


def _longer(sitting: Sitting, job: Job, *, stale: bool) -> None:
    """Offer to look for longer; where rules or people have changed, it begins anew anyway."""
    if stale:
        return
    seconds = allowed_seconds(sitting.cohort, 4 * max(job.seconds, 15.0))
    _start_button(
        sitting, say("Plan again, for up to {time}", time=words.seconds(seconds)), seconds
    )

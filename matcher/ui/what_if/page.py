"""What if: changes to the plan, chosen on the plan itself, and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from matcher.export.names import Names
from matcher.ui import frame, markup, watching, way_back, words
from matcher.ui.sittings.trials import MOST_PAIRS_FOR_WAYS, Question
from matcher.ui.what_if import answer as what_if_answer
from matcher.ui.what_if import arriving
from matcher.ui.what_if import choices as what_if_choices

if TYPE_CHECKING:
    from matcher.ui.sittings.sittings import Sitting
    from matcher.ui.sittings.trials import Trial

ASKED = {
    Question.AFRESH: "Plan afresh",
    Question.LEAST: "Change as little as possible",
    Question.BETWEEN: "Show what lies between",
    Question.WAYS: "Help for who is left alone",
}
with_change = arriving.with_change
"""How other pages come here with a change."""

HELP = {
    Question.AFRESH: "The best plan with these changes, whatever else moves",
    Question.LEAST: "The plan that disturbs the fewest people and dates",
    Question.BETWEEN: "Plans from the fewest changes to the best total, to pick from",
    Question.WAYS: "A new partner, a place in another pair, or a pause: each with its price",
}


def show() -> None:
    """Show the page."""
    sitting = frame.current()
    trial = None if sitting is None else sitting.trial()
    if sitting is None or trial is None:
        _no_plan(sitting)
        return
    names = Names(trial.plan.cohort, hidden=frame.names_are_hidden())
    st.title("What if …", anchor=False)
    st.html(
        markup.paragraph(
            "Choose something on the plan, and see what follows and who must be told. "
            "The plan stays as it is until you keep another one.",
            "m-lead",
        )
    )
    way_back.show(sitting)
    plan, answer = st.columns([2, 3], gap="large")
    with plan:
        st.header("The plan", anchor=False)
        what_if_choices.show(trial, names)
    with answer:
        st.header("Your changes", anchor=False)
        _changes(trial, names)
        _questions(trial)
        _answer(sitting, trial)


def _no_plan(sitting: Sitting | None) -> None:
    st.title("There is no plan to change yet", anchor=False)
    st.html(
        markup.paragraph(
            "Open a cohort and plan it; then try here what a change would bring."
            if sitting is None
            else "Make the plan first; then try here what a change would bring.",
            "m-lead",
        )
    )
    to, label = ("start", "Open a cohort") if sitting is None else ("plan", "Go to the plan")
    if st.button(label, type="primary", key=f"to_{to}"):
        frame.go_to(to)


def _changes(trial: Trial, names: Names) -> None:
    """Show the changes in their order, each of which can be taken back."""
    if trial.refused:
        st.error("This change was not made:")
        st.html(markup.problems(trial.refused))
    if not trial.changes:
        st.html(markup.paragraph("None yet. Choose one on the plan.", "m-quiet"))
        return
    for place, change in enumerate(trial.changes):
        with st.container(horizontal=True, vertical_alignment="center"):
            said = f"{place + 1}. {words.change(change, names)}"
            st.html(markup.paragraph(said, "m-facts"))
            back = f"Take back {place + 1}"
            if st.button(back, key=f"back_{place}", type="tertiary", width="content"):
                trial.take_back(place)
                st.rerun()
    with st.container(horizontal=True):
        if st.button("Undo the last", key="undo", icon=":material/undo:"):
            trial.take_back(len(trial.changes) - 1)
            st.rerun()
        if len(trial.changes) > 1 and st.button("Take all back", key="clear"):
            trial.clear()
            st.rerun()


def _questions(trial: Trial) -> None:
    """Offer what can be asked about the changes."""
    if not trial.changes:
        return
    left = any(change.kind in ("withdraw", "pause") for change in trial.changes)
    small = len(trial.plan.pairs) <= MOST_PAIRS_FOR_WAYS
    pairs = trial.plan.cohort.programme.pairing.form_pairs
    offered = [one for one in ASKED if one is not Question.WAYS or (left and small and pairs)]
    with st.container(horizontal=True):
        for one in offered:
            kind = _type(one is (trial.question or Question.AFRESH))
            if st.button(ASKED[one], key=f"ask_{one}", help=HELP[one], type=kind):
                if frame.sittings().work_out(trial, one):
                    st.rerun()
                st.warning("Other plans are being made on this computer. Try again in a moment.")


def _type(is_next: bool) -> Literal["primary", "secondary"]:
    return "primary" if is_next else "secondary"


def _answer(sitting: Sitting, trial: Trial) -> None:
    job = trial.job
    if job is None or trial.question is None:
        return
    st.header(ASKED[trial.question], anchor=False)
    if job.is_running:
        _progress()
    elif job.failure is not None:
        st.html(markup.paragraph(job.failure, "m-lead"))
    elif not job.plans:
        none = "No way on was found." if trial.question is Question.WAYS else "There is no plan."
        st.html(markup.paragraph(f"{none} Take a change back, or try another one.", "m-lead"))
    else:
        what_if_answer.show(sitting, trial)


@st.fragment(run_every=watching.LOOK_EVERY)
def _progress() -> None:
    sitting = frame.current()
    trial = None if sitting is None else sitting.what_if
    job = None if trial is None else trial.job
    if trial is None or job is None or not job.is_running:
        st.rerun()
    if trial.question is Question.WAYS:
        st.html(markup.paragraph("Each way on is being worked out; this takes a moment.", "m-lead"))
    else:
        watching.progress(job, trial.plan.cohort)

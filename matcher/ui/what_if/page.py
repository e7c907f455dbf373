"""What if: changes to the plan, chosen on the plan itself, and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.export.names import Names
from matcher.language.words import to_say
from matcher.ui import frame, markup, watching, way_back, words
from matcher.ui.masking import masked
from matcher.ui.sittings.jobs import allowed_seconds
from matcher.ui.sittings.trials import MOST_PAIRS_FOR_WAYS, Question
from matcher.ui.speech import say, spoken
from matcher.ui.what_if import answer as what_if_answer
from matcher.ui.what_if import arriving, scenario_parts, trying
from matcher.ui.what_if import choices as what_if_choices

if TYPE_CHECKING:
    from matcher.ui.sittings.sittings import Sitting
    from matcher.ui.sittings.trials import Trial

with_change = arriving.with_change
"""How other pages come here with a change."""

ASKED = {
    Question.AFRESH: to_say("Best plan"),
    Question.LEAST: to_say("Fewest changes"),
    Question.BETWEEN: to_say("What lies between"),
    Question.WAYS: to_say("Help for who is left alone"),
}
MEANING = {
    Question.AFRESH: to_say("The best plan with these changes, whatever else moves."),
    Question.LEAST: to_say("The plan that disturbs the fewest people and dates."),
    Question.BETWEEN: to_say("Plans from the fewest changes to the best total, to pick from."),
    Question.WAYS: to_say("A new partner, a place in another pair, or a pause: each priced."),
}

PATIENCE = 1.5
"""How many seconds the page waits for an answer before it shows that one is worked out."""


def show() -> None:
    """Show the page."""
    sitting = frame.current()
    trial = None if sitting is None else sitting.trial()
    if sitting is None or trial is None:
        _no_plan(sitting)
        return
    names = Names(trial.plan.cohort, hidden=frame.names_are_hidden())
    st.title(say("What if …"), anchor=False)
    st.html(
        markup.paragraph(
            say(
                "Choose something on the plan, and see at once what follows and who must be told. "
                "The plan stays as it is until you keep another one."
            ),
            "m-lead",
        )
    )
    _kept(sitting)
    plan, answer = st.columns([2, 3], gap="large")
    with plan:
        st.header(say("The plan"), anchor=False)
        what_if_choices.show(trial, names)
    with answer:
        st.header(say("Your changes"), anchor=False)
        _changes(trial)
        if trial.changes:
            _answer(sitting, trial)
    scenario_parts.show(sitting, trial)


def _no_plan(sitting: Sitting | None) -> None:
    st.title(say("There is no plan to change yet"), anchor=False)
    said = (
        say("Open a cohort and plan it; then try here what a change would bring.")
        if sitting is None
        else say("Make the plan first; then try here what a change would bring.")
    )
    st.html(markup.paragraph(said, "m-lead"))
    to, label = (
        ("start", say("Open a cohort")) if sitting is None else ("plan", say("Go to the plan"))
    )
    if st.button(label, type="primary", key=f"to_{to}"):
        frame.go_to(to)


def _kept(sitting: Sitting) -> None:
    """After a change was kept, lead to those who must be told, and offer the way back."""
    if sitting.before is None:
        return
    with st.container(border=True):
        way_back.show(sitting)
        with st.container(horizontal=True):
            label = say("Tell people, and get the calendar files")
            if st.button(label, key="to_approve", icon=":material/send:"):
                frame.go_to("approve")
            if st.button(say("See the plan"), key="to_plan", type="tertiary"):
                frame.go_to("plan")


def _changes(trial: Trial) -> None:
    """Show the changes in their order, each of which is taken back by a click."""
    if trial.refused:
        st.error(say("This change was not made:"))
        _why_refused(trial)
    if not trial.changes:
        st.html(markup.paragraph(say("None yet. Choose one on the plan."), "m-quiet"))
        return
    names = Names(trial.after, trial.plan.cohort, hidden=frame.names_are_hidden())
    with st.container(horizontal=True):
        for place, change in enumerate(trial.changes):
            said = markup.label(f"{place + 1}. {words.change(change, names)}")
            if st.button(f"{said} ✕", key=f"back_{place}", help=say("Take this change back")):
                trial.take_back(place)
                trying.show_again()
    with st.container(horizontal=True):
        if st.button(say("Undo the last"), key="undo", icon=":material/undo:", type="tertiary"):
            trial.take_back(len(trial.changes) - 1)
            trying.show_again()
        if len(trial.changes) > 1 and st.button(say("Take all back"), key="clear", type="tertiary"):
            trial.clear()
            trying.show_again()


def _why_refused(trial: Trial) -> None:
    """Say with which changes the one that was chosen does not go together, or what is wrong."""
    new, places = trial.clash
    if not places:
        st.html(markup.problems(trial.refused, masked))
        return
    names = Names(trial.after, trial.plan.cohort, hidden=frame.names_are_hidden())
    others = [
        say(
            "“{change}” (change {number})",
            change=words.change(trial.changes[place], names),
            number=place + 1,
        )
        for place in places
    ]
    said = say(
        "“{change}” does not go together with {others}. Take that back first.",
        change=spoken().parted(words.change(one, names) for one in new),
        others=spoken().parted(others),
    )
    st.html(markup.paragraph(said))


def _question(trial: Trial) -> Question:
    """Let somebody choose which answer is shown."""
    left = any(change.kind in ("withdraw", "pause") for change in trial.changes)
    small = len(trial.plan.pairs) <= MOST_PAIRS_FOR_WAYS
    helps = left and small and trial.plan.cohort.programme.pairing.form_pairs
    labels = {one: say(said) for one, said in ASKED.items() if one is not Question.WAYS or helps}
    if st.session_state.get(trying.QUESTION) not in labels:
        st.session_state[trying.QUESTION] = Question.AFRESH
    chosen = st.segmented_control(
        say("What follows"),
        list(labels),
        format_func=labels.__getitem__,
        key=trying.QUESTION,
        required=True,
    )
    st.caption(say(MEANING[chosen or Question.AFRESH]))
    return chosen or Question.AFRESH


def _answer(sitting: Sitting, trial: Trial) -> None:
    """Show what follows: at once where that is quick, after another click where it is not."""
    question = _question(trial)
    if not trial.has_answer(question) and (trial.question, trial.failed) != (question, True):
        limit = words.seconds(allowed_seconds(trial.plan.cohort))
        if question not in trying.AT_ONCE:
            st.caption(say("This takes up to {time}. You can stop at any time.", time=limit))
            if not st.button(say("Work it out"), type="primary", key="what_if_ask"):
                return
        if not frame.sittings().work_out(trial, question):
            st.warning(say("Other plans are being made on this computer. Try again in a moment."))
            st.button(say("Try again"), key="what_if_again")
            return
        assert trial.job is not None
        trial.job.wait(PATIENCE)
    elif trial.question is not question:
        frame.sittings().work_out(trial, question)
    _result(sitting, trial)


def _result(sitting: Sitting, trial: Trial) -> None:
    job = trial.job
    assert job is not None
    if job.is_running:
        _progress()
    elif job.failure is not None:
        st.html(markup.paragraph(watching.failure(job), "m-lead"))
    elif not job.plans:
        none = (
            say("No way on was found. Take a change back, or try another one.")
            if trial.question is Question.WAYS
            else say("There is no plan. Take a change back, or try another one.")
        )
        st.html(markup.paragraph(none, "m-lead"))
    else:
        what_if_answer.show(sitting, trial)


@st.fragment(run_every=watching.LOOK_EVERY)
def _progress() -> None:
    sitting = frame.current()
    trial = None if sitting is None else sitting.what_if
    job = None if trial is None else trial.job
    if trial is None or job is None or not job.is_running:
        st.rerun()
    ways = say("Each way on is being worked out; this takes a moment.")
    news = ways if trial.question is Question.WAYS else None
    watching.progress(job, trial.plan.cohort, news)

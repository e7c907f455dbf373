"""Why: the reasons for a pair, two people who are none, a person, a date, or the whole plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.export.names import Names
from matcher.ui import frame, markup, watching, words
from matcher.ui.sittings.answers import ANY_DATES, Answer, Asked
from matcher.ui.speech import say, say_many
from matcher.ui.why import choosing
from matcher.ui.why import parts as why_parts

if TYPE_CHECKING:
    from datetime import date

    from matcher.plans import Plan
    from matcher.ui.sittings.sittings import Sitting

LOOK_EVERY = 0.5
"""Seconds from one look at an answer in work to the next."""

PATIENCE = 1.5
"""How many seconds the page waits for an answer before it shows that one is worked out."""


def show() -> None:
    """Show the page."""
    sitting = frame.current()
    plan = sitting.job.plan if sitting is not None and sitting.job is not None else None
    st.title(say("Why the plan is as it is"), anchor=False)
    if sitting is None or plan is None:
        _no_plan(sitting)
        return
    names = Names(plan.cohort, hidden=frame.names_are_hidden())
    choosing.take_up(plan, names)
    asked = choosing.asked(plan, names)
    if asked is not None:
        _answer(sitting, plan, asked, names)


def about(*people: str, day: date | None = None, question: str = "") -> None:
    """Come to this page from another one with a question.

    Parameters
    ----------
    people
        The ids of one or two people.
    day
        A date, where nobody is named.
    question
        The name of a question about the whole plan, where neither is.
    """
    choosing.bring(people, day, question)
    frame.go_to("why")


def _no_plan(sitting: Sitting | None) -> None:
    if sitting is None:
        said, label, page = say("No cohort is open: open one first."), say("Open a cohort"), "start"
    elif sitting.is_running:
        said, label = say("The plan is still being made."), say("See how far it is")
        page = "plan"
    else:
        said, label = say("There is no plan yet to ask about."), say("Go to the plan")
        page = "plan"
    st.html(markup.paragraph(said, "m-lead"))
    if st.button(label, type="primary", key="to_page"):
        frame.go_to(page)


def _answer(sitting: Sitting, plan: Plan, asked: Asked, names: Names) -> None:
    known = sitting.job.answers.get(asked) if sitting.job is not None else None
    if known is None and not asked.comes_at_once:
        limit = words.seconds(asked.seconds)
        st.caption(
            say("This takes up to {time}. You can use the other pages meanwhile.", time=limit)
        )
        if not st.button(say("Work it out"), type="primary", key="why_ask"):
            return
        if frame.sittings().ask(sitting, asked) is not None:
            st.rerun()
    answer = frame.sittings().ask(sitting, asked)
    if answer is None:
        st.warning(say("Other questions are being worked on. Try again in a moment."))
        return
    if known is None:
        answer.wait(PATIENCE)
    if answer.is_running:
        _progress(asked)
    elif answer.made is None:
        stopped = answer.was_stopped or not answer.failure
        st.warning(say("You stopped the work on this.") if stopped else watching.failure(answer))
        _again(sitting, asked, say("Try again"))
    else:
        why_parts.told(plan, asked, answer.made, names)
        if answer.was_stopped:
            _stopped(sitting, asked, answer)


def _stopped(sitting: Sitting, asked: Asked, answer: Answer) -> None:
    if asked.about == ANY_DATES:
        done, of = answer.done or (0, 0)
        st.caption(
            say_many(
                "You stopped when {done} of {number} pair was priced.",
                "You stopped when {done} of {number} pairs were priced.",
                of,
                done=done,
            )
        )
    else:
        st.caption(say("You stopped the work: this is what was found by then."))
    _again(sitting, asked, say("Work all of it out"))


def _again(sitting: Sitting, asked: Asked, label: str) -> None:
    if st.button(label, key="why_again") and sitting.job is not None:
        del sitting.job.answers[asked]
        frame.sittings().ask(sitting, asked)
        st.rerun()


@st.fragment(run_every=LOOK_EVERY)
def _progress(asked: Asked) -> None:
    sitting = frame.current()
    answer = sitting.job.answers.get(asked) if sitting is not None and sitting.job else None
    if answer is None or not answer.is_running:
        st.rerun()
    st.progress(_share(answer), _news(answer))
    stopping = answer.was_stopped
    label = say("Stopping …") if stopping else say("Stop and show what there is")
    st.button(label, key="why_stop", on_click=answer.stop, disabled=stopping)


def _share(answer: Answer) -> float:
    done, of = answer.done or (answer.seconds_since, answer.seconds)
    return min(1.0, done / max(of, 0.001))


def _news(answer: Answer) -> str:
    if answer.done is not None:
        done, of = answer.done
        return say_many(
            "{done} of {number} pair priced", "{done} of {number} pairs priced", of, done=done
        )
    return say(
        "Being worked out: {seconds} of at most {limit}",
        seconds=f"{answer.seconds_since:.0f}",
        limit=words.seconds(answer.seconds),
    )

"""Why: the reasons for a pair, for two people who are none, for a person, for the whole plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.export.names import Names
from matcher.ui import frame, markup, words
from matcher.ui.sittings.answers import ANY_DATES, Answer, Asked
from matcher.ui.why import parts as why_parts

if TYPE_CHECKING:
    from datetime import date

    from matcher.cohort import Person
    from matcher.plans import Plan
    from matcher.ui.sittings.sittings import Sitting

LOOK_EVERY = 0.5
"""Seconds from one look at an answer in work to the next."""

PATIENCE = 1.5
"""How many seconds the page waits for an answer before it shows that one is worked out."""

PAIR, TWO, ONE, WHOLE = "A pair", "Two people", "A person", "The whole plan"
EMPTY = {
    PAIR: "Choose a pair to read why the two are together, and what the best other choice is.",
    TWO: "Choose two people to read why they are no pair, and what it would cost to make them one.",
    ONE: "Choose somebody to read why they have their place, or why they wait.",
    WHOLE: "Choose a question.",
}
BROUGHT = "why_brought"
"""Where the question of another page stands until this one takes it up."""


def show() -> None:
    """Show the page."""
    sitting = frame.current()
    plan = sitting.job.plan if sitting is not None and sitting.job is not None else None
    st.title("Why the plan is as it is", anchor=False)
    if sitting is None or plan is None:
        _no_plan(sitting)
        return
    names = Names(plan.cohort, hidden=frame.names_are_hidden())
    _take_up(plan, names)
    asked = _asked(plan, names)
    if asked is not None:
        _answer(sitting, plan, asked)


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
    st.session_state[BROUGHT] = (people, day, question)
    frame.go_to("why")


def _take_up(plan: Plan, names: Names) -> None:
    """Choose in the menus what another page asks about."""
    brought = st.session_state.pop(BROUGHT, None)
    if brought is None:
        return
    people, _, question = brought
    state, paired = st.session_state, plan.cohort.programme.pairing.form_pairs
    if len(people) == 2 and paired:
        pair = next((one.two for one in plan.pairs if set(one.two) == set(people)), None)
        sides = {one.person_id: one.side for one in plan.cohort.people}
        if pair is not None:
            state["why_kind"] = PAIR
            state[_key("why_pair", names)] = " + ".join(called(one, names) for one in pair)
            return
        state["why_kind"] = TWO
        for one in people:
            state[_key(f"why_{sides[one]}", names)] = called(one, names)
    elif people:
        state["why_kind"] = ONE
        state[_key("why_one", names)] = called(people[0], names)
    else:
        state["why_kind"] = WHOLE
        state["why_about"] = question or "dates"


def _no_plan(sitting: Sitting | None) -> None:
    if sitting is None:
        said, label, page = "No cohort is open: open one first.", "Open a cohort", "start"
    elif sitting.is_running:
        said, label, page = "The plan is still being made.", "See how far it is", "plan"
    else:
        said, label, page = "There is no plan yet to ask about.", "Go to the plan", "plan"
    st.html(markup.paragraph(said, "m-lead"))
    if st.button(label, type="primary", key="to_page"):
        frame.go_to(page)


def _asked(plan: Plan, names: Names) -> Asked | None:
    """Let somebody choose a question; return it once it is whole."""
    paired = plan.cohort.programme.pairing.form_pairs
    kinds = [*([PAIR] if paired and plan.pairs else []), *([TWO] if paired else []), ONE, WHOLE]
    kind = st.radio("Ask about", kinds, horizontal=True, key="why_kind")
    if kind == WHOLE:
        about = st.selectbox(
            "Question",
            words.ABOUT_IN_WORDS,
            index=None,
            format_func=words.ABOUT_IN_WORDS.__getitem__,
            placeholder="Choose a question",
            key="why_about",
        )
        # Prices on any dates take minutes; their sentences are made when they are shown.
        hides = names.hidden and about != ANY_DATES
        asked = Asked(about, hides_names=hides) if about else None
    else:
        people = _people(kind, plan, names)
        asked = Asked(people=people, hides_names=names.hidden) if people else None
    if asked is None:
        st.html(markup.paragraph(EMPTY[kind], "m-quiet"))
    return asked


def _people(kind: str, plan: Plan, names: Names) -> tuple[str, ...]:
    """Let somebody choose the people to ask about; return nobody until all are chosen."""
    cohort, sides = plan.cohort, words.sides(plan.cohort)
    if kind == PAIR:
        pairs = {
            " + ".join(called(one, names) for one in pair.two): pair.two for pair in plan.pairs
        }
        chosen = _choice("Pair", list(pairs), _key("why_pair", names))
        return pairs[chosen] if chosen else ()
    if kind == ONE:
        one = _person("Person", cohort.people, names, "why_one")
        return (one,) if one else ()
    left, right = st.columns(2)
    with left:
        patient = _person(sides[0], cohort.patients, names, "why_patient")
    with right:
        professional = _person(sides[1], cohort.professionals, names, "why_professional")
    return (patient, professional) if patient and professional else ()


def _person(label: str, people: tuple[Person, ...], names: Names, key: str) -> str | None:
    by_label = {called(one.person_id, names): one.person_id for one in people}
    chosen = _choice(label, sorted(by_label), _key(key, names))
    return by_label[chosen] if chosen else None


def _choice(label: str, options: list[str], key: str) -> str | None:
    return st.selectbox(label, options, index=None, placeholder="Choose", key=key)


def _key(key: str, names: Names) -> str:
    """Return another key where ids are shown: what was chosen by name is then no option."""
    return f"{key}_ids" if names.hidden else key


def called(identity: str, names: Names) -> str:
    """Return a name that stands for one person only: with the id."""
    name = names.person(identity)
    return name if name == identity else f"{name} ({identity})"


def _answer(sitting: Sitting, plan: Plan, asked: Asked) -> None:
    known = sitting.job.answers.get(asked) if sitting.job is not None else None
    if known is None and not asked.comes_at_once:
        limit = words.seconds(asked.seconds)
        st.caption(f"This takes up to {limit}. You can use the other pages meanwhile.")
        if not st.button("Work it out", type="primary", key="why_ask"):
            return
        if frame.sittings().ask(sitting, asked) is not None:
            st.rerun()
    answer = frame.sittings().ask(sitting, asked)
    if answer is None:
        st.warning("Other questions are being worked on. Try again in a moment.")
        return
    if known is None:
        answer.wait(PATIENCE)
    if answer.is_running:
        _progress(asked)
    elif answer.made is None:
        st.warning(answer.failure or "")
        _again(sitting, asked, "Try again")
    else:
        names = Names(plan.cohort, hidden=frame.names_are_hidden())
        why_parts.told(plan, asked, answer.made, names)
        if answer.was_stopped:
            done, of = answer.done or (0, 0)
            st.caption(f"You stopped when {done:,} of {of:,} pairs were priced.")
            _again(sitting, asked, "Work all of it out")


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
    if asked.can_stop:
        stopping = answer.was_stopped
        label = "Stopping …" if stopping else "Stop and show what there is"
        st.button(label, key="why_stop", on_click=answer.stop, disabled=stopping)


def _share(answer: Answer) -> float:
    done, of = answer.done or (answer.seconds_since, answer.seconds)
    return min(1.0, done / max(of, 0.001))


def _news(answer: Answer) -> str:
    if answer.done is not None:
        done, of = answer.done
        return f"{done:,} of {words.count(of, 'pair')} priced"
    seconds, limit = answer.seconds_since, words.seconds(answer.seconds)
    return f"Being worked out: {seconds:.0f} of at most {limit}"

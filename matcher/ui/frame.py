"""What stands around every page: what is open, and one line on how things stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from matcher.language import Language
from matcher.ui import markup, signing_in, speech, words
from matcher.ui.cohorts import saving
from matcher.ui.sittings.sittings import Sitting, Sittings, browser_of
from matcher.ui.speech import say, say_many, spoken

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.drafts import Draft
    from matcher.errors import Problem

LOOK = Path(__file__).with_name("look.css")
KEY, PAGES, HIDDEN = "sitting", "pages", "hide_names"
LEFT = "left_open"
"""The keys of what was left in this visit."""

IDS = "ids"
"""Where the page's address says that ids stand for names, so that a reload keeps it."""
BROWSER_COOKIE = "_streamlit_xsrf"
WATCH_EVERY = 5.0
"""Seconds from one sign that somebody is there to the next, while anything is worked out."""


@st.cache_resource(show_spinner=False)
def sittings() -> Sittings:
    """Return every open cohort of every browser."""
    return Sittings()


def _owner() -> str:
    """Return what tells this browser, and who signed in, from others.

    So a copied address opens nothing.
    """
    cookie: object = st.context.cookies.get(BROWSER_COOKIE)
    browser = browser_of(cookie) if isinstance(cookie, str) else ""
    person = signing_in.key()
    return browser if person is None else f"{browser} of {person}"


def current() -> Sitting | None:
    """Return what is open here, also after a reload of the page."""
    key: str | None = st.session_state.get(KEY) or st.query_params.get(KEY)
    sitting = sittings().find(key, _owner())
    if key is None or sitting is None:
        st.session_state.pop(KEY, None)
        st.query_params.pop(KEY, None)
        return None
    st.session_state[KEY] = key
    st.query_params[KEY] = key
    return sitting


def open_cohort(cohort: Cohort, warnings: tuple[Problem, ...] = ()) -> None:
    """Open a cohort in place of the one that is open."""
    leave()
    st.session_state[KEY] = sittings().open(cohort, warnings, _owner())


def open_draft(draft: Draft) -> None:
    """Open working files, sound or not, in place of what is open."""
    leave()
    st.session_state[KEY] = sittings().open_draft(draft, _owner())


def leave() -> None:
    """Leave what is open; where something in it is unsaved, it is found again on Start."""
    key: str | None = st.session_state.pop(KEY, None)
    if key is not None and sittings().leave(key):
        st.session_state[LEFT] = [*st.session_state.get(LEFT, []), key]


def left_open() -> list[tuple[str, Sitting]]:
    """Return what was left unsaved in this browser, with its keys; the last one first."""
    return sittings().left(_owner(), st.session_state.get(LEFT, []))


def go_on(key: str) -> None:
    """Go on with something that was left."""
    leave()
    st.session_state[KEY] = key


def put_away(key: str, *, away: bool = True) -> None:
    """Take something that was left out of the list, or back into it."""
    sittings().put_away(key, _owner(), away=away)


def go_to(name: str) -> None:
    """Show another page."""
    st.switch_page(st.session_state[PAGES][name])


def is_planning() -> bool:
    """Return whether a plan of what is open is being made."""
    sitting = current()
    return sitting is not None and sitting.is_running


def is_sound() -> bool:
    """Return whether what is open has been a cohort once, or nothing is open."""
    sitting = current()
    return sitting is None or sitting.known is not None


def show_unsound() -> None:
    """Show what comes first where the files of what is open have never been sound."""
    sitting = current()
    number = 0 if sitting is None else sitting.errors
    st.title(say("The files come first"), anchor=False)
    text = say_many(
        "{number} thing in the files is to be put right before this page can help.",
        "{number} things in the files are to be put right before this page can help.",
        number,
    )
    st.html(markup.paragraph(text, "m-lead"))
    if st.button(say("Put it right"), type="primary", key="to_data"):
        go_to("data")


def names_are_hidden() -> bool:
    """Return whether people are shown by their ids."""
    return bool(st.session_state.get(HIDDEN, st.query_params.get(IDS) == "1"))


def show_frame() -> None:
    """Show the line on how things stand, and the choice of names or ids and of the language."""
    st.html(LOOK)
    sitting = current()
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        facts = [say("No cohort is open")] if sitting is None else standing(sitting)
        if sitting is not None:
            facts.append(saving.fact(sitting))
        st.html(markup.line(facts, "m-frame"), width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            if sitting is not None:
                saving.buttons(sitting)
                _ids()
            _language()
            signing_in.account()
    saving.news()
    keep_watch()


def keep_watch() -> None:
    """Note again and again that somebody is there, for as long as anything is worked out."""
    sitting = current()
    if sitting is not None and sitting.works:
        _heartbeat()


@st.fragment(run_every=WATCH_EVERY)
def _heartbeat() -> None:
    sitting = current()  # finding it notes that it is watched
    if sitting is None or not sitting.works:
        st.rerun()


def _ids() -> None:
    """Let somebody hide names; the page's address keeps it."""
    st.session_state[HIDDEN] = names_are_hidden()
    if st.toggle(say("Ids instead of names"), key=HIDDEN, width="content"):
        st.query_params[IDS] = "1"
    else:
        st.query_params.pop(IDS, None)


def _language() -> None:
    """Let somebody choose the language; the page's address keeps it."""
    st.session_state[speech.KEY] = speech.language()
    chosen = st.segmented_control(
        say("Language"),
        list(Language),
        format_func=lambda one: str(one).upper(),
        key=speech.KEY,
        label_visibility="collapsed",
        width="content",
        required=True,
    )
    language = chosen or speech.language()
    st.query_params[speech.KEY] = language
    st.html(
        f'<span class="m-tongue"></span><script>document.documentElement.lang = "{language}"'
        "</script>",
        unsafe_allow_javascript=True,  # the framework itself says English, whatever is read out
    )


def standing(sitting: Sitting) -> list[str]:
    """Return where things stand, in short facts."""
    if sitting.known is None:
        return [
            say_many("{number} thing to put right", "{number} things to put right", sitting.errors)
        ]
    settings = sitting.cohort.programme.programme
    facts = [settings.name, spoken().people(len(sitting.cohort.people))]
    wanted = say("{pairs} wanted", pairs=words.pairs(sitting.cohort, settings.pairs))
    job = sitting.job
    if job is None:
        return [*facts, wanted, say("not planned yet")]
    if job.is_running:
        return [*facts, wanted, say("being planned")]
    if job.plan is None:
        return [*facts, say("not planned: an error occurred")]
    if job.plan.objective is None:
        return [*facts, words.standing(job.plan)]
    formed = words.pairs(sitting.cohort, job.plan.objective.pairs)
    planned = say("{pairs} planned", pairs=formed)
    return [*facts, planned, words.standing(job.plan)]

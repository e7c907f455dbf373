"""Data: what was read, what is wrong with it, and putting it right in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.errors import InputError
from matcher.export.names import Names
from matcher.language.words import to_say
from matcher.ui import frame, markup, words
from matcher.ui.data import dates, grid, headings, person, places, wrong
from matcher.ui.data.taking_along import cohort_as_workbook, draft_as_zip
from matcher.ui.speech import language, say, say_many, spoken

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.drafts import Step
    from matcher.ui.sittings.files import Files
    from matcher.ui.sittings.sittings import Sitting

VIEWS = {
    places.WRONG: to_say("To put right"),
    places.TABLES: to_say("Tables"),
    places.PERSON: to_say("One person"),
    places.DATES: to_say("Dates"),
    places.HEADINGS: to_say("Headings"),
}
STEPS_SHOWN = 10


def show() -> None:
    """Show the page."""
    sitting = frame.current()
    if sitting is None:
        st.title(say("No cohort is open"), anchor=False)
        st.html(markup.paragraph(say("Open a cohort to see and change its data."), "m-lead"))
        if st.button(say("Open a cohort"), type="primary", key="to_start"):
            frame.go_to("start")
        return
    try:
        files = sitting.open_files()
    except InputError as error:
        st.title(say("This cohort fits into no files"), anchor=False)
        st.html(markup.problems(error.problems))
        return
    _answer(sitting, files)
    _steps(sitting, files)
    st.session_state.setdefault(places.VIEW, places.WRONG)
    chosen = st.segmented_control(
        say("Show"),
        list(VIEWS),
        format_func=lambda view: say(VIEWS[view]),
        key=places.VIEW,
        required=True,
        label_visibility="collapsed",
    )
    if chosen == places.TABLES:
        grid.show(sitting, files)
    elif chosen == places.PERSON:
        person.show(sitting, files)
    elif chosen == places.DATES:
        dates.show(sitting, files)
    elif chosen == places.HEADINGS:
        headings.show(sitting, files)
    else:
        wrong.show(sitting, files)


def _answer(sitting: Sitting, files: Files) -> None:
    """Say first whether a plan can be made of these files, and what to do next."""
    cohort = files.found.cohort
    if cohort is None:
        number = files.errors
        title = say_many("{number} thing to put right", "{number} things to put right", number)
        st.title(title, anchor=False)
        lead = say("Each is linked to its row. What you change is kept at once.")
        if sitting.known is not None:
            lead += " " + say("Until then, the last files without an error count for the plan.")
        st.html(markup.paragraph(lead, "m-lead"))
        return
    st.title(say("The data are in order"), anchor=False)
    lead = _what_there_is(cohort)
    st.html(markup.paragraph(lead, "m-lead"))
    if sitting.lost:
        names = Names(cohort, hidden=frame.names_are_hidden())
        told = [words.change(one, names) for one in sitting.lost]
        lost = say("These changes from What if no longer fit with the files, and were left out:")
        st.html(markup.paragraph(lost) + markup.bullets(told))
    if sitting.is_stale:
        st.html(markup.paragraph(say("The plan at hand was made before the last changes.")))
    label = say("Plan again") if sitting.is_stale else say("Go to the plan")
    if st.button(label, type="primary", key="data_to_plan"):
        if sitting.is_stale and not frame.sittings().start(sitting):
            st.warning(say("Other plans are being made on this computer. Try again in a moment."))
            return
        frame.go_to("plan")


def _what_there_is(cohort: Cohort) -> str:
    """Say how many people there are, and how many of them answered for dates."""
    people = spoken().people(len(cohort.people))
    number = sum(one.person_id in cohort.availability for one in cohort.people)
    if not number:
        return say("{people} can be planned with.", people=people)
    return say(
        "{people} and {dates} can be planned with.",
        people=people,
        dates=say_many("the answers of {number} person", "the answers of {number}", number),
    )


def _steps(sitting: Sitting, files: Files) -> None:
    """Offer the way back and forth, and the files to be taken along."""
    history = files.history
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            say("Undo"),
            key="data_undo",
            icon=":material/undo:",
            disabled=not history.before,
            on_click=sitting.undo,
        )
        st.button(
            say("Redo"),
            key="data_redo",
            icon=":material/redo:",
            disabled=not history.after,
            on_click=sitting.redo,
        )
        if history.steps:
            number = len(history.steps)
            with st.popover(say_many("{number} change", "{number} changes", number)):
                last = [_said(step) for step in history.steps[-STEPS_SHOWN:]]
                st.html(markup.bullets(reversed(last)))
        _to_take_along(files)


def _to_take_along(files: Files) -> None:
    """Offer the files: as they are now, and as one workbook where nothing is wrong with them."""
    if frame.names_are_hidden():
        st.caption(say("These files hold names: show names to download them."))
        return
    cohort, tongue = files.found.cohort, language()
    with st.popover(say("Take along"), icon=":material/download:", key="take_along"):
        st.download_button(
            say("These files (.zip)"),
            lambda: draft_as_zip(files.draft),
            "cohort.zip",
            "application/zip",
            key="download_draft",
            on_click="ignore",
        )
        if cohort is not None:
            st.download_button(
                say("As one workbook (.xlsx)"),
                lambda: cohort_as_workbook(cohort, tongue),
                "cohort.xlsx",
                key="download_workbook",
                on_click="ignore",
            )


def _said(step: Step) -> str:
    return say(step.said, **step.values)

"""Start: open a cohort: a sample, one's own files, a saved one, or a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.drafts import Draft
from matcher.errors import Severity, how_many
from matcher.samples import sample_names, sample_path
from matcher.ui import frame, markup, words
from matcher.ui.masking import masked
from matcher.ui.speech import say, say_many, spoken
from matcher.ui.start import continuing, left, template
from matcher.ui.start.uploads import Reading, Upload, read_uploads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

READ = "read_files"


def show() -> None:
    """Show the page."""
    st.title(say("Who works with whom, and when"), anchor=False)
    lead = say(
        "Matcher forms the pairs and chooses the workshop dates together, and says whether "
        "anything better is possible. Open a cohort to begin."
    )
    st.html(markup.paragraph(lead, "m-lead"))
    left.show()
    continuing.show()
    own, others = st.columns([3, 2], gap="large")
    with own:
        _own_files()
        found = _read_before()
        if found is not None:
            _show_found(found)
    with others:
        _samples()
        template.show()


def _samples() -> None:
    st.header(say("A sample"), anchor=False)
    about = say("Look around first. All people in it are invented.")
    st.html(markup.paragraph(about, "m-quiet"))
    with st.container(horizontal=True):
        for name in sample_names():
            if st.button(say("Open {name}", name=name.title()), key=f"sample_{name}"):
                draft = Draft.of_path(sample_path(name))
                frame.open_draft(draft)
                frame.go_to("plan")


def _own_files() -> None:
    st.header(say("Your files"), anchor=False)
    about = say(
        "One .xlsx workbook, or CSV files together with programme.toml. Only the participants "
        "and the programme are needed. What is wrong in them can be put right here."
    )
    st.html(markup.paragraph(about, "m-quiet"))
    uploaded = st.file_uploader(
        say("Files of the cohort"),
        accept_multiple_files=True,
        key="files",
        label_visibility="collapsed",
    )
    st.caption(
        say("They are read on the computer that runs this app. Nothing is kept before you save.")
    )
    _read(uploaded)


def _read(uploaded: Sequence[UploadedFile]) -> None:
    """Read the files once, not at every look at the page."""
    ids = tuple(one.file_id for one in uploaded)
    if not ids:
        st.session_state.pop(READ, None)
    elif st.session_state.get(READ, ((), None))[0] != ids:
        with st.spinner(say("Reading the files …")):
            found = read_uploads([Upload(one.name, one.getvalue()) for one in uploaded])
        st.session_state[READ] = (ids, found)


def _read_before() -> Reading | None:
    found: Reading | None = st.session_state.get(READ, ((), None))[1]
    return found


def _show_found(reading: Reading) -> None:
    found = reading.found
    errors = how_many(found.problems, Severity.ERROR)
    if found.cohort is None:
        title = say_many(
            "{number} thing to put right first", "{number} things to put right first", errors
        )
        st.header(title, anchor=False)
        _offer_to_put_right(reading)
    else:
        settings = found.cohort.programme.programme
        st.header(say("Ready to open"), anchor=False)
        about = say(
            "{name}: {people}, {pairs} wanted.",
            name=settings.name,
            people=spoken().people(len(found.cohort.people)),
            pairs=words.pairs(found.cohort, settings.pairs),
        )
        st.html(markup.paragraph(about, "m-lead"))
        if st.button(say("Open this cohort"), type="primary", key="open_files"):
            _open(reading, "plan")
    if found.problems:
        st.html(markup.problems(found.problems, masked))


def _offer_to_put_right(reading: Reading) -> None:
    if reading.draft is None:
        about = (
            say("Add the files that are missing, and upload all of them together.")
            if reading.lacks_tables
            else say("Change the files where it says so, and upload them again.")
        )
        st.html(markup.paragraph(about, "m-quiet"))
        return
    about = say("Put them right here, row by row. Your own files stay as they are.")
    st.html(markup.paragraph(about, "m-quiet"))
    if st.button(say("Open and put right"), type="primary", key="open_messy"):
        _open(reading, "data")


def _open(reading: Reading, page: str) -> None:
    if reading.draft is not None:
        frame.open_draft(reading.draft)
        frame.go_to(page)

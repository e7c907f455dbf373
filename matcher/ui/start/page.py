"""Start: open a cohort, a sample or one's own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.errors import Severity, how_many
from matcher.files import Inspection, load
from matcher.samples import sample_names, sample_path
from matcher.ui import frame, markup, words
from matcher.ui.start.uploads import Upload, read_uploads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

READ = "read_files"


def show() -> None:
    """Show the page."""
    st.title("Who works with whom, and when", anchor=False)
    st.html(
        markup.paragraph(
            "Matcher forms the pairs and chooses the workshop dates together, and says whether "
            "anything better is possible. Open a cohort to begin.",
            "m-lead",
        )
    )
    own, sample = st.columns([3, 2], gap="large")
    with own:
        _own_files()
    with sample:
        _samples()
    found = _found()
    if found is not None:
        _show_found(found)


def _samples() -> None:
    st.header("A sample", anchor=False)
    st.html(markup.paragraph("Look around first. All people in it are invented.", "m-quiet"))
    for name in sample_names():
        if st.button(f"Open {name.title()}", key=f"sample_{name}", width="stretch"):
            frame.open_cohort(load(sample_path(name)))
            frame.go_to("plan")


def _own_files() -> None:
    st.header("Your files", anchor=False)
    st.html(
        markup.paragraph(
            "One .xlsx workbook, or CSV files together with programme.toml. Only the participants "
            "and the programme are needed.",
            "m-quiet",
        )
    )
    uploaded = st.file_uploader(
        "Files of the cohort",
        accept_multiple_files=True,
        key="files",
        label_visibility="collapsed",
    )
    st.caption("They are read on the computer that runs this app, and not kept on its disk.")
    _read(uploaded)


def _read(uploaded: Sequence[UploadedFile]) -> None:
    """Read the files once, not at every look at the page."""
    ids = tuple(one.file_id for one in uploaded)
    if not ids:
        st.session_state.pop(READ, None)
    elif st.session_state.get(READ, ((), None))[0] != ids:
        with st.spinner("Reading the files …"):
            found = read_uploads([Upload(one.name, one.getvalue()) for one in uploaded])
        st.session_state[READ] = (ids, found)


def _found() -> Inspection | None:
    found: Inspection | None = st.session_state.get(READ, ((), None))[1]
    return found


def _show_found(found: Inspection) -> None:
    errors = how_many(found.problems, Severity.ERROR)
    warnings = how_many(found.problems, Severity.WARNING)
    if found.cohort is None:
        st.header(f"{words.count(errors, 'thing')} to put right first", anchor=False)
        st.html(
            markup.paragraph("Change the files where it says so, and upload them again.", "m-quiet")
        )
    else:
        settings = found.cohort.programme.programme
        st.header("Ready to open", anchor=False)
        st.html(
            markup.paragraph(
                f"{settings.name}: {words.count(len(found.cohort.people), 'person', 'people')}, "
                f"{words.pairs(found.cohort, settings.pairs)} wanted"
                + (f", {words.count(warnings, 'thing')} to look at." if warnings else "."),
                "m-lead",
            )
        )
        if st.button("Open this cohort", type="primary", key="open_files"):
            frame.open_cohort(found.cohort, found.problems)
            frame.go_to("plan")
    if found.problems:
        st.html(markup.problems(found.problems))

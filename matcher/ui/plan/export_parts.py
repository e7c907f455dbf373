"""What a team sends and prints, made of the plan and packed for download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.export.kinds import KINDS
from matcher.language import language_of
from matcher.ui import words
from matcher.ui.downloads import exports_as_zip, file_stem

if TYPE_CHECKING:
    from matcher.export.names import Names
    from matcher.plans import Plan

USUAL = ("workbook", "calendars", "page", "hand-outs", "letters")
"""What is packed unless somebody chooses otherwise."""

LANGUAGES = {"en": "English", "fr": "Français"}


def exports(plan: Plan, names: Names) -> None:
    """Show what can be made of the plan, and the button that packs it."""
    st.header("Send and print it", anchor=False)
    if names.hidden:
        st.caption("These files hold names: show names to download them.")
        return
    with st.container(horizontal=True):
        kinds = [
            kind
            for kind, label in words.EXPORTS_IN_WORDS.items()
            if KINDS[kind].is_available()
            and st.checkbox(label, value=kind in USUAL, key=f"export_{kind}", width=330)
        ]
    language = st.radio(
        "Language of these files",
        list(LANGUAGES),
        index=list(LANGUAGES).index(language_of(plan.cohort).value),
        format_func=LANGUAGES.__getitem__,
        horizontal=True,
        key="export_language",
    )
    st.download_button(
        "To send and print (.zip)",
        lambda: exports_as_zip(plan, kinds, language),
        f"{file_stem(plan)}-exports.zip",
        "application/zip",
        key="download_exports",
        on_click="ignore",
        disabled=not kinds,
        icon=":material/folder_zip:",
    )
    st.caption("Made when you click. Nothing is sent: the files go to this computer only.")

"""What a team sends, prints and keeps, made of the plan and packed for download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.export.folder import plan_text
from matcher.export.kinds import KINDS
from matcher.language import language_of
from matcher.language.words import to_say
from matcher.ui.downloads import exports_as_zip, file_stem, folder_as_zip
from matcher.ui.speech import say

if TYPE_CHECKING:
    from matcher.export.names import Names
    from matcher.plans import Plan

EXPORTS_IN_WORDS = {
    "workbook": to_say("Workbook for the team"),
    "calendars": to_say("Calendar files"),
    "page": to_say("The cohort on one page, to print"),
    "hand-outs": to_say("A hand-out for each pair, to print"),
    "letters": to_say("Table for letters (mail merge)"),
    "pdf": to_say("Page and hand-outs as PDF"),
    "pseudonymised": to_say("Tables without names, and statistics"),
    "transparency": to_say("Draft of a transparency record"),
}
"""What can be sent and printed; a test compares the names with the kinds of export."""

USUAL = ("workbook", "calendars", "page", "hand-outs", "letters")
"""What is packed unless somebody chooses otherwise."""

LANGUAGES = {"en": "English", "fr": "Français"}


def show(before: Plan | None, plan: Plan, names: Names) -> None:
    """Show what can be made of the plan, and the buttons that pack it.

    Parameters
    ----------
    before
        The plan that people know; letters then say what is new.
    plan
        The plan at hand.
    names
        Whether names are shown; files with names are offered only then.
    """
    st.header(say("Send and print it"), anchor=False)
    if names.hidden:
        st.caption(say("These files hold names: show names to download them."))
    else:
        _exports(before, plan)
    st.header(say("Keep it as files"), anchor=False)
    _files(plan, names)


def _exports(before: Plan | None, plan: Plan) -> None:
    with st.container(horizontal=True):
        kinds = [
            kind
            for kind, label in EXPORTS_IN_WORDS.items()
            if KINDS[kind].is_available()
            and st.checkbox(say(label), value=kind in USUAL, key=f"export_{kind}", width=330)
        ]
    language = st.radio(
        say("Language of these files"),
        list(LANGUAGES),
        index=list(LANGUAGES).index(language_of(plan.cohort).value),
        format_func=LANGUAGES.__getitem__,
        horizontal=True,
        key="export_language",
    )
    st.download_button(
        say("To send and print (.zip)"),
        lambda: exports_as_zip(plan, kinds, language, before),
        f"{file_stem(plan)}-exports.zip",
        "application/zip",
        key="download_exports",
        on_click="ignore",
        disabled=not kinds,
        type="primary",
        icon=":material/folder_zip:",
    )
    st.caption(say("Made when you click. Nothing is sent: the files go to this computer only."))


def _files(plan: Plan, names: Names) -> None:
    stem = file_stem(plan)
    with st.container(horizontal=True):
        st.download_button(
            "plan.json",
            plan_text(plan),
            f"{stem}-plan.json",
            "application/json",
            key="download_plan",
            on_click="ignore",
            icon=":material/download:",
        )
        if not names.hidden:
            st.download_button(
                say("Everything (.zip)"),
                lambda: folder_as_zip(plan),
                f"{stem}.zip",
                "application/zip",
                key="download_zip",
                on_click="ignore",
                icon=":material/folder_zip:",
            )
    st.caption(
        say("plan.json holds ids only. The whole folder holds names: show names to download it.")
        if names.hidden
        else say(
            "plan.json holds ids only. The folder holds the tables and your files, with names and "
            "addresses."
        )
    )

"""Cohorts: every cohort that is kept, how far it is, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.store.errors import StoreError
from matcher.ui import frame, markup, signing_in
from matcher.ui.cohorts import memory, telling
from matcher.ui.cohorts.cards import card
from matcher.ui.sittings.keeping import is_saved, note_seen
from matcher.ui.speech import say, say_many
from matcher.ui.start import left

if TYPE_CHECKING:
    from matcher.store.cohorts import SavedCohorts
    from matcher.store.records import SavedCohort

MANY = 8
"""From so many cohorts on they can be searched."""


def show() -> None:
    """Show the page."""
    st.title(say("Cohorts"), anchor=False)
    try:
        kept = memory.to_look()
        found = () if kept is None else kept.all()
        gone = () if kept is None else kept.all(deleted=True)
    except StoreError as error:
        telling.tell(error)
        return
    _open_now()
    left.show()
    if kept is None or not (found or gone):
        _nothing_saved()
        return
    _just_deleted(kept)
    _all(kept, found)
    _deleted(kept, gone)
    _privacy()


def _open_now() -> None:
    """Say what is open and not saved, so that nobody takes this list for all there is."""
    sitting = frame.current()
    if sitting is None or is_saved(sitting):
        return
    said = say("Files that are to be put right are open, and not saved.")
    if sitting.known is not None:
        name = sitting.known.programme.programme.name
        said = say("“{name}” is open, with changes that are not saved.", name=name)
    st.html(markup.paragraph(said, "m-quiet"))


def _nothing_saved() -> None:
    st.html(
        markup.paragraph(
            say("Nothing is saved yet. Open a cohort, plan it, and choose Save as… above."),
            "m-lead",
        )
    )
    if frame.current() is None and st.button(say("Open a cohort"), type="primary", key="to_start"):
        frame.go_to("start")


def _all(kept: SavedCohorts, found: tuple[SavedCohort, ...]) -> None:
    said = say_many("{number} cohort", "{number} cohorts", len(found))
    st.html(markup.paragraph(said, "m-quiet"))
    asked = ""
    if len(found) >= MANY:
        asked = st.text_input(say("Find a cohort by its name"), key="find_cohort").casefold()
    shown = [one for one in found if asked in one.name.casefold()]
    for one in shown:
        card(kept, one)
    if found and not shown:
        st.html(markup.paragraph(say("No cohort has this in its name.")))


def _just_deleted(kept: SavedCohorts) -> None:
    """Offer the way back right after something was deleted."""
    number: int | None = st.session_state.get("deleted_cohort")
    if number is None:
        return
    try:
        one = kept.one(number)
    except StoreError:
        del st.session_state["deleted_cohort"]
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(markup.paragraph(say("“{name}” is deleted.", name=one.name)), width="content")
        if st.button(say("Undo"), key="undo_delete", icon=":material/undo:"):
            _bring_back(kept, number)


def _deleted(kept: SavedCohorts, gone: tuple[SavedCohort, ...]) -> None:
    theirs = [one for one in gone if one.is_mine]
    if not theirs:
        return
    with st.expander(say_many("{number} deleted cohort", "{number} deleted cohorts", len(theirs))):
        st.caption(
            say(
                "Out of sight, but kept. To remove somebody for good, from all that is kept: "
                "{command}.",
                command="matcher purge",
            )
        )
        for one in theirs:
            st.html(markup.paragraph(f"{one.name} · {telling.last_change(one)}"))
            label = say("Bring back “{name}”", name=markup.label(one.name))
            if st.button(label, key=f"bring_back_{one.number}"):
                _bring_back(kept, one.number)


def _bring_back(kept: SavedCohorts, number: int) -> None:
    try:
        changed = kept.bring_back(number)
    except StoreError as error:
        telling.tell(error)
        return
    sitting = frame.current()
    if sitting is not None:
        note_seen(sitting, changed)
    st.session_state.pop("deleted_cohort", None)
    st.rerun()


def _privacy() -> None:
    """Say who can see what is here."""
    if signing_in.is_configured():
        st.caption(say("You see your own cohorts, and those that others share with you."))
    else:
        st.caption(
            say("They are kept on the computer that runs this app, for the person who runs it.")
        )

"""Save and Save as, in the line above every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.store.errors import CohortSavedMeanwhileError, StoreError
from matcher.store.wordings import LONGEST
from matcher.ui.cohorts import memory, telling
from matcher.ui.cohorts.signing import ask_name, has_letters, is_named
from matcher.ui.sittings.keeping import contents_of, is_saved, mark_saved, unsaved
from matcher.ui.speech import say, say_many

if TYPE_CHECKING:
    from matcher.ui.sittings.sittings import Sitting


NEWS = "saving_news"


def fact(sitting: Sitting) -> str:
    """Return whether what is open is saved, and how far it is, in the fewest words."""
    if sitting.saved is None:
        return say("not saved yet")
    kept = sitting.saved.cohort
    if kept.deleted:
        return say("deleted; save it again to keep it")
    if not is_saved(sitting):
        number = unsaved(sitting)
        return say_many("{number} change not yet saved", "{number} changes not yet saved", number)
    state = say(telling.STATES[kept.state])
    if sitting.known is not None and sitting.known.programme.programme.name != kept.name:
        return say("saved as “{name}”: {state}", name=kept.name, state=state)
    return say("saved: {state}", state=state)


def news() -> None:
    """Show what came of saving where others were quicker."""
    told: str | None = st.session_state.pop(NEWS, None)
    if told is not None:
        st.warning(told, icon=":material/info:")


def buttons(sitting: Sitting) -> None:
    """Show what saves: one click where it has a name, and a form that gives it one."""
    if sitting.is_running:
        return
    if sitting.saved is None or sitting.saved.cohort.deleted or is_saved(sitting):
        label = say("Save as…") if sitting.saved is None else say("Save a copy…")
        with st.popover(label, icon=":material/save:", key="save_as_open"):
            form(sitting, "save_as")
    elif memory.my_name():
        if st.button(say("Save"), key="save", icon=":material/save:"):
            save(sitting)
    else:
        with st.popover(say("Save"), icon=":material/save:", key="save_open"):
            by = ask_name("save_by")
            if st.button(say("Save"), key="save", type="primary") and is_named(by):
                save(sitting)


def form(sitting: Sitting, key: str) -> None:
    """Ask for the name under which what is open is kept, and who keeps it; save it."""
    with st.form(key, border=False):
        name = st.text_input(
            say("Name of the cohort"),
            value="" if sitting.known is None else sitting.known.programme.programme.name,
            max_chars=LONGEST["name"],
            key=f"{key}_name",
        )
        by = ask_name(f"{key}_by")
        pressed = st.form_submit_button(say("Save"), type="primary", key=f"{key}_now")
    if pressed and has_letters(name, say("Give the cohort a name.")) and is_named(by):
        save_as(sitting, name)


def save_as(sitting: Sitting, name: str) -> None:
    """Keep what is open as a cohort of its own."""
    try:
        saved = memory.to_save().save_as(contents_of(sitting), name)
    except StoreError as error:
        telling.tell(error)
        return
    mark_saved(sitting, saved)
    st.toast(say("Saved as “{name}”.", name=saved.name), icon=":material/check:")
    st.rerun()


def save(sitting: Sitting) -> None:
    """Keep what is open in the place of what was kept; a copy where others were quicker."""
    assert sitting.saved is not None
    before = sitting.saved.cohort
    try:
        saved = memory.to_save().save(before.number, contents_of(sitting), seen=before.version)
    except CohortSavedMeanwhileError as error:
        mark_saved(sitting, error.copy)
        st.session_state[NEWS] = telling.said(error)
        st.rerun()
    except StoreError as error:
        telling.tell(error)
        return
    mark_saved(sitting, saved)
    st.toast(say("Saved as “{name}”.", name=saved.name), icon=":material/check:")
    st.rerun()

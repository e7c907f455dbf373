"""One cohort in the list: how far it is, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.store.errors import StoreError
from matcher.store.wordings import LONGEST
from matcher.ui import frame, markup, signing_in
from matcher.ui.cohorts import telling
from matcher.ui.cohorts.opening import open_saved
from matcher.ui.cohorts.signing import ask_name, has_letters, is_named
from matcher.ui.sittings.keeping import note_seen
from matcher.ui.speech import say, say_many, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.store.cohorts import SavedCohorts
    from matcher.store.records import SavedCohort


def card(kept: SavedCohorts, one: SavedCohort) -> None:
    """Show a cohort."""
    with st.container(border=True, key=f"cohort_{one.number}"):
        st.header(markup.label(one.name), anchor=False)
        st.html(markup.line(_facts(one), "m-facts"))
        with st.container(horizontal=True):
            label = say("Open “{name}”", name=markup.label(one.name))
            if st.button(label, key=f"open_{one.number}", type="primary"):
                _open(one)
            with st.popover(_more_label(), key=f"more_{one.number}"):
                _more(kept, one)
            with st.popover(say("Plans and history"), key=f"history_of_{one.number}"):
                history(kept, one)


def history(kept: SavedCohorts, one: SavedCohort) -> None:
    """Show what was done to a cohort, the last first."""
    rows = [
        (telling.moment(entry.at), entry.who, telling.done(entry), telling.why(entry))
        for entry in reversed(kept.log(one.number))
    ]
    columns = (say("When"), say("Who"), say("What"), say("Why"))
    st.html(markup.table(columns, rows, say("What was done")))


def _facts(one: SavedCohort) -> list[str]:
    facts = [say(telling.STATES[one.state])]
    if one.pairs is not None:
        facts.append(spoken().pairs(one.pairs))
    if one.approved is not None and one.approved != one.current:
        facts.append(say("plan {number} is approved", number=one.approved))
    if one.shared_with and one.is_mine:
        facts.append(
            say_many(
                "shared with {number} person",
                "shared with {number} people",
                len(one.shared_with),
            )
        )
    elif not one.is_mine:
        facts.append(say("shared by {owner}", owner=one.owner))
    return [*facts, telling.last_change(one)]


def _more_label() -> str:
    if signing_in.is_configured():
        return say("Copy, rename, share, delete")
    return say("Copy, rename, delete")


def _open(one: SavedCohort) -> None:
    try:
        open_saved(one.number)
    except StoreError as error:
        telling.tell(error)
        return
    frame.go_to("plan")


def _more(kept: SavedCohorts, one: SavedCohort) -> None:
    by = ask_name(f"by_{one.number}")
    name = st.text_input(
        say("Another name"), value=one.name, max_chars=LONGEST["name"], key=f"name_{one.number}"
    )
    asks = say("Give the cohort a name.")
    if st.button(say("Make a copy"), key=f"copy_{one.number}") and has_letters(name, asks):
        _do(by, lambda: kept.signed_by(by).copy(one.number, name))
    if not one.is_mine:
        st.caption(
            say(
                "It belongs to {owner}, who alone can rename, share and delete it.", owner=one.owner
            )
        )
        return
    if st.button(say("Rename"), key=f"rename_{one.number}") and has_letters(name, asks):
        _do(by, lambda: kept.signed_by(by).rename(one.number, name))
    if signing_in.is_configured():
        _sharing(kept, one, by)
    if st.button(say("Delete"), key=f"delete_{one.number}", icon=":material/delete:"):
        _do(by, lambda: _delete(kept.signed_by(by), one))


def _sharing(kept: SavedCohorts, one: SavedCohort, by: str) -> None:
    whom = st.text_input(say("E-mail address to share with"), key=f"whom_{one.number}")
    st.caption(say("They can open, change, review and approve it once they sign in with it."))
    if st.button(say("Share"), key=f"share_{one.number}"):
        if "@" in whom:
            _do(by, lambda: kept.share(one.number, whom))
        else:
            st.warning(say("Write the e-mail address with which the person signs in."))
    for guest in one.shared_with:
        label = say("Stop sharing with {whom}", whom=markup.label(guest))
        if st.button(label, key=f"unshare_{one.number}_{guest}"):
            _do(by, lambda guest=guest: kept.unshare(one.number, guest))  # type: ignore[misc]


def _delete(kept: SavedCohorts, one: SavedCohort) -> SavedCohort:
    st.session_state["deleted_cohort"] = one.number
    return kept.delete(one.number)


def _do(by: str, what: Callable[[], SavedCohort]) -> None:
    """Do something with a cohort that somebody signs, and show the list anew."""
    if not is_named(by):
        return
    try:
        changed = what()
    except StoreError as error:
        telling.tell(error)
        return
    sitting = frame.current()
    if sitting is not None:
        note_seen(sitting, changed)
    st.rerun()

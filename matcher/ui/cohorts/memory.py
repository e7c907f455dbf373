"""Where the app keeps cohorts, opened for whoever looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.store.access import Visitor
from matcher.store.errors import NoMemoryError
from matcher.store.place import own_place
from matcher.store.store import open_store
from matcher.ui import signing_in

if TYPE_CHECKING:
    from matcher.store.cohorts import SavedCohorts
    from matcher.store.records import SavedCohort
    from matcher.store.store import Store

MY_NAME = "my_name"
"""Where the name by which somebody signs stands, where nobody signs in."""


@st.cache_resource(show_spinner=False)
def _store(where: str, *, create: bool) -> Store:
    return open_store(where, create=create)


def my_name() -> str:
    """Return by which name whoever looks signs; empty where it is not known yet."""
    return signing_in.name() or str(st.session_state.get(MY_NAME, ""))


def is_known() -> bool:
    """Return whether whoever looks has signed in, so that nobody else's name is given."""
    return signing_in.is_configured()


def remember_my_name(name: str) -> None:
    """Keep the name by which somebody signs, for as long as the page is open."""
    st.session_state[MY_NAME] = name.strip()


def to_look() -> SavedCohorts | None:
    """Return what is kept; nothing where nothing was ever saved.

    Raises
    ------
    matcher.store.errors.StoreError
        When it cannot be reached.
    """
    try:
        return _store(own_place(), create=False).cohorts(_visitor())
    except NoMemoryError:
        return None


def to_save() -> SavedCohorts:
    """Return what is kept, made at the first save.

    Raises
    ------
    matcher.store.errors.StoreError
        When it cannot be reached, or made.
    """
    return to_look() or _store(own_place(), create=True).cohorts(_visitor())


def recent(most: int = 5) -> tuple[SavedCohort, ...]:
    """Return the cohorts that whoever looks may continue, what changed last first.

    For the page Start: show each by its ``name``, ``changed_at`` and ``changed_by``; a click calls
    `matcher.ui.cohorts.opening.open_saved` with its ``number`` and goes to the page of the plan.

    Raises
    ------
    matcher.store.errors.StoreError
        When what is kept cannot be reached; `matcher.ui.cohorts.telling.tell` says so.
    """
    kept = to_look()
    return () if kept is None else kept.all()[:most]


def _visitor() -> Visitor:
    return Visitor(my_name(), signing_in.key())

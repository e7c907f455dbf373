"""A change is chosen: it is put on top of the others, and its effect is shown at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.ui.sittings.trials import Question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.changes import Change
    from matcher.ui.sittings.trials import Trial

QUESTION = "what_if_question"
"""Which answer is shown, in the session."""

AT_ONCE = (Question.AFRESH, Question.LEAST)
"""What is worked out without another click."""


def try_changes(trial: Trial, changes: Iterable[str | Change]) -> None:
    """Put changes on top of the others, up to the first that does not fit, and show the page."""
    for change in changes:
        if not trial.add(change):
            break
    show_again()


def show_again() -> None:
    """Show the page after another change, with an answer that comes at once."""
    if st.session_state.get(QUESTION) not in (None, *AT_ONCE):
        st.session_state[QUESTION] = Question.AFRESH
    st.rerun()

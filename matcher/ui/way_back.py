"""What was changed since the files were read, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.changes import parse_changes
from matcher.export.names import Names
from matcher.ui import frame, markup, words
from matcher.ui.speech import say, spoken

if TYPE_CHECKING:
    from matcher.ui.sittings.sittings import Sitting


def show(sitting: Sitting) -> None:
    """Show the changes that were tried or kept last, with a button that takes them back."""
    if sitting.before is None:
        return
    names = Names(sitting.cohort, hidden=frame.names_are_hidden())
    changes = spoken().parted(words.change(one, names) for one in parse_changes(sitting.tried))
    text = say("With a change: {changes}. Your files are as they were.", changes=changes)
    st.html(markup.paragraph(text, "m-quiet"))
    if st.button(say("Go back to the plan before"), key="go_back"):
        sitting.go_back()
        st.rerun()

"""What was changed since the files were read, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.changes import parse_changes
from matcher.export.names import Names
from matcher.ui import frame, markup, words

if TYPE_CHECKING:
    from matcher.ui.sittings.sittings import Sitting


def show(sitting: Sitting) -> None:
    """Show the changes that were tried or kept last, with a button that takes them back."""
    if sitting.before is None:
        return
    names = Names(sitting.cohort, hidden=frame.names_are_hidden())
    said = "; ".join(words.change(one, names) for one in parse_changes(sitting.tried))
    text = f"With a change: {said}. Your files are as they were."
    st.html(markup.paragraph(text, "m-quiet"))
    if st.button("Go back to the plan before", key="go_back"):
        sitting.go_back()
        st.rerun()

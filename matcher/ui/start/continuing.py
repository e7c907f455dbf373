"""Going on with what was saved."""

from __future__ import annotations

import streamlit as st

from matcher.store.errors import StoreError
from matcher.ui import frame, markup
from matcher.ui.cohorts import memory, telling
from matcher.ui.cohorts.opening import open_saved
from matcher.ui.speech import day, say


def show() -> None:
    """List the cohorts that were changed last; nothing where none was saved."""
    try:
        kept = memory.recent()
    except StoreError as error:
        telling.tell(error)
        return
    if not kept:
        return
    st.header(say("Continue"), anchor=False)
    with st.container(horizontal=True):
        for one in kept:
            label = say("{name}, {day}", name=one.name, day=day(one.changed_at.date()))
            if st.button(markup.label(label), key=f"continue_{one.number}"):
                _open(one.number)


def _open(number: int) -> None:
    try:
        open_saved(number)
    except StoreError as error:
        telling.tell(error)
        return
    frame.go_to("plan")

"""Which page somebody goes to, also where what they typed last comes in only after the click.

A field tells what is in it when it is left. Who taps on a link right after typing leaves the page
first, and what they typed follows, from the page that they left: it would bring them back there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if TYPE_CHECKING:
    from collections.abc import Callable

ARRIVAL, TYPED = "arrival", "typed_now"


def heard(callback: Callable[..., None]) -> Callable[..., None]:
    """Return what to call when a field was left: it notes on which page somebody typed."""
    page = _page()

    def noted(*arguments: Any) -> None:
        st.session_state[TYPED] = page
        callback(*arguments)

    return noted


def left_page() -> str | None:
    """Return the page to go on to, where this run is about a field of one that was left already.

    To be asked before anything else is done: whatever else comes first may be cut short.
    """
    page, typed = _page(), st.session_state.pop(TYPED, None)
    last: str | None = st.session_state.get(ARRIVAL)
    if typed == page and last is not None and last != page:
        return last
    st.session_state[ARRIVAL] = page
    return None


def _page() -> str:
    """Return the mark of the page that this run is for."""
    context = get_script_run_ctx()
    return "" if context is None else context.page_script_hash

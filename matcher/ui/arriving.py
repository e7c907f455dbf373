"""Which page somebody goes to, also where what they typed last comes in only after the click.

A field tells what is in it when it is left. Who taps on a link right after typing leaves the page
first, and what they typed follows, from the page that they left: it would bring them back there.
Or it comes just before, while a page is still being made: then the later of the two requests would
take its place.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils import script_requests

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

COALESCING = "_coalesce_widget_states", "coalesce_widget_states"
"""What Streamlit calls, by its version, where it takes two requests together."""
ARRIVAL, TYPED = "arrival", "typed_now"


@cache
def keep_what_is_typed() -> None:
    """Let requests that are taken together keep what is in every field that any of them tells of.

    Streamlit takes what the last one tells: only of the fields on the page that is gone to.
    """
    name = next(one for one in COALESCING if hasattr(script_requests, one))
    take_last = getattr(script_requests, name)

    def take_all(earlier: WidgetStates | None, later: WidgetStates | None) -> WidgetStates | None:
        found: WidgetStates | None = take_last(earlier, later)
        if found is None or earlier is None:
            return found
        told = {one.id for one in found.widgets}
        found.widgets.extend(one for one in earlier.widgets if _keeps(one) and one.id not in told)
        return found

    setattr(script_requests, name, take_all)


def _keeps(one: WidgetState) -> bool:
    """Return whether a state stays, unlike that of a button that was pressed."""
    return "trigger" not in (one.WhichOneof("value") or "trigger")


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

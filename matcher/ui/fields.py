"""Fields that show what is kept, also where the browser builds them anew.

It does so when somebody comes back to a page, perhaps before the server has seen the page that
they left for: a field is then known here and new there. Only the default that goes with every
field tells the browser what stands in it. Where something else has changed what is kept, only the
state of the session does. Both at once are refused, and setting the state each time would take
away what is just being typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Sequence


def kept(key: str, now: object) -> dict[str, Any]:
    """Return the argument that shows what is kept in a field of text, a number, a day or a switch.

    Nothing where the state had to be set.
    """
    return {} if _is_set(key, now) else {"value": now}


def chosen(key: str, now: object, options: Sequence[object]) -> dict[str, Any]:
    """Return the same for a field in which one of some options is chosen."""
    return {} if _is_set(key, now) else {"index": list(options).index(now)}


def picked(key: str, now: object) -> dict[str, Any]:
    """Return the same for a field in which any of some options are chosen."""
    return {} if _is_set(key, now) else {"default": now}


def blankable(key: str, now: object) -> dict[str, Any]:
    """Return the same for a number or a day that may be left blank.

    With a default nobody could empty it: so the state is set each time.
    """
    if now is not None or key in st.session_state:
        st.session_state[key] = now
    return {"value": None}


def _is_set(key: str, now: object) -> bool:
    """Set the state of a field where it differs from what is kept; return whether it did."""
    if key not in st.session_state or st.session_state[key] == now:
        return False
    st.session_state[key] = now
    return True

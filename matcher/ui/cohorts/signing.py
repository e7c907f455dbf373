"""Who signs: asked for once, or known from the sign-in."""

from __future__ import annotations

import streamlit as st

from matcher.store.wordings import LONGEST
from matcher.ui.cohorts import memory
from matcher.ui.speech import say


def ask_name(key: str) -> str:
    """Ask who signs; with sign-in that is known."""
    known = memory.my_name()
    if memory.is_known():
        st.caption(say("Signed by {name}.", name=known))
        return known
    return st.text_input(say("Your name"), value=known, max_chars=LONGEST["who"], key=key)


def is_named(by: str) -> bool:
    """Return whether somebody said who they are, and remember it; say so otherwise."""
    if not has_letters(by, say("Say who you are: a person answers for this.")):
        return False
    memory.remember_my_name(by)
    return True


def has_letters(text: str, otherwise: str) -> bool:
    """Return whether something was written; say what is missing otherwise."""
    written = any(character.isalpha() for character in text)
    if not written:
        st.warning(otherwise)
    return written

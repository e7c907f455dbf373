"""What the pages say, in the language that their reader chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from matcher.language import Language, words_in

if TYPE_CHECKING:
    from datetime import date

    from matcher.language.words import Words

KEY = "language"
"""Where the choice stands: in the session, and in the page's address, so that a reload keeps it."""


def language() -> Language:
    """Return the language that somebody chose, or else that of their browser, or else English."""
    chosen = st.session_state.get(KEY) or st.query_params.get(KEY)
    for code in (chosen, (st.context.locale or "").partition("-")[0].casefold()):
        if code in set(Language):
            return Language(code)
    return Language.ENGLISH


def spoken() -> Words:
    """Return what writes in the reader's language; not for threads, which have no reader."""
    return words_in(language())


def say(sentence: str, **values: Any) -> str:
    """Return a sentence in the reader's language, with values in the places of their names."""
    return spoken().say(sentence, **values)


def say_many(one: str, many: str, number: float, **values: Any) -> str:
    """Return the sentence for a number of things; `{number}` stands for it."""
    return spoken().say_many(one, many, number, **values)


def day(when: date) -> str:
    """Return a day without its year: Tue 13 Apr."""
    return spoken().day(when, year=False)

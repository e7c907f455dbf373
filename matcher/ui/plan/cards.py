"""The pairs as cards, each with its ways on: why, keep together, part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.ui import markup
from matcher.ui.speech import say, spoken
from matcher.ui.what_if.arriving import with_change
from matcher.ui.why import page as why_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.ui.view import ShownPair

AT_ONCE = 12
"""So many cards are shown at first, and so many more at each click; the table has every pair."""

SHOWN = "cards_shown"


def show(pairs: Sequence[ShownPair]) -> None:
    """Show the first cards, and a button for more."""
    number = int(st.session_state.get(SHOWN, AT_ONCE))
    heads = any(pair.project for pair in pairs)
    with st.container(horizontal=True, key="cards"):
        for pair in pairs[:number]:
            with st.container(
                border=True, width=308, gap="small", key=f"card_{'_'.join(pair.ids)}"
            ):
                st.html(markup.card(pair, heads=heads))
                _ways_on(pair)
    left = len(pairs) - number
    if left > 0:
        label = say("Show more pairs ({number} left)", number=spoken().number(left))
        if st.button(label, key="more_cards"):
            st.session_state[SHOWN] = number + AT_ONCE
            st.rerun()


def _ways_on(pair: ShownPair) -> None:
    one, other = pair.ids
    who = " + ".join(pair.people)
    with st.container(horizontal=True, gap="medium"):
        if _small(say("Why?"), say("Why {pair}?", pair=who), f"why_{one}_{other}"):
            why_page.about(one, other)
        if _small(say("Lock"), say("Keep {pair} together", pair=who), f"lock_{one}_{other}"):
            with_change(f"lock={one}+{other}")
        if _small(say("Split"), say("What if {pair} part?", pair=who), f"split_{one}_{other}"):
            with_change(f"forbid={one}+{other}")


def _small(label: str, about: str, key: str) -> bool:
    return st.button(label, key=key, type="tertiary", help=markup.label(about))

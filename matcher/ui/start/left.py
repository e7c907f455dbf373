"""What was left unsaved when something else was opened, and the way back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.ui import frame, markup
from matcher.ui.sittings.keeping import unsaved
from matcher.ui.sittings.sittings import MOST_LEFT
from matcher.ui.speech import say, say_many, spoken

if TYPE_CHECKING:
    from matcher.ui.sittings.sittings import Sitting

PUT_AWAY = "put_away"


def show() -> None:
    """List what was left; nothing where nothing was."""
    everything = frame.left_open()
    shown = [(key, one) for key, one in everything if not one.is_away]
    away = dict(everything).get(st.session_state.get(PUT_AWAY, ""))
    if not shown and (away is None or not away.is_away):
        return
    st.header(say("Left open, not saved"), anchor=False)
    st.caption(say("Kept while this app runs: the last {number}.", number=MOST_LEFT))
    for place, (key, sitting) in enumerate(shown):
        _row(place, key, sitting)
    if away is not None and away.is_away:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(markup.paragraph(say("Put away: {name}.", name=_name(away)), "m-quiet"))
            if st.button(say("Undo"), key="left_undo", icon=":material/undo:", type="tertiary"):
                frame.put_away(st.session_state.pop(PUT_AWAY), away=False)
                st.rerun()


def _row(place: int, key: str, sitting: Sitting) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(markup.line(_facts(sitting), "m-frame"), width="content")
        if st.button(say("Go on with it"), key=f"left_{place}", help=_name(sitting)):
            frame.go_on(key)
            frame.go_to("data" if sitting.known is None else "plan")
        label = say("Put away")
        if st.button(label, key=f"left_away_{place}", type="tertiary", help=_name(sitting)):
            frame.put_away(key)
            st.session_state[PUT_AWAY] = key
            st.rerun()


def _name(sitting: Sitting) -> str:
    if sitting.saved is not None:
        return sitting.saved.cohort.name
    return say("Files to put right") if sitting.known is None else _programme(sitting)


def _programme(sitting: Sitting) -> str:
    return sitting.cohort.programme.programme.name


def _facts(sitting: Sitting) -> list[str]:
    facts = [_name(sitting)]
    if sitting.known is not None:
        facts.append(spoken().people(len(sitting.known.people)))
    number = max(1, unsaved(sitting))
    return [
        *facts,
        say_many("{number} change not yet saved", "{number} changes not yet saved", number),
    ]

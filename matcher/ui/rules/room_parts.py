"""How much room the rules leave: days, pairs, and what each rule takes away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from matcher.language.room_in_words import dates_in_words, pairs_in_words, rule_in_words
from matcher.language.settings_in_words import setting_in_words
from matcher.ui import markup
from matcher.ui.speech import say, spoken
from matcher.wording import capitalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.cohort import Cohort
    from matcher.room import Room, Taken

SETTING_OF = {
    "weekday": "workshops.weekdays",
    "holiday": "programme.country",
    "venue": "venues.check_capacity",
    "facilitators": "workshops.facilitators",
    "shared_project": "pairing.require_shared_project",
    "min_fit": "pairing.min_fit",
}
"""Rule -> the setting with which it can be loosened here; the others stand in the data."""


def counts(room: Room, cohort: Cohort) -> None:
    """Show how many dates and pairs there are, for whom."""
    words = spoken()
    lines = [" ".join(dates_in_words(room.dates, cohort, words))]
    stuck = [not room.dates.candidates or not room.dates.sequences]
    if room.pairs is None:
        lines.append(say("{people} can take part.", people=words.people(room.people)))
        stuck.append(not room.people)
    else:
        lines.append(" ".join(pairs_in_words(room.pairs, cohort, words)))
        stuck.append(not room.pairs.allowed)
    shown = "".join(
        f'<p><span class="{"m-unsure" if bad else "m-sure"}" aria-hidden="true">'
        f"{'✕' if bad else '✓'}</span> {escape(line)}</p>"
        for line, bad in zip(lines, stuck, strict=True)
    )
    st.html(f'<div role="status" class="m-room">{shown}</div>')


def what_is_taken(room: Room) -> None:
    """Show, one click below, what each rule takes away."""
    most = [
        rule_in_words(found[0].rule, spoken())
        for found in (room.dates.taken, room.pairs.taken if room.pairs else ())
        if found
    ]
    if not most:
        return
    with st.expander(say("What each rule takes away")):
        st.html(
            markup.paragraph(say("Most is taken by: {rules}.", rules="; ".join(most)), "m-quiet")
        )
        if room.dates.taken:
            columns = (say("Rule"), say("Days"), say("Only by this"), say("Where to change it"))
            st.html(markup.table(columns, _rows(room.dates.taken), say("What takes days away")))
        if room.pairs is not None and room.pairs.taken:
            columns = (say("Rule"), say("Pairs"), say("Only by this"), say("Where to change it"))
            st.html(markup.table(columns, _rows(room.pairs.taken), say("What takes pairs away")))
        st.caption(
            say("Only by this: what no other rule takes, and what would be there without this one.")
        )


def _rows(found: Sequence[Taken]) -> list[tuple[str, str, str, str]]:
    words = spoken()
    return [
        (
            capitalised(rule_in_words(one.rule, words)),
            words.number(one.by_itself),
            words.number(one.alone),
            setting_in_words(SETTING_OF[one.rule], words)
            if one.rule in SETTING_OF
            else say("in the data"),
        )
        for one in found
    ]

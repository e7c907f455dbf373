"""An answer on the page: its sentences, tables, the map of prices, what to try, what to take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.explaining.answers import PairAnswer, Standing
from matcher.explaining.one_date import OneDate
from matcher.explaining.prices import PricesOfPairs, cheapest_lines
from matcher.language import words_in
from matcher.ui import markup
from matcher.ui.downloads import file_stem
from matcher.ui.sittings.answers import ANY_DATES
from matcher.ui.speech import say, spoken
from matcher.ui.what_if.arriving import with_change
from matcher.ui.why import both_answers, prices_parts
from matcher.ui.why.whole_tables import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.explaining.questions import Told
    from matcher.export.names import Names
    from matcher.plans import Plan
    from matcher.ui.sittings.answers import Asked


def told(plan: Plan, asked: Asked, answer: Told, names: Names) -> None:
    """Show an answer: the first sentence, what shows it at a glance, then the other sentences."""
    lines, data = list(answer.lines), answer.data
    if asked.about == ANY_DATES and isinstance(data, PricesOfPairs):
        lines = _on_any_dates(data, names)
    if isinstance(data, PairAnswer):
        fit = words_in(asked.language).say("Fit: {fit} of 1000, made of", fit=data.fit)
        first = lines.index(fit) if fit in lines else 1
        st.html(markup.sentences(lines[:first]))
        _what_to_try(_changes_of_pair(data), key="pair")
        st.header(say("Both people's answers, and the criteria between them"), anchor=False)
        rows = both_answers.rows(plan.cohort, data, names)
        columns = both_answers.columns(plan.cohort, data, names)
        st.html(markup.table(columns, rows, say("What both said, and the points it gives")))
        st.header(say("In sentences"), anchor=False)
        st.html(markup.sentences(lines[first:]))
    else:
        st.html(markup.sentences(lines))
    if isinstance(data, OneDate):
        _what_to_try(_changes_of_day(data), key="day")
    if isinstance(data, PricesOfPairs) and data.prices:
        prices_parts.show(plan, data, names)
    for title, columns_of_table, cells in tables(data, names):
        st.header(title, anchor=False)
        st.html(markup.table(columns_of_table, cells, title))
    _downloads(plan, asked, answer, lines)


def _on_any_dates(data: PricesOfPairs, names: Names) -> list[str]:
    lines = cheapest_lines(data, spoken(), names.person)
    if not lines:
        return [say("No two other people were found that can be paired.")]
    return [
        say("What it would cost to pair two other people, on the dates that suit best:"),
        *lines,
    ]


def _changes_of_pair(data: PairAnswer) -> dict[str, str]:
    two = f"{data.patient}+{data.professional}"
    if data.standing is Standing.PAIRED:
        return {f"forbid={two}": say("What if they were no pair?")}
    if data.standing is Standing.OTHERWISE:
        return {f"lock={two}": say("What if they were a pair?")}
    return {}


def _changes_of_day(data: OneDate) -> dict[str, str]:
    if not data.answered or data.closed is not None:
        return {}
    day = data.date.isoformat()
    if data.workshop is not None:
        return {f"block={day}": say("What if there were no workshop on this day?")}
    return {
        f"date={one.move.workshop}:{day}": say(
            "What if workshop {number} were on this day?", number=one.move.workshop
        )
        for one in data.moves
    }


def _what_to_try(changes: dict[str, str], key: str) -> None:
    """Offer to try a change on the page What if."""
    if not changes:
        return
    with st.container(horizontal=True):
        for place, (change, label) in enumerate(changes.items()):
            if st.button(label, key=f"why_try_{key}_{place}", type="tertiary"):
                with_change(change)


def _downloads(plan: Plan, asked: Asked, answer: Told, lines: Sequence[str]) -> None:
    about = asked.day.isoformat() if asked.day else asked.about
    stem = f"{file_stem(plan)}-why-{'-'.join(asked.people) or about}"
    with st.container(horizontal=True):
        st.download_button(
            say("This answer as text"),
            "".join(f"{line}\n" for line in lines),
            f"{stem}.txt",
            "text/plain",
            key="why_text",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            say("As data (.json)"),
            answer.data.model_dump_json(indent=2),
            f"{stem}.json",
            "application/json",
            key="why_json",
            on_click="ignore",
            icon=":material/download:",
        )

"""An answer on the page: its sentences, the map of prices, what to download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.explaining.prices import PricesOfPairs, cheapest_lines
from matcher.language import language_named, words_in
from matcher.ui import markup, words
from matcher.ui.downloads import file_stem
from matcher.ui.sittings.answers import ANY_DATES
from matcher.ui.why.price_map import MOST_CELLS, PAIRED, STEPS, cost, in_order, kind, price_map

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.explaining.questions import Told
    from matcher.export.names import Names
    from matcher.plans import Plan
    from matcher.ui.sittings.answers import Asked

MOST_ROWS = 500
"""How many prices the table shows; the rest is in the download."""

ON_ANY_DATES = "What it would cost to pair two other people, on the dates that suit best:"
NOBODY_ELSE = "No two other people were found that can be paired."


def told(plan: Plan, asked: Asked, answer: Told, names: Names) -> None:
    """Show an answer."""
    lines = list(answer.lines)
    if asked.about == ANY_DATES and isinstance(answer.data, PricesOfPairs):
        lines = cheapest_lines(answer.data, words_in(language_named("en")), names.person)
        lines = [ON_ANY_DATES, *lines] if lines else [NOBODY_ELSE]
    st.html(markup.sentences(lines))
    if isinstance(answer.data, PricesOfPairs) and answer.data.prices:
        _prices(plan, answer.data, names)
    _downloads(plan, asked, answer, lines)


def _prices(plan: Plan, data: PricesOfPairs, names: Names) -> None:
    sides = words.sides(plan.cohort)
    say = words_in(language_named("en"))
    st.header("Every two people", anchor=False)
    prices = in_order(data.prices)
    if len(data.prices) <= MOST_CELLS:
        _map(data, names, sides)
    else:
        st.caption("There are too many people for a map: the table shows the lowest prices.")
    rows = [
        (names.person(one.patient), names.person(one.professional), words.sentence(cost(one, say)))
        for one in prices[:MOST_ROWS]
    ]
    more = len(prices) - len(rows)
    with st.expander("The prices as a table", expanded=len(data.prices) > MOST_CELLS):
        st.html(markup.table((*sides, "Cost"), rows, "What it costs to pair two people"))
        if more:
            st.caption(f"{words.count(more, 'more pair')} in the JSON file below.")


def _map(data: PricesOfPairs, names: Names, sides: tuple[str, ...]) -> None:
    theme = st.context.theme.type or "light"
    people = {one.patient for one in data.prices} | {one.professional for one in data.prices}
    shown = [names.person(one) for one in people]
    twice = {name for name in shown if shown.count(name) > 1}

    def called(identity: str) -> str:
        name = names.person(identity)
        return f"{name} ({identity})" if name in twice else name

    by_name = sorted(data.prices, key=lambda one: (one.patient, one.professional))
    chart = price_map(by_name, called, sides, words_in(language_named("en")), theme)
    st.altair_chart(chart, width="stretch", theme=None, alt=in_words(data))
    st.caption(
        "● a pair now · a number: so many points less in all · ▼ so many pairs fewer · "
        "✕ not possible · + or worse. To read why, choose “Two people” above."
    )


def in_words(data: PricesOfPairs) -> str:
    """Return what the map shows, for those who do not see it."""
    kinds = [kind(one) for one in data.prices]
    cheap = kinds.count(STEPS[0][1])
    return (
        f"A map of the prices of {words.count(len(kinds), 'pair')}: {kinds.count(PAIRED)} are "
        f"pairs now, {cheap} would cost {STEPS[0][1]}. The table below says each price."
    )


def _downloads(plan: Plan, asked: Asked, answer: Told, lines: Sequence[str]) -> None:
    stem = f"{file_stem(plan)}-why-{'-'.join(asked.people) or asked.about}"
    with st.container(horizontal=True):
        st.download_button(
            "This answer as text",
            "".join(f"{line}\n" for line in lines),
            f"{stem}.txt",
            "text/plain",
            key="why_text",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            "As data (.json)",
            answer.data.model_dump_json(indent=2),
            f"{stem}.json",
            "application/json",
            key="why_json",
            on_click="ignore",
            icon=":material/download:",
        )

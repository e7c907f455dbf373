"""The prices of all pairs: as a map whose cells can be clicked, and as a table beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.language.labels import side_headings
from matcher.ui import markup, words
from matcher.ui.speech import say, say_many, spoken
from matcher.ui.why.choosing import bring
from matcher.ui.why.price_map import (
    MAP,
    MOST_CELLS,
    PAIRED,
    PICK,
    STEPS,
    cost,
    in_order,
    kind,
    price_map,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.explaining.prices import PricesOfPairs
    from matcher.export.names import Names
    from matcher.plans import Plan

MOST_ROWS = 500
"""How many prices the table shows; the rest is in the download."""


def show(plan: Plan, data: PricesOfPairs, names: Names) -> None:
    """Show the prices; a click on one leads to the two people."""
    sides, called = side_headings(plan.cohort, spoken()), _called(data, names)
    st.header(say("Every two people"), anchor=False)
    prices = in_order(data.prices)
    if len(data.prices) <= MOST_CELLS:
        _map(data, called, sides)
    else:
        st.caption(say("There are too many people for a map: the table shows the lowest prices."))
    shown = prices[:MOST_ROWS]
    rows = [
        (called(one.patient), called(one.professional), words.sentence(cost(one, spoken())))
        for one in shown
    ]
    with st.expander(say("The prices as a table"), expanded=len(data.prices) > MOST_CELLS):
        two = {f"{one} + {other}: {price}": place for place, (one, other, price) in enumerate(rows)}
        chosen = st.selectbox(
            say("Read why"),
            list(two),
            index=None,
            placeholder=say("Choose two people"),
            key="why_open",
        )
        if chosen is not None:
            one = shown[two[chosen]]
            bring((one.patient, one.professional))
            st.rerun()
        title = say("What it costs to pair two people")
        st.html(markup.table((*sides, say("Cost")), rows, title))
        more = len(prices) - len(rows)
        if more:
            st.caption(
                say_many(
                    "{number} more pair in the JSON file below.",
                    "{number} more pairs in the JSON file below.",
                    more,
                )
            )


def _called(data: PricesOfPairs, names: Names) -> Callable[[str], str]:
    """Return what people are called: with their ids where two have one name."""
    people = {one.patient for one in data.prices} | {one.professional for one in data.prices}
    shown = [names.person(one) for one in people]
    twice = {name for name in shown if shown.count(name) > 1}

    def called(identity: str) -> str:
        name = names.person(identity)
        return f"{name} ({identity})" if name in twice else name

    return called


def _map(data: PricesOfPairs, called: Callable[[str], str], sides: tuple[str, ...]) -> None:
    theme = st.context.theme.type or "light"
    by_name = sorted(data.prices, key=lambda one: (one.patient, one.professional))
    ids = {(called(one.patient), called(one.professional)): one for one in data.prices}

    def open_cell() -> None:
        """Lead to the two people whose cell was clicked."""
        cells = st.session_state[MAP]["selection"].get(PICK) or []
        if cells:
            one = ids[cells[0]["row"], cells[0]["column"]]
            bring((one.patient, one.professional))

    st.altair_chart(
        price_map(by_name, called, sides, spoken(), theme),
        width="stretch",
        theme=None,
        alt=in_words(data),
        key=MAP,
        on_select=open_cell,
    )
    st.caption(
        say(
            "● a pair now · a number: so many points less in all · ▼ so many pairs fewer · "
            "✕ not possible · + or worse. Click a cell to read why, or choose below."
        )
    )


def in_words(data: PricesOfPairs) -> str:
    """Return what the map shows, for those who do not see it."""
    kinds = [kind(one) for one in data.prices]
    return say_many(
        "A map of the price of {number} pair. Pairs now: {now}; under {limit} points: {cheap}. The "
        "table below says each price.",
        "A map of the prices of {number} pairs. Pairs now: {now}; under {limit} points: {cheap}. "
        "The table below says each price.",
        len(kinds),
        now=kinds.count(PAIRED),
        limit=STEPS[0][0],
        cheap=kinds.count(STEPS[0][1]),
    )

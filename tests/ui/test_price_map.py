"""The map of prices: its kinds, its signs and its words."""

from __future__ import annotations

import pytest

from matcher.explaining.pair_prices import PriceOfPair
from matcher.language import language_named, words_in
from matcher.ui.why.price_map import (
    CLOSED,
    FEWER,
    KINDS,
    MORE,
    OPEN,
    PAIRED,
    STEPS,
    cost,
    in_order,
    kind,
    mark,
    price_map,
)

ENGLISH = words_in(language_named("en"))


def price(professional: str = "H1", **values: object) -> PriceOfPair:
    given = {"patient": "P1", "professional": professional, "in_plan": False, "proof": "exact"}
    return PriceOfPair.model_validate(given | values)


def priced(pairs: int, total: int, **values: object) -> PriceOfPair:
    return price(pairs_lost=pairs, reserves_added=0, total_lost=total, **values)


CASES = [
    (priced(0, 0, in_plan=True), PAIRED, "●", "they are a pair now"),
    (priced(0, 99), STEPS[0][1], "99", "99 points less"),
    (priced(0, 100), STEPS[1][1], "100", "100 points less"),
    (priced(0, 500, proof="at_least"), MORE, "500+", "500 points less or worse"),
    (priced(1, 90), FEWER, "▼1", "1 pair fewer and 90 points less"),
    (price(reason="no language in common"), CLOSED, "✕", "no language in common"),
    (price(reason="no language in common", proof="open"), OPEN, "?", "no language in common"),
]


@pytest.mark.parametrize(("given", "what", "sign", "said"), CASES)
def test_each_price_has_a_kind_a_sign_and_words(
    given: PriceOfPair, what: str, sign: str, said: str
) -> None:
    assert (kind(given), mark(given), cost(given, ENGLISH)) == (what, sign, said)


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_the_map_has_a_cell_and_a_mark_for_each_pair(theme: str) -> None:
    given = [priced(0, 30, professional="H1"), priced(1, 0, professional="H2")]
    chart = price_map(given, str, ("Row", "Column"), ENGLISH, theme).to_dict()
    grid, marks = chart["layer"]
    assert [cell["mark"] for cell in next(iter(chart["datasets"].values()))] == ["30", "▼1"]
    assert marks["mark"]["type"] == "text"
    domain = grid["encoding"]["color"]["scale"]["domain"]
    assert domain == [STEPS[0][1], FEWER]
    assert set(domain) <= set(KINDS)


def test_the_lowest_price_comes_first_and_what_cannot_be_last() -> None:
    cheap, dear = priced(0, 5), priced(1, 0)
    paired, closed = priced(0, 0, in_plan=True), price(reason="no language in common")
    assert in_order([closed, paired, dear, cheap]) == [cheap, dear, paired, closed]

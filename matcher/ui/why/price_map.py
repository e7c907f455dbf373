"""What it costs to pair any two people: as a map, and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from matcher.explaining.prices import cost_in_words
from matcher.language.words import to_say
from matcher.ui.plan.timeline import FONT, INK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matcher.explaining.pair_prices import PriceOfPair
    from matcher.language import Words

MOST_CELLS = 2500
"""A map of more pairs than this cannot be read."""

CELL = 24
"""Pixels from one row to the next; where columns are narrower, there is no room for numbers."""

LEGEND = 420
"""Below so many pixels the legend stands in one column."""

MOST_LABELS = 30
"""With more columns than this, some of their names are left out."""

PAIRED, CLOSED = to_say("a pair now"), to_say("not possible")
FEWER, OPEN = to_say("fewer pairs"), to_say("not known")
STEPS = (
    (100, to_say("under 100 points")),
    (250, to_say("100 to 249 points")),
    (500, to_say("250 to 499 points")),
)
MORE = to_say("500 points or more")
FILLS = {
    "light": (
        "#0b6e4f",
        "#dcebf8",
        "#a9cdec",
        "#5f9fd6",
        "#0b4a86",
        "#8a6d3b",
        "#f1f1f3",
        "#ffffff",
    ),
    "dark": (
        "#5fd38d",
        "#163350",
        "#235a8c",
        "#4d92cf",
        "#cfe6fb",
        "#d9b36c",
        "#1c1f27",
        "#0e1117",
    ),
}
ON_FILLS = {
    "light": (
        "#ffffff",
        "#10243a",
        "#10243a",
        "#10243a",
        "#ffffff",
        "#ffffff",
        "#6b6f7b",
        "#31333f",
    ),
    "dark": (
        "#0e1117",
        "#ffffff",
        "#ffffff",
        "#0e1117",
        "#0e1117",
        "#0e1117",
        "#a3a8b4",
        "#fafafa",
    ),
}
Cells = list[dict[str, str]]

KINDS = (PAIRED, *(label for _, label in STEPS), MORE, FEWER, CLOSED, OPEN)
"""What a cell can be, in the order of the legend."""

BOUNDS = {"at_least": to_say("{cost} or worse"), "at_most": to_say("{cost} or better")}
"""How a price is said that is not proven."""

PICK, MAP = "pick", "why_map"
"""What is clicked on the map, and the map itself, by their names in the session."""


def kind(price: PriceOfPair) -> str:
    """Return what a cell of the map is."""
    if price.in_plan:
        return PAIRED
    if not price.is_priced:
        return OPEN if price.proof == "open" else CLOSED
    if (price.pairs_lost or 0) > 0:
        return FEWER
    lost = price.total_lost or 0
    return next((label for limit, label in STEPS if lost < limit), MORE)


def mark(price: PriceOfPair) -> str:
    """Return what stands in a cell, so that its colour says nothing alone."""
    lost = f"{price.total_lost or 0}{'+' if price.proof == 'at_least' else ''}"
    signs = {PAIRED: "●", CLOSED: "✕", OPEN: "?", FEWER: f"▼{price.pairs_lost}"}
    return signs.get(kind(price), lost)


def cost(price: PriceOfPair, words: Words) -> str:
    """Return the price of a pair in words."""
    if price.in_plan:
        return words.say("they are a pair now")
    if not price.is_priced:
        return words.say(price.reason or "")
    said = cost_in_words(price, words)
    return words.say(BOUNDS[price.proof], cost=said) if price.proof in BOUNDS else said


def in_order(prices: Sequence[PriceOfPair]) -> list[PriceOfPair]:
    """Return the prices with the lowest first, then pairs of the plan, then what cannot be."""
    return sorted(prices, key=lambda one: (not one.is_priced, one.in_plan, one.levels))


def price_map(
    prices: Sequence[PriceOfPair],
    called: Callable[[str], str],
    sides: tuple[str, ...],
    words: Words,
    theme: str = "light",
) -> alt.LayerChart:
    """Return the map: a row for each person of one side, a column for each of the other.

    Parameters
    ----------
    prices
        Of every pair.
    called
        What somebody is called; different people must be called differently.
    sides
        The headings of the rows and of the columns.
    words
        What says a price in words.
    theme
        ``"light"`` or ``"dark"``.
    """
    theme = theme if theme in INK else "light"
    cells = [
        {
            "row": called(price.patient),
            "column": called(price.professional),
            "kind": words.say(kind(price)),
            "mark": mark(price),
            "cost": cost(price, words),
        }
        for price in prices
    ]
    chart = _base(cells, sides, INK[theme])
    rows = {cell["row"] for cell in cells}
    called_kinds = [words.say(name) for name in KINDS]
    fills = dict(zip(called_kinds, FILLS[theme], strict=True))
    inks = dict(zip(called_kinds, ON_FILLS[theme], strict=True))
    seen = [name for name in called_kinds if any(cell["kind"] == name for cell in cells)]
    titles = {"row": sides[0], "column": sides[1], "cost": words.say("Cost")}
    grid = _grid(chart, {name: fills[name] for name in seen}, titles, theme)
    return alt.LayerChart(
        layer=[grid, _marks(chart, cells, {name: inks[name] for name in seen})],
        height=CELL * len(rows),
        resolve=alt.Resolve(scale=alt.ScaleResolveMap(color="independent")),
        config=alt.Config(font=FONT, view=alt.ViewConfig(strokeWidth=0), background="transparent"),
    )


def _base(cells: Cells, sides: tuple[str, ...], ink: tuple[str, ...]) -> alt.Chart:
    def axis(**more: Any) -> alt.Axis:
        return alt.Axis(
            labelColor=ink[0],
            titleColor=ink[1],
            labelFontSize=12,
            titleFontSize=13,
            titleFontWeight="normal",
            labelLimit=150,
            labelOverlap=len({cell["column"] for cell in cells}) > MOST_LABELS,
            domain=False,
            ticks=False,
            **more,
        )

    return alt.Chart(alt.InlineData(values=cells)).encode(
        x=alt.X("column:N", sort=None, title=sides[1], axis=axis(orient="top", labelAngle=-50)),
        y=alt.Y("row:N", sort=None, title=sides[0], axis=axis()),
    )


def _grid(chart: alt.Chart, fills: dict[str, str], titles: dict[str, str], theme: str) -> alt.Chart:
    """Return the coloured cells, each of which can be clicked, and the legend of their colours."""
    ink = INK[theme]
    in_columns: Any = {"expr": f"width < {LEGEND} ? 1 : 4"}
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=in_columns,
        symbolType="square",
        symbolStrokeColor=ink[1],
        labelColor=ink[0],
        labelFontSize=13,
    )
    scale = alt.Scale(domain=list(fills), range=list(fills.values()))
    pick = alt.selection_point(name=PICK, fields=["row", "column"])
    drawn: alt.Chart = (
        chart.mark_rect(stroke=ink[2], strokeWidth=0.5, cursor="pointer")
        .encode(
            color=alt.Color("kind:N", scale=scale, legend=legend),
            tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()],
        )
        .add_params(pick)
    )
    return drawn


def _marks(chart: alt.Chart, cells: Cells, inks: dict[str, str]) -> alt.Chart:
    """Return the numbers and signs in the cells, where there is room for them."""
    scale = alt.Scale(domain=list(inks), range=list(inks.values()))
    columns = {cell["column"] for cell in cells}
    room: Any = {"expr": f"width < {len(columns) * CELL} ? 0 : 1"}
    drawn: alt.Chart = chart.mark_text(fontSize=11, opacity=room).encode(
        text="mark:N", color=alt.Color("kind:N", scale=scale, legend=None)
    )
    return drawn

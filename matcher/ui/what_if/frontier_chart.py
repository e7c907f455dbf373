"""Plans to pick from as points: how many people they disturb, and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import altair as alt

from matcher.ui.plan.timeline import ACCENT, FONT, INK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.language import Words

HEIGHT = 240
NAME, PICK = "what_if_chart", "pick"
"""The chart, and what is clicked on it, by their names in the session."""


@dataclass(frozen=True)
class Point:
    """A plan on the chart.

    Attributes
    ----------
    number
        As which it stands in the list, from 1 on.
    disturbed
        How many people get another partner or lose their place.
    dates
        How many workshops move.
    total
        What the plan is worth, in points.
    said
        All this in words.
    """

    number: int
    disturbed: int
    dates: int
    total: int
    said: str


def chart(points: Sequence[Point], words: Words, theme: str = "light") -> alt.LayerChart:
    """Return the chart; a click on a point picks it, and its number says which it is."""
    ink, grey, pale = INK.get(theme, INK["light"])
    accent, on_accent = ACCENT.get(theme, ACCENT["light"])
    rows = [
        {
            "number": one.number,
            "disturbed": one.disturbed,
            "dates": words.say_many("{number} moved", "{number} moved", one.dates),
            "total": one.total,
            "said": one.said,
        }
        for one in points
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "disturbed:Q",
            title=words.say("People who get another partner or lose their place"),
            axis=alt.Axis(tickMinStep=1, format="d"),
            scale=alt.Scale(padding=24),
        ),
        y=alt.Y(
            "total:Q", title=words.say("Points in all"), scale=alt.Scale(zero=False, padding=24)
        ),
        tooltip=alt.Tooltip("said:N", title=words.say("Plan")),
    )
    pick = alt.selection_point(name=PICK, fields=["number"])
    dots = (
        base.mark_point(size=600, filled=True, color=accent, opacity=1)
        .encode(
            shape=alt.Shape("dates:N", title=words.say("Workshop dates")),
        )
        .add_params(pick)
    )
    numbers = base.mark_text(color=on_accent, fontSize=13, fontWeight=600).encode(text="number:O")
    config = alt.Config(
        font=FONT,
        background="transparent",
        view=alt.ViewConfig(strokeWidth=0),
        axis=alt.AxisConfig(
            labelColor=ink,
            titleColor=ink,
            gridColor=pale,
            domainColor=grey,
            tickColor=grey,
            titleFontWeight="normal",
            labelFontSize=12,
            titleFontSize=12,
        ),
        legend=alt.LegendConfig(
            labelColor=ink,
            titleColor=ink,
            orient="top",
            labelFontSize=12,
            titleFontSize=12,
            symbolFillColor=accent,
            symbolStrokeWidth=0,
        ),
    )
    return alt.LayerChart(layer=[dots, numbers], height=HEIGHT, config=config)


def in_words(points: Sequence[Point], words: Words) -> str:
    """Return what the chart shows, for those who do not see it."""
    return words.say("Plans to pick from: {plans}.", plans=words.parted(one.said for one in points))

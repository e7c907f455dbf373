"""A batch as a picture: what came of the cohorts, and how well their pairs fit."""

from __future__ import annotations

from collections import Counter
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from matcher.batch.results import State
from matcher.batch.words import called

if TYPE_CHECKING:
    from matcher.batch.results import Batch
    from matcher.language import Words

PACKAGES = {"altair": "altair", "vl_convert": "vl-convert-python"}
ACCENT, PALE, GREY = "#005EB8", "#9CC3E6", "#E3E6E8"
WIDTH = 560
MOST_TICKS = 12


def obstacle(batch: Batch) -> str | None:
    """Return why there is no picture, or nothing."""
    missing = [package for module, package in PACKAGES.items() if find_spec(module) is None]
    if missing:
        return (
            f"There is no plot: {', '.join(missing)} is not installed. "
            'Install it with: pip install "matcher[plot]"'
        )
    return None if batch.rows else "There is no plot: there are no cohorts."


def draw(batch: Batch, words: Words) -> dict[str, bytes]:
    """Return the picture as files, by their endings: ``png`` and ``svg``."""
    import vl_convert

    spec = chart(batch, words).to_dict()
    svg = str(vl_convert.vegalite_to_svg(spec))
    return {"png": vl_convert.vegalite_to_png(spec, scale=2), "svg": svg.encode("utf-8")}


def chart(batch: Batch, words: Words) -> Any:
    """Return the picture as an Altair chart."""
    import altair as alt

    parts = [_states(batch, words)]
    if any(row.pairs for row in batch.rows):
        parts += [_fits(batch, words)]
    return (
        alt.vconcat(*parts, spacing=28)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=13, titleFontSize=13, gridColor=GREY, labelLimit=320)
        .configure_title(fontSize=15, anchor="start")
    )


def _states(batch: Batch, words: Words) -> Any:
    """Draw how many cohorts came to what."""
    import altair as alt

    found = Counter(row.status for row in batch.rows)
    states = {called(state, words): found[state] for state in State if found[state]}
    values = [{"state": state, "cohorts": number} for state, number in states.items()]
    bars = alt.Chart(alt.InlineData(values=values)).encode(
        y=alt.Y("state:N", sort=list(states), title=None),
        x=alt.X(
            "cohorts:Q",
            title=words.say("cohorts"),
            axis=alt.Axis(tickMinStep=1, format="d"),
        ),
    )
    return alt.layer(
        bars.mark_bar(color=PALE), bars.mark_text(align="left", dx=4).encode(text="cohorts:Q")
    ).properties(width=WIDTH, title=words.say("What came of the cohorts"))


def _fits(batch: Batch, words: Words) -> Any:
    """Draw for each cohort its mean points a pair and its lowest fit, in rising order."""
    import altair as alt

    planned = [row for row in batch.rows if row.pairs and row.total is not None]
    planned.sort(key=lambda row: ((row.total or 0) / (row.pairs or 1), row.number))
    mean, lowest = words.say("mean, in points a pair"), words.say("lowest fit")
    values = [
        {"place": place, "name": row.name, "what": what, "points": points}
        for place, row in enumerate(planned, start=1)
        for what, points in (
            (mean, (row.total or 0) / (row.pairs or 1)),
            (lowest, row.worst_fit or 0),
        )
    ]
    ticks = list(range(1, len(planned) + 1, 1 + len(planned) // MOST_TICKS))
    return (
        alt.Chart(alt.InlineData(values=values))
        .mark_point(filled=True, size=40, opacity=0.9)
        .encode(
            x=alt.X(
                "place:Q",
                title=words.say("cohorts, from the lowest mean to the highest"),
                axis=alt.Axis(values=ticks, format="d"),
                scale=alt.Scale(nice=False, padding=12, zero=False),
            ),
            y=alt.Y("points:Q", title=words.say("points")),
            color=alt.Color(
                "what:N", title=None, scale=alt.Scale(domain=[mean, lowest], range=[ACCENT, PALE])
            ),
            shape=alt.Shape("what:N", title=None, scale=alt.Scale(domain=[mean, lowest])),
        )
        .properties(width=WIDTH, height=240, title=words.say("How well the pairs fit"))
    )

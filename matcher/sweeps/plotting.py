"""A sweep as a picture: a line for one setting, a heat map for two, one for each value of more."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from matcher.errors import MatcherError
from matcher.sweeps.results import State
from matcher.sweeps.words import NO_PLAN

if TYPE_CHECKING:
    from matcher.language import Words
    from matcher.sweeps.results import Row, Sweep, Varied

PACKAGES = {"altair": "altair", "vl_convert": "vl-convert-python"}
MOST_PANELS = 24
"""How many heat maps fit into a picture."""

STEP = 112
"""How wide a value is drawn, in pixels: so that what is said of it fits in."""

PALE, FULL, EMPTY, INK = "#EAF2F8", "#6FA8D6", "#E3E6E8", "#1F2A30"
"""From the lowest to the highest total, no plan, and letters that are read on all of these."""

Spec = dict[str, Any]


class NoPlotError(MatcherError):
    """The picture cannot be drawn."""


def obstacle(sweep: Sweep) -> str | None:
    """Return why the sweep cannot be drawn, or nothing."""
    missing = [package for module, package in PACKAGES.items() if find_spec(module) is None]
    if missing:
        return (
            f"There is no plot: {', '.join(missing)} is not installed. "
            'Install it with: pip install "matcher[plot]"'
        )
    panels = _panels(sweep)
    if panels > MOST_PANELS:
        return (
            f"There is no plot: it would be {panels} heat maps, and at most {MOST_PANELS} are "
            "drawn. Name the two settings with the most values first, or vary less."
        )
    return None


def draw(sweep: Sweep, words: Words) -> dict[str, bytes]:
    """Return the picture as files, by their endings: ``png`` and ``svg``.

    Raises
    ------
    NoPlotError
        When the packages are missing (the message says how they are installed), or it would be
        too large.
    """
    why = obstacle(sweep)
    if why is not None:
        raise NoPlotError(why)
    import vl_convert

    spec = chart(sweep, words).to_dict()
    svg = str(vl_convert.vegalite_to_svg(spec))
    return {"png": vl_convert.vegalite_to_png(spec, scale=2), "svg": svg.encode("utf-8")}


def chart(sweep: Sweep, words: Words) -> Any:
    """Return the picture as an Altair chart."""
    import altair as alt

    data = alt.InlineData(values=[_datum(sweep, row, words) for row in sweep.rows])
    drawn = _line(sweep, words) if len(sweep.varied) == 1 else _heat_map(sweep, words)
    if len(sweep.varied) > 2:
        facet = alt.Facet("panel:N", sort=None, title=None)
        drawn = drawn.facet(facet, columns=3, data=data)
    else:
        drawn = drawn.properties(data=data)
    return (
        drawn.properties(title=words.say("Pairs and total points by rule"))
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=13, titleFontSize=13, gridColor=EMPTY)
        .configure_title(fontSize=15, anchor="start")
        .configure_legend(labelFontSize=12, titleFontSize=12)
    )


def _panels(sweep: Sweep) -> int:
    panels = 1
    for one in sweep.varied[2:]:
        panels *= len(one.values)
    return panels


def _datum(sweep: Sweep, row: Row, words: Words) -> Spec:
    """Return what is drawn of a row: one that is not proven is marked as a least total."""
    values = [row.settings[one.key] for one in sweep.varied]
    rest = [f"{one.key} = {row.settings[one.key]}" for one in sweep.varied[2:]]
    least = "" if row.status is State.OPTIMAL else "≥ "
    planned = row.pairs is not None and row.total is not None
    return {
        "x": values[0],
        "y": values[1] if len(values) > 1 else None,
        "panel": ", ".join(rest),
        "total": row.total,
        "pairs": words.pairs(row.pairs or 0) if planned else words.say(NO_PLAN[row.status]),
        "points": f"{least}{words.number(row.total or 0)}" if planned else "",
    }


def _order(varied: Varied) -> Any:
    """Return the values in the order in which they were named."""
    return list(varied.values)


def _line(sweep: Sweep, words: Words) -> Any:
    import altair as alt

    (varied,) = sweep.varied
    width = max(360, STEP * len(varied.values))
    x = alt.X("x:O", sort=_order(varied), title=varied.key, axis=alt.Axis(labelAngle=0))
    y = alt.Y("total:Q", title=words.say("total, in points")).scale(zero=False, padding=30)
    base = alt.Chart().encode(x=x)
    planned = base.transform_filter("datum.total !== null").encode(y=y)
    return alt.layer(
        planned.mark_line(color=FULL, strokeWidth=2),
        planned.mark_point(color=FULL, filled=True, size=90, opacity=1),
        *(
            planned.mark_text(dy=dy, fontSize=12, **look).encode(text=text)
            for look in ({"stroke": "white", "strokeWidth": 4}, {"color": INK})
            for dy, text in ((-25, "pairs:N"), (-12, "points:N"))
        ),
        base.transform_filter("datum.total === null")
        .mark_text(color=INK, fontSize=11, dy=-8, limit=STEP - 4)
        .encode(text="pairs:N", y=alt.value("height")),
    ).properties(width=width, height=280)


def _heat_map(sweep: Sweep, words: Words) -> Any:
    import altair as alt

    across, down = sweep.varied[:2]
    base = alt.Chart().encode(
        x=alt.X("x:O", sort=_order(across), title=across.key, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("y:O", sort=_order(down), title=down.key),
    )
    colour = alt.Color(
        "total:Q",
        title=words.say("total, in points"),
        scale=alt.Scale(range=[PALE, FULL], zero=False),
    )
    planned = base.transform_filter("datum.total !== null")
    empty = base.transform_filter("datum.total === null")
    return alt.layer(
        empty.mark_rect(color=EMPTY, stroke="white"),
        planned.mark_rect(stroke="white").encode(color=colour),
        planned.mark_text(dy=-7, color=INK, fontSize=12).encode(text="pairs:N"),
        planned.mark_text(dy=8, color=INK, fontSize=12).encode(text="points:N"),
        empty.mark_text(color=INK, fontSize=11, limit=STEP - 4).encode(text="pairs:N"),
    ).properties(width=STEP * len(across.values), height=46 * len(down.values))

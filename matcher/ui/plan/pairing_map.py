"""Who could go with whom: a map of the allowed pairs, those of the plan marked, and a table."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import streamlit as st

from matcher.language.words import to_say
from matcher.scores import Scorer
from matcher.ui import markup, words
from matcher.ui.plan.timeline import FONT, INK
from matcher.ui.sortable import sortable
from matcher.ui.speech import say, spoken

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.export.names import Names
    from matcher.plans import Plan
    from matcher.ui.sortable import Row

MOST_CELLS = 2500
"""A map of more cells than this cannot be read; then each cell stands for a block of people."""

MOST_BLOCKS = 40
CELL = 22
PAIR, POSSIBLE, BARRED = to_say("✓ a pair of the plan"), to_say("possible"), to_say("not allowed")
FILLS = {
    "light": ("#0b4a86", "#a9cdec", "#f1f1f3", "#ffffff"),
    "dark": ("#cfe6fb", "#235a8c", "#1c1f27", "#0e1117"),
}


def show(plan: Plan, names: Names) -> None:
    """Show the map and, beside it, each person with how many could be their partner."""
    cohort = plan.cohort
    allowed = Scorer(cohort).all().allowed
    chosen = chosen_pairs(plan, allowed.shape)
    said = say(
        "{possible} of {all} pairs are allowed by your rules; {chosen} are in the plan.",
        possible=spoken().number(int(allowed.sum())),
        all=spoken().number(allowed.size),
        chosen=spoken().number(int(chosen.sum())),
    )
    st.html(markup.paragraph(said))
    theme = st.context.theme.type or "light"
    if allowed.size > MOST_CELLS:
        st.caption(
            say(
                "Each square is a block of people in the order of the files: the darker, the more "
                "pairs are allowed; the number says how many are in the plan."
            )
        )
        drawing = in_blocks(allowed, chosen, words.sides(cohort), theme)
    else:
        drawing = one_by_one(plan, allowed, chosen, names, theme)
    st.altair_chart(drawing, width="stretch", theme=None, alt=said)
    rows = partners(plan, allowed, names)
    columns = [say("Person"), say("Could go with"), say("Goes with")]
    sortable("who_with_whom", columns, rows, say("Who could go with whom"))


def chosen_pairs(plan: Plan, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which of the pairs are in the plan, patients by professionals."""
    row = {one.person_id: i for i, one in enumerate(plan.cohort.patients)}
    column = {one.person_id: i for i, one in enumerate(plan.cohort.professionals)}
    chosen = np.zeros(shape, dtype=bool)
    for pair in plan.pairs:
        if pair.professional is not None:
            chosen[row[pair.patient], column[pair.professional]] = True
    return chosen


def partners(plan: Plan, allowed: NDArray[np.bool_], names: Names) -> list[Row]:
    """Return each person, with how many could be their partner, and who is."""
    partner: dict[str, str] = {}
    for pair in plan.pairs:
        if pair.professional is not None:
            partner |= {pair.patient: pair.professional, pair.professional: pair.patient}
    counts = [
        *zip(plan.cohort.patients, allowed.sum(axis=1).tolist(), strict=True),
        *zip(plan.cohort.professionals, allowed.sum(axis=0).tolist(), strict=True),
    ]
    return [
        (
            names.person(one.person_id),
            number,
            names.person(partner[one.person_id]) if one.person_id in partner else "",
        )
        for one, number in counts
    ]


def one_by_one(
    plan: Plan,
    allowed: NDArray[np.bool_],
    chosen: NDArray[np.bool_],
    names: Names,
    theme: str,
) -> alt.LayerChart:
    """Return a map with a square for every two people."""
    left, top = words.sides(plan.cohort)
    kinds = np.where(chosen, 0, np.where(allowed, 1, 2))
    said = [say(one) for one in (PAIR, POSSIBLE, BARRED)]
    cells = [
        {
            left: _called(patient.person_id, names),
            top: _called(professional.person_id, names),
            "kind": said[kinds[i, j]],
            "sign": "✓" if kinds[i, j] == 0 else "",
        }
        for i, patient in enumerate(plan.cohort.patients)
        for j, professional in enumerate(plan.cohort.professionals)
    ]
    fills = FILLS.get(theme, FILLS["light"])
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=said, range=list(fills[:3])),
        legend=alt.Legend(title=None, orient="top"),
    )
    tips = [alt.Tooltip(field=left), alt.Tooltip(field=top), alt.Tooltip("kind:N", title=" ")]
    chart = _grid(cells, left, top, theme)
    return _finished(
        chart.mark_rect(stroke=fills[3]).encode(color=colour, tooltip=tips),
        chart.mark_text(color=fills[3], fontWeight=700).encode(text="sign:N"),
        theme,
    )


def in_blocks(
    allowed: NDArray[np.bool_], chosen: NDArray[np.bool_], sides: tuple[str, ...], theme: str
) -> alt.LayerChart:
    """Return a map with a square for every block of people."""
    left, top = sides
    size = math.ceil(max(allowed.shape) / MOST_BLOCKS)
    cells = [
        {
            left: _block(i, size, allowed.shape[0]),
            top: _block(j, size, allowed.shape[1]),
            "share": float(allowed[i : i + size, j : j + size].mean()),
            "sign": str(int(chosen[i : i + size, j : j + size].sum()) or ""),
        }
        for i in range(0, allowed.shape[0], size)
        for j in range(0, allowed.shape[1], size)
    ]
    fills, ink = FILLS.get(theme, FILLS["light"]), INK.get(theme, INK["light"])[0]
    scale = alt.Scale(domain=[0, 1], range=[fills[2], fills[1]])
    legend = alt.Legend(title=say("allowed"), format="%", orient="top")
    chart = _grid(cells, left, top, theme)
    return _finished(
        chart.mark_rect(stroke=fills[3]).encode(
            color=alt.Color("share:Q", scale=scale, legend=legend)
        ),
        chart.mark_text(color=ink, fontWeight=700).encode(text="sign:N"),
        theme,
    )


def _block(start: int, size: int, of: int) -> str:
    end = min(start + size, of)
    return str(end) if end == start + 1 else f"{start + 1}-{end}"


def _called(identity: str, names: Names) -> str:
    """Return a name that stands for one person only: two may be called alike."""
    name = names.person(identity)
    return name if name == identity else f"{name} ({identity})"


def _grid(cells: list[dict[str, Any]], left: str, top: str, theme: str) -> alt.Chart:
    ink = INK.get(theme, INK["light"])[1]
    axis: dict[str, Any] = {"labelColor": ink, "titleColor": ink, "domain": False, "ticks": False}
    rows = alt.Y(field=left, type="nominal", sort=None, axis=alt.Axis(**axis))
    columns = alt.X(
        field=top, type="nominal", sort=None, axis=alt.Axis(orient="top", labelAngle=-60, **axis)
    )
    chart = alt.Chart(alt.InlineData(values=cells), height=alt.Step(CELL))
    return chart.encode(x=columns, y=rows)


def _finished(squares: alt.Chart, signs: alt.Chart, theme: str) -> alt.LayerChart:
    ink = INK.get(theme, INK["light"])[0]
    config = alt.Config(
        font=FONT,
        view=alt.ViewConfig(strokeWidth=0),
        background="transparent",
        legend=alt.LegendConfig(labelColor=ink, titleColor=ink),
    )
    return alt.LayerChart(layer=[squares, signs], config=config)

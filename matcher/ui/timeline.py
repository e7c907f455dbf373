"""The workshops as a strip of the months."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import altair as alt

from matcher.talk import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.cohort import Cohort
    from matcher.ui.view import ShownWorkshop

NARROW = 620
"""Below so many pixels there is no room for words between the dots."""

CLOSEST_DAYS = 15
"""Workshops nearer than this leave no room for words between the dots."""

MOST_MONTHS = 14
INK = {"light": ("#31333f", "#6b6f7b", "#d5d7dd"), "dark": ("#fafafa", "#a3a8b4", "#4a4e59")}
ACCENT = {"light": ("#005eb8", "#ffffff"), "dark": ("#6cb4ff", "#0e1117")}
FONT = "'Source Sans', 'Source Sans Pro', sans-serif"
HEIGHT = 144
LINE, ABOVE, BELOW, TRACK, FOOT = 52, 18, 80, 112, 130
"""Where things stand, in pixels from the top."""


def strip(
    cohort: Cohort, workshops: Sequence[ShownWorkshop], theme: str = "light"
) -> alt.LayerChart:
    """Return the chart: months, days to avoid or closed, dots with their dates, gaps.

    Days are counted from the first one, so that no time zone can move a date.
    """
    first, last = _span(cohort, workshops)
    scale = alt.Scale(domain=[0, (last - first).days], nice=False, padding=34)
    ink, grey, pale = INK.get(theme, INK["light"])
    accent, on_accent = ACCENT.get(theme, ACCENT["light"])
    close = any((workshop.gap_days or 99) < CLOSEST_DAYS for workshop in workshops)
    wide = {"expr": f"width < {NARROW} ? 0 : 1"} if not close else 0

    def at(rows: list[dict[str, Any]], height: int, *, start: str = "at", **more: Any) -> alt.Chart:
        data = alt.InlineData(values=rows)
        x = alt.X(f"{start}:Q", scale=scale, axis=None)
        return alt.Chart(data).encode(x=x, y=alt.value(height), **more)

    def offset(day: date) -> int:
        return (day - first).days

    dots = [
        {
            "at": offset(one.date),
            "number": str(one.number),
            "day": one.day,
            "pairs": f"{one.attendance} pairs",
        }
        for one in workshops
    ]
    gaps = [
        {"at": (offset(one.date) + offset(other.date)) / 2, "gap": other.gap}
        for one, other in pairwise(workshops)
    ]
    closed = [
        {"at": offset(start), "to": offset(end) + 1, "label": label}
        for start, end, label in _closed(cohort, first, last)
    ]
    months = _months(first, last)
    ends = [{"at": 0, "to": (last - first).days}]
    bands = at(closed, TRACK - 4, x2="to:Q", y2=alt.value(TRACK + 4), tooltip="label:N")
    layers = [
        at(ends, LINE, x2="to:Q").mark_rule(color=pale, strokeWidth=2),
        at(ends, TRACK, x2="to:Q").mark_rule(color=pale),
        bands.mark_rect(color=grey, opacity=1, cornerRadius=2),
        at(months, TRACK, y2=alt.value(TRACK + 8)).mark_rule(color=pale),
        at(months, FOOT, text="name:N").mark_text(color=grey, fontSize=12, align="left"),
        at(dots, LINE, tooltip=["day:N", "pairs:N"]).mark_circle(color=accent, size=620, opacity=1),
        at(dots, LINE, text="number:N").mark_text(color=on_accent, fontSize=13, fontWeight=600),
        at(dots, ABOVE, text="day:N").mark_text(
            color=ink, fontSize=14, fontWeight=600, opacity=wide
        ),
        at(dots, BELOW, text="pairs:N").mark_text(color=grey, fontSize=12, opacity=wide),
        at(gaps, LINE - 12, text="gap:N").mark_text(color=grey, fontSize=11, opacity=wide),
    ]
    config = alt.Config(
        font=FONT, padding=0, view=alt.ViewConfig(strokeWidth=0), background="transparent"
    )
    return alt.LayerChart(layer=layers, height=HEIGHT, config=config)


def in_words(workshops: Sequence[ShownWorkshop]) -> str:
    """Return what the chart shows, for those who do not see it."""
    said = [f"{one.number}: {one.day}, {one.attendance} pairs" for one in workshops]
    return "The workshops on a strip of the months. " + "; ".join(said) + "."


def _span(cohort: Cohort, workshops: Sequence[ShownWorkshop]) -> tuple[date, date]:
    settings = cohort.programme.programme
    days = [workshop.date for workshop in workshops]
    return min([settings.start, *days]), max([settings.end, *days])


def _closed(cohort: Cohort, first: date, last: date) -> list[tuple[date, date, str]]:
    """Return the rows of the calendar that speak for everybody, cut to the strip."""
    return [
        (max(row.date_from, first), min(row.date_to, last), row.label or row.kind)
        for row in cohort.calendar
        if not row.area and row.date_from <= last and row.date_to >= first
    ]


def _months(first: date, last: date) -> list[dict[str, Any]]:
    starts = [first]
    day = first.replace(day=1)
    while (day := (day + timedelta(days=32)).replace(day=1)) <= last:
        starts.append(day)
    if starts[1:] and (starts[1] - first).days < 12:
        starts = starts[1:]
    step = math.ceil(len(starts) / MOST_MONTHS)
    return [
        {"at": (start - first).days, "name": MONTHS[start.month - 1]} for start in starts[::step]
    ]
